"""``motcua bench search``: how well and how fast procedures are found, in a catalogue of the size of the country's."""

import json
import os
from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import Any
from urllib.parse import quote_plus
from urllib.request import urlopen

from motcua.config.bench.asked import SAMPLE, UNSEEN, Asked, answerable, filled, scored, with_a_typo, without
from motcua.config.bench.evidence import learned
from motcua.config.bench.load import Ask, measure, request_bytes
from motcua.config.bench.world import World, definition, world

#: recall at 1, 5, 10 and MRR at 10 that are wanted; how much may be lost without accents, and with a typo
WANTED = {"recall@1": 0.80, "recall@5": 0.96, "recall@10": 0.98, "mrr@10": 0.87}
LOST_BARE, LOST_TYPO = 0.03, 0.05
PAGE_MS, SUGGEST_MS = 50.0, 5.0
#: so many questions are asked again and again; and each so often with another slip, where they must be new
KEPT, SLIPS = 100, 8
#: changes that are looked for, and how often each
FRESH, ASKED_AGAIN = 5, 12


def bench_search(options: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Quality over questions whose code is in the catalogue, then the speed of pages and suggestions over HTTP."""
    with world() as here:
        asked = filled(options["questions"])
        yield from quality(asked)
        yield from everyday()
        yield from learned(asked)
        yield from _speed(here, asked, options["seconds"])
        yield _fresh(here)


def everyday() -> Iterator[dict[str, Any]]:
    """Our own questions as people ask at home: those at hand when words were written, and those that never were."""
    for name, path in (("everyday", SAMPLE), ("unseen", UNSEEN)):
        asked = answerable(path)
        if asked:
            found = scored(asked, _as_cards)
            line = {"bench": f"search-{name}", "value": found["mrr@10"], "unit": "mrr@10", "questions": len(asked)}
            bare = scored(without(asked), _as_cards)
            against = ", ".join(f"{figure} {value:.3f}" for figure, value in bare.items())
            yield {**line, "against": f"without accents: {against}", **found}


def _as_cards(words: str) -> list[list[str]]:
    from motcua.procedures.search import search

    found = search(words, limit=10, as_cards=True)
    return [[hit.key, *(each.key for each in found.variants.get(hit.key, ()))] for hit in found.hits]


def quality(asked: list[Asked]) -> Iterator[dict[str, Any]]:
    """As asked, without accents, with a typo a question; and as asked, each procedure by itself.

    A place is a card as the page shows it: a procedure, and below it links to what differs in the case, the level or
    the agency alone. A code counts as found at the place of the card that links to it.
    """
    from motcua.procedures.search import search

    plain = scored(asked, _as_cards)
    yield _line("plain", len(asked), plain, WANTED, "what is wanted")
    alone = scored(asked, lambda words: [[hit.key] for hit in search(words, limit=10).hits])
    yield _line(
        "one-by-one", len(asked), alone, WANTED, "what is wanted, no cards: each procedure at a place of its own"
    )
    for name, spoiled, lost in (("bare", without(asked), LOST_BARE), ("typo", with_a_typo(asked), LOST_TYPO)):
        floor = {figure: value - lost for figure, value in plain.items()}
        yield _line(name, len(asked), scored(spoiled, _as_cards), floor, f"as asked, less {lost}")


def _line(name: str, count: int, found: dict[str, float], floor: dict[str, float], against: str) -> dict[str, Any]:
    return {
        "bench": f"search-{name}",
        "value": found["mrr@10"],
        "unit": "mrr@10",
        "against": f"{against}: {', '.join(f'{figure} {value:.3f}' for figure, value in floor.items())}",
        "ratio": round(found["mrr@10"] / max(floor["mrr@10"], 1e-9), 3),
        "questions": count,
        **found,
        "met": all(found[figure] >= value - 1e-9 for figure, value in floor.items()),
    }


def _speed(here: World, asked: list[Asked], seconds: float) -> Iterator[dict[str, Any]]:
    """Pages and suggestions over HTTP, beside a page that searches nothing.

    First questions that were not asked before, as long as there are any; then one after another of few, which are kept.
    """
    words = list(dict.fromkeys(each.words[:200] for each in asked)) or ["đăng ký khai sinh"]
    for port in here.ports:  # both web processes read the catalogue before anything is measured
        urlopen(f"http://127.0.0.1:{port}/thu-tuc/goi-y/?q=khai", timeout=60).close()
    plain = measure(here.ports, lambda _: request_bytes("GET", "/khoe/", {}), connections=16, seconds=seconds)
    for name, path, questions, target, connections in (
        ("page", "/thu-tuc/?q=", _unheard(words), PAGE_MS, 16),
        ("kept", "/thu-tuc/?q=", words[:KEPT], PAGE_MS, 16),
        ("suggest", "/thu-tuc/goi-y/?q=", _unheard(words), SUGGEST_MS, 1),
    ):
        cpu = here.cpu_seconds()
        requests = _asking(path, questions)
        ours = measure(here.ports, requests, connections=connections, seconds=seconds)
        p99 = ours.percentile(0.99)
        yield {
            "bench": f"search-{name}-{connections}",
            "value": round(p99, 1),
            "unit": "ms (p99)",
            "against": f"a page that only asks the database whether it is there: {plain.percentile(0.99):.1f} ms",
            "ratio": round(p99 / plain.percentile(0.99), 2),
            "median_ms": round(ours.percentile(0.5), 1),
            "rate": round(ours.rate, 1),
            "cpu_ms": round((here.cpu_seconds() - cpu) / max(ours.rate * (seconds + 1), 1) * 1000, 2),
            "different": len(questions),
            "load": round(os.getloadavg()[0], 1),
            "failures": len(ours.failures),
            "met": p99 <= target,
        }


def _unheard(words: Sequence[str]) -> list[str]:
    """Many different questions of few: each as asked, without its first words, and with a slip, over and over."""
    cut = [" ".join(each.split()[start:]) for each in words for start in (1, 2)]
    whole = [Asked(each, frozenset()) for each in (*words, *filter(None, cut))]
    spoiled = [each.words for seed in range(SLIPS) for each in with_a_typo(whole, seed)]
    return list(dict.fromkeys([*(each.words for each in whole), *spoiled]))


def _asking(path: str, words: Sequence[str]) -> Ask:
    browser = {"Accept": "text/html", "Accept-Encoding": "gzip, deflate, br"}
    requests = [request_bytes("GET", path + quote_plus(each), browser) for each in words]
    return lambda number: requests[number % len(requests)]


def _fresh(here: World) -> dict[str, Any]:
    """How long after a change is published the last web process answers with it: new connections, one after another."""
    from motcua.kernel.actor import SYSTEM
    from motcua.kernel.clock import now
    from motcua.procedures.actions.publish import publish_version
    from motcua.procedures.rules.definition import read_definition

    waits = []
    for number in range(FRESH):
        name = f"Việc đo số {number} lúc {now():%H%M%S%f}"
        content = {**definition(), "key": f"DO-{number}", "name": name}
        publish_version(definition=read_definition(content), actor=SYSTEM, at=now())
        begun, fresh = perf_counter(), 0.0
        for again in range(ASKED_AGAIN):
            asked, port = perf_counter(), here.ports[again % len(here.ports)]
            with urlopen(f"http://127.0.0.1:{port}/thu-tuc/goi-y/?q={quote_plus(name)}", timeout=30) as answer:
                stale = name not in json.load(answer)["suggestions"][0]["name"]
            #: a stale answer counts from the change on, a fresh one for as long as it was waited for
            fresh = max(fresh, perf_counter() - (begun if stale else asked))
        waits.append(fresh)
    return {
        "bench": "search-fresh",
        "value": round(max(waits) * 1000, 1),
        "unit": "ms (longest)",
        "against": f"{FRESH} changes, each asked for {ASKED_AGAIN} times of two web processes; wanted: 1000",
        "ratio": round(max(waits), 3),
        "met": max(waits) <= 1.0,
    }
