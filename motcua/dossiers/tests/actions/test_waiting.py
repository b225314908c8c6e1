"""Papers, money, withdrawal, apologies: what waiting does to a dossier and to its time."""

from datetime import timedelta

import pytest

from motcua.documents.public import signer_of
from motcua.dossiers.actions.accept_papers import accept_papers
from motcua.dossiers.actions.agree_to_withdrawal import agree_to_withdrawal
from motcua.dossiers.actions.apologise import apologise
from motcua.dossiers.actions.application import Application, PaperSent
from motcua.dossiers.actions.ask_for_papers import ask_for_papers
from motcua.dossiers.actions.ask_for_payment import ask_for_payment
from motcua.dossiers.actions.ask_to_withdraw import ask_to_withdraw
from motcua.dossiers.actions.attach_paper import attach_paper, remove_paper
from motcua.dossiers.actions.check_paper import check_paper
from motcua.dossiers.actions.confirm_payment import confirm_payment
from motcua.dossiers.actions.create_at_counter import create_at_counter
from motcua.dossiers.actions.decline_withdrawal import decline_withdrawal
from motcua.dossiers.actions.forward import forward
from motcua.dossiers.actions.hand_over import hand_over
from motcua.dossiers.actions.issue_result import issue_result
from motcua.dossiers.actions.recall_result import recall_result
from motcua.dossiers.actions.receive import receive
from motcua.dossiers.actions.refuse import refuse
from motcua.dossiers.actions.save_draft import save_draft
from motcua.dossiers.actions.send_papers import send_papers
from motcua.dossiers.actions.sign_result import sign_result
from motcua.dossiers.actions.stop import stop
from motcua.dossiers.actions.submit import submit
from motcua.dossiers.actions.take_papers import take_papers
from motcua.dossiers.in_words import due_words, term
from motcua.dossiers.models import Dossier, IssuedForm, Paper, PaperRequest, Status
from motcua.dossiers.queries import definition_of, dossier_for, open_steps, papers_of, result_of
from motcua.dossiers.rules.lateness import Standing
from motcua.dossiers.tests.make import (
    FORM,
    MONDAY,
    OWNER,
    at_specialist,
    done,
    draft,
    notice,
    pdf,
    person,
    publish,
    received,
    submitted,
    vn,
)
from motcua.files.public import store_upload
from motcua.identity.public import Account
from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import Invalid, NotFound, NotNow
from motcua.procedures.public import version_in_force

ITEMS = [{"key": "ma-ket", "name": "Ma-két", "defect": "Mờ", "advice": "Chụp lại"}]


def ask(dossier, *, by="an", at, items=ITEMS):
    return ask_for_papers(dossier_id=dossier.id, items=items, actor=person(by), at=at)


def send(dossier, *, at, note="Đã sửa"):
    return send_papers(dossier_id=dossier.id, note=note, actor=person("bien"), at=at)


def accept(dossier, *, by="an", at):
    return accept_papers(dossier_id=dossier.id, actor=person(by), at=at)


def add(dossier, *, at, key="ma-ket", by="bien"):
    who = person(by)
    stored = store_upload(upload=pdf(), accepts=("pdf",), actor=who, at=at)
    return attach_paper(dossier_id=dossier.id, key=key, file=stored, actor=who, at=at)


def desk(dossier):
    return [(step.node, step.officer_id, step.waiting) for step in open_steps(dossier)]


def test_seventeen_hours_used_leave_twenty_three_after_the_wait(province):
    """The vector of the deadline rules: 09:00 on Monday, 40 hours, asked Wednesday 10:00, complete Tuesday 15:00."""
    dossier = at_specialist(province, at=vn("2026-03-02 07:48"))
    assert dossier.received_at == vn("2026-03-02 09:00")
    ask(dossier, at=vn("2026-03-04 10:00"))
    send(dossier, at=vn("2026-03-09 20:00"))
    done_ = accept(dossier, at=vn("2026-03-10 15:00"))
    assert done_.due_at == vn("2026-03-13 14:00")
    assert done_.original_due_at == vn("2026-03-09 09:00")
    request = PaperRequest.objects.get()
    assert (request.due_before, request.due_after) == (vn("2026-03-09 09:00"), vn("2026-03-13 14:00"))


