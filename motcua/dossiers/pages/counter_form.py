"""What is written at the counter beside the e-form: the owner, and the papers laid on the table."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.actions.application import PaperSent
from motcua.files.public import store_upload
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid, Refusal

#: nobody counts more copies of one paper
MOST_COPIES = 99
OWNER: tuple[dict[str, Any], ...] = (
    {"name": "owner.kind", "label": gettext_lazy("Chủ hồ sơ là"), "type": "radio", "required": True, "first": "person",
     "options": (("person", gettext_lazy("Cá nhân")), ("organisation", gettext_lazy("Tổ chức, doanh nghiệp")))},
    {"name": "owner.full_name", "label": gettext_lazy("Họ tên hoặc tên tổ chức"),
     "type": "text", "required": True, "first": ""},
    {"name": "owner.identity_number", "label": gettext_lazy("Số căn cước hoặc mã số thuế"),
     "type": "text", "required": False, "first": ""},
    {"name": "owner.phone", "label": gettext_lazy("Điện thoại"), "type": "phone", "required": False, "first": ""},
    {"name": "owner.email", "label": gettext_lazy("Thư điện tử"), "type": "email", "required": False, "first": ""},
    {"name": "owner.address", "label": gettext_lazy("Địa chỉ"), "type": "text", "required": False, "first": ""},
)  # fmt: skip


def owner_in(post: QueryDict) -> dict[str, str]:
    """The owner as typed, without what is empty."""
    typed = {box["name"].removeprefix("owner."): str(post.get(box["name"], "")).strip()[:300] for box in OWNER}
    return {key: value for key, value in typed.items() if value}


def paper_rows(required: Sequence[Any], post: QueryDict | None, errors: dict[str, list[str]]) -> list[dict[str, Any]]:
    """The papers of the case, each with the numbers handed in: as typed, else as the procedure asks."""
    return [
        {
            "paper": paper,
            "originals": _shown(post, f"paper.{paper.key}.originals", paper.originals),
            "copies": _shown(post, f"paper.{paper.key}.copies", paper.copies),
            "handed": f"paper.{paper.key}.handed" in post if post is not None else paper.required,
            "errors": errors.get(f"paper.{paper.key}", ()),
        }
        for paper in required
    ]


def papers_in(request: HttpRequest, required: Sequence[Any], *, actor: Actor, at: datetime) -> list[PaperSent]:
    """The papers ticked as handed in, with numbers and scans; what is wrong with any is told at once."""
    rows: list[PaperSent] = []
    problems: dict[str, list[str]] = {}
    for paper in required:
        upload = request.FILES.get(f"paper.{paper.key}.scan")
        if f"paper.{paper.key}.handed" not in request.POST and upload is None:
            continue
        originals, copies = (
            _count(str(request.POST.get(f"paper.{paper.key}.{part}", ""))) for part in ("originals", "copies")
        )
        file_id = None
        if upload is not None:
            try:
                file_id = store_upload(upload=upload, accepts=tuple(paper.accepts), actor=actor, at=at).pk
            except Refusal as refusal:
                problems[f"paper.{paper.key}"] = [f"{refusal.message} {refusal.advice}".strip()]
        rows.append(PaperSent(paper.key, paper.name, file_id, originals, copies))
    if problems:
        raise Invalid(_("Có tệp quét chưa nhận được."), fields=problems)
    return rows


def _shown(post: QueryDict | None, name: str, usual: int) -> Any:
    return usual if post is None else post.get(name, "")


def _count(text: str) -> int:
    return min(int(text), MOST_COPIES) if text.isascii() and text.isdigit() and len(text) < 6 else 0
