"""What ``/ho-so/<code>/`` shows of one's own dossier."""

from collections import defaultdict
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.documents.public import SignatureReport, verify_pdf
from motcua.dossiers.in_words import answer_by, due_words, status_of, timeline, why
from motcua.dossiers.models import Dossier, IssuedForm, Paper, PaperRequest, Result, Status
from motcua.dossiers.pages.drawing_screens import accept_of, shown
from motcua.dossiers.pages.eform import answers
from motcua.dossiers.pages.fee_forms import charges_shown
from motcua.dossiers.pages.postal import DELIVER, delivery_form, labels_of, parcels_shown
from motcua.dossiers.queries import definition_of, forms_of, open_request, papers_of, result_of
from motcua.dossiers.rules.lifecycle import find_move
from motcua.dossiers.rules.uploads import LIMIT, accepted_words
from motcua.files.public import StoredFile, open_stored
from motcua.kernel.clock import now
from motcua.procedures.public import form_of
from motcua.ui.public import spoken
from motcua.work.public import desks

FORM_NAMES = {
    "slip": gettext_lazy("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    "papers_request": gettext_lazy("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    "refusal": gettext_lazy("Phiếu từ chối giải quyết hồ sơ"),
    "apology": gettext_lazy("Phiếu xin lỗi và hẹn lại ngày trả kết quả"),
    "stop_notice": gettext_lazy("Thông báo dừng giải quyết hồ sơ"),
}


def dossier_context(dossier: Dossier, at: datetime) -> dict[str, Any]:
    """Everything that its owner may see and do."""
    definition = definition_of(dossier.version_id)
    papers = papers_of(dossier.id)
    request = open_request(dossier.id) if dossier.status == Status.PAPERS_ASKED else None
    result = result_of(dossier.id)
    parcels = parcels_shown(dossier)
    return {
        "dossier": dossier,
        "procedure": definition.name,
        "status": status_of(dossier),
        "answer_by": answer_by(dossier),
        "due": due_words(dossier, at),
        "why": why(dossier, desks.clock_of(dossier.in_work)),
        "timeline": timeline(dossier, notes=True),
        "asked": _asked(dossier, request, papers) if request else None,
        "charges": charges_shown(dossier),
        "parcels": parcels,
        "delivery_form": delivery_form(dossier, definition.by_post, parcels),
        "papers": papers,
        "forms": [form_link(dossier, form) for form in forms_of(dossier.id)],
        "result": _result(dossier, result) if result and result.issued_at and result.file else None,
        "told": answers(form_of(definition, dossier.case), dossier.form),
        "can_withdraw": find_move("ask_to_withdraw", dossier.status) and not (result and result.signed_at),
        "errors": defaultdict(list),
        "labels": {"note": _("Lời nhắn"), "reason": _("Lý do rút"), **labels_of(DELIVER)},
        "typed": {},
    }


def form_link(dossier: Dossier, form: IssuedForm) -> dict[str, Any]:
    """An issued form as a list shows it."""
    return {
        "name": form_name(form.purpose),
        "number": form.number,
        "at": form.issued_at,
        "url": reverse("dossier-form", args=[dossier.code, form.token]),
        "check_url": reverse("check-paper", args=[form.token]),
    }


def form_name(purpose: str) -> str:
    """What people call a form."""
    return str(FORM_NAMES.get(purpose, _("Phiếu")))


def _asked(dossier: Dossier, request: PaperRequest, papers: list[Paper]) -> dict[str, Any]:
    """What was asked, with an upload box for each thing; the rest may be added under a name of its own."""
    new = [paper for paper in papers if paper.added_at > request.asked_at]
    known = {paper.key: paper for paper in definition_of(dossier.version_id).case(dossier.case).papers}
    items = [_item(dossier, item, known.get(item.get("key", "")), new) for item in request.items]
    covered = {item["key"] for item in items}
    return {
        "sent": request.answered_at,
        "reason": request.reason,
        "answer_by": request.answer_by,
        "items": items,
        "other": {
            "url": reverse("apply-paper", args=[dossier.id, "other"]),
            "accept": accept_of(()),
            "limit": LIMIT,
            "words": accepted_words((), spoken),
            "files": [shown(dossier.id, paper) for paper in new if paper.key not in covered],
        },
    }


def _item(dossier: Dossier, item: dict[str, str], paper: Any, new: list[Paper]) -> dict[str, Any]:
    accepts = paper.accepts if paper else ()
    key = paper.key if paper else ""
    return {
        "key": key,
        "name": f"paper.{key}",
        "label": item["name"],
        "defect": item.get("defect", ""),
        "advice": item.get("advice", ""),
        "url": reverse("apply-paper", args=[dossier.id, key]) if key else "",
        "accept": accept_of(accepts),
        "words": accepted_words(accepts, spoken),
        "limit": LIMIT,
        "files": [shown(dossier.id, one) for one in new if key and one.key == key],
    }


def _result(dossier: Dossier, result: Result) -> dict[str, Any]:
    assert result.file is not None
    return {
        "number": result.number,
        "positive": result.outcome == "positive",
        "at": result.issued_at,
        "url": reverse("dossier-result", args=[dossier.code]),
        "check_url": reverse("check-paper", args=[result.token]),
        "file": result.file,
        "signatures": signatures_of(result.file),
    }


def signatures_of(stored: StoredFile) -> tuple[SignatureReport, ...]:
    """Who signed a stored PDF; asked of each file once a day and process, for a stored file never changes."""
    return _signatures(stored.id, now().date().toordinal())


@lru_cache(maxsize=500)
def _signatures(file_id: UUID, day: int) -> tuple[SignatureReport, ...]:
    stored = StoredFile.objects.get(id=file_id)
    with open_stored(stored) as content:
        return tuple(verify_pdf(content.read(), at=now()))
