"""What is wrong with a process is said in the reader's language, though the rules know no Django."""

import pytest
from django.utils.translation import override

from motcua.config.words import VIETNAMESE
from motcua.kernel.refusals import Invalid
from motcua.ui.components.say import spoken
from motcua.work.rules.bpmn_reading import from_bpmn
from motcua.work.rules.process import ProcessDefinition, StepDefinition
from motcua.work.rules.soundness import check_process


def broken() -> ProcessDefinition:
    steps = [
        StepDefinition(key="a", name="Reception", role="", unit="reception", hours=-1, kind="task"),
        StepDefinition(key="a", name="Again", role="", unit="reception", hours=1, kind="task"),
    ]
    return ProcessDefinition(code="P", name="Sample", start="b", steps=steps)


def test_every_part_of_a_problem_is_english_for_who_reads_english():
    problems = check_process(broken())
    assert problems
    with override("en"):
        said = [spoken(problem.whole()) for problem in problems]
    assert any(
        "“Sample”" in one and "same key “a”" in one and "Give each step a key of its own." in one for one in said
    )
    assert not [one for one in said if VIETNAMESE & set(one)]


def test_the_sentence_stays_vietnamese_for_who_reads_vietnamese():
    with override("vi"):
        said = [spoken(problem.whole()) for problem in check_process(broken())]
    assert "Quy trình “Sample”: Có 2 bước cùng mã “a”. Đặt cho mỗi bước một mã riêng." in said


def test_a_drawing_that_cannot_be_read_says_so_in_english():
    with pytest.raises(Invalid) as refused:
        from_bpmn("<a")
    with override("en"):
        assert spoken(refused.value.message).startswith("The file is not well-formed XML (line ")
        assert not VIETNAMESE & set(spoken(refused.value.advice))
