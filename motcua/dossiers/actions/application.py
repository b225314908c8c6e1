"""Một bộ hồ sơ gửi trọn: an application that comes whole, from a system of an agency or over the counter."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from motcua.dossiers.models import Delivery, Dossier, Paper
from motcua.dossiers.queries import definition_of, stored_files
from motcua.dossiers.rules.codes import new_lookup_key
from motcua.kernel.ids import new_id
from motcua.kernel.refusals import Invalid
from motcua.organizations.public import Unit
from motcua.procedures.public import ProcedureVersion


@dataclass(frozen=True, slots=True)
class PaperSent:
    """One paper of it: ``key`` of the required paper (any other word: another paper, by ``name``)."""

    key: str
    name: str = ""
    file_id: UUID | None = None  #: None for a paper handed in on paper
    originals: int = 0
    copies: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """Who applies to whom, under which rules, with what."""

    version: ProcedureVersion
    case: str
    competent_unit: Unit
    reception_unit: Unit
    owner: dict[str, Any]
    form: dict[str, Any] = field(default_factory=dict)
    papers: Sequence[PaperSent] = ()
    channel: str
    delivery: str = Delivery.ONLINE
    delivery_address: str = ""

    def rows(self, at: datetime) -> tuple[Dossier, list[Paper]]:
        """The dossier and its papers, not yet written. Refuses a case that there is not."""
        asked = {paper.key: paper.name for paper in self._case().papers}
        dossier = Dossier(
            id=new_id(),
            agency=self.competent_unit.agency,
            lookup_key=new_lookup_key(),
            version=self.version,
            case=self.case,
            channel=self.channel,
            online_level=self.version.online_level,
            competent_unit=self.competent_unit,
            reception_unit=self.reception_unit,
            owner=self.owner,
            applicant_party=self.owner,
            form=self.form,
            delivery=self.delivery,
            delivery_address=self.delivery_address,
            saved_at=at,
        )
        return dossier, [paper_row(dossier, paper, asked, at) for paper in self.papers]

    def _case(self) -> Any:
        try:
            return definition_of(self.version.id).case(self.case)
        except KeyError as error:
            raise Invalid(
                gettext("Thủ tục này không có trường hợp đó."),
                fields={"case": [gettext("Chọn một trường hợp có trong thủ tục.")]},
            ) from error


def paper_row(dossier: Dossier, paper: PaperSent, asked: dict[str, str], at: datetime) -> Paper:
    """The paper as it is kept; one that the case does not ask for is "other"."""
    return Paper(
        id=new_id(),
        agency=dossier.agency,
        dossier=dossier,
        key=paper.key if paper.key in asked else "other",
        name=asked.get(paper.key) or paper.name or paper.key,
        file_id=paper.file_id,
        originals=paper.originals,
        copies=paper.copies,
        added_at=at,
    )


def refuse_foreign_files(papers: Sequence[PaperSent], sender: UUID | None) -> None:
    """Refuse papers whose file is not stored, or was stored by somebody else: its name alone would tell too much."""
    found = stored_files({paper.file_id for paper in papers if paper.file_id})
    own = {file.id for file in found if file.stored_by_id == sender}
    problems = {
        f"papers.{place}.file": [gettext("Tải tệp lên trước rồi gửi lại.")]
        for place, paper in enumerate(papers)
        if paper.file_id and paper.file_id not in own
    }
    if problems:
        raise Invalid(gettext("Có giấy tờ trỏ đến tệp không có."), fields=problems)
