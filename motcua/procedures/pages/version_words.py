"""A version as what people read of it, line by line; and what differs between two versions, in the same words."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.procedures import in_words as words
from motcua.procedures.rules.definition import Case, Definition, RequiredPaper
from motcua.procedures.rules.word_difference import Piece, changed_words

#: a line longer than this is shown as one text with its words marked, not as two
LONG = 80


class Line(NamedTuple):
    """One thing that a version says: under which heading, about what."""

    part: str
    about: str


class Changed(NamedTuple):
    """A line that is new, gone, or says something else."""

    about: str
    before: str | None
    after: str | None
    pieces: list[Piece]  #: of a long text: its words, marked


class Part(NamedTuple):
    """The changed lines under one heading."""

    name: str
    lines: list[Changed]


def changed_parts(before: Definition, after: Definition) -> list[Part]:
    """What a reader must know of the way from ``before`` to ``after``, heading by heading."""
    old, new = lines_of(before), lines_of(after)
    parts: dict[str, list[Changed]] = {}
    for line in dict.fromkeys([*new, *old]):
        was, now_ = old.get(line), new.get(line)
        if was != now_:
            long = was is not None and now_ is not None and max(len(was), len(now_)) > LONG
            pieces = changed_words(was or "", now_ or "") if long else []
            parts.setdefault(line.part, []).append(Changed(line.about, was, now_, pieces))
    return [Part(name, lines) for name, lines in parts.items()]


def lines_of(definition: Definition) -> dict[Line, str]:
    """All that the page of a procedure says, as lines that can be compared."""
    found: dict[Line, str] = {}
    for line, said in _lines(definition):
        place, number = line, 2
        while place in found:  # two papers of one name
            place, number = Line(line.part, f"{line.about} ({number})"), number + 1
        found[place] = said.strip()
    return {line: said for line, said in found.items() if said}


def _lines(definition: Definition) -> Iterator[tuple[Line, str]]:
    whole = {
        _("Tên thủ tục"): definition.name,
        _("Lĩnh vực"): definition.sector,
        _("Cấp giải quyết"): ", ".join(words.level_names()[level] for level in definition.levels),
        _("Cơ quan giải quyết"): definition.agencies_text or ", ".join(definition.agencies),
        _("Nộp trên mạng"): words.online_names()[definition.online_level],
        _("Ai làm thủ tục này"): ", ".join(definition.audience),
        _("Tóm tắt"): definition.summary,
    }
    yield from ((Line(part, ""), said) for part, said in whole.items())
    for case in definition.cases:
        yield from _case_lines(case, case.name if len(definition.cases) > 1 else "")
    yield Line(_("Bạn làm từng bước"), ""), "\n".join(definition.steps_text)
    yield Line(_("Yêu cầu, điều kiện"), ""), definition.conditions
    for result in definition.results:
        yield Line(_("Kết quả"), result.name), _("có bản điện tử") if result.electronic else _("bản giấy")
    for basis in definition.legal_basis:
        yield Line(_("Căn cứ pháp lý"), basis.number), basis.name or basis.number
    yield Line(_("Quyết định công bố"), ""), definition.decision.number


def _case_lines(case: Case, name: str) -> Iterator[tuple[Line, str]]:
    ways = words.channel_names()
    for way in case.channels:
        about = _joined(name, ways[way.channel])
        yield Line(_("Mất bao lâu"), about), words.limit_words(way.limit)
        if not way.fees:
            yield Line(_("Phí, lệ phí"), about), _("không mất phí")
        for fee in way.fees:
            yield Line(_("Phí, lệ phí"), _joined(about, fee.name)), words.fee_words(fee)
        yield Line(_("Cách nộp"), about), way.note
    for paper in case.papers:
        yield Line(_("Giấy tờ"), _joined(name, paper.name)), _paper_words(paper)
    yield Line(_("Hướng dẫn"), name), case.help


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _paper_words(paper: RequiredPaper) -> str:
    said = []
    if paper.originals:
        said.append(ngettext("%(n)s bản chính", "%(n)s bản chính", paper.originals) % {"n": paper.originals})
    if paper.copies:
        said.append(ngettext("%(n)s bản sao", "%(n)s bản sao", paper.copies) % {"n": paper.copies})
    if paper.present_only:
        said.append(_("chỉ cần đưa cho xem"))
    said.append(_("bắt buộc") if paper.required else _("chỉ trong vài trường hợp"))
    if paper.template:
        said.append(_("mẫu %(template)s") % {"template": paper.template})
    if paper.note:
        said.append(paper.note)
    return ", ".join(said)
