"""The province of the files: complete, repeatable, and staffed when asked."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import check_password

from motcua.identity.public import Account, Person
from motcua.kernel.actor import SYSTEM
from motcua.kernel.limits import Limit
from motcua.kernel.refusals import NotAllowed, NotNow
from motcua.organizations.actions.seed_people import DEMO_PASSWORD
from motcua.organizations.actions.seed_province import seed_province
from motcua.organizations.models import CalendarDay, Posting, Succession, Unit, WorkCalendar
from motcua.organizations.public import actor_of, calendar_of, centre_for, places, unit_coded
from motcua.organizations.rules.permissions import table
from motcua.organizations.rules.province import read_province
from motcua.organizations.tests.make import at, make_account, specialist

NOW = at("2026-03-02 08:00")
Kind = Unit.Kind
MODELS = (Unit, Succession, CalendarDay, WorkCalendar, Account, Posting, Person, Unit.serves.through)


def seed(**more):
    return seed_province(**{"code": "H32", "actor": SYSTEM, "at": NOW} | more)


@pytest.fixture
def province(db):
    return seed(people=True)


def test_repeating_it_adds_nothing_and_keeps_what_an_administrator_changed(province):
    before = [model.objects.count() for model in MODELS]
    Unit.objects.filter(code="H32.25").update(phone="0258 000 000")
    assert not any(seed(people=True).values())
    assert [model.objects.count() for model in MODELS] == before
    assert Unit.objects.get(code="H32.25").phone == "0258 000 000"


def test_every_agency_can_settle_a_dossier_from_reception_to_issue(province):
    holders = set(Posting.objects.values_list("unit_id", "role"))
    agencies = Unit.objects.filter(kind__in=[Kind.DEPARTMENT, Kind.COMMUNE])
    assert agencies.count() == 14 + 65
    for agency in agencies:
        centre = centre_for(agency)
        where = places(agency, centre, "linh-vuc-la")
        assert centre.kind in (Kind.PROVINCE_CENTRE, Kind.COMMUNE_CENTRE)
        needed = {
            (where["reception"], "reception"),
            (where["division"], "division_head"),
            (where["division"], "specialist"),
            (where["agency"], "leader"),
            (where["agency"], "registry_clerk"),
            (where["agency"], "coordinator"),
        }
        assert needed <= holders, agency.name


def test_the_cast_of_the_demo_can_sign_in_and_has_its_posts(province):
    cast = read_province("H32").people.cast
    accounts = {
        account.username: account for account in Account.objects.filter(username__in=[m.username for m in cast])
    }
    assert len(accounts) == len(cast)
    assert check_password(DEMO_PASSWORD, accounts["congdan"].password)
    assert not Account.objects.filter(is_demo=False).exists()
    roles = {name: actor_of(account, on=NOW.date()).roles for name, account in accounts.items()}
    assert roles["tiepnhan"] == {"reception"}
    assert roles["vanthu.nhatrang"] == {"registry_clerk"}
    assert roles["quantri"] == {"administrator"}
    assert roles["congdan"] == frozenset()
    assert Person.objects.get(account=accounts["doanhnghiep"]).kind == Person.Kind.ORGANISATION
    assert all(p.identity_number.startswith("000") for p in Person.objects.all())


def test_every_role_that_is_given_is_in_the_table(province):
    known = {role for grants in table().values() for role in grants}
    assert set(Posting.objects.values_list("role", flat=True)) <= known


def test_all_sixty_five_communes_came_from_old_ones_that_are_closed(province):
    communes = Unit.objects.filter(kind=Kind.COMMUNE)
    assert communes.count() == 65
    assert communes.filter(predecessions=None).count() == 0
    assert communes.values("gso_code").distinct().count() == 65
    old = Unit.objects.filter(kind__in=[Kind.OLD_COMMUNE, Kind.DISTRICT])
    assert not old.exclude(valid_to=date(2025, 6, 30)).exists()
    assert Unit.objects.get(name="UBND xã Nhơn Sơn").parent.name == "UBND huyện Ninh Sơn"
    split = Unit.objects.get(name="UBND phường Đông Hải", kind=Kind.OLD_COMMUNE)
    assert split.successions.count() == 2
    assert unit_coded("H32").predecessions.count() == 2


def test_a_sector_leads_to_the_division_in_charge(province):
    culture, ward = unit_coded("H32.25"), unit_coded("H32.212")
    named = {
        (culture, "nghe-thuat-bieu-dien"): "Phòng Quản lý văn hóa và nghệ thuật",
        (culture, "di-san-van-hoa"): "Phòng Quản lý di sản",
        (culture, "the-duc-the-thao"): "Phòng Quản lý thể dục thể thao",
        (ward, "ho-tich"): "Văn phòng HĐND và UBND",
        (ward, "hoat-dong-xay-dung"): "Phòng Kinh tế, Hạ tầng và Đô thị",
        (ward, "bao-tro-xa-hoi"): "Phòng Văn hóa - Xã hội",
    }
    for (agency, sector), name in named.items():
        assert Unit.objects.get(pk=places(agency, agency, sector)["division"]).short_name == name


def test_the_seeded_calendar_gives_the_worked_examples(province):
    calendar = calendar_of(unit_coded("H32.25").pk)
    assert calendar.due(at("2026-02-13 15:30"), Limit(24, "working_hour")).at == at("2026-02-25 15:30")
    assert calendar.due(at("2026-08-21 14:00"), Limit(16, "working_hour")).at == at("2026-08-24 14:00")
    assert calendar.due(at("2026-04-29 16:30"), Limit(16, "working_hour")).at == at("2026-05-05 16:30")


def test_the_years_of_the_calendar_are_complete():
    days = {entry.day: entry for entry in read_province("H32").calendar.days}
    assert not any(entry.verified for entry in days.values())
    for year in (2025, 2026, 2027):
        for month, day in ((1, 1), (4, 30), (5, 1), (9, 2)):
            holiday = date(year, month, day)
            assert holiday in days
            if holiday.weekday() >= 5:
                later = (holiday + timedelta(days=n) for n in range(1, 4))
                assert any(days[one].kind == "compensation_off" for one in later if one in days)
        swapped = [e.kind for e in days.values() if e.day.year == year]
        assert swapped.count("swap_off") == swapped.count("swap_work")


def test_usernames_do_not_collide():
    names = [commune.name for commune in read_province("H32").communes.communes]
    from motcua.kernel.accents import slug

    assert len({slug(name, joint="") for name in names}) == 65


@pytest.mark.django_db
def test_without_people_nobody_is_made_up():
    assert seed()["accounts"] == 0
    assert not Account.objects.exists()


@pytest.mark.django_db
def test_invented_people_are_refused_outside_the_demo_and_nothing_is_left_behind(settings):
    settings.MODE = "production"
    with pytest.raises(NotNow):
        seed(people=True)
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_only_an_administrator_or_the_system_brings_in_a_province():
    with pytest.raises(NotAllowed):
        seed(actor=specialist())


def test_a_province_without_files_is_an_error():
    with pytest.raises(FileNotFoundError):
        read_province("H99")


@pytest.mark.django_db
def test_a_profile_chooses_among_the_communes_of_the_province_and_keeps_the_choice(client):
    seed()
    address = "/toi/ho-so-ca-nhan/"
    client.force_login(make_account("bien.tran", "Trần Văn Biển"))
    choices = dict(client.get(address).context["form"].fields["commune_code"].choices)
    communes = Unit.objects.filter(kind=Kind.COMMUNE, valid_to=None)
    assert set(choices) == {"", *communes.values_list("code", flat=True)}
    nha_trang = communes.get(short_name="Phường Nha Trang")
    typed = {"kind": "citizen", "full_name": "Trần Văn Biển", "commune_code": nha_trang.code}
    assert client.post(address, typed).status_code == 302
    page = client.get(address).content.decode()
    assert f'<option value="{nha_trang.code}" selected>Phường Nha Trang</option>' in page


def test_the_buttons_of_the_sign_in_page_know_the_password_of_the_invented_people(settings):
    assert settings.DEMO_PASSWORD == DEMO_PASSWORD
