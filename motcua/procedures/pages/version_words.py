"""A version as what people read of it, line by line; and what differs between two versions, in the same words."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.procedures import in_words as words
from motcua.procedures.rules.definition import Case, Definition, RequiredPaper
from motcua.procedures.rules.word_difference import Piece, changed_words

#: a line longer than this is shown as one text with its words marked, not as two
LONG = 80


class Line(NamedTuple):
    """One thing that a version says: under which heading, and what tells it from the others there."""

    part: str
    identity: str = ""


class Said(NamedTuple):
    """What it says, and about what: the case and the way, in words."""

    text: str
    about: str = ""


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
    """What a reader must know of the way from ``before`` to ``after``, heading by heading.

    The same change in several cases is told once.
    """
    old, new = lines_of(before), lines_of(after)
    parts: dict[str, dict[tuple[str | None, str | None], list[str]]] = {}
    for line in dict.fromkeys([*new, *old]):
        was, now_ = old.get(line), new.get(line)
        if (was and was.text) != (now_ and now_.text):
            change = (was.text if was else None, now_.text if now_ else None)
            parts.setdefault(line.part, {}).setdefault(change, []).append((now_ or was or Said("")).about)
    return [
        Part(name, [_changed(about_words(about, name, new, old), *change) for change, about in changes.items()])
        for name, changes in parts.items()
    ]


def about_words(about: Iterable[str], part: str, *lines: dict[Line, Said]) -> str:
    """What a line under ``part`` is about: every case and way at once when it is about all that stand there."""
    named = {one for one in about if one}
    there = {said.about for each in lines for line, said in each.items() if line.part == part}
    if len(named) > 2 and named == there:
        return _("Mọi trường hợp")
    return "; ".join(dict.fromkeys(one for one in about if one))


def whole_in_words(definition: Definition) -> dict[str, list[str]]:
    """All that a version says, heading by heading; what is the same in several cases is told once."""
    lines = lines_of(definition)
    parts: dict[str, dict[str, list[str]]] = {}
    for line, said in lines.items():
        parts.setdefault(line.part, {}).setdefault(said.text, []).append(said.about)
    return {
        part: [": ".join(filter(None, (about_words(about, part, lines), text))) for text, about in texts.items()]
        for part, texts in parts.items()
    }


def _changed(about: str, was: str | None, now_: str | None) -> Changed:
    long = was is not None and now_ is not None and max(len(was), len(now_)) > LONG
    pieces = changed_words(was or "", now_ or "") if long else []
    return Changed(about, was, now_, pieces)


def lines_of(definition: Definition) -> dict[Line, Said]:
    """All that the page of a procedure says, as lines that can be compared."""
    found: dict[Line, Said] = {}
    for line, said in _lines(definition):
        place, number = line, 2
        while place in found:  # two fees of one name
            place, number = Line(line.part, f"{line.identity} ({number})"), number + 1
        found[place] = Said(said.text.strip(), said.about)
    return {line: said for line, said in found.items() if said.text}


def _lines(definition: Definition) -> Iterator[tuple[Line, Said]]:
    whole = {
        _("Tên thủ tục"): definition.name,
        _("Lĩnh vực"): definition.sector,
        _("Cấp giải quyết"): ", ".join(words.level_names()[level] for level in definition.levels),
        _("Cơ quan giải quyết"): definition.agencies_text or ", ".join(definition.agencies),
        _("Nộp trên mạng"): words.online_names()[definition.online_level],
        _("Ai làm thủ tục này"): ", ".join(definition.audience),
        _("Tóm tắt"): definition.summary,
    }
    yield from ((Line(part), Said(text)) for part, text in whole.items())
    for case in definition.cases:
        yield from _case_lines(case, case.name if len(definition.cases) > 1 else "")
    yield Line(_("Bạn làm từng bước")), Said("\n".join(definition.steps_text))
    yield Line(_("Yêu cầu, điều kiện")), Said(definition.conditions)
    for result in definition.results:
        kind = _("có bản điện tử") if result.electronic else _("bản giấy")
        yield Line(_("Kết quả"), result.name), Said(f"{result.name} ({kind})")
    for basis in definition.legal_basis:
        yield Line(_("Căn cứ pháp lý"), basis.number), Said(": ".join(filter(None, (basis.number, basis.name))))
    yield Line(_("Quyết định công bố")), Said(definition.decision.number)


def _case_lines(case: Case, name: str) -> Iterator[tuple[Line, Said]]:
    ways = words.channel_names()
    for way in case.channels:
        about, identity = _joined(name, ways[way.channel]), f"{case.key} {way.channel}"
        yield Line(_("Mất bao lâu"), identity), Said(words.limit_words(way.limit), about)
        if not way.fees:
            yield Line(_("Phí, lệ phí"), identity), Said(_("không mất phí"), about)
        for fee in way.fees:
            yield (
                Line(_("Phí, lệ phí"), f"{identity} {fee.name}"),
                Said(words.fee_words(fee), _joined(about, fee.name)),
            )
        yield Line(_("Cách nộp"), identity), Said(way.note, about)
    for paper in case.papers:
        yield Line(_("Giấy tờ"), f"{case.key} {paper.key}"), Said(f"{paper.name} ({_paper_words(paper)})", name)
    yield Line(_("Hướng dẫn"), case.key), Said(case.help, name)


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
