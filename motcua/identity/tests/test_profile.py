from datetime import date

import pytest

from motcua.audit.models import Entry
from motcua.identity import communes
from motcua.identity.actions.change_profile import change_profile
from motcua.identity.actions.open_account import open_account
from motcua.identity.models import Account, Person
from motcua.identity.public import offer_communes
from motcua.identity.tests import make
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusals import Invalid, NotAllowed, NotNow

pytestmark = pytest.mark.django_db
PROFILE = "/toi/ho-so-ca-nhan/"
TYPED = {
    "kind": "citizen",
    "full_name": "Trần Thị Hồng Mơ",
    "identity_number": "000 190 000 001",
    "date_of_birth": "1990-05-04",
    "gender": "Nữ",
    "ethnicity": "Kinh",
    "nationality": "Việt Nam",
    "address": "Tổ 3",
    "phone": "0905 000 000",
    "email": "mo@thu.example",
    "representative": "",
}


def test_the_profile_needs_somebody_signed_in(client):
    assert client.get(PROFILE)["Location"].startswith("/tai-khoan/dang-nhap/?next=/toi/")


def test_a_profile_is_saved_in_one_spelling(client):
    account = make.account()
    client.force_login(account)
    assert client.post(PROFILE, TYPED)["Location"] == PROFILE
    person = Person.objects.get(account=account)
    assert (person.identity_number, person.phone, person.date_of_birth) == (
        "000190000001",
        "0905000000",
        date(1990, 5, 4),
    )


def test_after_saving_one_goes_back_to_the_form_that_waits(client):
    client.force_login(make.account())
    assert 'name="next" value="/nop/12/"' in client.get(PROFILE, {"next": "/nop/12/"}).content.decode()
    assert client.post(PROFILE, {**TYPED, "next": "/nop/12/"})["Location"] == "/nop/12/"
    assert client.post(PROFILE, {**TYPED, "next": "//evil.example/"})["Location"] == PROFILE


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"identity_number": "12345"}, "identity_number", "12 chữ số; bạn đã nhập 5 ký tự"),
        ({"identity_number": "00019000000a"}, "identity_number", "12 chữ số"),
        ({"kind": "organisation", "identity_number": "000190000001"}, "identity_number", "10 chữ số"),
        ({"date_of_birth": "2999-01-01"}, "date_of_birth", "tương lai"),
        ({"date_of_birth": "1066-01-01"}, "date_of_birth", "năm sinh"),
        ({"date_of_birth": "hôm qua"}, "date_of_birth", "Ngày sinh chưa đúng"),
        ({"phone": "123"}, "phone", "Số điện thoại"),
        ({"email": "mo@"}, "email", "địa chỉ thư"),
        ({"full_name": ""}, "full_name", "Hãy nhập họ và tên"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(client, changes, field, said):
    client.force_login(make.account())
    response = client.post(PROFILE, {**TYPED, **changes})
    assert response.status_code == 422
    assert said in str(response.context["form"].errors[field])
    assert "Tổ 3" in response.content.decode()
    assert not Person.objects.exclude(address="").exists()


@pytest.mark.parametrize("number", ["0001234567", "0001234567-001", "000 123 4567"])
def test_an_organisation_has_a_tax_code(client, number):
    client.force_login(make.account())
    typed = {**TYPED, "kind": "organisation", "full_name": "Công ty TNHH Biển Xanh 79", "identity_number": number}
    assert client.post(PROFILE, typed).status_code == 302


def test_an_officer_without_a_profile_gets_one_on_the_first_change(client):
    officer = Account.objects.create_user("can-bo", "x", full_name="Phạm Thị Sen")
    client.force_login(officer)
    assert client.get(PROFILE).status_code == 200
    assert not Person.objects.exists()
    client.post(PROFILE, {**TYPED, "full_name": "Phạm Thị Sen"})
    assert Person.objects.get().account == officer


def test_the_book_says_which_fields_changed_and_never_what_they_hold():
    account = make.account()
    changes = {"identity_number": "000190000001"}
    change_profile(account_id=account.id, changes=changes, actor=make.actor(account), at=make.AT)
    entry = Entry.objects.get(action="identity.change_profile")
    assert entry.data == {"fields": ["identity_number"]}
    assert "000190000001" not in entry.sentence


def test_saving_what_is_already_there_leaves_no_line():
    account = make.account()
    changes = {"full_name": account.full_name}
    change_profile(account_id=account.id, changes=changes, actor=make.actor(account), at=make.AT)
    assert not Entry.objects.filter(action="identity.change_profile").exists()


def test_nobody_changes_anothers_profile():
    account, other = make.account(), make.account("lan.le", "Lê Thị Lan")
    with pytest.raises(NotAllowed):
        change_profile(account_id=account.id, changes={}, actor=make.actor(other), at=make.AT)


def test_communes_are_chosen_from_what_the_province_offers(client, monkeypatch):
    client.force_login(make.account())
    assert "commune_code" not in client.get(PROFILE).context["form"].fields
    monkeypatch.setattr(communes, "_offers", [])
    offer_communes(lambda: [("H32.80", "Phường Nha Trang")])
    assert "Phường Nha Trang" in client.get(PROFILE).content.decode()
    client.post(PROFILE, {**TYPED, "commune_code": "H32.80"})
    assert Person.objects.get().commune_code == "H32.80"
    answer = client.post(PROFILE, {**TYPED, "commune_code": "H99.99"})
    assert answer.status_code == 422
    assert "trong danh sách" in answer.content.decode()
    assert Person.objects.get().commune_code == "H32.80"


def test_an_account_that_cannot_be_opened_says_all_that_is_wrong():
    with pytest.raises(Invalid) as refused:
        open_account(username="a b", password="x", full_name="", profile={"phone": "1"}, actor=SYSTEM, at=make.AT)
    assert set(refused.value.fields) == {"username", "full_name", "phone"}


def test_two_who_take_one_name_at_once_do_not_both_get_it():
    make.account("mo.tran")
    with pytest.raises(Invalid, match="tài khoản"):
        make.account("Mo.Tran")
    assert Account.objects.count() == 1


def test_the_action_itself_refuses_to_change_what_was_vouched_for():
    account = make.account()
    Person.objects.update(assurance=2)
    with pytest.raises(NotNow):
        change_profile(account_id=account.id, changes={"full_name": "Khác"}, actor=make.actor(account), at=make.AT)
