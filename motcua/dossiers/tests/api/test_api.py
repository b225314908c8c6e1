"""The API: what a partner's system can do, and that nothing it sends breaks anything."""

import json
import os
import subprocess
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import requests
import schemathesis
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from motcua.config.api import api
from motcua.dossiers.api.acting import PARTNER_ACTS
from motcua.dossiers.models import Dossier, Paper, Status
from motcua.dossiers.queries import open_steps
from motcua.dossiers.tests.make import (
    CONTENT,
    FORM,
    MONDAY,
    OWNER,
    PDF,
    at_specialist,
    consulting_notice,
    done,
    publish,
    received,
    submitted,
)
from motcua.identity.public import Account, ApiClient, IdempotentCall, issue_token, revoke_token
from motcua.kernel.actor import SYSTEM
from motcua.procedures.actions.import_packs import import_packs
from motcua.procedures.tests.make import DESIGNER

V1 = "/api/v1"
ROOT = Path(__file__).resolve().parents[4]
PACKS = ROOT / "motcua/procedures/packs/H32"


class Partner:
    """A partner's system with its token."""

    def __init__(self, http, token):
        self.http, self.token = http, token

    def headers(self, more):
        return {"Authorization": f"Bearer {self.token}", **(more or {})}

    def get(self, path, headers=None, **query):
        return self.http.get(V1 + path, query, headers=self.headers(headers))

    def post(self, path, body, headers=None, content_type="application/json"):
        data = body if isinstance(body, bytes | str) else json.dumps(body)
        return self.http.post(V1 + path, data, content_type=content_type, headers=self.headers(headers))

    def upload(self, name="ma-ket.pdf", headers=None, content=PDF):
        file = SimpleUploadedFile(name, content, content_type="application/pdf")
        return self.http.post(V1 + "/files", {"file": file}, headers=self.headers(headers))


@pytest.fixture
def culture(province, client):
    client.raise_request_exception = False
    _client, token = issue_token(agency="H32.25", name="Phần mềm của Sở", roles=["partner"], actor=SYSTEM, at=MONDAY)
    return Partner(client, token)


@pytest.fixture
def justice(province, client):
    _client, token = issue_token(agency="H32.16", name="Phần mềm tư pháp", roles=["partner"], actor=SYSTEM, at=MONDAY)
    return Partner(client, token)


def application(**changes):
    return {
        "procedure": "1.004650",
        "case": "chung",
        "agency": "H32.25",
        "owner": OWNER,
        "form": FORM,
        "papers": [{"key": "ma-ket", "copies": 1}],
        **changes,
    }


def is_problem(response, status, code=None):
    assert response.status_code == status, response.content[:500]
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    assert body["title"]
    assert set(body) <= {"type", "title", "status", "code", "detail", "errors"}
    if code:
        assert body["code"] == code
    return body


def test_a_dossier_goes_from_upload_to_hand_over_by_the_api(culture, province):
    file = culture.upload().json()["id"]
    made = culture.post("/dossiers", application(papers=[{"key": "ma-ket", "file": file}]))
    assert made.status_code == 201, made.content
    code = made.json()["code"]
    act = lambda name, **call: culture.post(f"/dossiers/{code}/actions/{name}", call)  # noqa: E731
    assert act("receive").json()["status"] == 2
    assert act("forward").json()["status"] == 4
    officer = str(Account.objects.get(username="an").id)
    assert act("forward", officer=officer).json()["status"] == 4
    assert act("assign", officer=str(Account.objects.get(username="binh").id)).status_code == 200
    assert act("ask_for_papers", items=[{"name": "Ma-két", "defect": "Mờ"}]).json()["status"] == 5
    is_problem(act("accept_papers"), 409, "not-now")
    assert [event["action"] for event in culture.get(f"/dossiers/{code}/events").json()] == [
        "submit",
        "receive",
        "forward",
        "forward",
        "assign",
        "ask_for_papers",
    ]
    is_problem(culture.get(f"/dossiers/{code}/result"), 404)


