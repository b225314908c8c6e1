"""Every page says who may open it, and every role gets the answer of the one table of permissions.

Pages are found by walking the addresses, so that a new one is asked here without being entered here.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.cookies import SimpleCookie

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, IssuedForm
from motcua.dossiers.tests.make import START, draft, publish, received, small_province
from motcua.exchange.models import Discrepancy, Outgoing, Reconciliation
from motcua.identity.public import Account
from motcua.kernel.actor import ANYONE, SYSTEM
from motcua.kernel.clock import now
from motcua.notices.models import Notice, SuppressedAddress
from motcua.organizations.models import CalendarDay, Posting
from motcua.organizations.public import Where, actor_of, may
from motcua.organizations.rules.permissions import table
from motcua.payments.models import Charge, Receipt, Refund
from motcua.post.public import Parcel, parcels, read_address
from motcua.procedures.models import NationalChange

#: addresses without a permission of their own, and why
OTHERS = {
    "api/v1/": "no page: tokens of partners' systems, see dossiers/tests/api",
}
#: pages that answer 403 to everybody, because that is what they say
SAY_NO = {
    "tai-khoan/da-khoa/": "the account is closed",
    "ui/tu-choi/": "the showroom shows a refusal",
    "dang-nhap-mot-lan/nguoi/": "asked with a system's token",
}
SIGN_IN = "/tai-khoan/dang-nhap/"


def routes():
    """Every address with its page."""

    def walk(patterns, prefix):
        for one in patterns:
            path = prefix + str(one.pattern)
            if isinstance(one, URLPattern):
                yield path, one.callback
            else:
                yield from walk(one.url_patterns, path)

    return list(walk(get_resolver().url_patterns, ""))


OURS = [(path, page) for path, page in routes() if not any(path.startswith(other) for other in OTHERS)]


@pytest.mark.parametrize(("path", "page"), OURS, ids=[path for path, _page in OURS])
def test_every_page_declares_a_permission_of_the_table(path, page):
    assert getattr(page, "access", None) in table(), f"{path} does not say who may open it"


def test_every_role_of_the_table_is_somebody_here():
    roles = {role for grants in table().values() for role in grants} - {"anyone", "person", "partner"}
    assert roles <= {role for _name, _code, role in OFFICERS} | set(CAST_ROLES.values())


#: of the named cast
CAST_ROLES = {
    "lan": "reception",
    "dung": "division_head",
    "an": "specialist",
    "son": "leader",
    "thu": "registry_clerk",
    "soat": "controller",
    "tri": "administrator",
    "ke": "designer",
}
#: whom the small province lacks: username, unit, role
OFFICERS = [("dieu", "H32.25", "coordinator"), ("tam", "H32.TT", "centre_leader")]
#: officers of another agency, an unrelated citizen, the citizen whose dossier it is
STRANGERS = ["khac", "xa", "hoa", "bien"]
PEOPLE = [*CAST_ROLES, *(name for name, _code, _role in OFFICERS), *STRANGERS]


@dataclass
class World:
    received: Dossier
    draft: Dossier
    day: CalendarDay
    slip: IssuedForm
    visitors: list
    change: NationalChange
    message: Outgoing
    gap: Discrepancy
    told: Notice
    closed: SuppressedAddress
    charge: Charge
    receipt: Receipt
    refund: Refund
    parcel: Parcel


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One small province for all questions, rolled back at the end."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            for remembered in (queries.definition_of, queries.process_of, queries.process_row):
                remembered.cache_clear()
            units = small_province()
            publish()
            for name, code, role in OFFICERS:
                account = Account.objects.create(username=name, full_name=f"Cán bộ {name}", password="!")
                Posting.objects.create(account=account, unit=units[code], role=role, title="Cán bộ", valid_from=START)
            at = now().replace(hour=8, minute=0) - timedelta(days=1)
            dossier = received(units, at=at)
            slip = IssuedForm.objects.get(dossier=dossier)
            waiting = [*exchanged(dossier, at), *paid(dossier, at), fetched(dossier, at)]
            yield World(dossier, draft(units, at=at), CalendarDay.objects.get(), slip, list(visitors()), *waiting)
            transaction.set_rollback(True)
        for remembered in (queries.definition_of, queries.process_of, queries.process_row):
            remembered.cache_clear()


def exchanged(dossier: Dossier, at: datetime) -> tuple:
    """A national change that waits, a refused message, a difference, what the applicant was told, a closed address."""
    change = NationalChange.objects.create(code="9.000001", name="Cũ", kind="abolished", found_at=at, publish_by=at)
    about = {"lane": str(dossier.code), "sequence": 1, "subject_id": dossier.id}
    message = Outgoing.objects.create(agency="H32.25", partner="national", state=2, next_at=at, **about)
    compared = Reconciliation.objects.create(partner="national", first_day=at.date(), last_day=at.date(), at=at)
    gap = Discrepancy.objects.create(reconciliation=compared, agency="H32.25", **about)
    told = Notice.objects.get(account=dossier.applicant, occasion="submitted")
    closed = SuppressedAddress.objects.create(channel="sms", address="84900000017", reason="không có", at=at)
    return change, message, gap, told, closed


def paid(dossier: Dossier, at: datetime) -> tuple[Charge, Receipt, Refund]:
    """Money taken at the counter for the dossier, and given back."""
    from motcua.dossiers.actions.charging import ask_charge
    from motcua.dossiers.actions.take_payment import take_payment
    from motcua.dossiers.tests.make import person
    from motcua.payments.actions.decide_refund import decide_refund

    ask_charge(dossier, 50_000, "Phí", actor=person("lan"), at=at)
    take_payment(dossier_id=dossier.id, actor=person("lan"), at=at)
    charge = Charge.objects.get(subject_id=dossier.id)
    refund = decide_refund(charge_id=charge.id, reason="Thu nhầm", actor=person("son"), at=at)
    return charge, Receipt.objects.get(payment__charge=charge), refund


def fetched(dossier: Dossier, at: datetime) -> Parcel:
    """Papers that the post fetches for the dossier."""
    subject = parcels.Subject(
        kind="dossier", id=dossier.id, agency=dossier.agency, reference=str(dossier.code), title="Thông báo",
        unit=dossier.reception_unit, owner=dossier.applicant_id,
    )  # fmt: skip
    address = read_address({"line": "Số 1 Trần Phú, Nha Trang"})
    return parcels.order(subject, kind="collect", address=address, actor=SYSTEM, at=at)


def about(path: str, world: World) -> Dossier | None:
    """The dossier that an address is about."""
    if "<uuid:dossier_id>" in path:
        return world.draft if path.startswith("nop-ho-so/") else world.received
    return world.received if path.startswith("ho-so/<str:code>") else None


def filled(path: str, world: World) -> str:
    """``path`` with things of the small world; a new kind of parameter is told here."""
    dossier = about(path, world) or world.received

    def value(found: re.Match[str]) -> str:
        name = found["name"]
        if name == "code":
            return "H32.25" if path.startswith("don-vi/") else str(dossier.code)
        if name == "key" and "dossier_id" in path:
            return "ma-ket" if "giay-to" in path else "noi-dung"
        values = {
            "dossier_id": dossier.id,
            "paper_id": dossier.papers.get().id,
            "form_id": world.slip.id,
            "token": world.slip.token,
            "day_id": world.day.pk,
            "arrival_id": dossier.id,
            "stand_in_id": 1,
            "agency": "H32.25",
            "number": 1,
            "change_id": world.change.pk,
            "message_id": world.message.pk,
            "discrepancy_id": world.gap.pk,
            "notice_id": world.told.pk,
            "delivery_id": world.told.pk,
            "address_id": world.closed.pk,
            "occasion": "submitted",
            "language": "vi",
            "charge_id": world.charge.pk,
            "receipt_id": world.receipt.pk,
            "refund_id": world.refund.pk,
            "parcel_id": world.parcel.pk,
            "lookup": world.receipt.lookup_code,
            "provider_id": "vneid",
            "session_id": 1,
            "consent_id": dossier.id,
            "client_id": "khong-co",
            "representation_id": dossier.id,
            "pk": 1,
            "method": "bank_transfer",
            "case": "chung",
            "key": "1.004650",
            "slug": "chuyen.forward",
            "unit": "H32.25",
        }
        assert name in values, f"{path}: say here what <{name}> may be"
        return str(values[name])

    return "/" + re.sub(r"<(?:\w+:)?(?P<name>\w+)>", value, path)


def allowed(page, actor, dossier: Dossier | None) -> bool:
    """What the table says."""
    if "anyone" in table()[page.access]:
        return True
    if dossier is None:
        return may(actor, page.access)
    if not dossier.status:
        return bool(may(actor, page.access, Where(owner=dossier.applicant_id)))
    return bool(may(actor, page.access, queries.where_of(dossier)))


def visitors():
    yield "nobody", ANYONE, Client(raise_request_exception=False), ""
    for username in PEOPLE:
        account = Account.objects.get(username=username)
        client = Client(raise_request_exception=False)
        client.force_login(account, backend=django_settings.AUTHENTICATION_BACKENDS[0])
        yield username, actor_of(account, on=now().date()), client, client.cookies.output(header="").strip()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("path", "page"), OURS, ids=[path for path, _page in OURS])
def test_every_role_gets_the_answer_that_the_table_says(world, path, page, method):
    dossier, address = about(path, world), filled(path, world)
    for username, actor, client, cookies in world.visitors:
        client.cookies = SimpleCookie(cookies)  # an answer may have signed out
        point = transaction.savepoint()
        answer = getattr(client, method)(address)
        transaction.savepoint_rollback(point)
        who = f"{username} {method.upper()} {address}: {answer.status_code}"
        to_sign_in = answer.status_code == 302 and answer["Location"].startswith(SIGN_IN)
        assert answer.status_code < 500, who
        if allowed(page, actor, dossier):
            # what is posted is an act, which asks for its own permission beside the page's
            assert answer.status_code not in (401, 403) or method == "post" or path in SAY_NO, who
            assert not to_sign_in or page.access == "pages.public", who
        elif actor is ANYONE:
            assert to_sign_in, who
        else:
            assert answer.status_code in (403, 404, 405), who
