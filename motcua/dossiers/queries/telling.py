"""What partners are told of a dossier: the news of one act, and where dossiers stand on some days."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from motcua.dossiers.models import Delivery, Dossier, DossierEvent, IssuedForm, Paper, PaperRequest, Result, Status
from motcua.dossiers.queries.remembered import definition_of
from motcua.dossiers.rules.lifecycle import action_name
from motcua.exchange.public import Act, DossierNews, FeeTold, PaperTold, RequestTold, ResultTold, Standing
from motcua.files.public import StoredFile, open_stored
from motcua.kernel.clock import VIETNAM

_WITH = ("version__procedure", "version__sector", "competent_unit", "reception_unit", "matter", "applicant__person")


class Book:
    """The room's own answers to those who tell partners."""

    def news(self, subject_id: UUID, *, again: bool) -> DossierNews | None:
        """The dossier with the act of event ``subject_id``; ``again``: in the status that it has now."""
        event = DossierEvent.objects.filter(id=subject_id).select_related("actor").first()
        dossier = Dossier.objects.select_related(*_WITH).filter(id=event.dossier_id).first() if event else None
        if event is None or dossier is None or not dossier.code:
            return None
        return _news(dossier, event, dossier.status if again else event.to_status)

    def standings(self, first: date, last: date) -> Iterable[Standing]:
        """Every submitted dossier with an act from ``first`` to ``last``, as it stands now."""
        start = datetime.combine(first, time(), VIETNAM)
        end = datetime.combine(last + timedelta(days=1), time(), VIETNAM)
        events = DossierEvent.objects.filter(at__gte=start, at__lt=end).exclude(to_status=Status.DRAFT)
        return _standings("id", events.values_list("dossier_id", flat=True).distinct())

    def standings_of(self, codes: Iterable[str]) -> Iterable[Standing]:
        """The submitted dossiers with these codes, as they stand now."""
        return _standings("code", codes)


def answer_by(dossier_id: UUID) -> datetime | None:
    """Until when the papers that were asked for last may be sent; None when none are asked for."""
    rows = PaperRequest.objects.filter(dossier_id=dossier_id, accepted_at=None)
    return rows.order_by("-asked_at").values_list("answer_by", flat=True).first()


def _standings(name: str, values: Iterable[object]) -> Iterable[Standing]:
    """Some hundred at a time, each with its latest event: what is sent when it must be sent once more."""
    wanted = list(values)
    for begin in range(0, len(wanted), 500):
        rows = Dossier.objects.filter(**{f"{name}__in": wanted[begin : begin + 500]}).exclude(status=Status.DRAFT)
        found = list(rows.values_list("id", "code", "status", "agency", "revision"))
        events = DossierEvent.objects.filter(dossier_id__in=[row[0] for row in found]).exclude(to_status=Status.DRAFT)
        latest: dict[UUID, UUID] = dict(events.order_by("at", "id").values_list("dossier_id", "id"))
        for key, code, status, agency, revision in found:
            if code and key in latest:
                yield Standing(code, status, agency, revision, latest[key])


