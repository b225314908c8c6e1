"""Over HTTP through granian: creating dossiers, forwarding them, an officer's desk."""

import json
import subprocess
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import psycopg

from motcua.config.bench.fill import fill_desk, fill_received
from motcua.config.bench.load import Ask, Measured, measure, request_bytes
from motcua.config.bench.rows import rows_of, statement
from motcua.config.bench.world import PROCEDURE, World, answers, world

CONNECTIONS = (1, 4, 16)
#: dossiers that the API forwards, each once; pgbench works on as many others
STEPS = 20_000
#: how often ours and the reference are measured by turns
ROUNDS = 3
#: of the database's log that are there to be used again when measuring begins
LOG_MEGABYTES = 640


def bench_intake(options: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Create a dossier: 20-field e-form, two papers by reference, code, first step, due time, audit."""
    with world() as here, psycopg.connect(_dsn(here), autocommit=True) as database:
        model = _create(here)
        script = _intake_script(database, model)
        asks = _intake_requests(here)
        _settle(database)
        for connections in CONNECTIONS:
            ours, theirs = _by_turns(here, asks, script, connections, options["seconds"])
            yield {
                "bench": f"intake-{connections}",
                "value": round(ours.rate, 1),
                "unit": "dossiers/s",
                "against": f"pgbench inserting the same rows: {theirs:.0f}/s",
                "ratio": round(ours.rate / theirs, 3),
                "p99_ms": round(ours.percentile(0.99), 1),
                "met": ours.rate >= theirs / 5 and (connections != 16 or ours.percentile(0.99) < 150),
            }


def bench_step(options: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Forward a dossier from reception to the division head."""
    with world() as here, psycopg.connect(_dsn(here), autocommit=True) as database:
        model = _create(here, channel="counter")
        codes = islice(fill_received(database, model, list(here.tokens), STEPS * 2), STEPS)
        script = _step_script(database, model)
        _settle(database)
        asks = _step_requests(here, codes)
        for connections in CONNECTIONS:
            ours, theirs = _by_turns(here, asks, script, connections, options["seconds"])
            yield {
                "bench": f"step-{connections}",
                "value": round(ours.rate, 1),
                "unit": "steps/s",
                "against": f"pgbench doing the same updates and inserts: {theirs:.0f}/s",
                "ratio": round(ours.rate / theirs, 3),
                "p99_ms": round(ours.percentile(0.99), 1),
                "met": ours.rate >= theirs / 4,
            }


def bench_desk(options: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """First page of an officer's desk, at ten thousand and at many dossiers."""
    small = 0.0
    with world() as here, psycopg.connect(_dsn(here), autocommit=True) as database:
        cookie = _signed_in("tiepnhan")
        filled = 0
        for size in (10_000, options["dossiers"]):
            fill_desk(database, size - filled, start=filled)
            filled = size
            ours = measure(here.ports, _page("/viec/", cookie), connections=1, seconds=options["seconds"])
            p99 = ours.percentile(0.99)
            small = small or p99
            yield {
                "bench": f"desk-{size}",
                "value": round(p99, 1),
                "unit": "ms (p99)",
                "against": f"the same page at ten thousand dossiers: {small:.1f} ms",
                "ratio": round(p99 / small, 2),
                "median_ms": round(ours.percentile(0.5), 1),
                "met": p99 < 40 and p99 <= 1.5 * small,
            }


def _by_turns(here: World, asks: Ask, script: str, connections: int, seconds: float) -> tuple[Measured, float]:
    """Ours and pgbench's transactions a second, measured by turns: a machine's bad moment meets both."""
    ours, theirs = Measured(0.0), 0.0
    for _ in range(ROUNDS):
        ours += measure(here.ports, asks, connections=connections, seconds=seconds / ROUNDS)
        theirs += pgbench(here, script, connections, seconds / ROUNDS) / ROUNDS
    return ours, theirs


def pgbench(here: World, script: str, connections: int, seconds: float) -> float:
    """Transactions a second of ``script``."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "script.sql"
        path.write_text(script)
        command = [
            str(here.server.binaries / "pgbench"), "-n", "-h", str(here.server.socket), "-U", here.server.user,
            "-c", str(connections), "-j", str(min(connections, 2)), "-T", str(max(int(seconds), 1)), "-f", str(path),
            "motcua",
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own command)
    for line in done.stdout.splitlines():
        if line.startswith("tps = "):
            return float(line.split()[2])
    raise RuntimeError(f"pgbench failed: {done.stderr[-2000:]}")


def _settle(database: psycopg.Connection[Any]) -> None:
    """Write what waits to disk; leave segments of the log to be used again, as a cluster has after its first hour.

    A new cluster makes a segment of 16 MB every few seconds of load, for which all commits wait.
    """
    for _ in range(LOG_MEGABYTES):
        database.execute("SELECT pg_logical_emit_message(false, 'bench', repeat('x', 1048576))")
    database.execute("CHECKPOINT")


def _dsn(here: World) -> str:
    return f"host={here.server.socket} user={here.server.user} dbname=motcua"


def _body(here: World, agency: str, channel: str = "online") -> bytes:
    return json.dumps(
        {
            "procedure": PROCEDURE,
            "case": "default",
            "agency": agency,
            "channel": channel,
            "owner": {"full_name": "Nguyễn Thị Đo", "identity_number": "000188000001", "phone": "02000000001"},
            "form": answers(),
            "papers": [{"key": key, "file": file} for key, file in zip("ab", here.files[agency], strict=True)],
        }
    ).encode()


def _headers(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": uuid4().hex}


def _page(path: str, session: str) -> Ask:
    request = request_bytes("GET", path, {"Cookie": f"sessionid={session}"})
    return lambda _: request


def _intake_requests(here: World) -> Ask:
    ready = [(token, _body(here, agency)) for agency, token in here.tokens.items()]

    def ask(number: int) -> bytes:
        token, body = ready[number % len(ready)]
        return request_bytes("POST", "/api/v1/dossiers", _headers(token), body)

    return ask


def _step_requests(here: World, codes: Iterator[tuple[str, str]]) -> Ask:
    def ask(number: int) -> bytes:
        agency, code = next(codes)
        path = f"/api/v1/dossiers/{code}/actions/forward"
        return request_bytes("POST", path, _headers(here.tokens[agency]), b"{}")

    return ask


def _create(here: World, channel: str = "online") -> dict[str, Any]:
    import http.client

    agency, token = next(iter(here.tokens.items()))
    connection = http.client.HTTPConnection("127.0.0.1", here.port)
    connection.request("POST", "/api/v1/dossiers", _body(here, agency, channel), _headers(token))
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 201:
        raise RuntimeError(f"{answer.status} {content.decode()[:1000]}")
    created: dict[str, Any] = json.loads(content)
    return created


def _intake_script(database: psycopg.Connection[Any], model: dict[str, Any]) -> str:
    """The rows of one intake as literals; counters and books of as many agencies as the API writes into."""
    dossier = model["id"]
    agency = "'B' || :agency"
    (matter,) = rows_of(database, "work_matter", "subject_id", dossier)
    (step,) = rows_of(database, "work_step", "matter_id", matter["id"])
    (row,) = rows_of(database, "dossiers_dossier", "id", dossier)
    papers = rows_of(database, "dossiers_paper", "dossier_id", dossier)
    (event,) = rows_of(database, "dossiers_dossierevent", "dossier_id", dossier)
    (entry,) = rows_of(database, "audit_entry", "subject_id", dossier)
    (call,) = rows_of(database, "identity_idempotentcall", "agency", row["agency"])
    agencies = database.execute("SELECT count(DISTINCT agency) FROM identity_apiclient").fetchone()
    count = agencies[0] if agencies else 1
    for number in range(1, count + 1):
        database.execute(
            "INSERT INTO dossiers_sequence (agency, purpose, last) VALUES (%s, 'bench', 0)", (f"B{number}",)
        )
        database.execute("INSERT INTO audit_book (agency, length, head) VALUES (%s, 0, '')", (f"B{number}",))
    ids = {"id": "gen_random_uuid()", "agency": agency}
    tied = {**ids, "dossier_id": "':dossier'"}
    parts = [
        f"\\set agency random(1, {count})",
        "SELECT gen_random_uuid() AS matter, gen_random_uuid() AS dossier \\gset",
        "BEGIN;",
        statement(database, "identity_idempotentcall", call, {**ids, "key": "gen_random_uuid()::text"}),
        "UPDATE dossiers_sequence SET last = last + 1 WHERE agency = 'B' || :agency AND purpose = 'bench';",
        statement(database, "work_matter", matter, {**ids, "id": "':matter'", "subject_id": "':dossier'"}),
        statement(database, "work_step", step, {**ids, "matter_id": "':matter'"}),
        statement(
            database,
            "dossiers_dossier",
            row,
            {**ids, "id": "':dossier'", "matter_id": "':matter'", "code": "':dossier'"},
        ),
        *(statement(database, "dossiers_paper", paper, tied) for paper in papers),
        statement(database, "dossiers_dossierevent", event, tied),
        "UPDATE audit_book SET length = length + 1 WHERE agency = 'B' || :agency RETURNING length AS number \\gset",
        statement(database, "audit_entry", entry, {**ids, "number": ":number", "subject_id": "':dossier'"}),
        "COMMIT;",
    ]
    return "\n".join(parts)


def _step_script(database: psycopg.Connection[Any], model: dict[str, Any]) -> str:
    """The updates and inserts of one step, on one of the filled matters at random."""
    dossier = model["id"]
    (matter,) = rows_of(database, "work_matter", "subject_id", dossier)
    step = rows_of(database, "work_step", "matter_id", matter["id"])[-1]
    event = rows_of(database, "dossiers_dossierevent", "dossier_id", dossier)[-1]
    entry = rows_of(database, "audit_entry", "subject_id", dossier)[-1]
    (call,) = rows_of(database, "identity_idempotentcall", "agency", model["agency"])
    database.execute(
        "CREATE TABLE bench_target AS SELECT row_number() OVER () AS n, d.id AS dossier, d.matter_id AS matter,"
        " s.id AS step, d.agency FROM dossiers_dossier d JOIN work_step s ON s.matter_id = d.matter_id"
        f" WHERE s.finished_at IS NULL AND d.code LIKE '%-999999-%' AND right(d.code, 7) >= '{STEPS:07d}'"
    )
    database.execute("CREATE UNIQUE INDEX ON bench_target (n)")
    database.execute("ANALYZE bench_target")
    found = database.execute("SELECT count(*), count(DISTINCT agency) FROM bench_target").fetchone()
    targets = found[0] if found else 1
    database.execute(
        "INSERT INTO audit_book (agency, length, head) SELECT DISTINCT 'B' || agency, 0, '' FROM bench_target"
    )
    ids = {"id": "gen_random_uuid()", "agency": "':agency'"}
    at = "'2026-01-01T00:00:00Z'"
    parts = [
        f"\\set n random(1, {targets})",
        "SELECT dossier, matter, step, 'B' || agency AS agency FROM bench_target WHERE n = :n \\gset",
        "BEGIN;",
        statement(database, "identity_idempotentcall", call, {**ids, "key": "gen_random_uuid()::text"}),
        "SELECT id FROM dossiers_dossier WHERE id = ':dossier' FOR UPDATE;",
        f"UPDATE work_matter SET version = version + 1, last_act = 'Chuyển', last_actor = 'Đo', last_at = {at}"
        " WHERE id = ':matter';",
        f"UPDATE work_step SET finished_at = {at}, outcome = 'forward' WHERE id = ':step';",
        statement(database, "work_step", step, {**ids, "matter_id": "':matter'", "finished_at": "NULL"}),
        "UPDATE dossiers_dossier SET status = 4, revision = revision + 1 WHERE id = ':dossier';",
        statement(database, "dossiers_dossierevent", event, {**ids, "dossier_id": "':dossier'"}),
        "UPDATE audit_book SET length = length + 1 WHERE agency = ':agency' RETURNING length AS number \\gset",
        statement(database, "audit_entry", entry, {**ids, "number": ":number", "subject_id": "':dossier'"}),
        "COMMIT;",
    ]
    return "\n".join(parts)


def _signed_in(username: str) -> str:
    """The session of an officer, as a cookie's value."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from motcua.identity.public import Account

    account = Account.objects.get(username=username)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    return str(session.session_key)
