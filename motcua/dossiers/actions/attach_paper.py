"""Đính kèm giấy tờ: add a paper to a draft or to an answer; remove one from a draft."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.shape import draft_changed, lock
from motcua.dossiers.models import Dossier, Paper, Status
from motcua.dossiers.queries import definition_of, is_unsent, open_request, where_of
from motcua.dossiers.rules.parties import PROXY_PROOF, PROXY_PROOF_NAME
from motcua.files.public import StoredFile
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid, NotFound, NotNow
from motcua.organizations.public import require

OTHER = "other"
MOST_PAPERS = 100


@transaction.atomic
def attach_paper(*, dossier_id: UUID, key: str, file: StoredFile, actor: Actor, at: datetime, name: str = "") -> Paper:
    """Add ``file`` as the paper ``key`` (``other`` with a ``name`` of its own) of a draft or an answer."""
    dossier = lock(dossier_id)
    require(actor, "dossiers.apply", where_of(dossier))
    if dossier.status not in (Status.DRAFT, Status.PAPERS_ASKED):
        raise NotNow(
            gettext("Lúc này không thêm được giấy tờ."),
            advice=gettext("Chờ cơ quan yêu cầu bổ sung, hoặc nộp tại quầy."),
        )
    asked = open_request(dossier.id)
    if dossier.status == Status.PAPERS_ASKED and (asked is None or asked.answered_at):
        raise NotNow(
            gettext("Bạn đã gửi bổ sung rồi nên chưa thêm được giấy tờ."), advice=gettext("Cán bộ đang kiểm tra.")
        )
    if Paper.objects.filter(dossier=dossier, replaced_at=None).count() >= MOST_PAPERS:
        raise Invalid(
            gettext("Mỗi hồ sơ có tối đa %(most)s tệp.") % {"most": MOST_PAPERS},
            advice=gettext("Gộp nhiều trang vào một tệp PDF."),
        )
    paper = Paper(
        agency=dossier.agency,
        dossier=dossier,
        key=key,
        name=_name(dossier, key, name),
        file=file,
        copies=1,
        added_at=at,
    )
    paper.save(force_insert=True)
    draft_changed(dossier)
    return paper


@transaction.atomic
def remove_paper(*, dossier_id: UUID, paper_id: UUID, actor: Actor, at: datetime) -> None:
    """Take a paper out of a draft, or an unsent one out of an answer."""
    dossier = lock(dossier_id)
    require(actor, "dossiers.apply", where_of(dossier))
    paper = Paper.objects.filter(dossier=dossier, id=paper_id, replaced_at=None).first()
    if paper is None:
        raise NotFound(gettext("Không tìm thấy giấy tờ này."))
    asked = open_request(dossier.id) if dossier.status == Status.PAPERS_ASKED else None
    if dossier.status != Status.DRAFT and not is_unsent(paper, asked):
        raise NotNow(
            gettext("Giấy tờ đã nộp thì không gỡ ra được."), advice=gettext("Bạn có thể gửi thêm bản thay thế.")
        )
    paper.delete()
    draft_changed(dossier)


def _name(dossier: Dossier, key: str, name: str) -> str:
    if key == OTHER:
        if not name.strip():
            raise Invalid(gettext("Bạn chưa đặt tên cho giấy tờ này."), fields={"name": [gettext("Ghi tên giấy tờ.")]})
        return name.strip()[:1000]
    if key == PROXY_PROOF:
        return PROXY_PROOF_NAME
    for paper in definition_of(dossier.version_id).case(dossier.case).papers:
        if paper.key == key:
            return paper.name
    raise Invalid(
        gettext("Trường hợp này không có loại giấy tờ đó."), fields={"key": [gettext("Chọn lại loại giấy tờ.")]}
    )
