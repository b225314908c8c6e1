"""What programs send and people cannot type: a clear refusal, on both databases, never a fault."""

import pytest
from django.test import Client, RequestFactory

from motcua.config.readable import BESIDE_THE_FILE, _make_plain, announces_too_much

pytestmark = pytest.mark.django_db


def test_a_nul_in_the_address_names_nothing(client: Client) -> None:
    assert client.get("/thu-tuc/%00/").status_code == 404


def test_a_nul_in_a_question_is_refused_in_words(client: Client) -> None:
    answer = client.get("/thu-tuc/", {"linh-vuc": "\x00"})
    assert (answer.status_code, "ký tự không đọc được" in answer.content.decode()) == (422, True)


def test_a_nul_in_a_form_is_refused_in_words(client: Client) -> None:
    for data in ({"code": "H32\x00", "key": "ABCDEF"}, {"co\x00de": "H32"}):
        assert client.post("/tra-cuu/", data).status_code == 422


def test_a_nul_in_a_cookie_is_as_no_cookie(client: Client) -> None:
    answer = client.get("/tra-cuu/", headers={"cookie": 'sessionid="abcdefgh\\000ijkl"; csrftoken="\\000"'})
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/tra-cuu/", "/api/v1/files", "/api/v1/procedures"])
def test_a_body_that_would_fill_the_disk_is_refused_by_its_announced_size(client: Client, path: str) -> None:
    answer = client.generic("POST", path, b"", "multipart/form-data; boundary=x", CONTENT_LENGTH=str(10**12))
    assert answer.status_code == 413


def test_the_largest_paper_still_comes_in(settings, rf: RequestFactory) -> None:
    settings.MAX_PAPER_BYTES = 1000
    announced = {most: rf.post("/", CONTENT_LENGTH=str(1000 + BESIDE_THE_FILE + most)) for most in (0, 1)}
    assert [announces_too_much(request) for request in announced.values()] == [False, True]


def test_what_no_eye_sees_is_taken_out_of_a_form_and_a_password_stays_as_typed(client: Client) -> None:
    hidden = "\u202e\u2066\u200b\ufeff\x1b\xad"
    page = client.post("/tra-cuu/", {"code": f"H32{hidden}.25", "key": ""}).content.decode()
    assert 'value="H32.25"' in page
    request = RequestFactory().post("/", {"name": f"A{hidden}B\n\tC", "password1": hidden, "many": ["\u202ex", "y"]})
    _make_plain(request)
    assert request.POST.dict() | {"many": request.POST.getlist("many")} == {
        "name": "AB\n\tC",
        "password1": hidden,
        "many": ["x", "y"],
    }
