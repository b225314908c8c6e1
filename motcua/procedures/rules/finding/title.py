"""A procedure's name, taken apart once: what the second look at it asks, again and again."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from sys import intern

from motcua.procedures.rules.finding.terms import folded_word, folded_words, name_words, pairs_of, toned, typed_words

#: where the first part of a name ends and the case, the power or the exception begins
CASE_BEGINS = re.compile(r"\(|đối với|trong trường hợp|thuộc thẩm quyền|;", re.IGNORECASE)
#: what a name leaves out: "(trừ …)", to the end of the bracket or of the name
_LEFT_OUT = re.compile(r"\btrừ\b([^)]*)", re.IGNORECASE)
#: what parts one act from the next: "Cấp, gia hạn, cấp lại …", "Cấp mới/cấp đổi …", "Cấp thẻ; cấp lại thẻ"
_NEXT_ACT = re.compile(r"[,;/]| và | hoặc ", re.IGNORECASE)
#: acts beside giving something for the first time, folded, by the words that name them in names
ACTS = {
    "again": ("cap lai", "dang ky lai", "cong bo lai", "cong nhan lai"),
    "exchange": ("cap doi", "doi"),
    "prolong": ("gia han",),
    "change": ("thay doi", "sua doi", "dieu chinh", "chuyen doi", "cai chinh", "dinh chinh"),
    "more": ("bo sung",),
    "end": ("thu hoi", "huy bo", "huy", "xoa", "cham dut", "giai the", "mien nhiem", "rut"),
    "pause": ("tam ngung", "tam dung", "dinh chi"),
    "restore": ("phuc hoi", "khoi phuc"),
    "join": ("hop nhat", "sap nhap", "chia tach"),
}
_ACT_WITHIN = 12
#: before "đổi" they make another word: "thay đổi", "sửa đổi"
_NO_EXCHANGE = frozenset(("thay", "sua", "chuyen", "hoan", "trao", "bien"))
#: who settles it, at the end of a first part, folded: "… tại công an cấp tỉnh", "… ở địa phương"
_WHO_SETTLES = re.compile(
    r" (?:(?:thuc hien |giai quyet )?(?:tai |o |cua )?(?:uy ban nhan dan |ubnd |cong an )?"
    r"cap (?:tinh|xa|huyen|bo|trung uong)|trung uong|(?:o|tai) dia phuong|tai cac bo nganh)$"
)
#: shorter first parts name no one thing: "Hỗ trợ chi phí"
_SHORTEST_FAMILY = 4


@dataclass(frozen=True, slots=True)
class Title:
    """A procedure's name, taken apart once."""

    first_part: frozenset[str]
    #: the pairs of words in the first part
    first_pairs: frozenset[str]
    whole_name: frozenset[str]
    #: the words of the name as they are written, with accents (``terms.toned``)
    written: frozenset[str]
    #: each of its folded words with the ways in which it writes it: "dat" as "đất", as "đặt"
    ways: tuple[tuple[str, frozenset[str]], ...]
    #: words that stand only in what the name leaves out
    left_out: frozenset[str]
    acts: frozenset[str]
    #: whether something is given for the first time as well, where ``acts`` are named
    also_first: bool
    abroad: bool
    levels: frozenset[str]
    #: the same for procedures that differ in the case, the level or the agency alone; empty: it stands by itself
    family: str
    words: frozenset[str]  #: of the whole definition


def title_of(name: str, levels: Sequence[str], words: str) -> Title:
    """What the second look asks of a procedure's ``name``; ``words``: all its folded words."""
    whole = name_words(name)
    acts = acts_in(whole[:_ACT_WITHIN])
    before = name_words(_NEXT_ACT.split(name, maxsplit=1)[0])
    first = name_words(CASE_BEGINS.split(name, maxsplit=1)[0])
    first = first if first and first != ["thu", "tuc"] else whole
    left_out = {word for part in _LEFT_OUT.findall(name) for word in folded_words(part)}
    written = frozenset(map(toned, typed_words(name)))
    return Title(
        first_part=frozenset(first),
        first_pairs=frozenset(pairs_of(first)),
        whole_name=frozenset(whole),
        written=written,
        ways=_ways(frozenset(whole), written),
        left_out=frozenset(left_out - set(name_words(_LEFT_OUT.sub(" ", name)))),
        acts=acts,
        also_first=bool(acts and len(before) < len(whole) and not acts_in(before)),
        abroad=has("nuoc ngoai", whole),
        levels=frozenset(levels),
        family=_family(first),
        words=frozenset(map(intern, words.split())),
    )


def _ways(words: frozenset[str], written: frozenset[str]) -> tuple[tuple[str, frozenset[str]], ...]:
    ways: dict[str, set[str]] = {word: set() for word in words}
    for way in written:
        for word in folded_word(way):
            if word in ways:
                ways[word].add(way)
    return tuple((word, frozenset(of_it)) for word, of_it in ways.items())


def _family(first_part: Sequence[str]) -> str:
    words = _WHO_SETTLES.sub("", " ".join(first_part))
    return words if len(words.split()) >= _SHORTEST_FAMILY else ""


def acts_in(words: Sequence[str]) -> frozenset[str]:
    """The special acts that ``words`` name."""
    found = named(ACTS, words)
    exchange = any(
        word == "doi" and before not in _NO_EXCHANGE for before, word in zip(["", *words], words, strict=False)
    )
    return found if exchange else found - {"exchange"}


def named(kinds: Mapping[str, tuple[str, ...]], words: Sequence[str]) -> frozenset[str]:
    """Which of ``kinds`` are named in ``words``, each by one of its phrases."""
    text = f" {' '.join(words)} "
    return frozenset(kind for kind, phrases in kinds.items() if any(f" {phrase} " in text for phrase in phrases))


def has(phrase: str, words: Sequence[str]) -> bool:
    """Whether ``phrase`` stands in ``words``."""
    return f" {phrase} " in f" {' '.join(words)} "
