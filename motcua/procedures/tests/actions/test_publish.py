from datetime import date, timedelta

import pytest

from motcua.audit.models import Entry
from motcua.kernel.actor import ANYONE, SYSTEM, Actor, Post
from motcua.kernel.limits import Limit
from motcua.kernel.refusals import Invalid, NotAllowed, NotFound, SignInNeeded
from motcua.procedures.actions.publish import publish_version
from motcua.procedures.models import Procedure, ProcedureVersion, SearchText, Sector
from motcua.procedures.queries import process_for, version_in_force, version_numbered
from motcua.procedures.rules.default_process import default_process
from motcua.procedures.rules.definition import Case, Channel
from motcua.procedures.tests.make import AT, DESIGNER, definition, published

pytestmark = pytest.mark.django_db
NEXT_DAY = AT + timedelta(days=1)


def test_the_first_version_is_in_force_from_that_day():
    [version] = published()
    assert version_in_force(version.procedure.key, AT.date()) == version
    assert (version.number, version.valid_to, version.content) == (1, None, definition())
    with pytest.raises(NotFound):
        version_in_force(version.procedure.key, AT.date() - timedelta(days=1))


def test_the_same_content_makes_no_new_version():
    published()
    again = publish_version(definition=definition(), actor=DESIGNER, at=NEXT_DAY)
    assert not again.changed
    assert ProcedureVersion.objects.count() == 1


def test_a_new_version_closes_the_one_before_it():
    published()
    new = publish_version(definition=definition(name="Cấp phép thả diều"), actor=DESIGNER, at=NEXT_DAY).version
    old = version_numbered(new.procedure.key, 1)
    assert (old.valid_from, old.valid_to) == (AT.date(), AT.date())
    assert version_in_force(new.procedure.key, NEXT_DAY.date()) == new
    assert version_in_force(new.procedure.key, AT.date()) == old
    assert Procedure.objects.get().current == new


def test_two_versions_on_one_day_leave_the_later_in_force():
    published(definition(), definition(name="Cấp phép thả diều"))
    assert version_in_force("9.000001", AT.date()).number == 2


def test_an_old_version_keeps_its_content():
    published(definition(), definition(name="Cấp phép thả diều"))
    assert version_numbered("9.000001", 1).content.name == definition().name


def test_a_case_without_a_process_gets_the_default_one_of_its_longest_limit():
    ways = [
        Channel(channel="online", limit=Limit(3, "working_day")),
        Channel(channel="counter", limit=Limit(9, "working_day")),
    ]
    [version] = published(definition(cases=[Case(key="a", name="A", channels=ways)]))
    assert process_for(version, "a").code == "default-agency-9-working_day"
    with pytest.raises(NotFound):
        process_for(version, "b")


def test_a_case_with_a_process_of_its_own_gets_that():
    own = default_process(["province"], Limit(2, "working_day")) | {"code": "rieng"}
    ways = [Channel(channel="counter")]
    cases = [Case(key="a", name="A", channels=ways, process="rieng"), Case(key="b", name="B", channels=ways)]
    [version] = published(definition(cases=cases, processes={"rieng": own}))
    assert process_for(version, "a").code == "rieng"
    assert process_for(version, "b").code == "default-agency-none"


def test_procedures_with_the_same_limit_share_their_default_process():
    one, two = published(definition(), definition("9.000002"))
    assert process_for(one, "chung") == process_for(two, "chung")


@pytest.mark.parametrize("case", [{"form": "khong-co"}, {"process": "khong-co"}])
def test_a_case_that_names_what_is_not_there_is_refused(case):
    with pytest.raises(Invalid, match="khong-co"):
        published(definition(cases=[Case(key="a", name="A", channels=[Channel(channel="counter")], **case)]))
    assert not Procedure.objects.exists()


def test_a_process_that_cannot_run_is_refused_and_nothing_is_left_behind():
    broken = {"code": "x", "name": "X", "start": "a", "steps": []}
    cases = [Case(key="a", name="A", channels=[Channel(channel="counter")], process="x")]
    with pytest.raises(Invalid):
        published(definition(cases=cases, processes={"x": broken}))
    assert not Procedure.objects.exists()
    assert not Sector.objects.exists()


@pytest.mark.parametrize(
    ("actor", "refusal"),
    [(ANYONE, SignInNeeded), (Actor(None, "A", (Post("specialist", 1, "P", "H32"),), is_system=False), SignInNeeded)],
)
def test_only_a_designer_publishes(actor, refusal):
    with pytest.raises(refusal):
        publish_version(definition=definition(), actor=actor, at=AT)


def test_an_officer_without_the_role_is_not_allowed():
    officer = Actor(definition_id(), "Lê Văn Khác", (Post("specialist", 1, "P", "H32"),))
    with pytest.raises(NotAllowed):
        publish_version(definition=definition(), actor=officer, at=AT)


def definition_id():
    from uuid import UUID

    return UUID(int=7)


def test_the_system_publishes_at_set_up():
    assert publish_version(definition=definition(), actor=SYSTEM, at=AT).changed


def test_publishing_leaves_a_sentence_in_the_book():
    published()
    entry = Entry.objects.get(action="procedures.publish")
    assert "Đỗ Thị Thiết Kế công bố phiên bản 1 của thủ tục 9.000001" in entry.sentence


def test_the_search_text_follows_the_version_in_force():
    published(definition(), definition(name="Cấp phép thả diều"))
    assert SearchText.objects.get().name.startswith("cap phep tha dieu")


def test_a_version_may_begin_on_a_day_to_come():
    published()
    later = definition(name="Mới", valid_from=date(2026, 4, 1))
    published(later)
    assert version_in_force("9.000001", date(2026, 3, 31)).number == 1
    assert version_in_force("9.000001", date(2026, 4, 1)).number == 2
