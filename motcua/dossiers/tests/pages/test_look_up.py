import pytest

from motcua.dossiers.pages.look_up import TRIES, TRIES_A_CODE
from motcua.dossiers.queries import forms_of, result_of
from motcua.dossiers.tests.make import FORM, at_leader, done, draft, received

ADDRESS = "/tra-cuu/"


def test_a_look_up_needs_both_codes(province, client):
    sent = received(province)
    for code, key in ((sent.code, ""), ("", sent.lookup_key), (sent.code, "AAAAAA"), ("H32.25-260302-9999", "AAAAAA")):
        assert client.post(ADDRESS, {"code": code, "key": key}).status_code == 422
    assert client.get(f"/tra-cuu/{sent.code}/")["Location"] == ADDRESS


def test_a_wrong_key_and_a_wrong_code_are_answered_alike(province, client):
    sent = received(province)
    wrong_key = client.post(ADDRESS, {"code": sent.code, "key": "AAAAAA"}).context["errors"]
    wrong_code = client.post(ADDRESS, {"code": "H32.25-260302-9999", "key": sent.lookup_key}).context["errors"]
    assert dict(wrong_key) == dict(wrong_code)


def test_codes_may_be_typed_as_they_are_dictated(province, client):
    sent = received(province)
    typed = {"code": f" {sent.code.lower()[:8]} {sent.code.lower()[8:]}", "key": sent.lookup_key.lower()}
    assert client.post(ADDRESS, typed)["Location"] == f"/tra-cuu/{sent.code}/"


def test_a_look_up_shows_where_it_lies_and_nothing_of_the_person(province, client):
    sent = received(province)
    client.post(ADDRESS, {"code": sent.code, "key": sent.lookup_key})
    answer = client.get(f"/tra-cuu/{sent.code}/")
    page = answer.content.decode()
    assert "Đã tiếp nhận" in page
    assert answer.context["owner"] == "C. T. T. B. X."
    for private in ("Biển Xanh", FORM["ad_title"], FORM["ad_place"], "0000000001", "Lê Thị Lan"):
        assert private not in page
    assert "no-cache" in answer.headers["Cache-Control"]


def test_the_key_stands_in_no_address(province, client):
    sent = received(province)
    answer = client.post(ADDRESS, {"code": sent.code, "key": sent.lookup_key})
    assert sent.lookup_key not in answer["Location"]


def test_a_draft_cannot_be_looked_up(province, client):
    unsent = draft(province)
    assert client.post(ADDRESS, {"code": "None", "key": unsent.lookup_key}).status_code == 422


def test_guessing_keys_is_stopped_for_an_address_and_for_a_code(province, client):
    sent = received(province)
    for number in range(TRIES):
        assert client.post(ADDRESS, {"code": f"X-{number}", "key": "AAAAAA"}).status_code == 422
    stopped = client.post(ADDRESS, {"code": sent.code, "key": sent.lookup_key})
    assert stopped.status_code == 429
    assert "quá nhiều lần" in stopped.content.decode()
    assert client.post(ADDRESS, {"code": sent.code, "key": "AAAAAA"}, REMOTE_ADDR="203.0.113.9").status_code == 422
    answers = [
        client.post(ADDRESS, {"code": sent.code, "key": "AAAAAA"}, REMOTE_ADDR=f"203.0.113.{n % 200 + 10}").status_code
        for n in range(TRIES_A_CODE)
    ]
    assert answers[-1] == 429


def test_the_qr_of_a_slip_opens_who_signed_it_and_the_very_paper(province, client):
    sent = received(province)
    form = forms_of(sent.id)[0]
    answer = client.get(f"/kiem-tra/{form.token}/")
    page = answer.content.decode()
    assert answer.context["genuine"]
    assert "Lê Thị Lan" in page
    assert form.number in page
    for private in ("Biển Xanh", "0000000001", FORM["ad_title"]):
        assert private not in page
    assert b"".join(client.get(f"/kiem-tra/{form.token}/tep/").streaming_content).startswith(b"%PDF")


def test_the_qr_of_a_result_names_leader_and_agency(province, client):
    result = result_of(done(province).id)
    answer = client.get(f"/kiem-tra/{result.token}/")
    signers = [report.signer for report in answer.context["signatures"]]
    assert answer.context["genuine"]
    assert signers == ["Bùi Ngọc Sơn", "Sở Văn hóa, Thể thao và Du lịch"]


@pytest.mark.parametrize("address", ["", "tep/"])
def test_an_unknown_token_and_the_draft_of_a_result_are_refused_alike(province, client, address):
    drafted = result_of(at_leader(province).id)
    unknown, unsigned = (client.get(f"/kiem-tra/{token}/{address}") for token in ("khong-co", drafted.token))
    assert unknown.status_code == unsigned.status_code == 404
    assert "Không có giấy tờ nào mang mã này." in unsigned.content.decode()


def test_without_a_token_a_file_can_be_checked(province, client):
    assert client.get("/kiem-tra/")["Location"] == "/kiem-tra-chu-ky/"