def test_after_the_wait_the_dossier_lies_with_the_same_officer_and_is_in_progress_again(province):
    dossier = at_specialist(province)
    before = desk(dossier)
    ask(dossier, at=MONDAY + timedelta(hours=2))
    assert desk(dossier) == [(node, officer, True) for node, officer, _waiting in before]
    send(dossier, at=MONDAY + timedelta(hours=3))
    assert accept(dossier, at=MONDAY + timedelta(hours=4)).status == Status.IN_PROGRESS
    assert desk(dossier) == before


@pytest.mark.parametrize("act", ["papers", "payment"])
def test_before_reception_waiting_leads_back_to_the_reception_and_the_clock_has_not_started(province, act):
    dossier = submitted(province)
    at = MONDAY + timedelta(hours=1)
    if act == "papers":
        ask(dossier, by="lan", at=at)
        send(dossier, at=at + timedelta(hours=1))
        after = accept(dossier, by="lan", at=at + timedelta(hours=2))
        assert after.asked_count == 0
    else:
        ask_for_payment(dossier_id=dossier.id, amount=1, what_for="Phí", actor=person("lan"), at=at)
        after = confirm_payment(dossier_id=dossier.id, receipt="1", actor=person("lan"), at=at + timedelta(hours=2))
    assert (after.status, after.due_at, after.matter.clock) == (Status.SUBMITTED, None, "not_started")
    late = MONDAY + timedelta(days=1)
    assert receive(dossier_id=dossier.id, actor=person("lan"), at=late).due_at == vn("2026-03-10 08:00")


def test_asking_before_reception_does_not_use_up_the_one_request_of_the_appraisal(province):
    dossier = submitted(province)
    ask(dossier, by="lan", at=MONDAY + timedelta(minutes=5))
    send(dossier, at=MONDAY + timedelta(minutes=10))
    accept(dossier, by="lan", at=MONDAY + timedelta(minutes=15))
    receive(dossier_id=dossier.id, actor=person("lan"), at=MONDAY + timedelta(minutes=20))
    assert ask(dossier, by="lan", at=MONDAY + timedelta(minutes=30)).asked_count == 1


def test_an_officer_asks_once_and_only_the_leader_may_ask_again(province):
    dossier = at_specialist(province)
    ask(dossier, at=MONDAY + timedelta(hours=2))
    send(dossier, at=MONDAY + timedelta(hours=3))
    accept(dossier, at=MONDAY + timedelta(hours=4))
    with pytest.raises(NotNow, match="chỉ được yêu cầu 1 lần"):
        ask(dossier, at=MONDAY + timedelta(hours=5))
    again = ask(dossier, by="son", at=MONDAY + timedelta(hours=5))
    assert (again.status, again.asked_count) == (Status.PAPERS_ASKED, 2)


@pytest.mark.parametrize("items", [[], [{"name": " ", "defect": "Mờ"}], [{"name": "Ma-két", "defect": " "}]])
def test_a_request_that_names_no_defect_is_refused(province, items):
    dossier = at_specialist(province)
    with pytest.raises(Invalid):
        ask(dossier, at=MONDAY + timedelta(hours=2), items=items)
    assert Dossier.objects.get(id=dossier.id).matter.clock == "running"


def test_papers_are_not_accepted_before_they_were_sent(province):
    dossier = at_specialist(province)
    ask(dossier, at=MONDAY + timedelta(hours=2))
    with pytest.raises(NotNow):
        accept(dossier, at=MONDAY + timedelta(hours=3))


def test_an_answer_needs_a_paper_or_a_word_and_is_given_once(province):
    dossier = at_specialist(province)
    ask(dossier, at=MONDAY + timedelta(hours=2))
    with pytest.raises(Invalid):
        send(dossier, at=MONDAY + timedelta(hours=3), note=" ")
    send(dossier, at=MONDAY + timedelta(hours=3))
    with pytest.raises(NotNow):
        send(dossier, at=MONDAY + timedelta(hours=4))
    with pytest.raises(NotNow, match="đã gửi bổ sung rồi"):
        add(dossier, at=MONDAY + timedelta(hours=4))