def test_a_draft_of_the_result_may_come_from_a_system_but_its_signature_never(culture, province):
    dossier = received(province, at=MONDAY)
    path = f"/dossiers/{dossier.code}/actions/"
    for _step in range(2):
        assert culture.post(path + "forward", {}).status_code == 200
    drafted = culture.post(
        path + "draft_result", {"outcome": "positive", "template": "advertising_notice", "content": CONTENT}
    )
    assert drafted.status_code == 200, drafted.content
    assert culture.post(path + "submit", {}).status_code == 200
    assert culture.post(path + "approve", {}).status_code == 200
    is_problem(culture.post(path + "sign", {}), 409)
    is_problem(culture.post(path + "issue", {}), 409)


def test_an_issued_result_is_downloaded_and_handed_over(culture, province):
    dossier = done(province, at=MONDAY - timedelta(days=7))
    found = culture.get(f"/dossiers/{dossier.code}/result")
    assert found["Content-Type"] == "application/pdf"
    assert b"".join(found.streaming_content).startswith(b"%PDF")
    handed = culture.post(f"/dossiers/{dossier.code}/actions/hand_over", {"receiver": "Hoa", "way": "counter"})
    assert handed.json()["status"] == 10


def test_a_partner_sees_and_touches_its_own_agency_alone(culture, justice, province):
    dossier = submitted(province)
    assert [row["code"] for row in culture.get("/dossiers").json()["items"]] == [dossier.code]
    assert justice.get("/dossiers").json() == {"items": [], "next": None}
    for path in ("", "/events", "/result"):
        is_problem(justice.get(f"/dossiers/{dossier.code}{path}"), 404, "not-found")
    is_problem(justice.post(f"/dossiers/{dossier.code}/actions/receive", {}), 404, "not-found")
    is_problem(justice.post("/dossiers", application()), 403, "not-allowed")


def test_papers_of_another_agency_cannot_be_referred_to(culture, justice):
    foreign = justice.upload().json()["id"]
    for file in (foreign, str(uuid4())):
        told = is_problem(culture.post("/dossiers", application(papers=[{"key": "ma-ket", "file": file}])), 422)
        assert list(told["errors"]) == ["papers.0.file"]
    assert not Paper.objects.exists()


def test_a_list_is_read_page_by_page_without_gap_or_repetition(culture, province):
    codes = [submitted(province).code for _number in range(5)]
    seen, after = [], None
    while True:
        page = culture.get("/dossiers", limit=2, **({"after": after} if after else {})).json()
        seen += [row["code"] for row in page["items"]]
        after = page["next"]
        if not after:
            break
    assert seen == codes[::-1]
    assert culture.get("/dossiers", status=2).json()["items"] == []
    assert culture.get("/dossiers", received_from="2026-03-02T08:00").json()["items"] == []


def test_the_number_of_queries_does_not_grow_with_the_list(culture, province, django_assert_max_num_queries):
    for _number in range(4):
        submitted(province)
    with django_assert_max_num_queries(3):
        assert len(culture.get("/dossiers").json()["items"]) == 4


def test_by_counter_the_clock_starts_at_once(culture):
    made = culture.post("/dossiers", application(channel="counter", delivery="counter")).json()
    assert made["status"] == 2
    assert made["due_at"].endswith("+07:00")


def test_the_same_key_does_a_thing_once_and_is_answered_alike(culture):
    first = culture.post("/dossiers", application(), {"Idempotency-Key": "k-1"})
    again = culture.post("/dossiers", application(), {"Idempotency-Key": "k-1"})
    assert first.json() == again.json()
    assert (first.status_code, again.status_code, again["Idempotent-Replayed"]) == (201, 201, "true")
    assert Dossier.objects.count() == 1
    other = application(owner={**OWNER, "full_name": "Khác"})
    is_problem(culture.post("/dossiers", other, {"Idempotency-Key": "k-1"}), 422, "key-reused")
    assert Dossier.objects.count() == 1


