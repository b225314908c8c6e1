from datetime import date

import pytest

from motcua.documents.connectors.choose import signer_of
from motcua.identity.public import Account
from motcua.kernel.ids import new_id
from motcua.kernel.refusals import NotFound
from motcua.organizations.public import Posting, Unit

DAY = date(2026, 3, 2)


def department(name="Sở Văn hóa, Thể thao và Du lịch", until=None, since=date(2025, 7, 1)):
    return Unit.objects.create(
        code="H32.25", agency="H32.25", name=name, short_name=name, kind="department", valid_from=since, valid_to=until
    )


@pytest.mark.django_db
def test_an_agency_signs_by_the_name_it_had_that_day():
    department("Sở Văn hóa và Thể thao", until=date(2025, 12, 31))
    department(since=date(2026, 1, 1))
    assert signer_of("H32.25", on=date(2025, 8, 1)).name == "Sở Văn hóa và Thể thao"
    assert signer_of("H32.25", on=DAY).name == "Sở Văn hóa, Thể thao và Du lịch"


@pytest.mark.django_db
def test_a_leader_signs_for_the_unit_that_they_lead():
    unit = department()
    division = Unit.objects.create(
        code="H32.25.1", agency="H32.25", name="Phòng Quản lý văn hóa", short_name="P", kind="division",
        valid_from=DAY, parent=unit,
    )  # fmt: skip
    account = Account.objects.create(username="nghia", full_name="Lê Hoàng Phương Nghĩa")
    Posting.objects.create(account=account, unit=division, role="specialist", valid_from=date(2025, 7, 1))
    Posting.objects.create(account=account, unit=unit, role="leader", valid_from=date(2025, 7, 1))
    signer = signer_of(account.id, on=DAY)
    assert (signer.name, signer.unit) == ("Lê Hoàng Phương Nghĩa", "Sở Văn hóa, Thể thao và Du lịch")


@pytest.mark.django_db
def test_nobody_signs_for_those_who_do_not_exist():
    with pytest.raises(NotFound):
        signer_of(new_id(), on=DAY)
    with pytest.raises(NotFound):
        signer_of("H99", on=DAY)
