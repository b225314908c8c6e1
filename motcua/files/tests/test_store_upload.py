import contextlib
import errno
import os
import socketserver
import struct
import threading
import zipfile
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from time import process_time

import pytest
from asn1crypto import cms
from csp.middleware import CSPMiddleware
from django.core.files.uploadedfile import TemporaryUploadedFile

from motcua.files.connectors import store as shelf
from motcua.files.connectors.store import Incoming
from motcua.files.models import StoredFile
from motcua.files.public import file_response, open_stored, store_bytes, store_upload
from motcua.files.rules import pdfs
from motcua.files.tests import make
from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import Invalid, NotFound, NotNow, TooLarge

AT = datetime(2026, 3, 2, 9, 12, tzinfo=VIETNAM)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root(settings, tmp_path) -> Path:
    settings.PAPERS_ROOT = tmp_path / "papers"
    settings.CLAMD = ""
    return settings.PAPERS_ROOT


def put(content: bytes, name: str, accepts=(), limit=None) -> StoredFile:
    return store_upload(upload=make.upload(content, name), accepts=accepts, limit=limit, actor=make.CITIZEN, at=AT)


def kept(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()] if root.exists() else []


def test_a_pdf_is_kept_under_the_hash_of_its_content(root):
    stored = put(make.pdf(), "Tờ khai.PDF")
    assert stored.digest == sha256(make.pdf()).hexdigest()
    assert (stored.name, stored.media_type, stored.size) == ("Tờ khai.pdf", "application/pdf", len(make.pdf()))
    assert stored.stored_by_id == make.CITIZEN.account_id
    assert stored.stored_at == AT
    with open_stored(stored) as content:
        assert content.read() == make.pdf()


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (make.picture("JPEG"), "anh.jpeg", "image/jpeg"),
        (make.picture("PNG"), "anh.png", "image/png"),
        (make.office(), "don.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (
            make.office("xl/workbook.xml"),
            "bang.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ],
)
def test_each_usual_kind_is_taken(content, name, media_type):
    assert put(content, name).media_type == media_type


def test_a_detached_signature_is_taken_where_the_paper_accepts_it():
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": {"content_type": "data"},
            "signer_infos": [
                {
                    "version": "v3",
                    "sid": cms.SignerIdentifier("subject_key_identifier", b"0"),
                    "digest_algorithm": {"algorithm": "sha256"},
                    "signature_algorithm": {"algorithm": "rsassa_pkcs1v15"},
                    "signature": b"0",
                }
            ],
        }
    )
    content = cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()
    assert put(content, "to-trinh.p7s", accepts=["p7s"]).media_type == "application/pkcs7-signature"
    with pytest.raises(Invalid, match="không nhận"):
        put(content, "to-trinh.p7s")


def test_the_same_content_is_kept_once_under_two_names(root):
    first, second = put(make.pdf(), "mot.pdf"), put(make.pdf(), "hai.pdf")
    assert first.digest == second.digest
    assert first.id != second.id
    assert len(kept(root)) == 1