def test_keys_of_two_systems_never_meet(culture, justice):
    culture.upload(headers={"Idempotency-Key": "k"})
    assert "Idempotent-Replayed" not in justice.upload(headers={"Idempotency-Key": "k"})
    assert IdempotentCall.objects.count() == 2


def test_a_refused_call_may_be_mended_and_sent_again_with_its_key(culture):
    is_problem(culture.post("/dossiers", application(form={}), {"Idempotency-Key": "k-2"}), 422)
    assert culture.post("/dossiers", application(), {"Idempotency-Key": "k-2"}).status_code == 201


def test_an_upload_has_a_key_too(culture):
    first = culture.upload(headers={"Idempotency-Key": "u-1"})
    assert first.status_code == 201, first.content
    assert culture.upload(headers={"Idempotency-Key": "u-1"}).json() == first.json()
    is_problem(culture.upload("khac.pdf", headers={"Idempotency-Key": "u-1"}), 422, "key-reused")


@pytest.mark.parametrize("key", ["x" * 101, "có dấu", "hai chữ", "\x01", ""])
def test_a_key_is_plain_and_short(culture, key):
    """Empty: what the server makes of a header beyond ASCII. Passed over, a repeated call would do the thing twice."""
    is_problem(culture.post("/dossiers", application(), {"Idempotency-Key": key}), 422)
    assert not Dossier.objects.exists()


def test_what_no_eye_sees_never_reaches_a_paper(culture):
    """A mark that turns the direction of writing would turn the words and days printed behind the name too."""
    owner = {**OWNER, "full_name": " \ufeffCông ty\n\u202eTNHH\u2066 \x1b Biển\u200b Xanh"}
    form = {**FORM, "ad_title": "Nước\u202e mắm"}
    answer = culture.post("/dossiers", {**application(), "owner": owner, "form": form})
    assert answer.status_code == 201, answer.content
    kept = Dossier.objects.get()
    assert (kept.owner_name, kept.owner["full_name"]) == ("Công ty TNHH Biển Xanh",) * 2
    assert (kept.form["ad_title"], kept.summary) == ("Nước mắm", "Quảng cáo “Nước mắm”")
    blank = {**application(), "owner": {**OWNER, "full_name": "\u200b\u202e"}}
    is_problem(culture.post("/dossiers", blank), 422)


@pytest.mark.parametrize("token", ["", "mct_wrong", "Bearer", "ké", "\x00"])
def test_without_a_good_token_nothing_opens(culture, token):
    response = Partner(culture.http, token).get("/dossiers")
    is_problem(response, 401, "token-needed")
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_revoked_token_opens_nothing(culture):
    revoke_token(client_id=ApiClient.objects.get().id, actor=SYSTEM, at=MONDAY)
    is_problem(culture.get("/dossiers"), 401)


def test_a_token_without_the_role_of_a_partner_may_do_nothing_whatever_it_claims(province, client):
    _client, token = issue_token(agency="H32.25", name="Lạ", roles=["controller", "leader"], actor=SYSTEM, at=MONDAY)
    odd = Partner(client, token)
    dossier = submitted(province)
    assert odd.get("/dossiers").json()["items"] == []
    is_problem(odd.get(f"/dossiers/{dossier.code}"), 404)
    is_problem(odd.post("/dossiers", application()), 403)
    is_problem(odd.upload(), 403)


def test_guessing_tokens_is_cut_off_and_good_tokens_go_on(culture):
    from django.core.cache import cache

    cache.clear()
    wrong = Partner(culture.http, "mct_guess")
    answers = {wrong.get("/dossiers").status_code for _try in range(62)}
    assert answers == {401, 429}
    is_problem(wrong.get("/dossiers"), 429, "too-many")
    assert culture.get("/dossiers").status_code == 200
    cache.clear()


