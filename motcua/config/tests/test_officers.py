"""``motcua officer``: people get in with a code of their own, hold posts, and leave them."""

import json

import click
import pytest

from motcua.audit.public import verify
from motcua.config.officers import appoint_many, leave, rows_in
from motcua.dossiers.tests.make import small_province
from motcua.identity.actions.reset_password import reset_password
from motcua.identity.public import Account
from motcua.kernel.clock import day_of, now
from motcua.organizations.public import actor_of, may

pytestmark = pytest.mark.django_db

FIRST = {"username": "Quantri.Tinh", "name": "Lê Văn Mở", "unit": "H32", "role": "administrator", "title": "Quản trị"}


@pytest.fixture(autouse=True)
def province():
    small_province()


def appointed(capsys, *rows):
    status = appoint_many(list(rows), as_json=True)
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_first_administrator_chooses_a_password_with_the_code_and_may_manage_people(capsys):
    status, (done,) = appointed(capsys, FIRST)
    assert status == 0
    account = reset_password(username="quantri.tinh", code=done["code"], password="mot-cau-dai-de-nho-7", at=now())
    assert account.check_password("mot-cau-dai-de-nho-7")
    assert may(actor_of(account, on=day_of(now())), "people.manage")
    assert verify() == []


def test_repeating_changes_nothing_and_tells_no_code(capsys):
    appointed(capsys, FIRST)
    status, (done,) = appointed(capsys, FIRST)
    assert (status, done["done"], done["code"]) == (0, "đã có", "")
    assert Account.objects.get(username="quantri.tinh").postings.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"unit": "H99"}, {"role": "king"}, {"role": "partner"}, {"username": "a b"}, {"name": ""}]
)
def test_a_wrong_row_is_refused_whole_and_the_others_go_on(wrong, capsys):
    status, (refused, done) = appointed(capsys, FIRST | wrong, FIRST | {"username": "nguoi.khac"})
    assert (status, refused["done"], done["done"]) == (1, "từ chối", "mở tài khoản")
    assert refused["reason"]
    assert not Account.objects.filter(username="quantri.tinh").exists()


def test_who_leaves_keeps_the_posts_to_the_end_of_the_day(capsys):
    appointed(capsys, FIRST)
    assert leave("quantri.tinh") == 0
    account = Account.objects.get(username="quantri.tinh")
    posting = account.postings.get()
    assert posting.valid_to == day_of(now())
    assert leave("quantri.tinh") == 1


def test_a_list_of_officers_is_read_by_its_first_line(tmp_path):
    path = tmp_path / "officers.csv"
    path.write_text("username,name,unit,role\na.b,Nguyễn Văn A,H32.25,leader\n", "utf-8-sig")
    assert rows_in(path) == [
        {"username": "a.b", "name": "Nguyễn Văn A", "unit": "H32.25", "role": "leader", "title": ""}
    ]
    path.write_text("user,name\na,b\n")
    with pytest.raises(click.ClickException, match="username"):
        rows_in(path)
