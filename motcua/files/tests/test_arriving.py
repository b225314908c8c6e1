"""Large files in pieces: the tus protocol, what is kept when it breaks off, what is refused, what is swept."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache

from motcua.files.actions.arrive import MOST_AT_ONCE, arrival_of, go_on, sweep
from motcua.files.actions.store import store_arrived
from motcua.files.connectors import arriving
from motcua.files.models import Arrival, StoredFile
from motcua.files.rules import pdfs, windows
from motcua.files.serving import open_stored
from motcua.files.tests import make
from motcua.kernel.actor import Actor
from motcua.kernel.clock import now
from motcua.kernel.refusals import Conflict, Invalid, NotFound, NotNow, TooLarge

TUS = {"Tus-Resumable": "1.0.0", "X-Requested-With": "upload"}
PIECES = "application/offset+octet-stream"
CONTENT = make.pdf() + b"% " + b"x" * 5000 + b"\n%%EOF\n"
WHOLE = len(CONTENT)


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.PAPERS_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def mo(db, client, django_user_model):
    """The browser of somebody who is signed in."""
    client.account = django_user_model.objects.create_user("mo", full_name="Trần Thị Hồng Mơ")
    client.force_login(client.account)
    return client


def begun(client, size=WHOLE):
    return client.post("/tai-len/", headers={**TUS, "Upload-Length": str(size)})


def sent(client, where, offset, content):
    headers = {**TUS, "Upload-Offset": str(offset)}
    return client.patch(where, content, content_type=PIECES, headers=headers)


def whose(client) -> Actor:
    return Actor(account_id=client.account.id, name=client.account.full_name)


def whole(client, content=CONTENT):
    where = begun(client, len(content))["Location"]
    assert sent(client, where, 0, content).status_code == 204
    return Arrival.objects.get(id=where.split("/")[-2])


def test_a_file_comes_in_pieces_and_is_the_same_in_the_store(mo):
    where = begun(mo)["Location"]
    assert sent(mo, where, 0, CONTENT[:2000])["Upload-Offset"] == "2000"
    asked = mo.head(where, headers=TUS)
    assert (asked["Upload-Offset"], asked["Upload-Length"]) == ("2000", str(len(CONTENT)))
    assert asked["Cache-Control"] == "no-store"
    assert sent(mo, where, 2000, CONTENT[2000:])["Upload-Offset"] == str(len(CONTENT))
    arrival = Arrival.objects.get()
    stored = store_arrived(arrival_id=arrival.id, name="bản vẽ.pdf", actor=whose(mo), at=now())
    assert (stored.name, stored.media_type, stored.size) == ("bản vẽ.pdf", "application/pdf", len(CONTENT))
    with open_stored(stored) as file:
        assert file.read() == CONTENT
    assert not Arrival.objects.exists()


class Broken:
    """A connection that breaks after some bytes."""

    def __init__(self, content):
        self.content = content

    def read(self, size):
        if not self.content:
            raise OSError("connection reset")
        piece, self.content = self.content[:size], self.content[size:]
        return piece


def test_what_came_before_the_connection_broke_is_kept_and_the_rest_goes_behind_it(mo):
    arrival = Arrival.objects.get(id=begun(mo)["Location"].split("/")[-2])
    with pytest.raises(OSError, match="reset"):
        go_on(arrival_id=arrival.id, offset=0, source=Broken(CONTENT[:3000]), actor=whose(mo))
    assert arrival_of(arrival.id, whose(mo))[1] == 3000
    assert sent(mo, f"/tai-len/{arrival.id}/", 3000, CONTENT[3000:]).status_code == 204
    assert store_arrived(arrival_id=arrival.id, name="a.pdf", actor=whose(mo), at=now()).size == len(CONTENT)


def test_a_piece_for_another_place_changes_nothing(mo):
    where = begun(mo)["Location"]
    sent(mo, where, 0, CONTENT[:100])
    for offset in (0, 50, 101):
        assert sent(mo, where, offset, b"y" * 10).status_code == 409
    assert mo.head(where, headers=TUS)["Upload-Offset"] == "100"


def test_no_more_is_written_than_was_announced(mo):
    where = begun(mo, 10)["Location"]
    assert sent(mo, where, 0, b"y" * 500)["Upload-Offset"] == "10"


def test_two_at_once_do_not_write_into_each_other(mo, tmp_path):
    where = begun(mo)["Location"]
    arrival = Arrival.objects.get()
    with arriving.held(tmp_path, arrival.id):
        assert sent(mo, where, 0, CONTENT).status_code == 409
    assert sent(mo, where, 0, CONTENT).status_code == 204


def test_too_large_is_said_before_a_byte_is_sent(mo, settings):
    settings.MAX_LARGE_BYTES = 1000
    refused = begun(mo, 1001)
    assert refused.status_code == 413
    assert "1" in refused.json()["title"]
    assert begun(mo, 0).status_code == 413
    assert not Arrival.objects.exists()


def test_nobody_sends_more_than_some_at_a_time(mo):
    assert {begun(mo).status_code for _ in range(MOST_AT_ONCE)} == {201}
    assert begun(mo).status_code == 409


def test_the_upload_of_one_person_is_nobody_elses(mo, client, django_user_model):
    where = begun(mo)["Location"]
    client.force_login(django_user_model.objects.create_user("khac", full_name="Mai Văn Khác"))
    assert sent(client, where, 0, CONTENT).status_code == 404
    assert client.head(where, headers=TUS).status_code == 404
    assert client.delete(where, headers=TUS).status_code == 404
    stranger = Actor(account_id=client.session["_auth_user_id"], name="Mai Văn Khác")
    with pytest.raises(NotFound):
        store_arrived(arrival_id=Arrival.objects.get().id, name="a.pdf", actor=stranger, at=now())


def test_whoever_is_not_signed_in_sends_nothing(client, db):
    assert begun(client).status_code == 401


@pytest.mark.parametrize(("change", "status"), [({"Tus-Resumable": "0.2.2"}, 412), ({"Upload-Length": "nhiều"}, 422)])
def test_what_is_not_the_protocol_is_refused(mo, change, status):
    assert mo.post("/tai-len/", headers={**TUS, "Upload-Length": "10", **change}).status_code == status


def test_a_piece_says_what_it_is(mo):
    where = begun(mo)["Location"]
    wrong = mo.patch(where, CONTENT, content_type="application/pdf", headers={**TUS, "Upload-Offset": "0"})
    assert wrong.status_code == 415


def test_an_upload_that_is_given_up_leaves_nothing(mo, tmp_path):
    where = begun(mo)["Location"]
    sent(mo, where, 0, CONTENT[:100])
    assert mo.delete(where, headers=TUS).status_code == 204
    assert list((tmp_path / "incoming").iterdir()) == []
    assert not Arrival.objects.exists()


def test_half_a_file_is_not_kept_and_waits_for_the_rest(mo):
    arrival = Arrival.objects.get(id=begun(mo)["Location"].split("/")[-2])
    with pytest.raises(NotNow):
        store_arrived(arrival_id=arrival.id, name="a.pdf", actor=whose(mo), at=now())
    assert arrival_of(arrival.id, whose(mo))[1] == 0


def test_what_is_not_fit_is_refused_in_words_and_thrown_away(mo, tmp_path):
    for content, name in ((b"MZ" + b"\0" * 300, "a.pdf"), (make.pdf(b"/OpenAction << /S /JavaScript >> "), "b.pdf")):
        arrival = whole(mo, content)
        with pytest.raises(Invalid):
            store_arrived(arrival_id=arrival.id, name=name, actor=whose(mo), at=now())
    assert list((tmp_path / "incoming").iterdir()) == []
    assert not StoredFile.objects.exists()


def test_a_picture_keeps_the_limit_of_other_uploads(mo, settings):
    settings.MAX_PAPER_BYTES = 100
    arrival = whole(mo, make.picture())
    with pytest.raises(TooLarge):
        store_arrived(arrival_id=arrival.id, name="a.jpg", actor=whose(mo), at=now())


def test_what_was_left_lying_is_swept_and_what_is_under_way_is_not(mo, tmp_path):
    old, fresh = (Arrival.objects.get(id=begun(mo)["Location"].split("/")[-2]) for _ in range(2))
    past = (now() - timedelta(hours=49)).timestamp()
    os.utime(arriving.part_of(tmp_path, old.id), (past, past))
    Arrival.objects.update(begun_at=now() - timedelta(hours=50))
    assert sweep(at=now()) == 1
    assert list(Arrival.objects.all()) == [fresh]
    assert Path(arriving.part_of(tmp_path, fresh.id)).exists()


def test_a_conflict_says_how_far_it_is(mo):
    arrival = whole(mo)
    with pytest.raises(Conflict, match=str(len(CONTENT))):
        go_on(arrival_id=arrival.id, offset=1, source=Broken(b""), actor=whose(mo))


@pytest.mark.parametrize("where", range(-14, 3))
def test_a_program_that_lies_across_two_parts_of_a_file_is_found(tmp_path, monkeypatch, where):
    monkeypatch.setattr(windows, "WIDE", 256)
    body = b"%PDF-1.7\n" + b"%" * (512 - 10 + where) + b"\n/JavaScript (x)\n" + b"%" * 400 + b"\n%%EOF\n"
    path = tmp_path / "a.pdf"
    path.write_bytes(body)
    with path.open("rb") as file, pytest.raises(pdfs.Bad):
        pdfs.check_pdf(file)


@pytest.mark.parametrize("where", range(-30, 4))
def test_a_folded_program_is_found_wherever_a_part_ends_and_a_longer_name_is_not_taken_for_one(
    tmp_path, monkeypatch, where
):
    monkeypatch.setattr(windows, "WIDE", 256)
    for name, is_bad in ((b"/JavaScript ", True), (b"/JavaScripts ", False)):
        folded = make.pdf_with_stream(b"<< /S " + name + b">>" + b" " * 50)
        path = tmp_path / "a.pdf"
        path.write_bytes(b"%PDF-1.7\n" + b"%" * (300 + where) + b"\n/JavaScriptish\n" + folded)
        with path.open("rb") as file:
            if is_bad:
                with pytest.raises(pdfs.Bad):
                    pdfs.check_pdf(file)
            else:
                pdfs.check_pdf(file)
