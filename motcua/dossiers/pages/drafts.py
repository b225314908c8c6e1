"""Drafts as their applicant reads them: where one left off, what is missing, until when it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from motcua.dossiers.models import Dossier
from motcua.dossiers.pages.journey import journey_of
from motcua.dossiers.queries import draft_days, papers_of_drafts, warned_until
from motcua.dossiers.rules.drafts import kept_until
from motcua.dossiers.rules.screens import CHECK
from motcua.kernel.clock import VIETNAM, day_of


@dataclass(frozen=True, slots=True)
class ShownDraft:
    """One line of a list of drafts."""

    draft: Dossier
    url: str
    #: name of the case, where the procedure has several
    case: str
    #: titles of the screens on which something is missing; empty: it can be sent
    missing: tuple[str, ...]
    until: datetime
    #: soon removed: said louder
    is_soon: bool


def shown_drafts(drafts: Sequence[Dossier], at: datetime) -> list[ShownDraft]:
    """``drafts`` in their order. Two queries, however many there are."""
    if not drafts:
        return []
    ids = [draft.id for draft in drafts]
    papers, told = papers_of_drafts(ids), warned_until(ids)
    keep, warning = draft_days(day_of(at))
    shown = []
    for draft in drafts:
        journey = journey_of(draft)
        journey.papers = papers[draft.id]
        wrong = {journey.screen_of(name).key for name in journey.problems(at)}
        until = told.get(draft.id) or kept_until(draft.saved_at.astimezone(VIETNAM), keep)
        shown.append(
            ShownDraft(
                draft=draft,
                url=reverse("apply-resume", args=[draft.id]),
                case=journey.case.name if len(journey.definition.cases) > 1 else "",
                missing=tuple(one.title for one in journey.screens if one.key in wrong and one.key != CHECK),
                until=until,
                is_soon=day_of(until) - day_of(at) <= timedelta(days=warning),
            )
        )
    return shown


def untouched(draft: Dossier, version_id: int, case: str, unit_id: int) -> bool:
    """Whether ``draft`` is the very application that would begin now, with nothing done to it since it began."""
    return (draft.revision, draft.version_id, draft.case, draft.competent_unit_id) == (1, version_id, case, unit_id)
