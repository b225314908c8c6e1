"""How each act of the table is done: from what was posted to the action."""

from collections.abc import Mapping
from datetime import datetime, time
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from motcua.documents.public import signer_of
from motcua.dossiers.actions.accept_papers import accept_papers
from motcua.dossiers.actions.agree_to_withdrawal import agree_to_withdrawal
from motcua.dossiers.actions.apologise import apologise
from motcua.dossiers.actions.ask_for_papers import ask_for_papers
from motcua.dossiers.actions.ask_for_payment import ask_for_payment
from motcua.dossiers.actions.assign import assign
from motcua.dossiers.actions.confirm_payment import confirm_payment
from motcua.dossiers.actions.count_fees import count_fees
from motcua.dossiers.actions.decline_withdrawal import decline_withdrawal
from motcua.dossiers.actions.forward import OWN_ACTS, forward
from motcua.dossiers.actions.hand_over import hand_over
from motcua.dossiers.actions.issue_result import issue_result
from motcua.dossiers.actions.recall_result import recall_result
from motcua.dossiers.actions.receive import receive
from motcua.dossiers.actions.refuse import refuse
from motcua.dossiers.actions.sign_result import sign_result
from motcua.dossiers.actions.stop import stop
from motcua.dossiers.actions.take import take
from motcua.dossiers.actions.take_papers import take_papers
from motcua.dossiers.actions.take_payment import take_payment
from motcua.dossiers.actions.take_withdrawal import take_withdrawal
from motcua.dossiers.models import Dossier
from motcua.dossiers.pages.act import Given
from motcua.dossiers.pages.taking_in import scan_in, taken_in
from motcua.dossiers.queries import open_steps, process_of
from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM
from motcua.kernel.days import read_day
from motcua.kernel.refusals import Invalid, NotFound, NotNow
from motcua.work.public import may_act

MOST_ITEMS = 30


def _word(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name, ""))


def receive_it(given: Given, request: HttpRequest) -> Dossier:
    """Tiếp nhận."""
    return receive(**given)


def receive_and_forward(given: Given, request: HttpRequest) -> Dossier:
    """Receive, then hand on at once, both or neither."""
    with transaction.atomic():
        dossier = receive(**given)
        return forward(**{**given, "revision": None}, action=only_way_on(dossier, given["actor"]))


def take_it(given: Given, request: HttpRequest) -> Dossier:
    """Nhận việc: of the steps on one's desk the one named, else the only one that nobody has."""
    return take(**given, step_id=uuid_in(_word(request, "step")))


def move(given: Given, request: HttpRequest) -> Dossier:
    """An action of the process itself: to the next desk, back, or aside to ask for opinions."""
    return forward(
        **given,
        action=str(request.resolver_match.kwargs["slug"]).partition(".")[2] if request.resolver_match else "",
        note=_word(request, "note"),
        officer_id=uuid_in(_word(request, "officer")),
        step_id=uuid_in(_word(request, "step")),
        asked=asked_in(request.POST),
    )


def ask_papers(given: Given, request: HttpRequest) -> Dossier:
    """Yêu cầu bổ sung."""
    return ask_for_papers(**given, items=items_in(request.POST), reason=_word(request, "reason").strip())


def refuse_it(given: Given, request: HttpRequest) -> Dossier:
    """Từ chối tiếp nhận."""
    return refuse(**given, reason=_word(request, "reason"))


def take_in_papers(given: Given, request: HttpRequest) -> Dossier:
    """Nhận bổ sung tại quầy."""
    papers = taken_in(request, given["dossier_id"], actor=given["actor"], at=given["at"])
    return take_papers(**given, papers=papers, note=_word(request, "note").strip())


def accept(given: Given, request: HttpRequest) -> Dossier:
    """Xác nhận đủ giấy tờ."""
    return accept_papers(**given)


def ask_payment(given: Given, request: HttpRequest) -> Dossier:
    """Yêu cầu nộp tiền; the amount as people write it, with dots."""
    return ask_for_payment(**given, amount=whole_number(_word(request, "amount")), what_for=_word(request, "what_for"))


