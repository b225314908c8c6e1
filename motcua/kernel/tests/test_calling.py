"""Calls to a partner, whatever comes back: over a real socket that says byte for byte what a test wants."""

import re
import socket
import threading
import time
from contextlib import contextmanager

import pytest

from motcua.kernel import calling
from motcua.kernel.calling import Partner, Unreachable, call, call_json

GOOD = b'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"a": 12}'


class Side:
    """A partner that reads requests and answers each with the next of ``answers``: (pieces, seconds between them)."""

    def __init__(self, *answers: bytes | tuple[list[bytes], float]) -> None:
        self.answers, self.asked, self.connections = list(answers), [], 0
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while self.answers:
            try:
                line, _ = self._door.accept()
            except OSError:
                return
            self.connections += 1
            with line:
                self._talk(line)

    def _talk(self, line: socket.socket) -> None:
        while self.answers:
            asked = _request(line)
            if not asked:
                return
            self.asked.append(asked)
            answer = self.answers.pop(0)
            pieces, pause = answer if isinstance(answer, tuple) else ([answer], 0.0)
            try:
                for piece in pieces:
                    line.sendall(piece)
                    time.sleep(pause)
            except OSError:
                return
            if b"Connection: close" in b"".join(pieces):
                return

    def close(self) -> None:
        self._door.close()


def _request(line: socket.socket) -> bytes:
    """One whole request: head and body may come one after the other."""
    asked = b""
    while piece := line.recv(65536):
        asked += piece
        head, found, body = asked.partition(b"\r\n\r\n")
        told = re.search(rb"Content-Length: (\d+)", head)
        if found and len(body) >= (int(told[1]) if told else 0):
            return asked
    return b""


@contextmanager
def side(*answers):
    made = Side(*answers)
    try:
        yield made
    finally:
        made.close()


def test_what_is_told_arrives_and_the_answer_comes_back():
    with side(GOOD) as partner:
        assert call_json(f"{partner.url}/a?b=1", {"tên": "Lê"}, {"X-Key": "k"}) == {"a": 12}
    (asked,) = partner.asked
    assert asked.startswith(b"POST /a?b=1 HTTP/1.1\r\n")
    assert b"X-Key: k\r\n" in asked
    assert asked.endswith('{"tên": "Lê"}'.encode())


def test_without_a_body_it_is_a_get():
    with side(GOOD) as partner:
        call(partner.url)
    assert partner.asked[0].startswith(b"GET / HTTP/1.1\r\n")


def test_a_partner_that_sends_us_elsewhere_is_not_followed():
    with side(GOOD) as elsewhere:
        answer = f"HTTP/1.1 302 Found\r\nLocation: {elsewhere.url}/\r\nContent-Length: 0\r\n\r\n".encode()
        with side(answer) as partner, pytest.raises(Unreachable, match="302"):
            call(partner.url)
        assert elsewhere.connections == 0


@pytest.mark.parametrize(
    "answer",
    [
        b'HTTP/1.1 200 OK\r\nContent-Length: 90\r\nConnection: close\r\n\r\n{"a": 12}',
        b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n9\r\n{"a": 12}\r\n',
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n<ht>",
        b"nonsense\r\n\r\n",
        b"",
    ],
)
def test_anything_but_a_whole_good_answer_is_none(answer):
    closing = (
        answer if b"Connection: close" in answer else answer.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    )
    with side(closing or b"Connection: close") as partner, pytest.raises(Unreachable):
        call_json(partner.url, {}, timeout=2)


@pytest.mark.parametrize("told", [b"Content-Length: 60\r\n", b"Connection: close\r\n", b""])
def test_bytes_that_trickle_in_do_not_hold_a_call_beyond_its_deadline(told):
    pieces = [b"HTTP/1.1 200 OK\r\n" + told, *([b"x"] * 60)]
    if told:
        pieces[0] += b"\r\n"
    with side((pieces, 0.1)) as partner:
        began = time.monotonic()
        with pytest.raises(Unreachable, match="slow"):
            call(partner.url, timeout=0.4)
        assert time.monotonic() - began < 2


@pytest.mark.parametrize("told", [b"Content-Length: 200\r\n", b"Connection: close\r\n"])
def test_an_answer_that_is_too_long_is_not_taken(monkeypatch, told):
    monkeypatch.setattr(calling, "MOST_BYTES", 100)
    answer = b"HTTP/1.1 200 OK\r\n" + told + b"\r\n" + b"x" * 200
    with side(answer) as partner, pytest.raises(Unreachable, match="too long"):
        call(partner.url)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://a.example/", "//a.example/", "a.example", "http:///x"])
def test_only_addresses_of_the_web_are_called(url):
    with pytest.raises(ValueError, match="no address"):
        call(url)


def test_a_connection_is_kept_for_the_next_call():
    with side(GOOD, GOOD) as there:
        partner = Partner(there.url)
        for _ in range(2):
            assert partner.post("/", b"{}", {}) == (200, b'{"a": 12}')
        partner.close()
        assert there.connections == 1


def test_a_kept_connection_that_the_other_side_closed_is_opened_anew():
    closed = GOOD.replace(b"200 OK\r\n", b"200 OK\r\nConnection: close\r\n")
    with side(closed, GOOD) as there:
        partner = Partner(there.url)
        for _ in range(2):
            assert partner.post("/", b"{}", {})[0] == 200
        partner.close()
        assert there.connections == 2


def test_a_call_without_an_answer_is_never_made_twice_by_itself():
    with side(b"Connection: close", GOOD) as there:
        partner = Partner(there.url, 2)
        with pytest.raises(Unreachable):
            partner.post("/", b"{}", {})
        assert len(there.asked) == 1
        assert partner.post("/", b"{}", {})[0] == 200, "a fault leaves the partner usable"
        partner.close()