DEEP = "[" * 200 + "]" * 200
BODIES = {
    "no JSON": (b"{", 400),
    "empty": (b"", 422),
    "a list": (b"[]", 422),
    "a number": (b"1", 422),
    "null": (b"null", 422),
    "not UTF-8": (b'{"procedure": "\xff\xfe"}', 400),
    "UTF-16": ('{"procedure": "1"}'.encode("utf-16"), 400),
    "NaN": (json.dumps(application(form={"ad_title": float("nan")})), 400),
    "infinite": ('{"form": {"a": 1e999}}', 422),
    "huge number": (json.dumps(application(form={"ad_title": 10**400})), 422),
    "number without end": (b'{"a": ' + b"9" * 100_000 + b"}", 400),
    "deep": ('{"form": {"a": ' + DEEP + "}}", 422),
    "very deep": ('{"a":' * 100_000 + "1" + "}" * 100_000, 400),
    "NUL": (json.dumps(application(form={**FORM, "ad_title": "a\x00b"})), 422),
    "NUL in a name": (json.dumps(application(form={"a\x00": 1})), 422),
    "half a character": ('{"form": {"ad_title": "\\ud800"}}', 422),
    "unknown field": (json.dumps(application(colour="red")), 422),
    "unknown field inside": (json.dumps(application(owner={**OWNER, "age": 3})), 422),
    "wrong type": (json.dumps(application(owner="Hoa")), 422),
    "form is a list": (json.dumps(application(form=[])), 422),
    "form of odd types": (json.dumps(application(form={"ad_title": {"a": 1}, "ad_place": [1], "ad_from": True})), 422),
    "bad UUID": (json.dumps(application(papers=[{"key": "ma-ket", "file": "x"}])), 422),
    "negative copies": (json.dumps(application(papers=[{"key": "ma-ket", "copies": -1}])), 422),
    "unknown procedure": (json.dumps(application(procedure="9.999999")), 422),
    "unknown agency": (json.dumps(application(agency="H99.99")), 422),
    "a division": (json.dumps(application(agency="H32.25.P1")), 422),
    "a reception of nobody's": (json.dumps(application(reception="H32.16")), 422),
    "unknown case": (json.dumps(application(case="lạ")), 422),
    "long name": (json.dumps(application(owner={"full_name": "x" * 300})), 422),
    "blank name": (json.dumps(application(owner={"full_name": "  "})), 422),
    "post without address": (json.dumps(application(delivery="post")), 422),
    "ten megabytes": (json.dumps(application(summary="x" * 10_000_000)), 413),
}


@pytest.mark.parametrize("name", BODIES)
def test_no_body_breaks_the_api(culture, name):
    body, status = BODIES[name]
    is_problem(culture.post("/dossiers", body), status)
    assert not Dossier.objects.exists()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/dossiers/x", 404),
        ("/dossiers/%00", 404),
        ("/dossiers/%FF%FE", 404),
        ("/dossiers/H32.25-260302-0001", 404),
        ("/dossiers/" + "9" * 3000, 404),
        ("/dossiers?after=x", 422),
        ("/dossiers?after=%00", 422),
        ("/dossiers?limit=0", 422),
        ("/dossiers?limit=" + "9" * 5000, 422),
        ("/dossiers?limit=1.5", 422),
        ("/dossiers?status=99999999999999999999", 422),
        ("/dossiers?received_from=yesterday", 422),
        ("/dossiers?received_from=0001-01-01T00:00:00", 422),
        ("/dossiers?received_from=9999-12-31T23:59:59-14:00", 422),
        ("/nowhere", 404),
        ("/", 404),
        ("/procedures/x", 404),
        ("/procedures/%00", 404),
        ("/procedures/1.004650/cases/lạ/form", 404),
        ("/procedures?limit=201", 422),
        ("/due?received=2026-03-02T09:12&value=-1", 422),
        ("/due?received=2026-03-02T09:12&value=99999999", 422),
        ("/due?received=1800-03-02T09:12&value=1", 422),
        ("/due?received=2026-03-02T09:12&value=1&agency=lạ", 404),
    ],
)
def test_no_address_breaks_the_api(culture, path, status):
    is_problem(culture.http.get(V1 + path, headers=culture.headers(None)), status)


