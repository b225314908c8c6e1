"""Lists of dossiers, by keyset: a person's own, an agency's, the desk's words, the register."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import ENDED
from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import Invalid
from motcua.organizations.public import Posting, Where, may


def drafts_of(account_id: UUID) -> list[Dossier]:
    """Unfinished applications of a person, newest first."""
    return list(
        Dossier.objects.filter(applicant_id=account_id, status=0)
        .select_related("version__procedure", "competent_unit")
        .order_by("-saved_at")[:50]
    )


def drafts_for_procedure(account_id: UUID, procedure_id: int) -> list[Dossier]:
    """Unfinished applications of a person for one procedure, newest first."""
    rows = Dossier.objects.filter(applicant_id=account_id, status=0, version__procedure_id=procedure_id)
    return list(rows.select_related("competent_unit").order_by("-saved_at")[:5])


def sent_by(account_id: UUID, *, ended: bool, after: str = "", limit: int = 20) -> tuple[list[Dossier], str]:
    """Dossiers that a person submitted, latest first, a part at a time; ``after`` as the part before gave it."""
    rows = Dossier.objects.filter(applicant_id=account_id, status__gt=0).select_related(
        "version__procedure", "competent_unit"
    )
    rows = rows.filter(status__in=ENDED) if ended else rows.exclude(status__in=ENDED)
    last = _place_of(after, account_id)
    if last:
        rows = rows.filter(Q(saved_at__lt=last[0]) | Q(saved_at=last[0], id__lt=last[1]))
    found = list(rows.order_by("-saved_at", "-id")[: limit + 1])
    return found[:limit], str(found[limit - 1].id) if len(found) > limit else ""


def _place_of(after: str, account_id: UUID) -> tuple[datetime, UUID] | None:
    try:
        wanted = UUID(after)
    except ValueError:
        return None
    return Dossier.objects.filter(id=wanted, applicant_id=account_id).values_list("saved_at", "id").first()


def dossiers_page(
    actor: Actor, *, after: str, limit: int, status: int | None = None, since: datetime | None = None
) -> tuple[list[Dossier], str | None]:
    """Dossiers of the actor's agencies, newest first; ``after`` is the identifier the page before ended with."""
    agencies = {post.agency for post in actor.posts if may(actor, "dossiers.read", Where(agency=post.agency))}
    rows = Dossier.objects.filter(agency__in=agencies, status__gt=0).select_related("version__procedure")
    if status is not None:
        rows = rows.filter(status=status)
    if since is not None:
        rows = rows.filter(received_at__gte=since)
    if after:
        try:
            rows = rows.filter(id__lt=UUID(after))
        except ValueError as error:
            raise Invalid(
                gettext("after không đúng."), fields={"after": [gettext("Dùng giá trị next của trang trước.")]}
            ) from error
    page = list(rows.order_by("-id")[: limit + 1])
    return page[:limit], str(page[limit - 1].id) if len(page) > limit else None


def holders(pairs: Collection[tuple[int, str]], on: date) -> dict[tuple[int, str], list[tuple[UUID, str]]]:
    """Who holds each (unit, role) that day: account and name with title, by name. One query."""
    if not pairs:
        return {}
    rows = (
        Posting.objects.filter(unit_id__in={unit for unit, _ in pairs}, role__in={role for _, role in pairs})
        .filter(valid_from__lte=on)
        .exclude(valid_to__lt=on)
        .order_by("account__full_name", "account_id")
        .values_list("unit_id", "role", "account_id", "account__full_name", "title")
    )
    found: dict[tuple[int, str], list[tuple[UUID, str]]] = {pair: [] for pair in pairs}
    for unit, role, account, name, title in rows:
        if (unit, role) in found:
            found[unit, role].append((account, f"{name}, {title}" if title else name))
    return found


def units_holding(roles: Collection[str], on: date) -> dict[str, list[tuple[int, str]]]:
    """Units in which somebody holds each role that day: unit and its name with its parent's. One query."""
    rows = (
        Posting.objects.filter(role__in=set(roles), valid_from__lte=on, unit__valid_to=None)
        .exclude(valid_to__lt=on)
        .order_by("unit__parent__name", "unit__name", "unit_id")
        .values_list("role", "unit_id", "unit__name", "unit__short_name", "unit__parent__short_name", "unit__kind")
        .distinct()
    )
    found: dict[str, list[tuple[int, str]]] = {role: [] for role in roles}
    for role, unit, name, short, parent, kind in rows:
        found[role].append((unit, f"{short or name}, {parent}" if kind == "division" and parent else short or name))
    return found


class DeskWords(NamedTuple):
    """What a desk says of a dossier beyond what ``work`` knows."""

    summary: str
    revision: int
    competent_unit_id: int


def desk_words(dossier_ids: Collection[UUID]) -> dict[UUID, DeskWords]:
    """For each of these dossiers what a desk says of it. One query."""
    rows = Dossier.objects.filter(id__in=dossier_ids).values_list("id", *DeskWords._fields)
    return {row[0]: DeskWords(*row[1:]) for row in rows}


@dataclass(frozen=True, slots=True)
class BookWanted:
    """Which part of the register: by the day of reception, of an agency or of a reception unit."""

    first: date
    last: date
    agencies: frozenset[str] | None = None  #: None: of the whole province
    reception_units: frozenset[int] = frozenset()


def register_rows(wanted: BookWanted, *, after: str = "", limit: int = 100) -> tuple[list[Dossier], str]:
    """Dossiers received in the period, in the order of reception; ``after`` as the page before gave it."""
    start = datetime.combine(wanted.first, time.min, tzinfo=VIETNAM)
    end = datetime.combine(wanted.last + timedelta(days=1), time.min, tzinfo=VIETNAM)
    rows = Dossier.objects.filter(received_at__gte=start, received_at__lt=end).select_related(
        "version__procedure", "competent_unit"
    )
    if wanted.reception_units:
        rows = rows.filter(reception_unit__in=wanted.reception_units)
    elif wanted.agencies is not None:
        rows = rows.filter(agency__in=wanted.agencies)
    if after:
        moment, row = _register_cursor(after)
        rows = rows.filter(Q(received_at__gt=moment) | Q(id__gt=row), received_at__gte=moment)
    page = list(rows.order_by("received_at", "id")[: limit + 1])
    last = page[limit - 1] if len(page) > limit else None
    next_after = f"{last.received_at.isoformat()}_{last.id}" if last and last.received_at else ""
    return page[:limit], next_after


def _register_cursor(after: str) -> tuple[datetime, UUID]:
    try:
        moment, _, row = after.partition("_")
        return datetime.fromisoformat(moment), UUID(row)
    except ValueError as error:
        raise Invalid(gettext("Địa chỉ trang này không đúng."), advice=gettext("Mở lại sổ từ trang đầu.")) from error
