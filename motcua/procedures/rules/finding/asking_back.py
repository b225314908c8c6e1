"""When several procedures may be meant: the one question that parts them best, with the answers to choose from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from motcua.procedures.rules.finding.title import Title

About = Literal["level", "act", "abroad", "sector", "name"]
#: more answers than that nobody reads
MOST = 5


class Candidate(Protocol):
    """A procedure that may be meant."""

    @property
    def sector(self) -> str:
        """Key of its sector."""

    @property
    def levels(self) -> tuple[str, ...]:
        """Who settles it: commune, province, ministry."""

    @property
    def title(self) -> Title:
        """Its name, taken apart."""


@dataclass(frozen=True, slots=True)
class BackQuestion:
    """What to ask, and the places (in the candidates) that each answer leaves."""

    about: About
    answers: tuple[tuple[str, tuple[int, ...]], ...]


def ask_back(candidates: Sequence[Candidate]) -> BackQuestion | None:
    """The question whose answers leave the fewest, a plain one before the list of names; None for fewer than two."""
    if len(candidates) < 2:
        return None
    answers: dict[About, list[str]] = {
        "level": [" ".join(sorted(each.levels)) or "other" for each in candidates],
        "act": [" ".join(sorted(each.title.acts)) or "first" for each in candidates],
        "abroad": ["yes" if each.title.abroad else "no" for each in candidates],
        "sector": [each.sector for each in candidates],
    }
    left = {about: _left(given) for about, given in answers.items() if 1 < len(set(given)) <= MOST}
    if left and min(left.values()) <= len(candidates) / 2 + 0.5:
        about = min(left, key=lambda each: left[each])
        given = answers[about]
        chosen = {answer: tuple(at for at, one in enumerate(given) if one == answer) for answer in dict.fromkeys(given)}
        return BackQuestion(about, tuple(chosen.items()))
    return BackQuestion("name", tuple((str(at), (at,)) for at in range(min(len(candidates), MOST))))


def _left(given: Sequence[str]) -> float:
    """How many candidates an answer leaves on average."""
    return sum(count * count for count in Counter(given).values()) / len(given)
