"""The second look: how the name of one of the best and the question fit each other, in a few figures.

What each figure counts was learned (``ranking.json``), see docs/reference/benchmarks.md.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass

import numpy as np

from motcua.procedures.rules.finding.names import Names
from motcua.procedures.rules.finding.question import Question
from motcua.procedures.rules.finding.terms import BODY, NAME, hashed, pairs_of, written_forms
from motcua.procedures.rules.finding.title import acts_in, has, named

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


def traits(question: Question, names: Names, places: np.ndarray) -> np.ndarray:
    """A row for each of ``places``, a column for each of :data:`TRAITS`."""
    index, asked = names.index, _asked(question)
    rarity = index.rarities(NAME)
    name = names.worth({word: rarity[word] for word in asked.words}, asked.forms)
    in_text = dict(zip(asked.telling, index.rarity_of(hashed(BODY, asked.telling)), strict=True))
    told = sum(in_text.values()) or 1.0
    text_pairs = dict(zip(asked.telling_pairs, index.rarity_of(hashed(BODY, asked.telling_pairs)), strict=True))
    told_in_pairs = sum(text_pairs.values()) or 1.0
    words, first_pairs = names.words.at(places), names.first_pairs.at(places)
    columns = (
        names.first_part.at(places).sums(name) / names.together("first_part", places),
        words.sums(name) / names.together("whole_name", places),
        first_pairs.sums(names.worth_of_pairs({pair: rarity[pair] for pair in asked.pairs}))
        / names.together("first_pairs", places),
        np.array(list(in_text.values())) @ index.table(hashed(BODY, in_text), places) / told,
        words.sums(names.worth(in_text, asked.forms)) / told,
        first_pairs.sums(names.worth_of_pairs(text_pairs)) / told_in_pairs,
        names.left_out.at(places).sums(names.worth(in_text)) / _RAREST,
        names.said("acts", asked.acts, _acts_apart, places),
        names.said("abroad", asked.abroad, lambda of, wanted: (of and not wanted, wanted and not of), places),
        names.said("levels", asked.levels, lambda of, wanted: [bool(wanted) and wanted.isdisjoint(of)], places),
    )
    return np.column_stack(columns)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question asks of names."""

    words: list[str]
    telling: list[str]
    pairs: list[str]
    telling_pairs: list[str]  #: of which a word tells
    acts: frozenset[str]
    abroad: bool
    levels: frozenset[str]
    forms: Mapping[str, Set[str]]  #: how words were typed that have accents


def _asked(question: Question) -> _Asked:
    meant = [word for phrase in question.meant for word in phrase]
    words = dict.fromkeys([*question.words, *meant, *(short for short, _length in question.short)])
    telling = {word for word, count in zip(question.words, question.counts, strict=True) if count} or set(words)
    pairs = dict.fromkeys([*pairs_of(question.words), *(pair for each in question.meant for pair in pairs_of(each))])
    return _Asked(
        words=list(words),
        telling=list(telling),
        pairs=list(pairs),
        telling_pairs=[pair for pair in pairs if not telling.isdisjoint(pair.split())],
        acts=named(_ASKED_ACTS, question.words).union(*map(acts_in, (question.words, *question.meant))),
        abroad=has("nuoc ngoai", question.words) or has("nuoc ngoai", meant),
        levels=named(_LEVEL_WORDS, question.words),
        forms=written_forms(question.typed, free=set(meant)),
    )


def _acts_apart(of: tuple[frozenset[str], bool], asked: frozenset[str]) -> tuple[float, float]:
    """How many special acts of a name were not asked for, and how many asked for it lacks; ``of``: also first."""
    acts, also_first = of
    if also_first:
        return 0.0, 0.0
    missing = asked - acts
    if acts & asked & _EITHER:
        missing -= _EITHER
    return 0.0 if acts & asked else float(len(acts)), float(len(missing))