def test_a_due_time_beyond_the_calendar_is_refused_in_words(culture):
    response = culture.http.get(V1 + "/due?received=2150-03-02T09:12&value=8000")
    assert response.status_code in (404, 409, 422)
    is_problem(response, response.status_code)


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_a_method_that_an_address_does_not_take_is_a_problem_that_says_which_it_takes(culture, method):
    response = getattr(culture.http, method)(V1 + "/dossiers", headers=culture.headers(None))
    is_problem(response, 405, "method-not-allowed")
    assert set(response["Allow"].replace(" ", "").split(",")) == {"GET", "POST"}


def test_a_wrong_host_is_a_problem_too(culture):
    is_problem(culture.http.get(V1 + "/dossiers", headers={"Host": "evil.example"}), 400)


def test_a_fault_of_ours_is_a_problem_and_shows_nothing_of_the_inside(culture, monkeypatch):
    def broken(*args, **given):
        raise RuntimeError("secret inside")

    monkeypatch.setattr("motcua.dossiers.api.v1.dossiers_page", broken)
    response = culture.get("/dossiers")
    is_problem(response, 500, "error")
    assert b"secret" not in response.content


@pytest.mark.parametrize(
    ("call", "status"),
    [
        ({"revision": 999}, 409),
        ({"revision": 10**30}, 422),
        ({"revision": 0}, 422),
        ({"officer": "x"}, 422),
        ({"note": "x" * 5000}, 422),
        ({"colour": "red"}, 422),
    ],
)
def test_a_wrong_call_to_act_changes_nothing(culture, province, call, status):
    dossier = submitted(province)
    before = dossier.revision
    is_problem(culture.post(f"/dossiers/{dossier.code}/actions/receive", call), status)
    dossier.refresh_from_db()
    assert (dossier.status, dossier.revision) == (Status.SUBMITTED, before)


@pytest.mark.parametrize(
    "action", ["fly", "sign", "%00", "assign", "refuse", "ask_for_papers", "draft_result", "hand_over"]
)
def test_an_act_that_cannot_happen_is_refused_in_words(culture, province, action):
    dossier = submitted(province)
    response = culture.post(f"/dossiers/{dossier.code}/actions/{action}", {})
    assert 400 <= response.status_code < 500
    is_problem(response, response.status_code)


def test_nobody_is_given_a_step_that_they_cannot_hold(culture, province):
    dossier = received(province)
    path = f"/dossiers/{dossier.code}/actions/forward"
    culture.post(path, {})
    for officer in (uuid4(), Account.objects.get(username="hoa").id):
        is_problem(culture.post(path, {"officer": str(officer)}), 422)


def test_a_system_chooses_whom_to_ask_by_the_codes_of_the_units(culture, province):
    publish(consulting_notice())
    dossier = at_specialist(province)
    path = f"/dossiers/{dossier.code}/actions/consult"
    wrong = culture.post(path, {"asked": {"ask_law": "H32.999"}})
    assert (wrong.status_code, "asked.ask_law" in wrong.content.decode()) == (422, True)
    assert culture.post(path, {"asked": {}}).status_code == 422
    assert culture.post(path, {"asked": {"ask_law": "H32.16.P1"}, "note": "Đúng luật?"}).status_code == 200
    assert [(step.node, step.unit.code) for step in open_steps(dossier)] == [("ask_law", "H32.16.P1")]


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"", b"<script>"])
def test_a_file_of_another_kind_is_refused(culture, content):
    is_problem(culture.upload(content=content), 422)


def test_an_upload_without_a_file_is_refused(culture):
    is_problem(culture.http.post(V1 + "/files", {}, headers=culture.headers(None)), 422)
    is_problem(culture.post("/files", {"file": "x"}), 422)


