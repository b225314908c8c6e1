"""``/thu-tuc/<key>/thay-doi/``: what changed from one version of a procedure to another, and when."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.kernel.clock import now
from motcua.kernel.kept import kept
from motcua.kernel.refusals import NotFound
from motcua.organizations.public import access
from motcua.procedures.contents import procedure_stamp
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.pages.head import head
from motcua.procedures.pages.version_words import changed_parts
from motcua.procedures.queries import version_in_force, version_numbered, versions_of
from motcua.procedures.rules.difference import differences


@kept(procedure_stamp, query=("tu", "den"))
@access("catalogue.read")
@require_safe
def changes(request: HttpRequest, key: str) -> HttpResponse:
    """``?tu=1&den=2``: from version 1 to version 2; by itself: from the one before to the one in force."""
    versions = versions_of(key)
    in_force = version_in_force(key, now().date())
    new = _asked(request, "den", key, versions) or in_force
    old = _asked(request, "tu", key, versions) or _before(new, versions)
    if old and old.number > new.number:
        old, new = new, old
    context: dict[str, Any] = {
        "version": in_force,
        "old": old,
        "new": new,
        "versions": versions,
        "parts": changed_parts(old.content, new.content) if old else [],
        "fields": differences(old.definition, new.definition) if old else [],
        "head": head(
            _("Thay đổi của thủ tục: %(name)s") % {"name": new.name},
            _("Thủ tục %(name)s đã thay đổi những gì, từ ngày nào.") % {"name": new.name},
            reverse("procedure-changes", args=[key]),
            is_for_search=not request.GET,
        ),
    }
    return render(request, "procedures/version_changes.html", context)


def _asked(request: HttpRequest, name: str, key: str, versions: list[ProcedureVersion]) -> ProcedureVersion | None:
    text = request.GET.get(name, "")
    if not text:
        return None
    if text not in {str(one.number) for one in versions}:
        raise NotFound(_("Thủ tục này không có phiên bản bạn hỏi."), advice=_("Chọn lại trong danh sách phiên bản."))
    return version_numbered(key, int(text))


def _before(new: ProcedureVersion, versions: list[ProcedureVersion]) -> ProcedureVersion | None:
    """The version before ``new``; None for the first one."""
    earlier = [one.number for one in versions if one.number < new.number]
    return version_numbered(new.procedure.key, max(earlier)) if earlier else None
