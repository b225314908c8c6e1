"""Shapes of the data that the papers of the one-stop are drawn from (templates: ``dossiers/papers/*.typ``).

The data is frozen with the issued paper as JSON, so that the same paper can be drawn again years later:
days are ``"2026-03-02"``, moments ``"2026-03-02T09:12:00+07:00"`` (ISO 8601, Việt Nam's time), amounts are
written out ("8.000 đồng"). An empty string is printed as a dotted line to fill in by hand.
Fields after TT 01/2018/TT-VPCP and TT 03/2025/TT-VPCP; which form has which number on which day, and
on which paper, is dated data: ``dossiers/law/forms.yaml``.
"""

from typing import Literal, TypedDict


class Head(TypedDict):
    """What every paper carries: who issues it, number, place, day, and how to check it."""

    above: str  #: cơ quan cấp trên; empty where there is none
    agency: str  #: tên cơ quan, đơn vị ban hành
    number: str  #: số, ký hiệu, e.g. "125/TTPVHCC"
    place: str  #: địa danh
    date: str  #: day
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
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả (mẫu 01): ``slip.typ``."""

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
