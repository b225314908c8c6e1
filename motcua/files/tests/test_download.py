"""What a browser is told about a file: nothing of it may run, whatever it is called and holds."""

import re

import pytest
from django.http import HttpRequest
from django.utils.http import parse_header_parameters

from motcua.files.models import StoredFile
from motcua.files.public import file_response, store_bytes
from motcua.files.tests import make
from motcua.kernel.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def papers(settings, tmp_path):
    settings.PAPERS_ROOT = tmp_path / "papers"


def stored(name: str = "don.pdf", media_type: str = "application/pdf", content: bytes = b"") -> StoredFile:
    return store_bytes(content=content or make.pdf(), name=name, media_type=media_type, actor=make.CITIZEN, at=now())


#: as they could stand in a row that came from elsewhere: past ``safe_name``
NAMES = [
    'a"; filename="b.exe',
    "a\\",
    "a;b=c.pdf",
    "giấy “đề nghị”.pdf",
    "a%0d%0ax.pdf",
    "a'b''c.pdf",
    "\u202efdp.exe",
    "a\tb.pdf",
    "x" * 200,
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("inline", [True, False])
def test_no_name_breaks_out_of_its_header(name, inline):
    file = stored()
    StoredFile.objects.update(name=name)
    file.refresh_from_db()
    header = file_response(file, inline=inline)["Content-Disposition"]
    kind, told = parse_header_parameters(header)
    assert kind == ("inline" if inline else "attachment")
    assert set(told) <= {"filename"}
    assert header.isascii()
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", header), "a tab may stand in quotes (RFC 9110)"


@pytest.mark.parametrize(
    "media_type",
    [
        "text/html",
        "image/svg+xml",
        "application/xhtml+xml",
        "text/javascript",
        "application/pdf; x=text/html",
        "image/gif",
    ],
)
@pytest.mark.parametrize("inline", [True, False])
def test_a_kind_that_a_browser_could_run_is_only_ever_downloaded(media_type, inline):
    file = stored("a.html", media_type, b"<script>alert(1)</script>")
    response = file_response(file, inline=inline)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "allow-scripts" not in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    "asked", ["bytes=0-3", "bytes=5-", "bytes=-5", "bytes=0-0,2-3", "bytes=99999999-", "bytes=a-b", "x" * 5000]
)
def test_a_part_that_is_asked_for_is_answered_with_the_whole_and_no_part_is_promised(asked):
    request = HttpRequest()
    request.META["HTTP_RANGE"] = asked
    response = file_response(stored())
    assert response.status_code == 200
    assert "Content-Range" not in response
    assert "Accept-Ranges" not in response
    assert b"".join(response.streaming_content) == make.pdf()
    assert int(response["Content-Length"]) == len(make.pdf())