def whole_number(text: str) -> int:
    """A whole number as people write it, with dots; 0 for anything else."""
    digits = text.replace(".", "").replace(",", "").replace(" ", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 14 else 0


def confirm_paid(given: Given, request: HttpRequest) -> Dossier:
    """Xác nhận đã nộp tiền."""
    return confirm_payment(**given, receipt=_word(request, "receipt"))


def take_cash_for_it(given: Given, request: HttpRequest) -> Dossier:
    """Thu tiền tại quầy."""
    return take_payment(**given, receipt=_word(request, "receipt"))


def count_its_fees(given: Given, request: HttpRequest) -> Dossier:
    """Tính phí, lệ phí: what was counted; amounts by hand are named ``by_hand.<fee>``."""
    post = request.POST
    counted = {name: whole_number(_word(request, name)) for name in ("pages", "copies", "quantity") if name in post}
    by_hand = {
        name.partition(".")[2]: whole_number(str(value))
        for name, value in post.items()
        if name.startswith("by_hand.") and str(value).strip()
    }
    percent = whole_number(_word(request, "percent"))
    return count_fees(**given, counted=counted, by_hand=by_hand, percent=percent, basis=_word(request, "basis"))


def on_a_page_of_its_own(given: Given, request: HttpRequest) -> Dossier:
    """What is written on its own page is not done by a press."""
    raise NotFound(_("Không có thao tác này."))


def sign(*, note: str = "", **given: object) -> Dossier:
    """Sign with the leader's own certificate."""
    actor, at = given["actor"], given["at"]
    assert isinstance(actor, Actor)
    assert isinstance(at, datetime)
    signer = signer_of(actor.person, on=at.astimezone(VIETNAM).date())
    return sign_result(**given, signer=signer, note=note)  # type: ignore[arg-type]


def sign_it(given: Given, request: HttpRequest) -> Dossier:
    """Ký số."""
    return sign(**given, note=_word(request, "note"))


def issue(given: Given, request: HttpRequest) -> Dossier:
    """Cấp số, phát hành with the seal of the agency."""
    agency = Dossier.objects.values_list("agency", flat=True).get(id=given["dossier_id"])
    return issue_result(**given, seal=signer_of(agency, on=given["at"].astimezone(VIETNAM).date()))


def hand_it_over(given: Given, request: HttpRequest) -> Dossier:
    """Trả kết quả."""
    return hand_over(
        **given,
        way=_word(request, "way"),
        receiver=_word(request, "receiver"),
        receiver_number=_word(request, "receiver_number"),
    )


def assign_it(given: Given, request: HttpRequest) -> Dossier:
    """Đổi người làm bước này."""
    officer, step = uuid_in(_word(request, "officer")), uuid_in(_word(request, "step"))
    if officer is None or step is None:
        raise Invalid(_("Bạn chưa chọn người xử lý."), fields={"officer": [_("Chọn một người trong danh sách.")]})
    return assign(**given, officer_id=officer, step_id=step)


def apologise_for_it(given: Given, request: HttpRequest) -> Dossier:
    """Xin lỗi và hẹn lại."""
    day = read_day(_word(request, "new_day"))
    try:
        hour = time.fromisoformat(_word(request, "new_time").strip().zfill(5))
    except ValueError:
        hour = None
    wrong = {}
    if day is None:
        wrong["new_day"] = [_("Ghi ngày hẹn lại: ngày, tháng, năm, ví dụ 09/03/2026.")]
    if hour is None:
        wrong["new_time"] = [_("Ghi giờ hẹn lại, ví dụ 16:30.")]
    if day is None or hour is None:
        raise Invalid(_("Ngày giờ hẹn lại chưa đúng."), fields=wrong)
    try:
        new_due_at = datetime.combine(day, hour, tzinfo=VIETNAM)
        return apologise(**given, reason=_word(request, "reason"), new_due_at=new_due_at)
    except Invalid as error:
        error.fields = {("new_day" if name == "new_due_at" else name): texts for name, texts in error.fields.items()}
        raise


def recall(given: Given, request: HttpRequest) -> Dossier:
    """Thu hồi kết quả."""
    return recall_result(**given, reason=_word(request, "reason"))


def stop_it(given: Given, request: HttpRequest) -> Dossier:
    """Dừng xử lý."""
    return stop(**given, reason=_word(request, "reason"))


def withdraw(given: Given, request: HttpRequest) -> Dossier:
    """Nhận đơn xin rút tại quầy, with a scan of it if there is one."""
    scan = scan_in(request, "scan", actor=given["actor"], at=given["at"])
    return take_withdrawal(**given, reason=_word(request, "reason"), evidence=_word(request, "evidence"), scan=scan)


def agree(given: Given, request: HttpRequest) -> Dossier:
    """Đồng ý cho rút."""
    return agree_to_withdrawal(**given, note=_word(request, "note"))


def decline(given: Given, request: HttpRequest) -> Dossier:
    """Không đồng ý rút."""
    return decline_withdrawal(**given, reason=_word(request, "reason"))


def items_in(post: QueryDict) -> list[dict[str, str]]:
    """The papers asked for, as typed; rows without any word are left out."""
    rows = [
        {part: post.get(f"item.{number}.{part}", "").strip() for part in ("key", "name", "defect", "advice")}
        for number in range(MOST_ITEMS)
    ]
    return [row for row in rows if row["name"] or row["defect"] or row["advice"]]


def asked_in(post: QueryDict) -> Mapping[str, int] | None:
    """Whom to consult: side step → unit, of those ticked; None where the form did not ask."""
    if "asked" not in post:
        return None
    chosen = [str(key) for key in post.getlist("asked") if key]
    units = {key: str(post.get(f"asked.{key}", "")) for key in chosen}
    return {
        key: int(unit) if unit.isascii() and unit.isdigit() and len(unit) < 10 else 0 for key, unit in units.items()
    }


def uuid_in(text: str) -> UUID | None:
    """``text`` as an identifier; None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def only_way_on(dossier: Dossier, actor: Actor) -> str:
    """The one action that moves the step at hand on without a word; NotNow when one must choose."""
    assert dossier.matter is not None
    process = process_of(dossier.matter.process_id)
    ways = [
        action.key
        for step in open_steps(dossier)
        if may_act(step, actor)
        for action in process.step(step.node).actions
        if not action.back and not action.needs_note and action.key not in OWN_ACTS
    ]
    if len(ways) != 1:
        raise NotNow(
            _("Bước này có nhiều hướng đi, hoặc không nằm ở bàn của bạn."), advice=_("Mở hồ sơ để chọn từng việc.")
        )
    return ways[0]
