"""A model that words answers: a small server that answers well, lies, is slow, breaks, or is not there."""

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from time import monotonic, sleep

import pytest

from motcua.procedures.connectors.wording_model import worded
from motcua.procedures.tests.make import published
from motcua.procedures.tests.pages.test_finding_pages import BIRTH, asked, words

GOOD = "Bạn cần Giấy chứng sinh."


@contextmanager
def model(settings, content=GOOD, *, status=200, body=None, wait=0.0, drip=False):
    """Something that speaks like an OpenAI-compatible model; what it was asked is in the list."""
    heard = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            heard.append((self.path, self.headers.get("Authorization", ""), asked))
            sleep(wait)
            said = {"choices": [{"message": {"role": "assistant", "content": content}}]}
            answer = json.dumps(said).encode() if body is None else body
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            for byte in answer if drip else [answer]:
                try:
                    self.wfile.write(bytes([byte]) if drip else byte)
                    self.wfile.flush()
                except OSError:
                    return
                sleep(0.05 if drip else 0)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    settings.WORDING_URL = f"http://127.0.0.1:{server.server_port}/v1"
    settings.WORDING_MODEL, settings.WORDING_KEY, settings.WORDING_SECONDS = "nho", "khoa-thu", 0.4
    try:
        yield heard
    finally:
        server.shutdown()
        server.server_close()


def test_without_a_model_nothing_is_asked(settings):
    settings.WORDING_URL = ""
    assert worded("khai sinh", "đoạn") == ""


def test_a_model_is_asked_as_openai_is_with_the_passages_and_the_key(settings):
    with model(settings) as heard:
        assert worded("khai sinh?", "Giấy chứng sinh") == GOOD
    path, key, body = heard[0]
    assert (path, key, body["model"], body["temperature"]) == ("/v1/chat/completions", "Bearer khoa-thu", "nho", 0)
    assert "Giấy chứng sinh" in body["messages"][1]["content"]


@pytest.mark.parametrize(
    "how",
    [
        {"status": 500},
        {"status": 404},
        {"body": b"<html>"},
        {"body": b"{}"},
        {"body": b'{"choices": []}'},
        {"body": b'{"choices": [{"message": {"content": 3}}]}'},
        {"body": b"[]"},
        {"content": None},
        {"content": "KHONG."},
        {"content": "Không"},
        {"body": b"x" * 300_000},
    ],
)
def test_a_model_that_fails_words_nothing(settings, how):
    with model(settings, **how):
        assert worded("khai sinh", "đoạn") == ""


@pytest.mark.parametrize("how", [{"wait": 2.0}, {"drip": True}])
def test_a_slow_model_is_not_waited_for(settings, how):
    with model(settings, **how):
        begun = monotonic()
        assert worded("khai sinh", "đoạn") == ""
        assert monotonic() - begun < 1.5


def test_a_model_that_is_not_there_words_nothing(settings):
    settings.WORDING_URL, settings.WORDING_SECONDS = "http://127.0.0.1:9/v1", 0.4
    assert worded("khai sinh", "đoạn") == ""


@pytest.mark.django_db
def test_good_words_stand_above_the_passages_and_say_who_wrote_them(client, settings):
    published(BIRTH)
    with model(settings):
        found = asked(client, "đăng ký khai sinh cần giấy tờ gì", trong="9.000001")
    assert GOOD in words(found)
    assert "do máy diễn đạt lại" in words(found)
    assert found.xpath('//section[@class="passage"]')


@pytest.mark.django_db
@pytest.mark.parametrize(
    "lie",
    [
        "Bạn được miễn phí.",
        "Phí là 50.000 đồng.",
        "Bạn cần sổ hộ khẩu.",
        "Xem http://lua-dao.example nhé.",
        "<b>Sổ đỏ</b>",
    ],
)
def test_a_lie_is_never_shown_and_the_answer_stands_without_it(client, settings, lie):
    published(BIRTH)
    with model(settings, lie) as heard:
        found = asked(client, "đăng ký khai sinh cần giấy tờ gì", trong="9.000001")
    assert heard
    assert "do máy diễn đạt lại" not in words(found)
    assert lie.strip("<b>/") not in words(found.xpath("//main")[0])
    assert "Giấy chứng sinh" in words(found)


@pytest.mark.django_db
def test_what_may_say_who_somebody_is_stays_in_the_house(client, settings):
    published(BIRTH)
    with model(settings) as heard:
        asked(client, "tôi số 000192000017, thư a.b@thu.vn, đăng ký khai sinh", trong="9.000001")
    sent = json.dumps(heard[0][2], ensure_ascii=False)
    assert "000192000017" not in sent
    assert "a.b@thu.vn" not in sent