def test_a_new_paper_takes_the_place_of_the_old_one_which_is_kept(province):
    dossier = at_specialist(province)
    (old,) = papers_of(dossier.id)
    ask(dossier, at=MONDAY + timedelta(hours=2))
    new = add(dossier, at=MONDAY + timedelta(hours=3))
    send(dossier, at=MONDAY + timedelta(hours=4), note="")
    assert papers_of(dossier.id) == [new]
    old.refresh_from_db()
    assert old.replaced_at == MONDAY + timedelta(hours=4)


def test_what_was_submitted_or_sent_is_never_taken_out_again(province):
    dossier = at_specialist(province)
    (old,) = papers_of(dossier.id)

    def remove(paper, at):
        remove_paper(dossier_id=dossier.id, paper_id=paper.id, actor=person("bien"), at=at)

    with pytest.raises(NotNow):
        remove(old, MONDAY + timedelta(hours=1))
    ask(dossier, at=MONDAY + timedelta(hours=2))
    with pytest.raises(NotNow):
        remove(old, MONDAY + timedelta(hours=3))
    remove(add(dossier, at=MONDAY + timedelta(hours=3)), MONDAY + timedelta(hours=3))  # not sent yet
    sent = add(dossier, at=MONDAY + timedelta(hours=3))
    send(dossier, at=MONDAY + timedelta(hours=4))
    with pytest.raises(NotNow):
        remove(sent, MONDAY + timedelta(hours=5))
    assert Paper.objects.filter(dossier=dossier).count() == 2


def test_papers_brought_to_the_counter_answer_a_request_of_somebody_without_an_account(province):
    dossier = create_at_counter(
        Application(
            version=version_in_force("1.004650", on=MONDAY.date()),
            case="chung",
            competent_unit=province["H32.25"],
            reception_unit=province["H32.TT"],
            owner=OWNER,
            form=FORM,
            papers=[PaperSent("ma-ket", copies=1)],
            channel="counter",
            delivery="counter",
        ),
        actor=person("lan"),
        at=MONDAY,
    )
    assert (dossier.status, dossier.applicant_id) == (Status.RECEIVED, None)
    ask(dossier, by="lan", at=MONDAY + timedelta(hours=1))
    taken = take_papers(
        dossier_id=dossier.id,
        papers=[PaperSent("ma-ket", copies=1), PaperSent("", "Giấy ủy quyền", originals=1)],
        actor=person("minh"),
        at=MONDAY + timedelta(hours=2),
    )
    assert taken.sub_status == "sent"
    assert {(p.key, p.name) for p in papers_of(dossier.id)} == {
        ("ma-ket", "Ma-két sản phẩm quảng cáo"),
        ("other", "Giấy ủy quyền"),
    }
    assert accept(dossier, by="lan", at=MONDAY + timedelta(hours=3)).status == Status.RECEIVED


@pytest.mark.parametrize("papers", [[], [PaperSent("lạ")], [PaperSent("", " ")]])
def test_nothing_is_taken_in_at_the_counter_without_a_name(province, papers):
    dossier = at_specialist(province)
    ask(dossier, at=MONDAY + timedelta(hours=2))
    with pytest.raises(Invalid):
        take_papers(dossier_id=dossier.id, papers=papers, actor=person("lan"), at=MONDAY + timedelta(hours=3))


def test_a_withdrawal_that_is_declined_while_papers_are_asked_leaves_the_papers_asked(province):
    dossier = at_specialist(province)
    ask(dossier, at=MONDAY + timedelta(hours=2))
    at = MONDAY + timedelta(hours=3)
    ask_to_withdraw(dossier_id=dossier.id, reason="Nhầm", actor=person("bien"), at=at)
    back = decline_withdrawal(dossier_id=dossier.id, reason="Chưa được", actor=person("lan"), at=at)
    assert (back.status, back.matter.clock) == (Status.PAPERS_ASKED, "paused")
    send(dossier, at=at + timedelta(hours=1))
    assert accept(dossier, at=at + timedelta(hours=2)).status == Status.IN_PROGRESS


