"""Acting for an organisation or another person: said with its proof, chosen for a session, gone on its last day."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from motcua.audit.models import Entry
from motcua.dossiers.models import Dossier, Paper
from motcua.dossiers.rules.parties import PROXY_PROOF
from motcua.dossiers.tests.make import PDF, publish, small_province
from motcua.identity.actions.reseal_identities import reseal_identities
from motcua.identity.models import Account, Representation
from motcua.identity.tests import make
from motcua.identity.tests.test_sign_in import words
from motcua.kernel.clock import now

pytestmark = pytest.mark.django_db
PAGE = "/toi/lam-thay/"
COMPANY = {
    "basis": "legal",
    "kind": "organisation",
    "full_name": "Công ty TNHH Biển Xanh 79",
    "identity_number": "0001234567",
    "address": "Số 2 đường Hoa Giấy",
    "phone": "0905 000 000",
}


@pytest.fixture(autouse=True)
def papers(settings, tmp_path):
    settings.PAPERS_ROOT = tmp_path


def proof():
    return SimpleUploadedFile("giay-uy-quyen.pdf", PDF, "application/pdf")


def say(client, **changes):
    return client.post(PAGE, {**COMPANY, "proof": proof(), **changes})


@pytest.fixture
def person(client):
    account = make.account(profile={"identity_number": "000190000001"})
    client.force_login(account)
    return account


def test_one_says_for_whom_with_the_proof_and_the_book_says_so(client, person):
    assert say(client)["Location"] == PAGE
    held = Representation.objects.get()
    assert (held.account, held.full_name, held.identity_number) == (person, COMPANY["full_name"], "0001234567")
    entry = Entry.objects.get(action="identity.represent")
    assert entry.data["proof"] == str(held.proof_id)
    assert "0001234567" not in f"{entry.sentence}{entry.data}"
    assert "0001****67" in words(client.get(PAGE))
    with connection.cursor() as cursor:
        cursor.execute("SELECT identity_number FROM identity_representation")
        assert "0001234567" not in cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"basis": "proxy"}, "ngày cuối cùng của giấy ủy quyền"),
        ({"basis": "proxy", "valid_to": "01/01/2020"}, "đã hết hạn"),
        ({"proof": ""}, "Hãy chọn tệp"),
        ({"identity_number": "123"}, "Mã số thuế gồm 10 chữ số"),
        ({"identity_number": ""}, "Hãy nhập mã số thuế"),
        ({"full_name": ""}, "Hãy nhập tên"),
        ({"proof": SimpleUploadedFile("x.exe", b"MZ\x90\x00", "application/pdf")}, "Tệp"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(client, person, changes, said):
    answer = say(client, **changes)
    assert (answer.status_code, said in words(answer)) == (422, True)
    assert not Representation.objects.exists()


def choose(client):
    held = Representation.objects.get()
    return client.post(f"{PAGE}{held.pk}/chon/", follow=True)


def test_whom_one_acts_for_is_chosen_and_left_again(client, person):
    say(client)
    assert "Bạn đang làm thay cho Công ty TNHH Biển Xanh 79" in words(choose(client))
    client.post(f"{PAGE}chinh-minh/")
    assert "Thôi, làm cho chính mình" not in words(client.get(PAGE))


def test_nobody_acts_by_the_paper_of_another(client, person):
    say(client)
    held = Representation.objects.get()
    stranger = type(client)()
    stranger.force_login(make.account("ke.khac", "Kẻ Khác"))
    assert stranger.post(f"{PAGE}{held.pk}/chon/").status_code == 404
    assert stranger.post(f"{PAGE}{held.pk}/bo/").status_code == 404
    session = stranger.session
    session["acting-for"] = str(held.pk)
    session.save()
    assert "Thôi, làm cho chính mình" not in words(stranger.get(PAGE))


def test_a_paper_is_worth_nothing_after_its_last_day(client, person):
    say(client, basis="proxy", valid_to=f"{now():%d/%m/%Y}")
    choose(client)
    held = Representation.objects.get()
    assert (held.holds(held.valid_to), held.holds(date(2099, 1, 1))) == (True, False)
    Representation.objects.update(valid_to=date(2020, 1, 1))
    page = words(client.get(PAGE))
    assert "Đã hết hạn" in page
    assert "Thôi, làm cho chính mình" not in page, "what was chosen is dropped"
    assert client.post(f"{PAGE}{held.pk}/chon/").status_code == 404


def test_one_stops_acting_and_what_was_chosen_is_dropped(client, person):
    say(client)
    choose(client)
    client.post(f"{PAGE}{Representation.objects.get().pk}/bo/")
    page = words(client.get(PAGE))
    assert "Công ty TNHH" not in page
    assert Entry.objects.filter(action="identity.end_representation").count() == 1


def begin(client):
    answer = client.post("/nop-ho-so/1.004650/", {"case": "chung", "agency": "H32.25"})
    assert answer.status_code == 302, answer.content.decode()
    return Dossier.objects.get()


@pytest.fixture
def applicant(client):
    small_province()
    publish()
    account = Account.objects.get(username="hoa")
    client.force_login(account)
    return account


def test_a_dossier_begun_for_an_organisation_is_the_organisations_with_the_proof_in_it(client, applicant):
    say(client)
    choose(client)
    draft = begin(client)
    assert (draft.owner["full_name"], draft.owner["kind"]) == (COMPANY["full_name"], "organisation")
    assert draft.owner_name == COMPANY["full_name"]
    assert draft.applicant_party["proxy"] is True
    assert draft.applicant_party["full_name"] == applicant.full_name
    assert draft.applicant_id == applicant.pk
    paper = Paper.objects.get(dossier=draft)
    assert (paper.key, paper.file_id) == (PROXY_PROOF, Representation.objects.get().proof_id)


def test_a_dossier_begun_for_oneself_is_ones_own(client, applicant):
    say(client)
    draft = begin(client)
    assert draft.owner["full_name"] == applicant.full_name
    assert not draft.applicant_party.get("proxy")
    assert not Paper.objects.exists()


def test_numbers_of_those_acted_for_follow_the_keys(client, person, settings):
    from cryptography.fernet import Fernet

    say(client)
    new = [Fernet.generate_key().decode()]
    settings.IDENTITY_KEYS = new + settings.IDENTITY_KEYS
    assert reseal_identities(at=make.AT) == 2
    settings.IDENTITY_KEYS = new
    assert Representation.objects.get().identity_number == "0001234567"
