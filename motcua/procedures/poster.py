"""Tờ dán tại quầy: what a poster of a procedure says at one agency, in words; the portal draws it."""

from datetime import date

import msgspec
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.procedures import in_words as words
from motcua.procedures.addresses import whole
from motcua.procedures.office_words import hours_words
from motcua.procedures.offices import hours_of, office_of
from motcua.procedures.queries import content_of, version_in_force
from motcua.procedures.rules.cutting import cut
from motcua.procedures.rules.definition import Case, Definition, RequiredPaper

#: what fits on a sheet of A4 that people read standing
MOST_PAPERS, MOST_CASES = 14, 3


class PosterCase(msgspec.Struct):
    """A case (trường hợp) on the poster."""

    name: str
    limit: str
    fee: str


class Poster(msgspec.Struct):
    """All texts of a poster; ``verify_url`` is drawn as its QR."""

    code: str
    name: str
    agency: str
    receives: str
    address: str
    phone: str
    hours: list[str]
    cases: list[PosterCase]
    papers: list[str]
    more: str
    version: str
    verify_url: str
    labels: dict[str, str]


def poster(procedure_key: str, unit_code: str, on: date) -> Poster:
    """The poster of the procedure in force on ``on`` at that agency; NotFound when there is no such pair."""
    version = version_in_force(procedure_key, on, whole=False)
    office = office_of(procedure_key, unit_code, on)
    definition = content_of(version)
    first = definition.cases[0]
    return Poster(
        code=definition.key,
        name=definition.name,
        agency=office.unit.name,
        receives=office.receives.name,
        address=office.address,
        phone=office.phone,
        hours=hours_words(hours_of(office)),
        cases=[_case(case, definition) for case in definition.cases[:MOST_CASES]],
        papers=[_paper(paper) for paper in first.papers[:MOST_PAPERS]],
        more=_more(definition, first),
        version=_("Phiên bản %(number)s, có hiệu lực từ ngày %(day)s")
        % {"number": version.number, "day": f"{version.valid_from:%d/%m/%Y}"},
        verify_url=whole(reverse("procedure-office", args=[procedure_key, unit_code])),
        labels={
            "papers": _("Bạn cần mang theo"),
            "none": _("Không phải mang giấy tờ nào, chỉ điền đơn"),
            "limit": _("Mất bao lâu"),
            "fee": _("Phí, lệ phí"),
            "where": _("Nộp ở đâu, khi nào"),
            "scan": _("Quét mã để xem trọn thủ tục và nộp tại nhà"),
            "code": _("Mã thủ tục"),
        },
    )


def _case(case: Case, definition: Definition) -> PosterCase:
    way = next((one for one in case.channels if one.channel == "counter"), words.main_channel(case))
    name = cut(case.name, 110) if len(definition.cases) > 1 else ""
    # the short form points to a part of the page, which does not hang at the counter
    paid = [f"{fee.name}: {words.fee_words(fee)}" for fee in way.fees if fee.amount is None or fee.amount]
    fee = cut("; ".join(paid), 240) if paid else words.fees_words([])
    return PosterCase(name, words.limit_words(way.limit), fee)


def _paper(paper: RequiredPaper) -> str:
    name = cut(paper.name, 190)
    return name if paper.required else _("%(paper)s (chỉ trong vài trường hợp)") % {"paper": name}


def _more(definition: Definition, first: Case) -> str:
    """What did not find room, in a sentence that leads to the page."""
    papers, cases = len(first.papers) - MOST_PAPERS, len(definition.cases) - MOST_CASES
    said = []
    if papers > 0:
        said.append(_("còn %(count)s giấy tờ nữa") % {"count": papers})
    if cases > 0:
        said.append(_("còn %(count)s trường hợp nữa") % {"count": cases})
    if len(definition.cases) > 1 and papers <= 0:
        said.append(_("giấy tờ trên đây là của trường hợp đầu"))
    return _("Trên trang thủ tục: %(what)s.") % {"what": "; ".join(said)} if said else ""