def test_citizen_and_officer_read_that_it_waits_while_a_withdrawal_of_asked_papers_is_decided(province):
    dossier = at_specialist(province)
    ask(dossier, at=MONDAY + timedelta(hours=2))
    long_after = MONDAY + timedelta(days=60)
    ask_to_withdraw(dossier_id=dossier.id, reason="Đổi ý", actor=person("bien"), at=MONDAY + timedelta(days=1))
    dossier = Dossier.objects.get(id=dossier.id)
    assert dossier.matter.clock == "paused"
    assert term(dossier, long_after).standing is Standing.WAITING
    assert due_words(dossier, long_after)["words"] == "tạm dừng tính giờ"


def test_a_withdrawal_is_declined_only_with_a_reason_and_not_asked_for_once_the_result_is_signed(province):
    dossier = at_specialist(province)
    ask_to_withdraw(dossier_id=dossier.id, reason="", actor=person("bien"), at=MONDAY)
    with pytest.raises(Invalid):
        decline_withdrawal(dossier_id=dossier.id, reason=" ", actor=person("lan"), at=MONDAY)
    ready = done(province, at=MONDAY + timedelta(days=1))
    with pytest.raises(NotNow):
        ask_to_withdraw(dossier_id=ready.id, reason="", actor=person("bien"), at=MONDAY)


def test_an_agreed_withdrawal_ends_the_dossier_for_good(province):
    dossier = at_specialist(province)
    ask_to_withdraw(dossier_id=dossier.id, reason="", actor=person("bien"), at=MONDAY)
    at = MONDAY + timedelta(hours=5)
    ended = agree_to_withdrawal(dossier_id=dossier.id, actor=person("lan"), at=at)
    assert (ended.status, ended.sub_status, ended.ended_at) == (Status.STOPPED, "withdrawn", at)
    with pytest.raises(NotNow):
        forward(dossier_id=dossier.id, action="submit", actor=person("an"), at=at)


def test_a_dossier_that_waits_for_papers_is_stopped_only_after_the_time_to_answer(province):
    dossier = at_specialist(province)
    asked = MONDAY + timedelta(hours=2)
    ask(dossier, at=asked)

    def end(at):
        return stop(dossier_id=dossier.id, reason="Quá hạn bổ sung", actor=person("son"), at=at)

    for at in (asked, asked + timedelta(days=30)):
        with pytest.raises(NotNow, match="Chưa hết thời hạn"):
            end(at)
    assert end(asked + timedelta(days=30, seconds=1)).status == Status.STOPPED


def test_who_has_answered_is_not_stopped_unread(province):
    dossier = at_specialist(province)
    ask(dossier, at=MONDAY + timedelta(hours=2))
    send(dossier, at=MONDAY + timedelta(days=29))
    with pytest.raises(NotNow, match="đã gửi bổ sung"):
        stop(dossier_id=dossier.id, reason="Quá hạn", actor=person("son"), at=MONDAY + timedelta(days=60))


@pytest.mark.parametrize("action", [refuse, stop])
def test_ending_a_dossier_needs_a_reason_that_the_applicant_can_read(province, action):
    dossier, who = (submitted(province), "lan") if action is refuse else (at_specialist(province), "son")
    with pytest.raises(Invalid) as refused:
        action(dossier_id=dossier.id, reason=" \n", actor=person(who), at=MONDAY + timedelta(hours=2))
    assert "reason" in refused.value.fields


def sorry(dossier, *, at, days=5, reason="Chờ ý kiến"):
    new = dossier.due_at + timedelta(days=days)
    return apologise(dossier_id=dossier.id, reason=reason, new_due_at=new, actor=person("son"), at=at)


def test_an_apology_keeps_the_first_appointment_and_is_made_once(province):
    dossier = at_specialist(province)
    first = dossier.due_at
    moved = sorry(dossier, at=MONDAY + timedelta(hours=3))
    assert (moved.due_at, moved.original_due_at) == (first + timedelta(days=5), first)
    with pytest.raises(NotNow, match="đã hẹn lại 1 lần"):
        sorry(moved, at=MONDAY + timedelta(hours=4))
    assert IssuedForm.objects.filter(purpose="apology").count() == 1