def test_the_catalogue_is_open_and_tells_the_form_as_schema(province, client):
    (row,) = client.get(V1 + "/procedures").json()["items"]
    found = client.get(f"{V1}/procedures/{row['key']}").json()
    (case,) = found["cases"]
    assert [paper["key"] for paper in case["papers"]] == ["ma-ket", "giay-phep"]
    assert case["channels"][0]["limit"] == {"value": 40, "unit": "working_hour"}
    schema = client.get(case["form"]).json()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {"ad_title", "ad_place"} <= set(schema["properties"])


def test_a_due_time_is_told_with_its_reasons(province, client):
    told = client.get(V1 + "/due", {"received": "2026-03-02T09:12", "value": 40, "agency": "H32.25"}).json()
    assert told["due"] == "2026-03-09T09:12:00+07:00"
    assert [line["counted"] for line in told["days"]].count(True) == 6


def test_every_operation_is_described_with_its_problems_as_what_they_are():
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    assert len(schema["paths"]) == 10
    for methods in schema["paths"].values():
        for operation in methods.values():
            assert operation["summary"]
            assert operation["description"]
            problems = [answer for status, answer in operation["responses"].items() if int(status) >= 400]
            assert problems
            assert all(list(answer["content"]) == ["application/problem+json"] for answer in problems)


def test_the_lines_of_the_documentation_do_what_it_says(culture, live_server):
    pack = next((PACKS / "quang-cao").glob("1.004650-*.yaml"))
    assert import_packs(paths=[pack], actor=DESIGNER, at=MONDAY).counts["refused"] == 0
    page = (ROOT / "docs/reference/api.md").read_text("utf-8")
    script = page.split("```sh\n")[1].split("```")[0]
    made, listed = (
        json.loads(subprocess.run(["sh", "-c", part], capture_output=True, text=True, check=True, env=env).stdout)
        for env in [{**os.environ, "ADDRESS": live_server.url, "TOKEN": culture.token, "no_proxy": "*"}]
        for part in script.split("\n\n")
    )
    assert made["status"] == 2
    assert [row["code"] for row in listed["items"]] == [made["code"]]


def test_the_documentation_tells_of_every_address_and_every_act():
    page = (ROOT / "docs/reference/api.md").read_text("utf-8")
    schema = api.get_openapi_schema(path_prefix="/")
    for path in schema["paths"]:
        assert path in page or f"`/{path.rsplit('/', 1)[1]}`" in page, path
    for action in PARTNER_ACTS:
        assert f"`{action}`" in page, action


def sent(partner, case):
    """A call that schemathesis invented, through Django's own client."""
    call = case.as_transport_kwargs(base_url="http://localhost")
    made = requests.Request(**{name: call[name] for name in call if name in TAKEN}).prepare()
    headers = {name: value for name, value in made.headers.items() if name in ("Idempotency-Key", "Accept")}
    return partner.http.generic(
        made.method,
        made.path_url,
        made.body or b"",
        content_type=made.headers.get("Content-Type", "application/octet-stream"),
        headers=partner.headers(headers),
    )


TAKEN = ("method", "url", "headers", "params", "json", "data", "files")


def test_calls_made_up_from_the_description_never_break_anything(culture, province):
    """Schemathesis reads the description (and finds it valid) and invents calls for every operation."""
    dossier = submitted(province)
    description = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    seen = set()
    for found in schemathesis.openapi.from_dict(description).get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=6,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(), known=st.booleans())
        def call(case, known):
            if known and "code" in (case.path_parameters or {}):
                case.path_parameters["code"] = dossier.code
            response = sent(culture, case)
            seen.add((case.method, case.path))
            assert response.status_code < 500, (case.path, case.body, response.content)
            if response.status_code >= 400:
                is_problem(response, response.status_code)

        call()
    assert len(seen) == 11