def _news(dossier: Dossier, event: DossierEvent, status: int) -> DossierNews:
    procedure, owner = dossier.version.procedure, dossier.owner
    return DossierNews(
        code=str(dossier.code),
        procedure=procedure.national_code or procedure.key,
        local_procedure=procedure.local_code,
        procedure_name=dossier.version.name,
        sector=dossier.version.sector.key,
        sector_name=dossier.version.sector.name,
        status=status,
        channel=dossier.channel,  # type: ignore[arg-type]
        owner_name=dossier.owner_name,
        owner_kind="organisation" if owner.get("kind") == "organisation" else "person",
        unit=dossier.competent_unit.code,
        unit_name=dossier.competent_unit.name,
        reception_unit=dossier.reception_unit.code,
        act=_act(dossier, event, status),
        slip=_slip(dossier),
        identity_number=str(owner.get("identity_number") or ""),
        address=str(owner.get("address") or ""),
        email=str(owner.get("email") or ""),
        phone=str(owner.get("phone") or ""),
        submitter_name=str(dossier.applicant_party.get("full_name") or ""),
        submitter_number=str(dossier.applicant_party.get("identity_number") or ""),
        summary=dossier.summary,
        submitted_at=dossier.submitted_at,
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        ended_at=dossier.ended_at if status in (Status.DONE, Status.HANDED_OVER, Status.STOPPED) else None,
        refused_at=event.at if status == Status.REFUSED else None,
        handed_over_at=dossier.handed_over_at if status == Status.HANDED_OVER else None,
        handed_over_how=_handed_over_how(dossier),
        by_post=dossier.delivery == "post",
        papers=_papers(dossier),
        fees=tuple(
            FeeTold(line["name"], line["kind"], line["amount"], line["when"])
            for line in dossier.fees
            if line.get("amount") is not None
        ),
        requests=_requests(dossier),
        results=_results(dossier, status),
    )


def _handed_over_how(dossier: Dossier) -> str:
    """How the result was handed over, in words."""
    way = dossier.handed_over_to.get("way")
    return str(Delivery(way).label) if way in Delivery.values else ""


def _act(dossier: Dossier, event: DossierEvent, status: int) -> Act:
    words = action_name(event.action) + (f": {event.note}" if event.note else "")
    return Act(
        at=event.at,
        by=event.actor_name,
        title="",
        unit=event.unit_name or dossier.competent_unit.name,
        words=words[:1000],
        status=status,
        due_at=dossier.due_at,
    )


def _slip(dossier: Dossier) -> str:
    rows = IssuedForm.objects.filter(dossier=dossier, purpose="slip").order_by("-issued_at")
    return rows.values_list("number", flat=True).first() or ""


def _papers(dossier: Dossier) -> tuple[PaperTold, ...]:
    papers = Paper.objects.filter(dossier=dossier, replaced_at=None).select_related("file").order_by("added_at", "id")
    codes = {paper.key: paper.code for paper in definition_of(dossier.version_id).case(dossier.case).papers}
    return tuple(
        PaperTold(
            id=str(paper.id),
            key=paper.key,
            name=paper.name,
            code=codes.get(paper.key, ""),
            originals=paper.originals,
            copies=paper.copies,
            file_name=paper.file.name if paper.file else "",
            digitised=paper.file is not None,
            content=_Content(paper.file) if paper.file else None,
        )
        for paper in papers
    )


class _Content:
    """The bytes of a stored file, read only when a connector asks for them."""

    def __init__(self, file: StoredFile) -> None:
        self._file = file

    def __call__(self) -> bytes:
        with open_stored(self._file) as content:
            found: bytes = content.read()
        return found


def _requests(dossier: Dossier) -> tuple[RequestTold, ...]:
    rows = PaperRequest.objects.filter(dossier=dossier).select_related("asked_by").order_by("asked_at")
    return tuple(
        RequestTold(
            id=str(row.id),
            by=row.asked_by.full_name,
            words=row.reason,
            asked_at=row.asked_at,
            answered_at=row.answered_at,
            accepted_at=row.accepted_at,
            due_before=row.due_before,
            due_after=row.due_after,
            papers=tuple(str(item.get("name", "")) for item in row.items),
        )
        for row in rows
    )


def _results(dossier: Dossier, status: int) -> tuple[ResultTold, ...]:
    if status not in (Status.DONE, Status.HANDED_OVER):
        return ()
    rows = Result.objects.filter(dossier=dossier).exclude(issued_at=None).select_related("file")
    return tuple(
        ResultTold(
            id=str(row.id),
            name=dossier.version.name,
            number=row.number,
            content=_Content(row.file) if row.file else None,
        )
        for row in rows
    )