def test_kept_content_is_read_only(root):
    put(make.pdf(), "mot.pdf")
    assert kept(root)[0].stat().st_mode & 0o222 == 0


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "trong.pdf", "file-empty"),
        (make.picture(), "gia-dang.pdf", "file-mismatch"),
        (make.pdf(), "gia-dang.docx", "file-mismatch"),
        (make.pdf(), "virus.exe", "file-mismatch"),
        (b"MZ" + b"\0" * 400, "hoa-don.pdf", "file-mismatch"),
        (b"MZ" + b"\0" * 400, "tro-choi.exe", "file-kind"),
        (b"<html><script>alert(1)</script></html>", "trang.html", "file-kind"),
        (b"GIF89a" + make.pdf(), "hai-mat.pdf", "file-mismatch"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512, "cu.doc", "file-old_office"),
        (make.pdf(tail=b""), "dut.pdf", "file-cut"),
        (make.pdf(b"/Encrypt 5 0 R "), "khoa.pdf", "file-locked"),
        (make.pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >> "), "js.pdf", "file-scripts"),
        (make.pdf(b"/OpenAction << /S /J#61vaScript /JS (x) >> "), "js.pdf", "file-scripts"),
        (make.pdf(b"/OpenAction << /S /Launch /F (cmd.exe) >> "), "mo.pdf", "file-launches"),
        (make.pdf(b"/AA << /O << /S /GoToE /F (\\\\\\\\noi-khac\\\\x) /D [0 /Fit] >> >> "), "mo.pdf", "file-reaches"),
        (make.pdf(b"/OpenAction << /S /GoToR /F (x.pdf) >> "), "mo.pdf", "file-reaches"),
        (make.pdf(b"/AA << /O << /S /SubmitForm /F (http://noi-khac) >> >> "), "gui.pdf", "file-reaches"),
        (make.pdf(b"/AA << /O << /S /ImportData /F (x) >> >> "), "nhap.pdf", "file-reaches"),
        (make.pdf_with_stream(b"1 0 << /S /JavaScript /JS (x) >>"), "an.pdf", "file-scripts"),
        (make.png_claiming(60_000, 60_000), "to.png", "file-pixels"),
        (make.picture("PNG")[:60], "hong.png", "file-broken"),
        (make.office()[:-30], "hong.docx", "file-broken"),
        (make.office(**{"word/vbaProject.bin": b"x"}), "macro.docx", "file-macros"),
        (make.office(**{"../../etc/passwd": b"x"}), "thoat.docx", "file-escaping"),
        (make.office(**{"word/bomb.xml": b"\0" * (20 * 1024 * 1024)}), "bom.docx", "file-bomb"),
        (make.office("readme.txt"), "nen.docx", "file-mismatch"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_file_is_refused_in_words_with_advice_and_nothing_is_kept(root, content, name, code):
    with pytest.raises(Invalid) as refused:
        put(content, name)
    assert refused.value.code == code
    assert refused.value.advice
    assert not kept(root)
    assert not StoredFile.objects.exists()


def test_a_pdf_whose_streams_unfold_without_end_is_refused(monkeypatch, root):
    monkeypatch.setattr(pdfs, "MOST_BYTES", 1024 * 1024)
    with pytest.raises(Invalid) as refused:
        put(make.pdf_with_stream(b"\0" * (4 * 1024 * 1024)), "bom.pdf")
    assert refused.value.code == "file-bomb"
    assert not kept(root)


def test_a_word_that_only_sounds_like_a_script_is_no_reason_to_refuse():
    assert put(make.pdf(b"/Title (JavaScript cho nguoi moi) /JSX 1 "), "sach.pdf")


def test_an_honest_stream_in_a_pdf_is_no_reason_to_refuse():
    assert put(make.pdf_with_stream(b"BT (Giay khai sinh) Tj ET" * 1000), "kem.pdf")


def test_a_paper_that_takes_only_pdf_says_so():
    with pytest.raises(Invalid) as refused:
        put(make.picture(), "anh.jpg", accepts=["pdf"])
    assert refused.value.message == "Giấy tờ này không nhận ảnh JPEG."
    assert refused.value.advice == "Hãy gửi PDF."


def test_a_name_without_an_ending_gets_the_ending_of_its_content():
    assert put(make.picture(), "anh chup").name == "anh chup.jpg"


def test_a_file_above_the_limit_is_refused_with_the_limit_in_words(root):
    with pytest.raises(TooLarge, match="1 KB"):
        put(make.pdf() + b" " * 2000, "to.pdf", limit=1024)
    assert not kept(root)


def test_the_limit_of_a_paper_never_lifts_the_limit_of_the_house(settings):
    settings.MAX_PAPER_BYTES = 100
    with pytest.raises(TooLarge):
        put(make.pdf(), "to.pdf", limit=10**9)


def test_a_body_longer_than_it_claims_is_stopped_while_it_streams(root):
    lying = make.upload(make.pdf() + b" " * 4096, "noi-doi.pdf")
    lying.size = 10
    with pytest.raises(TooLarge):
        store_upload(upload=lying, limit=2048, actor=make.CITIZEN, at=AT)
    assert not kept(root)


def test_a_large_upload_is_read_piece_by_piece(monkeypatch):
    with TemporaryUploadedFile("lon.pdf", "application/pdf", 0, None) as large:
        large.write(make.pdf(tail=b"") + b" " * 3_000_000 + b"%%EOF")
        large.size = large.tell()
        asked = []
        whole = large.file.read
        monkeypatch.setattr(large.file, "read", lambda n=-1: (asked.append(n), whole(n))[1], raising=False)
        store_upload(upload=large, actor=make.CITIZEN, at=AT)
    assert asked
    assert all(0 < n <= 1024 * 1024 for n in asked)


@pytest.mark.parametrize("digest", ["../../etc/passwd", "", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_only_a_digest_leads_into_the_store(root, digest):
    with pytest.raises(ValueError):
        shelf.place_of(root, digest)


def test_a_lost_content_is_said_in_words(root):
    stored = put(make.pdf(), "mot.pdf")
    os.unlink(kept(root)[0])
    with pytest.raises(NotFound, match=r"mot\.pdf"):
        open_stored(stored)


def test_what_the_house_makes_itself_is_kept_as_it_is():
    def made(content: bytes, name: str, media_type: str) -> str:
        return store_bytes(content=content, name=name, media_type=media_type, actor=make.CITIZEN, at=AT).name

    assert made(b"<bpmn/>", "quy trình", "application/xml") == "quy trình.bin"
    assert made(make.pdf(), "phiếu 01", "application/pdf") == "phiếu 01.pdf"


def test_a_vietnamese_name_survives_the_download():
    response = file_response(put(make.pdf(), 'Giấy "chứng sinh".pdf'))
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Gi%E1%BA%A5y")
    assert "\n" not in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content) == make.pdf()


def test_only_pdfs_and_pictures_are_shown_inside_the_browser():
    assert file_response(put(make.picture(), "a.jpg"), inline=True)["Content-Disposition"].startswith("inline")
    assert file_response(put(make.pdf(), "a.pdf"), inline=True)["Content-Disposition"].startswith("inline")
    assert file_response(put(make.office(), "a.docx"), inline=True)["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("content", "name"), [(make.picture(), "a.jpg"), (make.pdf(), "a.pdf"), (make.office(), "a.docx")]
)
@pytest.mark.parametrize("inline", [True, False])
def test_a_file_carries_a_policy_of_its_own_under_which_nothing_runs(content, name, inline):
    policy = file_response(put(content, name), inline=inline)["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script" not in policy


def test_the_page_policy_does_not_replace_the_policy_of_the_file(rf):
    response = CSPMiddleware(lambda request: file_response(put(make.pdf(), "a.pdf")))(rf.get("/"))
    assert response["Content-Security-Policy"].startswith("sandbox;")


@pytest.fixture
def clamd(settings):
    """A daemon on loopback that finds malware in whatever contains EICAR."""

    class Daemon(socketserver.StreamRequestHandler):
        def handle(self):
            assert self.rfile.read(10) == b"zINSTREAM\0"
            content = b""
            while length := struct.unpack("!I", self.rfile.read(4))[0]:
                content += self.rfile.read(length)
            found = b"Eicar-Test-Signature FOUND" if b"EICAR" in content else b"OK"
            self.wfile.write(b"stream: " + found + b"\0")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Daemon) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        settings.CLAMD = f"127.0.0.1:{server.server_address[1]}"
        yield
        server.shutdown()


@pytest.mark.usefixtures("clamd")
def test_a_scanned_clean_file_is_kept():
    assert put(make.pdf(), "sach.pdf")


@pytest.mark.usefixtures("clamd")
def test_malware_is_refused_and_not_kept(root):
    with pytest.raises(Invalid, match="mã độc"):
        put(make.pdf(b"/Title (EICAR) "), "doc.pdf")
    assert not kept(root)


def test_when_the_scanner_is_down_nothing_is_kept_and_the_person_is_told(root, settings):
    settings.CLAMD = str(root / "nobody.sock")
    with pytest.raises(NotNow, match="vi-rút"):
        put(make.pdf(), "mot.pdf")
    assert not kept(root)


def refused_quickly(content: bytes, name: str) -> str:
    start = process_time()
    with pytest.raises(Invalid) as refusal:
        put(content, name)
    assert process_time() - start < 5
    return refusal.value.code


def test_a_pdf_that_ends_with_the_word_stream_is_no_fault_of_ours():
    assert put(make.pdf(tail=b"%%EOF stream\n"), "a.pdf").size


def test_a_pdf_of_countless_beginnings_of_streams_is_refused_at_once():
    assert refused_quickly(make.pdf(b"stream\n\x78\x9c" * 200_000), "a.pdf") == "file-bomb"


def test_a_pdf_of_countless_names_is_read_at_once():
    start = process_time()
    put(make.pdf_with_stream(b"/AAAAAA" * 3_000_000), "a.pdf")
    assert process_time() - start < 5


def test_a_program_spelt_in_codes_is_found_after_many_innocent_names():
    with pytest.raises(Invalid) as refusal:
        put(make.pdf_with_stream(b"/Javascripts" * 1000 + b"/J#61vaScrip#74 "), "a.pdf")
    assert refusal.value.code == "file-scripts"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_folded_otherwise_than_office_does_is_never_unfolded(method, monkeypatch):
    content = make.archive(method, b"\0" * 1000)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_, **__: pytest.fail("unfolded"))
    assert refused_quickly(content, "a.docx") == "file-broken"


def test_mangled_archives_are_refused_in_words():
    whole = make.archive(zipfile.ZIP_DEFLATED, b"xin chao " * 100)
    for place in range(4, len(whole)):
        mangled = bytearray(whole)
        mangled[place] ^= 0xFF
        with contextlib.suppress(Invalid):
            put(bytes(mangled), "a.docx")


def test_an_archive_with_an_endless_directory_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_, **__: pytest.fail("read"))
    assert refused_quickly(b"PK\x03\x04" + b"PK\x01\x02".ljust(46, b"\0") * 5_000, "a.docx") == "file-bomb"


@pytest.mark.parametrize(
    ("holder", "step"), [(Incoming, "write"), (shelf.os, "fsync"), (shelf.os, "replace"), (shelf.tempfile, "mkstemp")]
)
def test_a_full_disk_is_told_in_words_and_leaves_nothing_behind(root, monkeypatch, holder, step):
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(holder, step, full)
    with pytest.raises(NotNow) as refused:
        put(make.pdf(), "don.pdf")
    assert (refused.value.code, "thử lại" in refused.value.advice) == ("no-room", True)
    assert not kept(root)


def test_a_fault_of_the_disk_that_is_not_want_of_room_stays_a_fault(root, monkeypatch):
    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "input/output error")

    monkeypatch.setattr(shelf.os, "fsync", broken)
    with pytest.raises(OSError):
        put(make.pdf(), "don.pdf")