@pytest.mark.parametrize(
    ("at", "in_time"),
    [("2026-03-06 09:12", True), ("2026-03-06 09:13", False), ("2026-03-09 09:12", False), ("2026-03-10 08:00", False)],
)
def test_an_apology_goes_out_a_whole_working_day_before_the_time_is_over(province, at, in_time):
    dossier = at_specialist(province)  # due on Monday the ninth, 09:12
    if in_time:
        assert sorry(dossier, at=vn(at)).due_at > dossier.due_at
    else:
        with pytest.raises(NotNow, match="1 ngày làm việc"):
            sorry(dossier, at=vn(at))


@pytest.mark.parametrize(("days", "reason", "field"), [(0, "Lý do", "new_due_at"), (-1, "Lý do", "new_due_at"), (400, "Lý do", "new_due_at"), (5, " ", "reason")])  # fmt: skip
def test_a_new_appointment_lies_after_the_old_one_within_a_year_and_says_why(province, days, reason, field):
    with pytest.raises(Invalid) as refused:
        sorry(at_specialist(province), at=MONDAY + timedelta(hours=3), days=days, reason=reason)
    assert list(refused.value.fields) == [field]


def test_a_recalled_result_goes_back_to_the_leader_is_signed_again_and_gets_a_new_number(province):
    dossier = done(province)
    first = result_of(dossier.id).number
    at = MONDAY + timedelta(days=1)
    back = recall_result(dossier_id=dossier.id, reason="Sai ngày", actor=person("son"), at=at)
    assert (back.status, back.ended_at, back.outcome, back.matter.clock) == (4, None, "", "running")
    assert [step.node for step in open_steps(back)] == ["sign"]
    result = result_of(dossier.id)
    assert (result.number, result.signed_at, result.file) == ("", None, None)
    with pytest.raises(NotNow):  # not before it is signed again
        issue_result(dossier_id=dossier.id, seal=signer_of("H32.25", on=at.date()), actor=person("thu"), at=at)
    leader = Account.objects.get(username="son").id
    sign_result(dossier_id=dossier.id, signer=signer_of(leader, on=at.date()), actor=person("son"), at=at)
    again = issue_result(
        dossier_id=dossier.id,
        seal=signer_of("H32.25", on=at.date()),
        actor=person("thu"),
        at=at + timedelta(hours=1),
    )
    assert again.status == Status.DONE
    assert result_of(dossier.id).number.split("/")[0] == str(int(first.split("/")[0]) + 1)


def test_a_result_is_not_recalled_once_it_was_handed_over(province):
    dossier = done(province)
    at = MONDAY + timedelta(days=1)
    hand_over(dossier_id=dossier.id, way="counter", receiver="Trần Văn Biển", actor=person("lan"), at=at)
    with pytest.raises(NotNow):
        recall_result(dossier_id=dossier.id, reason="Sai ngày", actor=person("son"), at=at)


@pytest.mark.parametrize(
    ("way", "receiver", "fields"), [("pigeon", "", {"way", "receiver"}), ("post", " ", {"receiver"})]
)
def test_handing_over_says_how_and_to_whom(province, way, receiver, fields):
    dossier = done(province)
    with pytest.raises(Invalid) as refused:
        hand_over(dossier_id=dossier.id, way=way, receiver=receiver, actor=person("lan"), at=MONDAY)
    assert set(refused.value.fields) == fields
    at = MONDAY + timedelta(days=1)
    given = hand_over(dossier_id=dossier.id, way="post", receiver=" Hoa ", receiver_number="000188", actor=person("lan"), at=at)  # fmt: skip
    assert given.handed_over_to == {"way": "post", "receiver": "Hoa", "identity_number": "000188"}
    assert given.ended_at < given.handed_over_at


def test_a_bad_paper_keeps_the_dossier_from_being_received_until_it_is_found_good(province):
    dossier = submitted(province)
    (paper,) = papers_of(dossier.id)

    def check(good, note=""):
        check_paper(dossier_id=dossier.id, paper_id=paper.id, good=good, note=note, actor=person("lan"), at=MONDAY)

    with pytest.raises(Invalid):
        check(False)
    check(False, "Mờ")
    with pytest.raises(NotNow, match="Ma-két"):
        receive(dossier_id=dossier.id, actor=person("lan"), at=MONDAY)
    check(True)
    assert receive(dossier_id=dossier.id, actor=person("lan"), at=MONDAY).status == Status.RECEIVED


