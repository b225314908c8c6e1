from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from lxml import etree

from motcua.kernel.refusals import Invalid, TooLarge
from motcua.work.rules.bpmn import DC, DI, MODEL, SHAPES, name
from motcua.work.rules.bpmn_reading import from_bpmn
from motcua.work.rules.bpmn_writing import to_bpmn
from motcua.work.rules.drawing import draw, wrapped
from motcua.work.rules.soundness import check_process
from motcua.work.tests.make import licence
from motcua.work.tests.rules.make_processes import sound_processes

few = settings(max_examples=40, deadline=None)


@few
@given(sound_processes())
def test_a_process_comes_back_from_bpmn_as_it_went(process):
    assert check_process(process) == []
    assert from_bpmn(to_bpmn(process)) == process
    assert from_bpmn(to_bpmn(process)).digest == process.digest


@few
@given(sound_processes())
def test_every_element_has_one_id_and_every_reference_resolves(process):
    root = etree.fromstring(to_bpmn(process).encode())
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    body = root.find(name(MODEL, "process"))
    flows = body.findall(name(MODEL, "sequenceFlow"))
    nodes = {e.get("id") for e in body if e.get("id") and e.tag != name(MODEL, "sequenceFlow")}
    assert all({flow.get("sourceRef"), flow.get("targetRef")} <= nodes for flow in flows)
    assert {s.get("bpmnElement") for s in root.iter(name(SHAPES, "BPMNShape"))} == nodes
    drawn = {e.get("bpmnElement"): e for e in root.iter(name(SHAPES, "BPMNEdge"))}
    assert set(drawn) == {flow.get("id") for flow in flows}
    assert all(len(edge.findall(name(DI, "waypoint"))) >= 2 for edge in drawn.values())


def places(root):
    for bounds in root.iter(name(DC, "Bounds")):
        x, y, w, h = (float(bounds.get(k)) for k in ("x", "y", "width", "height"))
        yield bounds.getparent().get("bpmnElement"), (x, y, x + w, y + h)


@few
@given(sound_processes())
def test_no_box_lies_on_another_and_no_line_runs_through_one(process):
    root = etree.fromstring(to_bpmn(process).encode())
    boxes = dict(places(root))
    for (_, a), (_, b) in combinations(boxes.items(), 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    for edge in root.iter(name(SHAPES, "BPMNEdge")):
        points = [(float(w.get("x")), float(w.get("y"))) for w in edge.iter(name(DI, "waypoint"))]
        for (x1, y1), (x2, y2) in pairwise(points):
            assert x1 == x2 or y1 == y2
            for left, top, right, bottom in boxes.values():
                inside_x = max(x1, x2) > left + 0.2 and min(x1, x2) < right - 0.2
                inside_y = max(y1, y2) > top + 0.2 and min(y1, y2) < bottom - 0.2
                assert not (inside_x and inside_y)


@few
@given(sound_processes())
def test_a_picture_fits_a_phone_and_names_every_step(process):
    svg = etree.fromstring(draw(process).encode())
    width = float(svg.get("viewBox").split()[2])
    assert width == 344
    assert svg.get("role") == "img"
    marks = {e.get("id") for e in svg.iter() if e.get("id")}
    assert set(svg.get("aria-labelledby").split()) <= marks
    for rect in svg.iter("{*}rect"):
        assert float(rect.get("x")) >= 0
        assert float(rect.get("x")) + float(rect.get("width")) <= width
    assert not [e for e in svg.iter() if "style" in e.attrib]
    assert len(list(svg.iter("{*}g"))) == len(process.steps)


def test_a_picture_says_in_words_where_the_matter_is():
    text = draw(licence(), frozenset({"appraisal"}), frozenset({"reception"}))
    assert "Tiếp nhận (đã xong)" in text
    assert "Thẩm định (đang ở đây)" in text
    assert 'class="process-step kind-task is-here"' in text


def test_names_cannot_break_out_of_the_picture():
    text = draw(licence(name='<script>alert(1)</script>"'))
    assert "<script" not in text


def test_long_words_are_cut_and_short_ones_kept_together():
    assert wrapped("Lấy ý kiến các đơn vị", 10) == ["Lấy ý kiến", "các đơn vị"]
    assert wrapped("abcdefghij", 4) == ["abcd", "efgh", "ij"]


FOREIGN = """<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:m="urn:motcua:process:1">
  <process id="Process_1" name="Cấp bản sao">{body}</process>
</definitions>"""
USER = '<userTask id="{0}" name="{1}"><extensionElements><m:step role="{2}" hours="2"/></extensionElements></userTask>'


def foreign(*extra, tasks=True):
    body = '<startEvent id="S"/><endEvent id="E" name="Xong"/>'
    if tasks:
        body += USER.format("Activity_1", "Tiếp nhận", "reception") + USER.format("Activity_2", "Ký", "leader")
    return FOREIGN.format(body=body + "".join(extra))


def flow(number, source, target, label=""):
    return f'<sequenceFlow id="f{number}" sourceRef="{source}" targetRef="{target}" name="{label}"/>'


LINE = (flow(1, "S", "Activity_1"), flow(2, "Activity_1", "Activity_2", "Trình ký"), flow(3, "Activity_2", "E"))


def test_a_diagram_of_another_modeller_is_read():
    process = from_bpmn(foreign(*LINE))
    assert [step.key for step in process.steps] == ["e", "activity_1", "activity_2"]
    assert process.step("activity_1").actions[0].key == "trinh_ky"
    assert process.start == "activity_1"


REFUSED = [
    (foreign(*LINE, '<subProcess id="X" name="Phần con"/>'), "“Phần con” (subProcess) chưa chạy được"),
    (foreign(*LINE, '<boundaryEvent id="X" name="Quá hạn"/>'), "“Quá hạn” (boundaryEvent)"),
    (foreign(*LINE, '<inclusiveGateway id="X"/>'), "(inclusiveGateway)"),
    (foreign(*LINE, '<serviceTask id="X" name="Gọi máy"/>'), "(serviceTask)"),
    (foreign(*LINE, flow(4, "Activity_1", "E")), "tỏa ra nhiều luồng cùng lúc"),
    (foreign(*LINE, flow(4, "Activity_1", "ghost")), "không nối hai phần tử có thật"),
    (foreign(*LINE, '<startEvent id="S2"/>'), "đúng một sự kiện bắt đầu"),
    (foreign(*LINE).replace(' role="leader"', ""), "“Ký” (userTask) chưa ghi vai trò"),
    (foreign(*LINE).replace('hours="2"', 'hours="hai"'), "ghi sai thuộc tính"),
    (foreign(*LINE, '<parallelGateway id="P"/>', flow(5, "P", "E"), flow(6, "P", "Activity_2")), "gộp lại"),
    (foreign(*LINE[:2]), "Không có thao tác nào"),
    ("<a/>", "không phải BPMN"),
    ("<a", "không phải XML"),
    ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>', "DOCTYPE"),
    ('<!DOCTYPE a [<!ENTITY x "y">]><a/>'.encode("utf-16"), "DOCTYPE"),
]


@pytest.mark.parametrize(("xml", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_what_cannot_run_is_named(xml, words):
    with pytest.raises(Invalid) as refused:
        from_bpmn(xml)
    told = [refused.value.message, *(text for texts in refused.value.fields.values() for text in texts)]
    assert any(words in text for text in told), told


def test_a_huge_file_is_refused_before_it_is_read():
    with pytest.raises(TooLarge):
        from_bpmn(" " * 2_000_001)
