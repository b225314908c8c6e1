"""``/thiet-ke/``: the designer's shelf: upload a pack, see what is wrong and what would change, publish."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.kernel.clock import now
from motcua.kernel.refusals import Conflict, Invalid, NotFound, TooLarge
from motcua.organizations.public import access
from motcua.procedures.actions.check_upload import Checked, check_upload
from motcua.procedures.actions.publish import publish_version
from motcua.procedures.changes import terms
from motcua.procedures.pages.catalogue import PER_PAGE, figures, found
from motcua.procedures.pages.filtering import filters_of
from motcua.procedures.pages.found_rows import listed
from motcua.procedures.queries import last_published, version_in_force
from motcua.procedures.rules.definition import write_definition
from motcua.procedures.rules.difference import differences
from motcua.procedures.rules.process_exchange import pack_lines

#: bytes of a pack; the longest of the seed pack has a fiftieth of it
MOST_BYTES = 1_000_000


@access("catalogue.publish")
@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    """What is in force, and the way in for a new version."""
    words = request.GET.get("q", "").strip()[:300]
    hits, next_url = found(request, words, filters_of(request))
    context = {
        "page_width": "wide",
        "words": words,
        "rows": [listed(entry, hits.question) for entry in hits.hits],
        "next_url": next_url,
        "counts": figures(),
        "last": last_published(),
        "most": PER_PAGE,
        "terms": terms(now()),
    }
    return render(request, "procedures/shelf.html", context)


@access("catalogue.publish")
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """What is wrong with an uploaded pack, and how it differs from the version in force."""
    text, name = _uploaded(request)
    checked = check_upload(text=text, name=name)
    return _preview(request, text, name, checked, status=200 if checked.definition else 422)


@access("catalogue.publish")
@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Put the pack that was looked at in force."""
    text, name = request.POST.get("pack", ""), request.POST.get("name", "")[:200]
    checked = check_upload(text=text, name=name)
    if checked.definition is None:
        return _preview(request, text, name, checked, status=422)
    if _digest_in_force(checked.definition.key) != request.POST.get("against", ""):
        raise Conflict(
            _("Thủ tục %(key)s vừa được người khác công bố phiên bản mới.") % {"key": checked.definition.key},
            advice=_("Nạp lại tệp để xem khác biệt với phiên bản ấy rồi mới công bố."),
        )
    published = publish_version(definition=checked.definition, actor=request.actor, at=now())  # type: ignore[attr-defined]
    said = (
        _("Đã công bố phiên bản %(number)s.") if published.changed else _("Không có gì khác; giữ phiên bản %(number)s.")
    )
    messages.success(request, said % {"number": published.version.number})
    return redirect("procedure", checked.definition.key)


@access("catalogue.publish")
@require_POST
def read_drawing(request: HttpRequest) -> HttpResponse:
    """A process drawn elsewhere as the lines of a pack; changes nothing."""
    upload = request.FILES.get("drawing")
    context: dict[str, Any] = {"page_width": "wide"}
    try:
        if upload is None:
            raise Invalid(_("Chưa chọn tệp nào."), advice=_("Chọn tệp .bpmn rồi gửi lại."))
        if (upload.size or 0) > MOST_BYTES:
            raise TooLarge(_("Tệp lớn hơn 1 MB."), advice=_("Một sơ đồ chỉ vẽ một quy trình."))
        context["lines"] = pack_lines(upload.read())
    except (Invalid, TooLarge) as refusal:
        context |= {"refusal": refusal, "faults": refusal.fields.get("bpmn", [])}
        return render(request, "procedures/drawing.html", context, status=refusal.status)
    return render(request, "procedures/drawing.html", context)


def _uploaded(request: HttpRequest) -> tuple[str, str]:
    """The text of the pack, from the file or pasted; refuses what is too large or no text."""
    upload = request.FILES.get("file")
    if upload is None:
        return request.POST.get("pack", ""), request.POST.get("name", "") or _("đoạn đã dán")
    if (upload.size or 0) > MOST_BYTES:
        raise TooLarge(_("Tệp lớn hơn 1 MB."), advice=_("Một tệp chỉ chứa một thủ tục."))
    try:
        return upload.read().decode("utf-8-sig"), str(upload.name)[:200]
    except UnicodeDecodeError as error:
        raise Invalid(_("Tệp không phải văn bản UTF-8."), advice=_("Lưu lại tệp với bảng mã UTF-8.")) from error


def _preview(request: HttpRequest, text: str, name: str, checked: Checked, *, status: int) -> HttpResponse:
    context: dict[str, Any] = {"page_width": "wide", "pack": text, "name": name, "problems": checked.problems}
    if checked.definition:
        context |= _compared(checked)
    return render(request, "procedures/preview.html", context, status=status)


def _compared(checked: Checked) -> dict[str, Any]:
    definition = checked.definition
    if definition is None:
        return {}
    try:
        current = version_in_force(definition.key, now().date())
    except NotFound:
        return {"definition": definition, "current": None, "changes": [], "against": ""}
    return {
        "definition": definition,
        "current": current,
        "changes": differences(current.definition, write_definition(definition)),
        "against": current.digest,
        "current_url": reverse("procedure", args=[definition.key]),
    }


def _digest_in_force(key: str) -> str:
    try:
        return version_in_force(key, now().date()).digest
    except NotFound:
        return ""
