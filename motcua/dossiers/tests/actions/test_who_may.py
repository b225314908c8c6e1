"""Each act on a dossier: what it writes, and that nobody else can make it write anything."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import msgspec
import pytest
from django.forms.models import model_to_dict

from motcua.audit.public import entries_about
from motcua.documents.public import signer_of
from motcua.dossiers.actions.accept_papers import accept_papers
from motcua.dossiers.actions.agree_to_withdrawal import agree_to_withdrawal
from motcua.dossiers.actions.apologise import apologise
from motcua.dossiers.actions.application import Application, PaperSent
from motcua.dossiers.actions.ask_for_papers import ask_for_papers
from motcua.dossiers.actions.ask_for_payment import ask_for_payment
from motcua.dossiers.actions.ask_to_withdraw import ask_to_withdraw
from motcua.dossiers.actions.assign import assign
from motcua.dossiers.actions.attach_paper import attach_paper, remove_paper
from motcua.dossiers.actions.charging import ask_charge
from motcua.dossiers.actions.check_paper import check_paper
from motcua.dossiers.actions.confirm_payment import confirm_payment
from motcua.dossiers.actions.count_fees import count_fees
from motcua.dossiers.actions.create_at_counter import create_at_counter
from motcua.dossiers.actions.decline_withdrawal import decline_withdrawal
from motcua.dossiers.actions.draft_result import draft_result
from motcua.dossiers.actions.forward import forward
from motcua.dossiers.actions.hand_over import hand_over
from motcua.dossiers.actions.issue_result import issue_result
from motcua.dossiers.actions.recall_result import recall_result
from motcua.dossiers.actions.receive import receive
from motcua.dossiers.actions.refuse import refuse
from motcua.dossiers.actions.save_draft import discard_draft, save_draft
from motcua.dossiers.actions.see_paper import see_paper
from motcua.dossiers.actions.send_papers import send_papers
from motcua.dossiers.actions.sign_result import sign_result
from motcua.dossiers.actions.stop import stop
from motcua.dossiers.actions.submit import submit
from motcua.dossiers.actions.take import take
from motcua.dossiers.actions.take_papers import take_papers
from motcua.dossiers.actions.take_payment import take_payment
from motcua.dossiers.actions.take_withdrawal import take_withdrawal
from motcua.dossiers.models import Dossier, DossierEvent, IssuedForm, Paper, PaperRequest, Result
from motcua.dossiers.queries import last_event, open_steps
from motcua.dossiers.rules.lifecycle import ENDED
from motcua.dossiers.tests.make import (
    CAST,
    CONTENT,
    FORM,
    MONDAY,
    OWNER,
    at_leader,
    at_specialist,
    done,
    draft,
    forwarded,
    notice,
    pdf,
    person,
    publish,
    received,
    signed,
    submitted,
)
from motcua.files.public import store_upload
from motcua.identity.public import Account
from motcua.kernel.actor import ANYONE
from motcua.kernel.refusals import NotAllowed, NotFound, Refusal, SignInNeeded
from motcua.procedures.public import version_in_force
from motcua.procedures.rules.definition import RequiredPaper
from motcua.work.models import ClockSpan, Matter, Step

LATER = MONDAY + timedelta(hours=7)
ITEMS = [{"name": "Ma-két", "defect": "Mờ", "advice": "Chụp lại"}]


def papers_asked(units) -> Dossier:
    dossier = at_specialist(units)
    return ask_for_papers(dossier_id=dossier.id, items=ITEMS, actor=person("an"), at=MONDAY + timedelta(hours=2))


def papers_sent(units) -> Dossier:
    dossier = papers_asked(units)
    return send_papers(dossier_id=dossier.id, note="Đã sửa", actor=person("bien"), at=MONDAY + timedelta(hours=3))


def payment_asked(units) -> Dossier:
    dossier = at_specialist(units)
    return ask_for_payment(
        dossier_id=dossier.id, amount=50_000, what_for="Phí thẩm định", actor=person("an"), at=MONDAY + timedelta(hours=2)
    )  # fmt: skip


def charged(units) -> Dossier:
    dossier = at_specialist(units)
    ask_charge(dossier, 50_000, "Phí", actor=person("an"), at=MONDAY)
    return dossier


def to_be_counted(units) -> Dossier:
    dossier = at_specialist(units)
    dossier.fees = [{"kind": "fee", "name": "Phí sao", "amount": 2_000, "per": "page", "when": "after", "note": ""}]
    dossier.save(update_fields=["fees"])
    return dossier


def withdrawal_asked(units) -> Dossier:
    dossier = at_specialist(units)
    return ask_to_withdraw(
        dossier_id=dossier.id, reason="Nộp nhầm", actor=person("bien"), at=MONDAY + timedelta(hours=2)
    )


def at_division(units) -> Dossier:
    """On the specialists' desk, nobody's yet."""
    dossier = forwarded(units)
    return forward(dossier_id=dossier.id, action="forward", actor=person("dung"), at=MONDAY + timedelta(minutes=90))


def at_counter(units) -> Dossier:
    """Received at the counter from somebody without an account."""
    application = Application(
        version=version_in_force("1.004650", on=MONDAY.date()),
        case="chung",
        competent_unit=units["H32.25"],
        reception_unit=units["H32.TT"],
        owner=OWNER,
        form=FORM,
        papers=[PaperSent("ma-ket", copies=1)],
        channel="counter",
    )
    return create_at_counter(application, actor=person("lan"), at=MONDAY)


def with_a_paper_to_show(units) -> Dossier:
    """Under a procedure in which the identity card is only shown."""
    shown = RequiredPaper(key="can-cuoc", name="Căn cước", present_only=True)
    plain = notice()
    cases = [msgspec.structs.replace(case, papers=[*case.papers, shown]) for case in plain.cases]
    publish(msgspec.structs.replace(plain, cases=cases))
    return received(units)


def _step(dossier):
    """The open step, or one that there is not."""
    return next((step.id for step in open_steps(dossier)), dossier.id)


def _id(username):
    return Account.objects.get(username=username).id


def _stored(actor):
    return store_upload(upload=pdf(), accepts=("pdf",), actor=actor, at=MONDAY)


@dataclass(frozen=True)
class Act:
    stage: Callable
    do: Callable  #: (dossier, actor, at) → what the action returns
    people: tuple[str, ...]  #: who of the cast may
    status: int | None = None  #: where the dossier is afterwards
    clock: str | None = None
    writes: str = ""  #: in the sentence of the book
    form: str = ""
    at: timedelta = timedelta(hours=7)
    moves: bool = True


def act(action, /, **given):
    def do(dossier, actor, at):
        values = {name: value(dossier) if callable(value) else value for name, value in given.items()}
        return action(dossier_id=dossier.id, actor=actor, at=at, **values)

    return do


RECEPTION, LEADER, SPECIALIST = ("lan", "minh"), ("son",), ("an",)
LONG = timedelta(days=40)
ACTS = {
    "save_draft": Act(draft, act(save_draft, changes={"form": {"ad_title": "Khác"}}), ("bien",), moves=False),
    "submit": Act(draft, act(submit), ("bien",), 1, "not_started", "nộp hồ sơ"),
    "attach_paper": Act(
        draft,
        lambda d, actor, at: attach_paper(
            dossier_id=d.id, key="giay-phep", file=_stored(actor), actor=actor, at=at
        ),
        ("bien",),
        moves=False,
    ),
    "remove_paper": Act(
        draft,
        lambda d, actor, at: remove_paper(dossier_id=d.id, paper_id=d.papers.first().id, actor=actor, at=at),
        ("bien",),
        moves=False,
    ),
    "receive": Act(submitted, act(receive), RECEPTION, 2, "running", "tiếp nhận hồ sơ", "slip"),
    "refuse": Act(submitted, act(refuse, reason="Không đúng thẩm quyền"), RECEPTION, 3, "stopped", "từ chối", "refusal"),
    "ask_for_papers before reception": Act(
        submitted, act(ask_for_papers, items=ITEMS), (*RECEPTION, *LEADER), 5, "paused", "Ma-két", "papers_request"
    ),
    "check_paper": Act(
        submitted,
        lambda d, actor, at: check_paper(
            dossier_id=d.id, paper_id=d.papers.first().id, good=False, note="Mờ", actor=actor, at=at
        ),
        RECEPTION,
        moves=False,
        writes="chưa đạt: Mờ",
    ),
    "forward": Act(received, act(forward, action="forward"), RECEPTION, 4, "running", "chuyển hồ sơ"),
    "assign": Act(
        at_specialist,
        act(assign, step_id=lambda d: _step(d), officer_id=lambda d: _id("binh")),
        ("dung",),
        4,
        "running",
        "phân công Hồ Thanh Bình",
    ),
    "take": Act(at_division, act(take), ("an", "binh"), 4, "running", "nhận việc"),
    "ask_for_papers": Act(
        at_specialist, act(ask_for_papers, items=ITEMS), (*SPECIALIST, *LEADER), 5, "paused", "Ma-két", "papers_request"
    ),
    "send_papers": Act(papers_asked, act(send_papers, note="Đã sửa"), ("bien",), 5, "paused", "gửi bổ sung"),
    "take_papers": Act(
        papers_asked,
        act(take_papers, papers=[PaperSent("ma-ket", copies=1)]),
        RECEPTION,
        5,
        "paused",
        "bổ sung hồ sơ",
    ),
    "accept_papers": Act(papers_sent, act(accept_papers), (*RECEPTION, "an", "binh"), 4, "running", "bổ sung đủ"),
    "ask_for_payment": Act(
        at_specialist, act(ask_for_payment, amount=50_000, what_for="Phí"), SPECIALIST, 6, "paused", "50.000 đồng"
    ),
    "confirm_payment": Act(
        payment_asked, act(confirm_payment, receipt="BL-1"), (*RECEPTION, "an", "binh"), 4, "running", "biên lai BL-1"
    ),
    "take_payment": Act(
        lambda units: charged(units), act(take_payment, receipt="BL-2"), (*RECEPTION, "an", "binh"), 4, "running", "thu 50.000 đồng"
    ),
    "count_fees": Act(
        lambda units: to_be_counted(units), act(count_fees, counted={"pages": 5, "copies": 2}, by_hand={}), (*RECEPTION, "an", "binh"), 4, "running", "tính phí, lệ phí hồ sơ",
    ),
    "ask_to_withdraw": Act(at_specialist, act(ask_to_withdraw, reason="Nhầm"), ("bien",), 7, "running", "xin rút"),
    "take_withdrawal": Act(
        at_counter, act(take_withdrawal, reason="Nhầm", evidence="Đơn viết tay"), RECEPTION, 7, "running", "Đơn viết tay"
    ),
    "see_paper": Act(
        with_a_paper_to_show, act(see_paper, key="can-cuoc"), RECEPTION, moves=False, writes="do người nộp"
    ),
    "agree_to_withdrawal": Act(
        withdrawal_asked, act(agree_to_withdrawal), (*RECEPTION, *LEADER), 8, "stopped", "đồng ý cho rút", "stop_notice"
    ),
    "decline_withdrawal": Act(
        withdrawal_asked, act(decline_withdrawal, reason="Đã thẩm định"), (*RECEPTION, *LEADER), 4, "running", "không đồng ý"
    ),
    "stop": Act(at_specialist, act(stop, reason="Theo Điều 5"), LEADER, 8, "stopped", "dừng xử lý", "stop_notice"),
    "stop after the time to answer": Act(
        papers_asked, act(stop, reason="Quá hạn bổ sung"), LEADER, 8, "stopped", "dừng xử lý", "stop_notice", at=LONG
    ),
    "stop after the time to pay": Act(
        payment_asked, act(stop, reason="Không nộp phí"), LEADER, 8, "stopped", "dừng xử lý", "stop_notice", at=LONG
    ),
    "apologise": Act(
        at_specialist,
        act(apologise, reason="Chờ ý kiến", new_due_at=lambda d: (d.due_at or MONDAY) + timedelta(days=5)),
        LEADER,
        4,
        "running",
        "xin lỗi và hẹn lại",
        "apology",
    ),
    "draft_result": Act(
        at_specialist,
        act(draft_result, outcome="positive", template="advertising_notice", content=CONTENT),
        SPECIALIST,
        4,
        "running",
        "soạn dự thảo",
    ),
    "sign_result": Act(
        at_leader,
        act(sign_result, signer=lambda d: signer_of(_id("son"), on=MONDAY.date())),
        LEADER,
        4,
        "running",
        "ký số",
    ),
    "issue_result": Act(
        signed,
        act(issue_result, seal=lambda d: signer_of("H32.25", on=MONDAY.date())),
        ("thu",),
        9,
        "stopped",
        "phát hành",
    ),
    "hand_over": Act(done, act(hand_over, way="counter", receiver="Trần Văn Biển"), RECEPTION, 10, "stopped", "cho Trần Văn Biển", at=timedelta(hours=9)),
    "recall_result": Act(done, act(recall_result, reason="Sai ngày"), LEADER, 4, "running", "thu hồi kết quả số", at=timedelta(hours=9)),
}  # fmt: skip


def everything() -> list:
    """All rows an act could write, as they are now."""
    return [
        [model_to_dict(row) | {"pk": row.pk} for row in model.objects.order_by("pk")]
        for model in (Dossier, Paper, PaperRequest, DossierEvent, IssuedForm, Result, Matter, Step, ClockSpan)
    ]


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_refused_to_everybody_whom_the_table_does_not_name_and_then_nothing_has_changed(province, name):
    it = ACTS[name]
    dossier = it.stage(province)
    before = everything()
    for username in set(CAST) - set(it.people):
        with pytest.raises((NotAllowed, NotFound)):
            it.do(Dossier.objects.get(id=dossier.id), person(username), MONDAY + it.at)
    with pytest.raises(SignInNeeded):
        it.do(Dossier.objects.get(id=dossier.id), ANYONE, MONDAY + it.at)
    assert everything() == before


@pytest.mark.parametrize("name", ACTS)
def test_an_act_writes_its_status_event_sentence_clock_and_form(province, name):
    it = ACTS[name]
    dossier = it.stage(province)
    revision, at = Dossier.objects.get(id=dossier.id).revision, MONDAY + it.at
    it.do(Dossier.objects.get(id=dossier.id), person(it.people[0]), at)
    after = Dossier.objects.select_related("matter").get(id=dossier.id)
    if it.writes:
        assert it.writes in max(entries_about(dossier.id), key=lambda entry: entry.number).sentence
    if not it.moves:
        return
    event = last_event(dossier.id)
    assert event is not None
    assert (after.status, event.to_status, event.at, event.actor_name) == (
        it.status,
        it.status,
        at,
        CAST[it.people[0]][0],
    )
    assert after.revision == revision + 1
    assert after.matter.clock == it.clock
    assert after.due_at == after.matter.due_at
    assert (after.matter.closed_at is not None) == (after.status in ENDED)
    assert bool(open_steps(after)) == (after.status not in ENDED)
    if it.form:
        assert IssuedForm.objects.filter(dossier=dossier, purpose=it.form).count() == 1


@pytest.mark.parametrize("name", [name for name, it in ACTS.items() if it.moves and name != "submit"])
def test_whoever_acts_on_an_older_revision_is_told_who_was_faster(province, name):
    it = ACTS[name]
    dossier = it.stage(province)
    current = Dossier.objects.get(id=dossier.id).revision
    before = everything()
    with pytest.raises(Refusal) as refused:
        _with_revision(it, Dossier.objects.get(id=dossier.id), person(it.people[0]), MONDAY + it.at, current - 1)
    event = last_event(dossier.id)
    assert refused.value.status == 409
    assert event is not None
    assert event.actor_name in refused.value.message
    assert everything() == before


def _with_revision(it, dossier, actor, at, revision):
    cells = dict(zip(it.do.__code__.co_freevars, (cell.cell_contents for cell in it.do.__closure__), strict=True))
    given = {name: value(dossier) if callable(value) else value for name, value in cells["given"].items()}
    cells["action"](dossier_id=dossier.id, actor=actor, at=at, revision=revision, **given)


def test_a_draft_concerns_nobody_but_its_writer_and_is_thrown_away_by_nobody_else(province):
    dossier = draft(province)
    for username in set(CAST) - {"bien"}:
        with pytest.raises((NotAllowed, NotFound)):
            discard_draft(dossier_id=dossier.id, actor=person(username))
    discard_draft(dossier_id=dossier.id, actor=person("bien"))
    assert not Dossier.objects.exists()


def test_the_division_head_forwards_only_to_somebody_who_can_hold_the_step(province):
    dossier = forwarded(province)
    before = everything()
    for username in ("khac", "hoa", "son"):
        with pytest.raises(Refusal):
            forward(dossier_id=dossier.id, action="forward", officer_id=_id(username), actor=person("dung"), at=LATER)
    assert everything() == before
