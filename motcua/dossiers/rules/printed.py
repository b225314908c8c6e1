"""Shapes of the data that what the one-stop prints is drawn from (templates: ``dossiers/printed/*.typ``).

The data is frozen with the issued paper as JSON, so that the same paper can be drawn again years later:
days are ``"2026-03-02"``, moments ``"2026-03-02T09:12:00+07:00"`` (ISO 8601, Việt Nam's time), amounts are
written out ("8.000 đồng"). An empty string is printed as a dotted line to fill in by hand.
Fields after TT 01/2018/TT-VPCP and TT 03/2025/TT-VPCP; which form has which number on which day is dated
data (``form_set`` in ``dossiers/law``).
"""

from typing import Literal, NotRequired, TypedDict


class Head(TypedDict):
    """What every paper carries: who issues it, number, place, day, and how to check it."""

    above: str  #: cơ quan cấp trên; empty where there is none
    agency: str  #: tên cơ quan, đơn vị ban hành
    number: str  #: số, ký hiệu, e.g. "125/TTPVHCC"
    place: str  #: địa danh
    date: str  #: day
    title: NotRequired[str]  #: where it is not as the template calls the paper by itself
    form: str  #: printed at the foot, e.g. "Mẫu số 01 · Thông tư 03/2025/TT-VPCP"; empty for results
    paper: Literal["a5", "a4"]
    dossier_code: str
    lookup_key: str  #: mã tra cứu; empty: not printed
    verify_url: str  #: address in the QR; empty: no QR


class Party(TypedDict):
    """Cá nhân, tổ chức."""

    name: str
    address: str
    phone: str
    email: str


class PaperLine(TypedDict):
    """One paper handed in."""

    name: str
    originals: int  #: số bản chính
    copies: int  #: số bản sao


class FeeLine(TypedDict):
    """One fee or duty."""

    name: str
    amount: str  #: written out, e.g. "3.000.000 đồng" or "Miễn"


class Slip(Head):
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả (mẫu 01): ``slip.typ``. Signature mark: ``officer``."""

    reception: str  #: bộ phận tiếp nhận
    party: Party
    procedure: str
    summary: str  #: trích yếu
    papers: list[PaperLine]
    sets: int
    limit: str  #: e.g. "05 ngày làm việc"
    received_at: str  #: moment
    due_at: str  #: moment
    delivery: str  #: where and how the result is received
    fees: list[FeeLine]
    book: str  #: quyển số
    entry: str  #: số thứ tự
    applicant: str
    officer: str


class Defect(TypedDict):
    """One thing to supplement."""

    name: str
    defect: str
    advice: str


class PapersRequest(Head):
    """Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (mẫu 02): ``papers_request.typ``. Mark: ``officer``."""

    party: Party
    procedure: str
    summary: str
    stage: str  #: "Tiếp nhận" or "Thẩm định"
    items: list[Defect]
    reason: str
    basis: str
    answer_by: str  #: moment
    contact: str
    contact_phone: str
    approver: str  #: empty: nobody need approve
    officer: str


class RefusalSlip(Head):
    """Phiếu từ chối tiếp nhận, giải quyết hồ sơ (mẫu 03): ``refusal.typ``. Mark: ``officer``."""

    party: Party
    procedure: str
    summary: str
    reasons: list[str]
    basis: str
    advice: str
    applicant: str
    officer: str


class Signed(Head):
    """A paper that a leader signs (mark ``leader``); while its number is empty, mark ``number`` waits for it."""

    capacity: list[str]  #: lines above the signature, e.g. ["KT. Giám đốc", "Phó Giám đốc"]
    signer: str


class Apology(Signed):
    """Phiếu xin lỗi và hẹn lại · Văn bản xin lỗi và đề nghị gia hạn (mẫu 04): ``apology.typ``."""

    party: Party
    procedure: str
    summary: str
    received_at: str  #: moment
    original_due_at: str  #: moment
    reason: str
    new_due_at: str  #: moment
    extension: int  #: which extension this is (printed under the forms of 2025)


class StopNotice(Signed):
    """Thông báo dừng giải quyết hồ sơ (mẫu 05 of 2025): ``stop_notice.typ``."""

    party: Party
    procedure: str
    summary: str
    asked_at: str  #: moment of the request to stop
    reason: str
    stage: str
    decision: str
    fees: str  #: what becomes of fees already paid


class HandOver(TypedDict):
    """One time that the dossier went from hand to hand."""

    from_unit: str
    from_person: str
    to_unit: str
    to_person: str
    at: str  #: moment
    outcome: Literal["early", "on_time", "late", ""]
    note: str


class RouteSheet(Head):
    """Phiếu kiểm soát quá trình giải quyết hồ sơ (mẫu 05 of 2018, 06 of 2025): ``route_sheet.typ``."""

    procedure: str
    summary: str
    owner: str
    unit: str  #: cơ quan (bộ phận) giải quyết
    partners: list[str]  #: cơ quan phối hợp
    received_at: str  #: moment
    due_at: str  #: moment
    handovers: list[HandOver]


class RegisterRow(TypedDict):
    """One dossier in the book; days, empty when they have not come."""

    code: str
    procedure: str
    sets: int
    name: str
    contact: str  #: address and telephone
    agency: str
    received: str
    due: str
    returned: str
    method: str
    signed: str
    note: str


class RegisterBook(Head):
    """Sổ theo dõi hồ sơ (mẫu 06 of 2018, 07 of 2025): ``register.typ``, A4 landscape."""

    book: str  #: quyển số
    first_day: str
    last_day: str
    rows: list[RegisterRow]
