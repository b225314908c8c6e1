"""Identity numbers at rest, and how they are shown."""

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from motcua.audit.models import Entry
from motcua.identity.actions.reseal_identities import reseal_identities
from motcua.identity.models import Person
from motcua.identity.rules.profile import masked
from motcua.identity.sealing import Unreadable, lookup_hash, opened, sealed
from motcua.identity.tests import make

NUMBER = "000190000001"
PROFILE = "/toi/ho-so-ca-nhan/"


def somebody(username="mo.tran", number=NUMBER):
    return make.account(username, profile={"identity_number": number}).person


def stored():
    with connection.cursor() as cursor:
        cursor.execute("SELECT identity_number, identity_hash FROM identity_person")
        return cursor.fetchall()


@pytest.mark.django_db
def test_the_table_holds_no_number_that_anybody_could_read():
    person = somebody()
    [(text, digest)] = stored()
    assert NUMBER not in text + digest
    assert Person.objects.get().identity_number == NUMBER
    assert digest == person.identity_hash == lookup_hash(NUMBER)


@pytest.mark.django_db
def test_a_number_is_found_by_its_hash_and_asking_by_itself_is_a_mistake_that_shows():
    somebody()
    assert Person.objects.filter(identity_hash=lookup_hash(NUMBER)).count() == 1
    with pytest.raises(FieldError):
        Person.objects.filter(identity_number=NUMBER).count()


def test_the_same_number_is_never_encrypted_alike_and_hashes_need_the_key(settings):
    assert sealed(NUMBER) != sealed(NUMBER)
    before = lookup_hash(NUMBER)
    settings.IDENTITY_LOOKUP_KEY = "another-key-of-at-least-32-characters"
    assert lookup_hash(NUMBER) != before


@pytest.mark.django_db
def test_keys_are_rotated_without_a_moment_in_which_numbers_cannot_be_read(settings):
    somebody()
    old, new = settings.IDENTITY_KEYS, [Fernet.generate_key().decode()]
    settings.IDENTITY_KEYS = new + old
    assert Person.objects.get().identity_number == NUMBER
    assert reseal_identities(at=make.AT) == 1
    settings.IDENTITY_KEYS = new
    assert Person.objects.get().identity_number == NUMBER
    settings.IDENTITY_KEYS = old
    with pytest.raises(Unreadable):
        Person.objects.get()


@pytest.mark.django_db
def test_a_new_key_of_the_hash_is_taken_up_when_all_is_written_anew(settings, monkeypatch):
    monkeypatch.setattr("motcua.identity.actions.reseal_identities.BATCH", 2)
    for number in range(5):
        somebody(f"nguoi{number}", f"00019000000{number}")
    make.account("khong.so")
    settings.IDENTITY_LOOKUP_KEY = "another-key-of-at-least-32-characters"
    assert reseal_identities(at=make.AT) == 5
    assert Person.objects.filter(identity_hash=lookup_hash("000190000004")).count() == 1


def test_what_was_tampered_with_is_not_read():
    text = sealed(NUMBER)
    with pytest.raises(Unreadable):
        opened(text[:-6] + "AAAAA=")


@pytest.mark.django_db
def test_a_number_may_be_claimed_twice_and_proven_once():
    first, second = somebody("mot"), somebody("hai")
    Person.objects.filter(pk=first.pk).update(assurance=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=second.pk).update(assurance=2)


@pytest.mark.parametrize(
    ("number", "shown"),
    [("000185000145", "0001******45"), ("0001234567", "0001****67"), ("", ""), ("1234567", "*******")],
)
def test_a_number_is_shown_masked(number, shown):
    assert masked(number) == shown


@given(st.text("0123456789", min_size=1, max_size=13))
def test_a_mask_is_as_long_as_the_number_and_hides_at_least_a_fifth(number):
    shown = masked(number)
    assert len(shown) == len(number)
    assert shown.count("*") * 5 >= len(number)


@pytest.mark.django_db
def test_ones_own_number_is_masked_until_one_asks_and_asking_stands_in_the_book(client):
    person = somebody()
    client.force_login(person.account)
    page = client.get(PROFILE).content.decode()
    assert NUMBER not in page
    assert "0001******01" in page
    assert not Entry.objects.filter(action="identity.show_number").exists()
    answer = client.post(f"{PROFILE}so-dinh-danh/")
    assert NUMBER in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    entry = Entry.objects.get(action="identity.show_number")
    assert (entry.subject_id, "0001******01" in entry.sentence) == (str(person.account_id), True)
    assert NUMBER not in entry.sentence


@pytest.mark.django_db
def test_the_number_stays_when_the_field_is_left_empty_and_changes_when_another_is_typed(client):
    person = somebody()
    client.force_login(person.account)
    typed = {"kind": "citizen", "full_name": "Trần Thị Hồng Mơ", "address": "Tổ 9"}
    client.post(PROFILE, typed)
    person = Person.objects.get()
    assert (person.identity_number, person.address) == (NUMBER, "Tổ 9")
    client.post(PROFILE, {**typed, "identity_number": "000190000002"})
    person = Person.objects.get()
    assert (person.identity_number, person.identity_hash) == ("000190000002", lookup_hash("000190000002"))


@pytest.mark.django_db
def test_what_was_vouched_for_cannot_be_typed_over(client):
    person = somebody()
    Person.objects.update(assurance=2, proven_by="vneid")
    client.force_login(person.account)
    page = client.get(PROFILE).content.decode()
    assert 'name="identity_number"' not in page
    assert 'name="phone"' in page
    client.post(PROFILE, {"full_name": "Người Khác", "identity_number": "000190000009", "kind": "citizen", "phone": ""})
    person = Person.objects.get()
    assert (person.full_name, person.identity_number) == ("Trần Thị Hồng Mơ", NUMBER)
