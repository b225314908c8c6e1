"""What of the bench can be wrong without a machine to measure."""

import math
import socket
import threading

import pytest

from motcua.config.bench.load import measure, percentile, read_answer, request_bytes
from motcua.config.bench.rows import pattern


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0.5, 50), (0.99, 99), (1.0, 100), (0.001, 1)],
)
def test_a_percentile_is_the_least_value_that_so_many_do_not_exceed(share, expected):
    assert percentile(list(range(100, 0, -1)), share) == expected


def test_one_slow_answer_in_fifty_is_seen_at_the_99th_percentile():
    assert percentile([1.0] * 49 + [9.0], 0.99) == 9.0


def test_there_is_no_percentile_of_nothing():
    assert math.isnan(percentile([], 0.99))


def test_a_pattern_keeps_what_is_not_fresh_and_survives_percent_signs():
    made = pattern(["id", "note", "code"], "1\t100 % đúng\tA-1", {"id": "%(id)s", "code": "%(code)s"})
    assert made % {"id": "7", "code": "B-2"} == "7\t100 % đúng\tB-2"


def test_a_pattern_refuses_a_line_with_another_number_of_columns():
    with pytest.raises(ValueError, match="zip"):
        pattern(["id"], "1\t2", {})


def test_a_request_tells_the_length_of_its_body_in_bytes():
    asked = request_bytes("POST", "/x", {"A": "b"}, "đo".encode())
    assert asked == b"POST /x HTTP/1.1\r\nHost: 127.0.0.1\r\nA: b\r\nContent-Length: 3\r\n\r\n\xc4\x91o"


def test_an_answer_is_read_only_once_it_is_whole():
    whole = b"HTTP/1.1 201 Created\r\nContent-Length: 4\r\nX: y\r\n\r\nbody"
    assert [read_answer(whole[:length]) for length in (0, 30, len(whole) - 1)] == [None] * 3
    assert read_answer(whole) == (201, b"body")


def test_an_answer_without_length_is_refused():
    with pytest.raises(ValueError, match="content-length"):
        read_answer(b"HTTP/1.1 200 OK\r\n\r\n")


@pytest.fixture
def server():
    """A server that answers whatever is asked with the status that the path names."""
    listening = socket.create_server(("127.0.0.1", 0))

    def answer(wire):
        with wire:
            while asked := wire.recv(65536):
                status = asked.split(b" ")[1].strip(b"/")
                wire.sendall(b"HTTP/1.1 " + status + b" X\r\nContent-Length: 2\r\n\r\nok")

    def serve():
        while True:
            try:
                wire, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(wire,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    yield listening.getsockname()[1]
    listening.close()


def test_every_answer_within_the_time_is_counted_once(server):
    seen = []

    def ask(number):
        seen.append(number)
        return request_bytes("GET", "/200", {})

    found = measure([server], ask, connections=3, seconds=0.2, warm_up=0.0)
    assert seen == list(range(len(seen)))
    assert len(seen) - 3 <= len(found.latencies) <= len(seen)
    assert 0 < found.percentile(0.5) <= found.percentile(0.99)


def test_an_answer_that_refuses_ends_the_measurement(server):
    with pytest.raises(RuntimeError, match="409 ok"):
        measure([server], lambda _: request_bytes("GET", "/409", {}), connections=1, seconds=0.2, warm_up=0.0)
