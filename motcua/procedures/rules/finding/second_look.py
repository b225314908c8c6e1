"""The second look: how the name of one of the best and the question fit each other, in a few figures.

What each figure counts was learned (``ranking.json``), see docs/reference/benchmarks.md.
"""

from collections.abc import Collection, Mapping, Sequence, Set

import numpy as np

from motcua.procedures.rules.finding.index import Index, Rarities
from motcua.procedures.rules.finding.question import Question
from motcua.procedures.rules.finding.terms import BODY, NAME, hashed, pairs_of, written_forms
from motcua.procedures.rules.finding.title import Title, acts_in, has, named

#: the figures, in order
TRAITS = (
    "first_part_asked_for",  # the share of the name's first part that was asked for
    "name_asked_for",  # the same of the whole name
    "pairs_asked_for",  # the same of the pairs of words in the first part
    "asked_in_text",  # the share of what was asked that the procedure has anywhere
    "asked_in_name",  # that its name has
    "pairs_in_name",  # the same of pairs, in the first part
    "left_out_asked",  # words asked for that the name leaves out: "(trừ …)"
    "other_acts",  # special acts of the name that were not asked for ("gia hạn")
    "acts_missing",  # special acts asked for that the name does not have
    "abroad_unasked",  # the name speaks of foreigners, the question does not
    "abroad_missing",  # the question speaks of foreigners, the name does not
    "other_level",  # a level was asked for, and it is not this
)
#: words of people for acts; what is spoiled is given again or exchanged, as the law of its sector has it
_ASKED_ACTS = {
    "again": ("mat", "hong", "rach", "bi chay", "nhoe", "uot", "that lac", "lam lai", "xin lai"),
    "exchange": ("hong", "rach", "nhoe", "uot"),
    "prolong": ("het han", "qua han"),
    "change": ("sua lai", "ghi sai", "bi sai", "doi ten"),
}
_EITHER = frozenset(("again", "exchange"))
_LEVEL_WORDS = {
    "ministry": ("trung uong", "cap bo", "cuc"),
    #: "so" alone is a number, a book, a base; "co so y te" is no department
    "province": (
        "cap tinh", "uy ban nhan dan tinh", "so noi vu", "so tai chinh", "so tu phap", "so xay dung", "so cong thuong",
        "so nong nghiep", "so giao duc", "so khoa hoc", "so van hoa", "so ngoai vu", "so ke hoach",
    ),
    "commune": ("cap xa", "uy ban nhan dan xa", "uy ban nhan dan phuong"),
}  # fmt: skip
#: so rare is a word that one procedure has
_RAREST = 8.0


def traits(question: Question, index: Index, titles: Sequence[Title]) -> np.ndarray:
    """A row for each of ``titles``, a column for each of :data:`TRAITS`."""
    meant = [word for phrase in question.meant for word in phrase]
    asked = {*question.words, *meant, *(short for short, _length in question.short)}
    telling = {word for word, count in zip(question.words, question.counts, strict=True) if count} or asked
    pairs = {*pairs_of(question.words), *(pair for phrase in question.meant for pair in pairs_of(phrase))}
    telling_pairs = {pair for pair in pairs if not telling.isdisjoint(pair.split())}
    in_text, pairs_in_text = _rarities(telling, index), _rarities(telling_pairs, index)
    told, told_in_pairs = _sum(telling, in_text) or 1.0, _sum(telling_pairs, pairs_in_text) or 1.0
    names = index.rarities(NAME)
    acts = named(_ASKED_ACTS, question.words).union(*(acts_in(each) for each in (question.words, *question.meant)))
    abroad = has("nuoc ngoai", question.words) or has("nuoc ngoai", meant)
    levels = named(_LEVEL_WORDS, question.words)
    forms = written_forms(question.typed, free=set(meant))
    rows = []
    for title in titles:
        other = {word for word in title.whole_name & forms.keys() if forms[word].isdisjoint(title.written)}
        read = asked - other if other else asked
        rows.append(
            (
                _covered(title.first_part, read, names),
                _covered(title.whole_name, read, names),
                _covered(title.first_pairs, pairs, names),
                _sum(telling & title.words, in_text) / told,
                _sum((telling & title.whole_name) - other, in_text) / told,
                _sum(telling_pairs & title.first_pairs, pairs_in_text) / told_in_pairs,
                _sum(telling & title.left_out, in_text) / _RAREST,
                *_acts_apart(title, acts),
                float(title.abroad and not abroad),
                float(abroad and not title.abroad),
                float(bool(levels) and levels.isdisjoint(title.levels)),
            )
        )
    return np.array(rows)


def _acts_apart(title: Title, asked: frozenset[str]) -> tuple[float, float]:
    """How many special acts of the name were not asked for, and how many asked for it lacks."""
    if title.also_first:
        return 0.0, 0.0
    missing = asked - title.acts
    if title.acts & asked & _EITHER:
        missing -= _EITHER
    return 0.0 if title.acts & asked else float(len(title.acts)), float(len(missing))


def _covered(words: frozenset[str], by: Set[str], rarities: Rarities) -> float:
    """The share of ``words`` of a name that is in ``by``, rare words counting more."""
    whole = rarities.together(words)
    return _sum(words & by, rarities) / whole if whole else 0.0


def _sum(words: Set[str], rarity: Mapping[str, float]) -> float:
    return sum(map(rarity.__getitem__, words))


def _rarities(terms: Collection[str], index: Index) -> dict[str, float]:
    return {term: index.rarity(number) for term, number in zip(terms, hashed(BODY, terms), strict=True)}
