"""What a page says when nothing else can: what happened, what to do, and a way on. Never a bare line of English."""

import pytest
from django.conf import settings
from django.http import HttpResponseBadRequest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override
from django.views.defaults import bad_request, server_error
from lxml import html


def parts(content: str) -> tuple[str, list[str], list[str]]:
    """Heading, paragraphs, where the links of the page's body lead."""
    page = html.fromstring(content)
    said = [" ".join(one.text_content().split()) for one in page.xpath("//main//p")]
    return page.xpath("string(//main//h1)"), [one for one in said if one], page.xpath("//main//a/@href")


@pytest.mark.parametrize("name", ["400", "403", "404", "500", "403_csrf"])
def test_each_page_of_failure_says_what_happened_and_leads_on(name):
    heading, said, ways = parts(render_to_string(f"{name}.html", {"frame": {"home": "/"}}))
    assert len(heading) > 10
    assert said
    assert "/" in ways


@pytest.mark.parametrize("name", ["400", "500"])
def test_pages_that_can_ask_nothing_speak_both_languages(name):
    page = html.fromstring(render_to_string(f"{name}.html"))
    assert page.get("lang") == "vi"
    assert len(page.xpath("string(//main//p[@lang='en'])")) > 40


def test_the_page_that_waited_too_long_says_its_language():
    with override("en"):
        page = html.fromstring(render_to_string("403_csrf.html"))
    assert page.get("lang") == "en"
    assert "sent" in page.xpath("string(//main//h1)")


def test_a_request_that_cannot_be_read_gets_our_page(rf):
    answer = bad_request(rf.get("/"), ValueError("?"))
    assert isinstance(answer, HttpResponseBadRequest)
    assert "Hệ thống không đọc được điều vừa gửi" in answer.content.decode()


def test_an_accident_gets_our_page(rf):
    assert "Hệ thống gặp lỗi, không phải do bạn" in server_error(rf.get("/")).content.decode()


@pytest.mark.django_db
def test_too_many_fields_are_refused_on_our_page():
    many = {f"f{number}": "1" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    answer = Client().post("/tra-cuu/", many)
    assert answer.status_code in (400, 413, 422)
    assert len(html.fromstring(answer.content.decode()).xpath("string(//h1)")) > 10


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/khong-co-trang-nay/", "/don-vi/KHONG-CO/", "/thu-tuc/khong-co/"])
def test_what_is_not_there_leads_home(path):
    answer = Client().get(path)
    assert answer.status_code == 404
    heading, _said, ways = parts(answer.content.decode())
    assert heading.startswith("Không")
    assert "/" in ways
