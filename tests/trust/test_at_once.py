"""Many callers at once over HTTP, as systems of agencies call: each thing once, in order, and said in words."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from tests.trust.place import AGENCY, OTHER, Answer, Place, new_key

CLIENTS = 16


def at_once(calls: list[Any]) -> list[Answer]:
    """All ``calls`` begun at the same moment, each on a connection of its own."""
    gate = Barrier(len(calls))

    def run(call: Any) -> Answer:
        gate.wait(timeout=20)
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def numbers_of(codes: list[str]) -> list[int]:
    return sorted(int(code.rpartition("-")[2]) for code in codes)


def test_sixteen_callers_with_one_key_make_one_dossier_and_hear_the_same(place: Place):
    token, key = place.tokens[AGENCY][0], new_key()
    body = place.application(AGENCY, token)
    before = place.rows("SELECT count(*) FROM dossiers_dossier")[0][0]
    heard = at_once([lambda: place.ask("POST", "/dossiers", body, token=token, key=key)] * CLIENTS)
    assert {answer.status for answer in heard} == {201}, [answer.content for answer in heard]
    assert all(answer.data == heard[0].data for answer in heard)
    assert sum("idempotent-replayed" not in answer.headers for answer in heard) == 1
    assert place.rows("SELECT count(*) FROM dossiers_dossier")[0][0] == before + 1


def test_sixteen_clients_of_two_agencies_get_codes_without_gap_or_double(place: Place):
    made: dict[str, list[str]] = {AGENCY: [], OTHER: []}

    def call(agency: str, token: str):
        body = place.application(agency, token, channel="online")
        return lambda: place.ask("POST", "/dossiers", body, token=token, key=new_key())

    for _ in range(4):
        calls = [call(agency, place.tokens[agency][n % 2]) for agency in made for n in range(CLIENTS // 2)]
        for answer in at_once(calls):
            assert answer.status == 201, answer.content
            made[answer.data["agency"]].append(answer.data["code"])
    for agency, codes in made.items():
        assert len(codes) == 4 * CLIENTS // 2
        every = [row[0] for row in place.rows(f"SELECT code FROM dossiers_dossier WHERE agency = '{agency}'")]
        assert numbers_of(every) == list(range(1, len(every) + 1))
        assert set(codes) <= set(every)


def test_of_many_who_forward_the_same_revision_one_succeeds_and_the_others_read_what_changed(place: Place):
    first, second = place.tokens[AGENCY]
    made = place.ask("POST", "/dossiers", place.application(AGENCY, first), token=first, key=new_key()).data
    path = f"/dossiers/{made['code']}/actions/forward"

    def call(token: str):
        return lambda: place.ask("POST", path, {"revision": made["revision"]}, token=token, key=new_key())

    heard = at_once([call(first), call(second)] * 4)
    won = [answer for answer in heard if answer.status == 200]
    lost = [answer for answer in heard if answer.status != 200]
    assert len(won) == 1, [answer.content for answer in heard]
    assert won[0].data["revision"] == made["revision"] + 1
    for answer in lost:
        assert answer.status == 409, answer.content
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.data["code"] == "conflict"
        assert "của H32.25" in answer.data["title"] + answer.data.get("detail", ""), "who did it is named"
        assert "huyển" in answer.data["title"] + answer.data.get("detail", ""), "what was done is named"
    moves = place.rows(
        f"SELECT count(*) FROM dossiers_dossierevent WHERE dossier_id = '{_id(place, made)}' AND action = 'forward'"
    )
    assert moves[0][0] == 1


def test_a_call_repeated_with_its_key_after_another_has_acted_is_answered_as_the_first_time(place: Place):
    first, second = place.tokens[AGENCY]
    made = place.ask("POST", "/dossiers", place.application(AGENCY, first), token=first, key=new_key()).data
    path, key = f"/dossiers/{made['code']}/actions/forward", new_key()
    once = place.ask("POST", path, {"revision": made["revision"]}, token=first, key=key)
    assert place.ask("POST", path, {}, token=second, key=new_key()).status == 200
    again = place.ask("POST", path, {"revision": made["revision"]}, token=first, key=key)
    assert (again.status, again.data) == (200, once.data)


def test_the_books_are_whole_after_all_this(place: Place):
    checked = place.motcua("audit", "verify", "--json")
    assert (checked.returncode, checked.stdout.strip()) == (0, "[]")


def _id(place: Place, made: dict[str, Any]) -> str:
    return made["id"].replace("-", "") if place.environment["DATABASE_URL"].startswith("sqlite") else made["id"]