def test_papers_are_no_longer_weighed_once_there_is_a_result(province):
    dossier = done(province)
    (paper,) = papers_of(dossier.id)
    with pytest.raises(NotNow):
        check_paper(dossier_id=dossier.id, paper_id=paper.id, good=True, actor=person("lan"), at=MONDAY)


def test_an_open_dossier_keeps_the_definition_it_was_received_under(province):
    dossier = received(province)
    changed = notice(name="Thông báo quảng cáo (sửa đổi)", cases=[{**_case(), "papers": []}])
    publish(changed)
    newer = version_in_force("1.004650", on=MONDAY.date())
    assert newer.id != dossier.version_id
    kept = definition_of(Dossier.objects.get(id=dossier.id).version_id)
    assert kept.name == "Thông báo sản phẩm quảng cáo"
    assert [paper.key for paper in kept.case("chung").papers] == ["ma-ket", "giay-phep"]
    forward(dossier_id=dossier.id, action="forward", actor=person("lan"), at=MONDAY + timedelta(hours=2))
    assert IssuedForm.objects.get(dossier=dossier).data["procedure"] == "Thông báo sản phẩm quảng cáo"


def _case(**changes):
    limit = {"value": 40, "unit": "working_hour"}
    ways = [{"channel": way, "limit": limit, "fees": []} for way in ("online", "counter", "post")]
    return {"key": "chung", "name": "Thông báo", "form": "thong-bao", "channels": ways, **changes}


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2026-03-02 14:59", "2026-03-02 17:00"),
        ("2026-03-02 15:00", "2026-03-02 17:00"),
        ("2026-03-02 15:01", "2026-03-03 17:00"),
        ("2026-03-06 16:00", "2026-03-09 17:00"),
        ("2026-03-07 09:00", "2026-03-09 17:00"),
    ],
)
def test_a_same_day_procedure_is_due_the_same_day_or_when_late_in_the_day_the_next(province, at, due):
    limit = {"value": 8, "unit": "working_hour", "cutoff": "15:00"}
    ways = [{"channel": way, "limit": limit, "fees": []} for way in ("online", "counter", "post")]
    publish(notice(levels=["commune"], cases=[_case(channels=ways)]))
    moment = vn(at)
    dossier = submitted_by_counter(province, moment)
    assert dossier.due_at == vn(due)
    assert dossier.due_at.astimezone(VIETNAM).hour == 17


def submitted_by_counter(units, at):
    return create_at_counter(
        Application(
            version=version_in_force("1.004650", on=at.date()),
            case="chung",
            competent_unit=units["H32.25"],
            reception_unit=units["H32.TT"],
            owner=OWNER,
            form=FORM,
            papers=[],
            channel="counter",
            delivery="counter",
        ),
        actor=person("lan"),
        at=at,
    )


@pytest.mark.parametrize("username", ["son", "thu", "soat", "hoa", "lan"])
def test_a_draft_is_read_by_nobody_but_its_writer(province, username):
    dossier = draft(province)
    with pytest.raises(NotFound):
        dossier_for(dossier.id, person(username))
    assert dossier_for(dossier.id, person("bien")).id == dossier.id


@pytest.mark.parametrize(
    "changes",
    [
        {"delivery": "pigeon"},
        {"delivery": ["post"]},
        {"owner": "Hoa"},
        {"form": [1]},
        {"summary": "x" * 501},
        {"delivery_address": None},
        {"status": 9},
        {"code": "H32.25-260302-0001"},
    ],
)
def test_a_draft_keeps_only_what_its_columns_hold(province, changes):
    dossier = draft(province)
    with pytest.raises(Invalid):
        save_draft(dossier_id=dossier.id, changes=changes, actor=person("bien"), at=MONDAY)
    assert submit(dossier_id=dossier.id, actor=person("bien"), at=MONDAY).status == Status.SUBMITTED
