"""Files and names that somebody makes by hand to break something, sent over HTTP as bytes."""

import io
import re
import zipfile

import pytest

from motcua.files.tests import make
from tests.trust.place import AGENCY, PAPER, Answer, Place

PDF = PAPER.read_bytes()
SCRIPT = b"<script>alert(document.domain)</script>"
HTML = b"<!doctype html><html><body>" + SCRIPT + b"</body></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
GIF_JS = b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)//"


def bomb(layers: bytes = b"\0" * 400_000_000) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", layers)
    return written.getvalue()


def lying_bomb() -> bytes:
    """A Word file whose directory claims a small size for a part that unfolds to 400 MB."""
    content, real = bomb(), (400_000_000).to_bytes(4, "little")
    assert real in content
    return content.replace(real, (500_000).to_bytes(4, "little"))


def escaping(name: str) -> bytes:
    return make.office(**{name: b"x"})


def send(place: Place, content: bytes, name: bytes, parameter: bytes = b"filename") -> Answer:
    head = b'--xx\r\nContent-Disposition: form-data; name="file"; ' + parameter + b"="
    quoted = name if parameter.endswith(b"*") else b'"' + name + b'"'
    body = head + quoted + b"\r\nContent-Type: application/pdf\r\n\r\n" + content + b"\r\n--xx--\r\n"
    return place.ask("POST", "/files", body, token=place.tokens[AGENCY][0])


REFUSED = {
    "svg as png": (SVG, b"anh.png", "file-mismatch"),
    "svg as itself": (SVG, b"anh.svg", "file-kind"),
    "html as pdf": (HTML, b"don.pdf", "file-mismatch"),
    "html after blanks as pdf": (b"\r\n\t " + HTML, b"don.pdf", "file-mismatch"),
    "html before pdf": (HTML + PDF, b"don.pdf", "file-mismatch"),
    "script as pdf": (b"alert(1)//" + PDF, b"don.pdf", "file-mismatch"),
    "gif and script as png": (GIF_JS, b"anh.png", "file-mismatch"),
    "gif and script as script": (GIF_JS, b"anh.js", "file-kind"),
    "a page named pdf twice": (HTML, b"don.pdf.html", "file-kind"),
    "a pdf named page": (PDF, b"don.html", "file-mismatch"),
    "a pdf named program": (PDF, b"don.pdf.exe", "file-mismatch"),
    "a Word file named pdf": (make.office(), b"don.pdf", "file-mismatch"),
    "pdf and zip at once, as Word": (PDF + make.office(), b"don.docx", None),
    "a bomb in Word": (bomb(), b"don.docx", "file-bomb"),
    "a bomb that lies": (lying_bomb(), b"don.docx", None),
    "a path upwards in Word": (escaping("../../etc/cron.d/x"), b"don.docx", "file-escaping"),
    "a path from the root": (escaping("/etc/passwd"), b"don.docx", "file-escaping"),
    "a path of Windows": (escaping("C:\\x.exe"), b"don.docx", "file-escaping"),
    "macros": (escaping("word/vbaProject.bin"), b"don.docx", "file-macros"),
    "nothing": (b"", b"don.pdf", "file-empty"),
    "a pdf with an open action": (
        PDF.replace(b"%%EOF", b"1 0 obj<</S/JavaScript/JS(x)>>endobj\n%%EOF"),
        b"a.pdf",
        "file-scripts",
    ),
}


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_what_is_not_what_it_says_is_refused_in_words(place: Place, what: str):
    content, name, code = REFUSED[what]
    answer = send(place, content, name)
    assert answer.status == 422, (answer.status, answer.content)
    assert code is None or answer.data["code"] == code
    assert answer.data["detail"], "what to do is said"


HARMLESS = {
    "pdf and page at once": (PDF + HTML + b"\n%%EOF", b"don.pdf", "don.pdf"),
    "picture and script at once": (make.picture() + SCRIPT, b"anh.jpg", "anh.jpg"),
    "very long": (PDF, b"a" * 800 + b".pdf", "a" * 146 + ".pdf"),
    "very long in Vietnamese": (PDF, "ộ".encode() * 251 + b".pdf", "ộ" * 146 + ".pdf"),
    "a path upwards": (PDF, b"../../../etc/passwd.pdf", "passwd.pdf"),
    "a path of Windows": (PDF, b"..\\\\..\\\\boot.pdf", "boot.pdf"),
    "from right to left": (PDF, "ảnh\u202efdp.exe.pdf".encode(), "ảnhfdp.exe.pdf"),
    "without width": (PDF, "đơn\u200b\u2066.pdf".encode(), "đơn.pdf"),
    "a device": (PDF, b"CON.pdf", "tep-CON.pdf"),
    "dots alone": (PDF, b"....pdf", "pdf.pdf"),
    "a tag": (PDF, b"<img src=x onerror=alert(1)>.pdf", None),
    "a quote": (PDF, b'don\\".pdf', None),
    "a new header": (PDF, b"UTF-8''don%0d%0aSet-Cookie:%20a=b.pdf", None),
    "NUL": (PDF, b"UTF-8''don%00.exe.pdf", None),
}


@pytest.mark.parametrize("what", sorted(HARMLESS))
def test_what_cannot_be_told_apart_is_kept_where_it_harms_nobody(place: Place, what: str):
    content, name, kept_as = HARMLESS[what]
    answer = send(place, content, name, b"filename*" if name.startswith(b"UTF-8''") else b"filename")
    assert answer.status == 201, (answer.status, answer.content)
    name_kept = answer.data["name"]
    assert kept_as is None or name_kept == kept_as
    assert len(name_kept) <= 150
    assert not re.search(r'[\x00-\x1f\x7f"<>/\\\u200b-\u200f\u202a-\u202e\u2066-\u2069]', name_kept), name_kept
    assert name_kept.endswith((".pdf", ".jpg"))
    assert answer.data["media_type"] in ("application/pdf", "image/jpeg")


@pytest.mark.parametrize("name", [b"a" * 5000 + b".pdf", b"don\xff\xfe.pdf"])
def test_a_name_that_no_system_of_files_can_hold_is_refused_as_a_problem(place: Place, name: bytes):
    answer = send(place, PDF, name)
    assert answer.status in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"
