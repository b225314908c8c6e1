"""What the catalogue itself says to a question: passages of a procedure, each with the address where it stands."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.procedures import in_words as words
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.rules.definition import Case, Definition
from motcua.procedures.rules.finding.aspects import Aspect
from motcua.procedures.rules.finding.passages import cut, lines_of, nearest_lines
from motcua.procedures.search import rarities

#: so many lines of a list; the rest stands on the page of the procedure
_MOST_LINES = 7
#: what is told when nothing in particular was asked
USUAL: tuple[Aspect, ...] = ("papers", "time", "fee", "where")
#: where on the page of a procedure each aspect stands
ANCHORS: dict[Aspect, str] = {
    "papers": "giay-to", "time": "tom-tat", "fee": "phi", "where": "co-quan", "conditions": "dieu-kien",
    "steps": "cac-buoc", "result": "ket-qua",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a procedure as it stands in the catalogue."""

    title: str
    lines: list[str]
    url: str
    #: how many lines stand on the page beside these
    more: int = 0


def passages(version: ProcedureVersion, aspects: Sequence[Aspect], asked: Collection[str]) -> list[Passage]:
    """The passages that answer ``aspects``, in the order of the page; ``asked``: folded words and pairs.

    The lines that share most with the question stand first, whatever part they are of; only papers and fees, which
    are lists of their own, come before them when they were asked for.
    """
    definition = version.content
    case = definition.cases[0]
    page = reverse("procedure", args=[definition.key])
    nearest = _nearest(definition, page, asked)
    found = []
    for aspect in aspects or USUAL:
        lines = _lines(definition, case, aspect, asked)
        anchor = ANCHORS[aspect] if aspect != "fee" or _has_fees(case) else "tom-tat"
        shown = [cut(line) for line in lines[:_MOST_LINES]]
        found.append(Passage(_titles()[aspect], shown, f"{page}#{anchor}", max(0, len(lines) - _MOST_LINES)))
    found = [*found, nearest] if {"papers", "fee"} & set(aspects) else [nearest, *found]
    return [passage for passage in found if passage.lines]


def _titles() -> dict[Aspect, str]:
    return {
        "papers": _("Giấy tờ cần có"),
        "time": _("Mất bao lâu"),
        "fee": _("Phí, lệ phí"),
        "where": _("Nộp ở đâu"),
        "conditions": _("Yêu cầu, điều kiện"),
        "steps": _("Bạn làm từng bước"),
        "result": _("Bạn nhận được gì"),
    }


def _nearest(definition: Definition, page: str, asked: Collection[str]) -> Passage:
    """The lines of conditions, then of steps, that are nearest to the question."""
    worth = rarities()
    for text, anchor in ((definition.conditions, "dieu-kien"), ("\n".join(definition.steps_text), "cac-buoc")):
        if lines := nearest_lines(text, asked, worth):
            return Passage(_("Đoạn gần với câu hỏi nhất"), lines, f"{page}#{anchor}")
    return Passage("", [], page)


def _lines(definition: Definition, case: Case, aspect: Aspect, asked: Collection[str]) -> list[str]:
    if aspect == "papers":
        return [_paper(paper.name, paper.required) for paper in case.papers] or [_("Bạn chỉ cần điền đơn.")]
    if aspect == "time":
        return _by_channel({way.channel: words.limit_words(way.limit) for way in case.channels})
    if aspect == "fee":
        return _fees(case)
    if aspect == "where":
        agencies = [cut(definition.agencies_text, 240)] if definition.agencies_text else []
        return [words.where_words(case.channels).capitalize(), *agencies]
    if aspect == "result":
        return [result.name for result in definition.results]
    text = definition.conditions if aspect == "conditions" else "\n".join(definition.steps_text)
    return lines_of(text)[:4] or ([cut(text)] if text.strip() else [])


def _paper(name: str, required: bool) -> str:
    return name if required else _("%(paper)s (chỉ trong vài trường hợp)") % {"paper": cut(name, 240)}


def _by_channel(said: dict[str, str]) -> list[str]:
    """One line when every way is the same, else one for each."""
    if len(set(said.values())) == 1:
        return [next(iter(said.values())).capitalize()]
    names = words.channel_names()
    return [f"{names[channel].capitalize()}: {text}" for channel, text in said.items()]


def _has_fees(case: Case) -> bool:
    return any(channel.fees or channel.note for channel in case.channels)


def _fees(case: Case) -> list[str]:
    fees = list(dict.fromkeys(f"{fee.name}: {words.fee_words(fee)}" for way in case.channels for fee in way.fees))
    return fees or [_("không mất phí").capitalize()]


def cases_words(definition: Definition) -> str:
    """That there is more than one case; empty when there is one."""
    count = len(definition.cases)
    if count < 2:
        return ""
    said = ngettext(
        "Thủ tục có %(count)s trường hợp; dưới đây là trường hợp “%(case)s”.",
        "Thủ tục có %(count)s trường hợp; dưới đây là trường hợp “%(case)s”.",
        count,
    )
    return said % {"count": count, "case": cut(definition.cases[0].name, 160)}
