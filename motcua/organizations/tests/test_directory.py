"""Units found by code, the centre that receives for them, and the places a process means."""

import pytest

from motcua.kernel.refusals import NotFound
from motcua.organizations.models import Unit
from motcua.organizations.public import centre_for, places, unit_coded
from motcua.organizations.tests.make import make_unit

pytestmark = pytest.mark.django_db
Kind = Unit.Kind


@pytest.fixture
def department():
    agency = make_unit("H32.25")
    for key, sectors in (("P01", ["quang-cao"]), ("P02", ["di-san-van-hoa"])):
        make_unit(f"H32.25.{key}", Kind.DIVISION, parent=agency, agency="H32.25", sectors=sectors)
    centre = make_unit("H32.TTPVHCC", Kind.PROVINCE_CENTRE, agency="H32")
    centre.serves.add(agency)
    return agency


def test_the_division_in_charge_of_the_sector_gets_the_work(department):
    centre = centre_for(department)
    found = places(department, centre, "di-san-van-hoa")
    assert found == {"reception": centre.pk, "agency": department.pk, "division": unit_coded("H32.25.P02").pk}
    assert places(department, centre, "Di sản văn hóa") == found


def test_a_sector_that_nobody_is_in_charge_of_goes_to_the_first_division(department):
    assert places(department, department, "khac")["division"] == unit_coded("H32.25.P01").pk


def test_an_agency_without_divisions_does_the_work_itself():
    agency = make_unit("H32.TTR")
    assert places(agency, agency, "khac")["division"] == agency.pk


def test_the_centre_receives_for_an_agency_and_for_its_divisions(department):
    assert centre_for(department).code == "H32.TTPVHCC"
    assert centre_for(unit_coded("H32.25.P01")).code == "H32.TTPVHCC"
    lonely = make_unit("H32.TTR")
    assert centre_for(lonely) == lonely


def test_an_unknown_code_is_refused_in_words():
    with pytest.raises(NotFound, match=r"H32\.99"):
        unit_coded("H32.99")


def test_units_are_remembered_and_a_new_one_is_found(department, django_assert_num_queries):
    unit_coded("H32.25")
    with django_assert_num_queries(0):
        unit_coded("H32.25")
        places(department, centre_for(department), "quang-cao")
    Unit.objects.bulk_create(
        [
            Unit(
                code="H32.08",
                name="Sở",
                short_name="Sở",
                kind=Kind.DEPARTMENT,
                agency="H32.08",
                valid_from=department.valid_from,
            )
        ]
    )
    assert unit_coded("H32.08").name == "Sở"


def test_what_a_caller_does_to_a_unit_stays_with_the_caller(department):
    unit_coded("H32.25").name = "đổi"
    assert unit_coded("H32.25").name != "đổi"
