import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpRequest

from motcua.audit import guard
from motcua.audit.pages import book as pages
from motcua.audit.tests import make
from motcua.identity.models import Account
from motcua.kernel.access import needs
from motcua.kernel.clock import now
from motcua.kernel.ids import new_id
from motcua.kernel.refusals import NotAllowed
from motcua.organizations.models import Posting, Unit

pytestmark = pytest.mark.django_db
BOOK = "/quan-tri/nhat-ky/"
HOW_TO = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "verify-audit.md"


@pytest.fixture
def administrator(client):
    account = Account.objects.create_user("quan-tri", "x", full_name="Bùi Quang Trị")
    day = now().date()
    unit = Unit.objects.create(
        code="H32.01", name="Văn phòng", short_name="VP", kind="department", agency="H32.01", valid_from=day
    )
    Posting.objects.create(account=account, unit=unit, role="administrator", valid_from=day)
    client.force_login(account)
    return client


def sentences(response) -> list[str]:
    return [entry.sentence for entry in response.context["lines"]]


def test_only_who_may_read_the_books_sees_them(client):
    assert client.get(BOOK).status_code == 302
    client.force_login(Account.objects.create_user("mo", "x", full_name="Trần Thị Hồng Mơ"))
    assert client.get(BOOK).status_code == 403
    assert client.post(f"{BOOK}kiem-tra/", {"so": "H32.05"}).status_code == 403
    assert client.get(f"{BOOK}H32.05.jsonl").status_code == 403


def test_a_page_that_nobody_guards_lets_nobody_in():
    with pytest.raises(NotAllowed):
        needs("audit.read")(lambda request: None)(HttpRequest())


def test_the_latest_acts_stand_on_top_as_sentences(administrator):
    make.book(3)
    response = administrator.get(BOOK, {"so": "H32.05"})
    assert sentences(response) == ["Việc thứ 3.", "Việc thứ 2.", "Việc thứ 1."]
    assert "Trần Thị Hồng Mơ" in response.content.decode()


def test_lines_are_found_by_thing_person_day_and_words(administrator):
    thing = new_id()
    make.line(subject_id=thing, sentence="Về một thứ.")
    make.line(actor=make.Actor(account_id=None, name="Lê Thị Lan"), sentence="Của Lan.")
    make.line(at=make.AT + timedelta(days=1), sentence="Hôm sau.")
    make.line(at=now(), sentence="Gần đây có Biển Xanh.")

    def found(**given):
        return sentences(administrator.get(BOOK, given))

    assert found(q=str(thing)) == ["Về một thứ."]
    assert found(nguoi="Lê Thị Lan") == ["Của Lan."]
    assert found(ngay="2026-03-03") == ["Hôm sau."]
    assert found(q="biển xanh") == ["Gần đây có Biển Xanh."]
    assert found(q="hôm sau") == []
    assert found(q="Hôm sau", ngay="2026-03-03") == ["Hôm sau."]


def test_a_wrong_day_is_said_beside_its_field(administrator):
    assert "Ngày chưa đúng" in administrator.get(BOOK, {"ngay": "hôm qua"}).content.decode()


def test_pages_follow_one_another_without_a_gap_also_where_moments_are_equal(administrator, monkeypatch):
    monkeypatch.setattr(pages, "PAGE", 3)
    for n in range(8):
        make.line(sentence=f"Việc {n}.")
    seen, address = [], f"{BOOK}?so=H32.05"
    while address:
        response = administrator.get(address)
        seen += sentences(response)
        address = response.context["next_url"]
    assert seen == [f"Việc {n}." for n in reversed(range(8))]


@pytest.mark.parametrize("place", ["x", "1~x", "nan~", "1e400~" + "0" * 32, "~"])
def test_a_place_that_cannot_be_read_begins_anew(administrator, place):
    make.line()
    assert len(administrator.get(BOOK, {"sau": place, "so": "H32.05"}).context["lines"]) == 1


def test_a_page_costs_the_same_however_much_it_shows(administrator, django_assert_max_num_queries):
    make.book(40)
    administrator.get(BOOK)  # what a process asks once is asked
    with django_assert_max_num_queries(6):
        administrator.get(BOOK)


def test_a_whole_book_is_said_to_be_whole(administrator):
    make.book(3)
    page = administrator.post(f"{BOOK}kiem-tra/", {"so": "H32.05"}).content.decode()
    assert "Sổ nguyên vẹn" in page
    assert "3 dòng" in page


def test_a_tampered_book_is_said_to_be_tampered_and_an_open_lock_too(administrator):
    make.book(3)
    guard.unlock(connection)
    connection.cursor().execute("UPDATE audit_entry SET sentence = 'x' WHERE agency = 'H32.05' AND number = 2")
    page = administrator.post(f"{BOOK}kiem-tra/", {"so": "H32.05"}).content.decode()
    assert "Dòng 2 đã bị sửa" in page
    assert "Khóa của sổ đang mở" in page


def test_a_long_book_is_left_to_the_command(administrator, monkeypatch):
    monkeypatch.setattr(pages, "LONGEST_CHECKED", 2)
    make.book(3)
    page = administrator.post(f"{BOOK}kiem-tra/", {"so": "H32.05"}).content.decode()
    assert "motcua audit verify --agency H32.05" in page


def test_a_book_that_is_not_there_is_said_in_words(administrator):
    response = administrator.get(f"{BOOK}H99.jsonl")
    assert response.status_code == 404
    assert "Chưa có sổ nhật ký" in response.content.decode()


def by_the_script(content: bytes, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the very script that stands in the documentation."""
    script = re.search(r"```python\n(.*?)```", HOW_TO.read_text("utf-8"), re.DOTALL)
    assert script is not None
    assert len(script[1].strip().splitlines()) <= 20
    (folder / "verify.py").write_text(script[1], "utf-8")
    (folder / "book.jsonl").write_bytes(content)
    return subprocess.run(
        [sys.executable, "-I", "verify.py", "book.jsonl"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_a_third_party_verifies_an_exported_book_with_the_script_of_the_documentation(administrator, tmp_path):
    make.book(4)
    make.line(data={"phí": 0.1, "lớn": 1e20, "tên": "Đặng Thị Ưởng 😀"})
    whole = administrator.get(f"{BOOK}H32.05.jsonl").getvalue()
    assert by_the_script(whole, tmp_path).stdout.startswith("whole: 5 lines")
    lines = whole.decode().splitlines(keepends=True)
    altered = lines[2].replace("Việc thứ 3", "Việc thứ 4")
    for tampered, said in (
        ([*lines[:2], altered, *lines[3:]], "line 3: altered"),
        ([*lines[:2], *lines[3:]], "line 4: something before it was removed"),
        ([*lines[:3], lines[2], *lines[3:]], "line 3: something before it"),
    ):
        result = by_the_script("".join(tampered).encode(), tmp_path)
        assert result.returncode == 1
        assert said in result.stderr


def test_each_exported_line_is_readable_json(administrator):
    make.line()
    line = json.loads(administrator.get(f"{BOOK}H32.05.jsonl").getvalue().splitlines()[0])
    assert set(line) == {"sealed", "digest"}
