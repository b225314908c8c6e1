"""Kept pages over HTTP, as they are served: two web processes, and a third one that publishes."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest

from motcua.config.bench.world import definition
from tests.trust.place import Place

KEY = "KEPT-01"
#: for machines: they need none of the files that pages are dressed in
ADDRESS, SUGGESTIONS = f"/thu-tuc/{KEY}.json", f"/thu-tuc/goi-y/?q={KEY}"
#: a connection stays with the process that took it: of so many, both processes have some
LINES = 24


def pack(folder: Path, name: str) -> str:
    path = folder / f"{KEY}.yaml"
    said = {**definition(), "key": KEY, "name": name, "local_code": KEY}
    for paper in said["cases"][0]["papers"]:
        paper["originals"] = 1
    path.write_text(json.dumps(said), "utf-8")
    return str(path)


def publish(place: Place, folder: Path, name: str) -> None:
    done = place.motcua("catalogue", "import", pack(folder, name))
    assert done.returncode == 0, done.stderr


def titles(lines: list[HTTPConnection], address: str) -> list[str]:
    """What each of ``lines`` is told the procedure is called."""
    found = []
    for line in lines:
        line.request("GET", address, headers={"Host": "127.0.0.1"})
        answer = line.getresponse()
        content = answer.read()
        assert answer.status == 200, content[:300]
        assert answer.getheader("ETag"), "not from what is kept"
        said = json.loads(content)
        found.append((said["definition"] if address == ADDRESS else said["suggestions"][0])["name"])
    return found


def mark(place: Place) -> object:
    """The mark of the last change, as it is committed."""
    return place.rows("SELECT mark FROM procedures_catalogueedition")[0][0]


@pytest.mark.parametrize("address", [ADDRESS, SUGGESTIONS])
def test_a_publication_is_shown_within_a_second_by_every_process(place: Place, tmp_path: Path, address: str):
    publish(place, tmp_path, "Tên cũ")
    lines = [HTTPConnection("127.0.0.1", place.port, timeout=10) for _ in range(LINES)]
    try:
        time.sleep(1)
        assert set(titles(lines, address)) == {"Tên cũ"}
        before = mark(place)
        with ThreadPoolExecutor(1) as third:
            published = third.submit(publish, place, tmp_path, "Tên mới")
            while mark(place) == before:  # visitors go on asking meanwhile: each process has just looked
                titles(lines, address)
                assert not published.done() or published.result() is None
            committed = time.monotonic()
            while (seen := set(titles(lines, address))) != {"Tên mới"}:
                assert time.monotonic() - committed < 1, seen
            published.result()
    finally:
        for line in lines:
            line.close()


def test_what_was_kept_is_answered_with_its_tag_by_every_process(place: Place, tmp_path: Path):
    publish(place, tmp_path, "Tên như nhau")
    time.sleep(1)
    tags = set()
    for _ in range(LINES):
        line = HTTPConnection("127.0.0.1", place.port, timeout=10)
        line.request("GET", ADDRESS, headers={"Host": "127.0.0.1"})
        tags.add(line.getresponse().getheader("ETag"))
        line.close()
    assert len(tags) == 1
    assert None not in tags
