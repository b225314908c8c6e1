"""Questions with the codes that answer them: read, spoiled as people spoil them, and scored."""

import json
import os
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from motcua.kernel.accents import without_accents

_REPOSITORY = Path(__file__).resolve().parents[3]
#: where data stands that is not ours to carry along
SHARED = Path(os.environ.get("MOTCUA_SHARED", _REPOSITORY.parent / "shared"))
QUESTIONS = SHARED / "data" / "procedures" / "questions-dev.jsonl"
RECORDS = SHARED / "data" / "procedures" / "national-procedures.jsonl.gz"
#: our own, as people ask at home; the lists of words were written with them at hand
SAMPLE = Path(__file__).with_name("questions.jsonl")
#: our own that nothing was learned from or written for: nobody looked at which of them fail
UNSEEN = Path(__file__).with_name("unseen.jsonl")
_WORD = re.compile(r"\w{3,}")
_LETTERS = "abcdeghiklmnopqrstuvxy"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the codes of the procedures that answer it."""

    words: str
    codes: frozenset[str]


def read_questions(path: Path) -> list[Asked]:
    """The questions of a JSON-lines file with ``question`` and ``codes``."""
    with path.open("rb") as rows:
        lines = [json.loads(row) for row in rows if row.strip()]
    return [Asked(line["question"], frozenset(line["codes"])) for line in lines]


def without(asked: Sequence[Asked]) -> list[Asked]:
    """The same without accents."""
    return [Asked(without_accents(each.words), each.codes) for each in asked]


def with_a_typo(asked: Sequence[Asked], seed: int = 7) -> list[Asked]:
    """The same with one slip each: a letter left out, added, changed, or exchanged with the next."""
    random = Random(seed)  # noqa: S311 (not a secret)
    return [Asked(_slipped(each.words, random), each.codes) for each in asked]


def _slipped(text: str, random: Random) -> str:
    places = [found.span() for found in _WORD.finditer(text)]
    if not places:
        return text
    start, end = random.choice(places)
    at, letter = random.randrange(start, end), random.choice(_LETTERS)
    slip = random.choice(("out", "in", "other", "turned"))
    if slip == "out":
        return text[:at] + text[at + 1 :]
    if slip == "in":
        return text[:at] + letter + text[at:]
    if slip == "other":
        return text[:at] + letter + text[at + 1 :]
    at = min(at, end - 2)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def scored(asked: Iterable[Asked], find: Callable[[str], Sequence[Collection[str]]]) -> dict[str, float]:
    """Recall at 1, 5 and 10 and MRR at 10 of ``find`` (words → the codes at each place, best first).

    A question counts as found at the first place that has a right code.
    """
    places = []
    for each in asked:
        found = enumerate(find(each.words), start=1)
        places.append(next((place for place, codes in found if not each.codes.isdisjoint(codes)), 0))
    return figures_of(places)


def figures_of(places: Sequence[int]) -> dict[str, float]:
    """Recall at 1, 5 and 10 and MRR at 10 of the ``places`` at which questions were found; 0: not found."""
    count = max(len(places), 1)
    recall = {f"recall@{k}": sum(0 < place <= k for place in places) / count for k in (1, 5, 10)}
    mrr = sum(1 / place for place in places if 0 < place <= 10) / count
    return {name: round(value, 4) for name, value in {**recall, "mrr@10": mrr}.items()}


def answerable(path: Path) -> list[Asked]:
    """The questions of a file that the catalogue can answer."""
    from motcua.procedures.catalogue_memory import remembered

    here = remembered().places
    return [each for each in read_questions(path) if each.codes & here.keys()]


def with_ours(asked: Sequence[Asked]) -> list[Asked]:
    """``asked`` and, after them, our own everyday questions that are not among them."""
    known = {each.words for each in asked}
    return [*asked, *(each for each in answerable(SAMPLE) if each.words not in known)]


def filled(questions: str = "") -> list[Asked]:
    """Fill the catalogue with the national records, where there are any; the questions that it can answer."""
    from motcua.kernel.actor import SYSTEM
    from motcua.kernel.clock import now
    from motcua.procedures.actions.import_national import import_national

    if RECORDS.exists():
        import_national(path=RECORDS, actor=SYSTEM, at=now())
    return answerable(Path(questions) if questions else (QUESTIONS if QUESTIONS.exists() else SAMPLE))
