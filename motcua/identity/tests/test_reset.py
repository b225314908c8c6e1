"""A new password by a code: from an e-mail or an administrator."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache

from motcua.audit.models import Entry
from motcua.identity.actions.issue_reset_code import issue_reset_code
from motcua.identity.actions.reset_password import reset_password
from motcua.identity.jobs import send_reset_code
from motcua.identity.models import Account, ResetCode
from motcua.identity.tests import make
from motcua.identity.tests.test_sign_in import sign_in, words
from motcua.kernel.actor import SYSTEM
from motcua.kernel.clock import now
from motcua.kernel.refusals import Invalid, NotNow

pytestmark = pytest.mark.django_db
FORGOTTEN, RESET, FOR = "/tai-khoan/quen-mat-khau/", "/tai-khoan/dat-lai-mat-khau/", "/quan-tri/mat-khau/"
NEW = "gió Lào cát trắng"


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


@pytest.fixture
def letters(settings):
    settings.SENDS_MAIL = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    return mail.outbox


def with_mail():
    account = make.account()
    account.email = "mo@thu.example"
    account.save()
    return account


def typed(given, username="mo.tran", **changes):
    return {"username": username, "code": given, "password1": NEW, "password2": NEW} | changes


def code_of(account, lasts=timedelta(minutes=15)):
    return issue_reset_code(account_id=account.id, lasts=lasts, actor=SYSTEM, at=now())


def test_a_code_by_mail_sets_a_new_password_once_and_ends_every_session(client, letters):
    with_mail()
    other = type(client)()
    sign_in(other)
    assert client.post(FORGOTTEN, {"username": " MO.TRAN "})["Location"] == RESET
    (letter,) = letters
    assert letter.to == ["mo@thu.example"]
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", letter.body)[0]
    assert client.post(RESET, typed(code.lower().replace("-", " ")))["Location"] == "/tai-khoan/dang-nhap/"
    assert other.get("/toi/ho-so-ca-nhan/").status_code == 302
    assert sign_in(client, password=NEW).status_code == 302
    assert client.post(RESET, typed(code)).status_code == 422, "once"
    book = "".join(f"{line.sentence}{line.data}" for line in Entry.objects.all())
    assert code not in book
    assert NEW not in book
    assert Entry.objects.filter(action="identity.reset_password").count() == 1


def test_nobody_learns_whether_there_is_such_an_account(client, letters):
    make.account()
    answers = []
    for name in ("mo.tran", "khong.co", "mo@khong.example"):
        response = client.post(FORGOTTEN, {"username": name}, follow=True)
        answers.append(words(response).split("<main")[1])
    assert len({re.sub(r'value="[^"]*"', "", answer) for answer in answers}) == 1
    assert letters == []


def test_a_code_wears_out(client):
    account = make.account()
    code = code_of(account)
    for _ in range(5):
        assert client.post(RESET, typed("AAAA-AAAA")).status_code == 422
    assert client.post(RESET, typed(code)).status_code == 422, "tried too often"
    code = code_of(account)
    with pytest.raises(Invalid):
        reset_password(username="mo.tran", code=code, password=NEW, at=now() + timedelta(minutes=15))
    first, second = code_of(account), code_of(account)
    assert client.post(RESET, typed(first)).status_code == 422, "a new code ends the old"
    assert client.post(RESET, typed(second)).status_code == 302
    assert not ResetCode.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": ""}, "Hãy nhập mã."),
        ({"code": "SAI"}, "xin mã mới"),
        ({"password2": "khác"}, "chưa giống nhau"),
        ({"password1": "ngắn", "password2": "ngắn"}, "quá ngắn"),
        ({"username": "ai-do"}, "xin mã mới"),
    ],
)
def test_what_is_wrong_is_said_and_the_code_is_not_used_up(client, changes, said):
    account = make.account()
    code = code_of(account)
    assert said in words(client.post(RESET, {**typed(code), **changes}))
    assert client.post(RESET, typed(code)).status_code == 302


def test_without_mail_the_page_says_where_to_go_and_sends_nothing(client, settings):
    settings.SENDS_MAIL = False
    with_mail()
    assert "bộ phận một cửa" in words(client.get(FORGOTTEN))
    client.post(FORGOTTEN, {"username": "mo.tran"})
    assert mail.outbox == []
    assert not ResetCode.objects.exists()


def test_an_administrator_gives_a_code_and_nobody_else_does(client):
    from motcua.organizations.models import Posting, Unit

    make.account("lan.le", "Lê Thị Lan")
    chief = make.account()
    sign_in(client)
    assert client.post(FOR, {"username": "lan.le"}).status_code == 403
    unit = Unit.objects.create(code="H32", name="Tỉnh", kind="province", valid_from=now().date(), agency="H32")
    Posting.objects.create(account=chief, unit=unit, role="administrator", valid_from=now().date())
    response = client.post(FOR, {"username": "LAN.LE"})
    code = response.context["code"]
    assert code in words(response)
    assert response["Cache-Control"] == "no-store"
    assert client.post(FOR, {"username": "khong.co"}).status_code == 422
    line = Entry.objects.get(action="identity.issue_reset_code")
    assert (line.actor_id, line.subject_id) == (chief.id, str(Account.objects.get(username="lan.le").id))
    assert code not in line.sentence + str(line.data)
    assert type(client)().post(RESET, typed(code, "lan.le")).status_code == 302


def test_a_flood_of_requests_for_codes_is_answered_with_429(client, letters):
    with_mail()
    statuses = [client.post(FORGOTTEN, {"username": "mo.tran"}).status_code for _ in range(6)]
    assert statuses == [302] * 5 + [429]
    assert len(letters) == 5


def test_accounts_that_are_closed_or_have_no_password_get_no_code(letters):
    account = with_mail()
    account.set_unusable_password()
    account.save()
    assert send_reset_code.call("mo.tran") is False
    with pytest.raises(NotNow):
        code_of(account)
