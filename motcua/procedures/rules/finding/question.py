"""What somebody asks: the words that count, what was put right, and what everyday words mean in law."""

from collections.abc import Callable
from dataclasses import dataclass, field

from motcua.procedures.rules.finding.lexicon import Lexicon
from motcua.procedures.rules.finding.spelling import Spelling, is_syllable, without_telex
from motcua.procedures.rules.finding.terms import folded_words, typed_words

#: nobody reads further; more words find better, to a point
MOST_WORDS = 120
MOST_LETTERS = 2000


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read."""

    #: folded words in order, put right and with abbreviations written out; what is looked for
    words: tuple[str, ...]
    #: how much each word of ``words`` counts: 0 for those with which people only ask
    counts: tuple[float, ...]
    #: the words with accents as typed; empty when typed without any
    typed: tuple[str, ...] = ()
    #: legal words for everyday ones, each a run of folded words
    meant: tuple[tuple[str, ...], ...] = ()
    #: abbreviations that procedures may use for words of the question, each with how many words it stands for
    short: tuple[tuple[str, int], ...] = ()
    #: (as typed, as understood), to be said to whoever asks
    understood: tuple[tuple[str, str], ...] = ()
    #: who does it, when no administration does; empty: nobody else is known to
    elsewhere: str = ""
    #: (as typed, as put right)
    repaired: tuple[tuple[str, str], ...] = field(default=())


def read_question(
    text: str, lexicon: Lexicon, spelling: Spelling | None = None, *, unfinished: bool = False
) -> Question:
    """``text`` as a :class:`Question`; nothing that people may type fails.

    ``spelling`` None: typos stay as they are. ``unfinished``: somebody is still typing the last word.
    """
    text = text[:MOST_LETTERS]
    words = folded_words(text)[:MOST_WORDS]
    begun = _completions(words, spelling) if spelling and unfinished and text[-1:].isalnum() else []
    words, repaired = _put_right(words, lexicon, spelling) if spelling else (words, [])
    typed = tuple(typed_words(text))[:MOST_WORDS]
    typed = () if all(word.isascii() for word in typed) else typed
    words, understood = lexicon.written_out(words, typed, spelling.usual if spelling else None)
    words, alone = lexicon.alone(words, typed)
    meant, also = lexicon.meaning(words, typed)
    meant += begun
    return Question(
        words=tuple(words),
        counts=tuple(lexicon.importance(words, typed)),
        typed=typed,
        meant=tuple(meant),
        short=tuple(lexicon.shortened(words)),
        elsewhere=lexicon.done_elsewhere(words),
        understood=tuple(understood + alone + also),
        repaired=tuple(repaired),
    )


def _completions(words: list[str], spelling: Spelling) -> list[tuple[str, ...]]:
    *_, before, last = ["", *words] if words else ["", ""]
    return [(before, word) if before else (word,) for word in spelling.guessed(last, before)] if last else []


def _put_right(words: list[str], lexicon: Lexicon, spelling: Spelling) -> tuple[list[str], list[tuple[str, str]]]:
    """``words`` with what nobody writes replaced by what was probably meant."""
    found: list[str] = []
    repaired: list[tuple[str, str]] = []
    known: Callable[[str], bool] = lambda word: spelling.knows(word) or lexicon.knows(word)  # noqa: E731
    for place, word in enumerate(words):
        if known(word) or word.isdigit():
            found.append(word)
            continue
        plain = without_telex(word)
        if not known(plain):
            before = found[-1] if found else ""
            after = words[place + 1] if place + 1 < len(words) else ""
            begun = spelling.completed(word, before, most=1) if not after and len(word) > 1 else []
            near = "" if is_syllable(word) else spelling.nearest(word, before, after)
            plain = begun[0] if begun else near or word
        found.append(plain)
        if plain != word:
            repaired.append((word, plain))
    return found, repaired
