"""/don-vi/: the units of the province, and what each came from."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.kernel.refusals import NotFound
from motcua.organizations.access import access
from motcua.organizations.queries.units import unit_page, unit_tree


@access("pages.public")
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """The tree; ``?tim=`` narrows it."""
    words = request.GET.get("tim", "")[:100]
    return render(request, "organizations/units.html", {"branches": unit_tree(words), "words": words})


@access("pages.public")
@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """One unit; ``?tu=YYYY-MM-DD``: the one that bore the code since that day."""
    try:
        since = date.fromisoformat(request.GET["tu"]) if "tu" in request.GET else None
    except ValueError:
        raise NotFound(
            gettext("Ngày trong địa chỉ không đọc được."), advice=gettext("Hãy mở lại từ danh sách đơn vị.")
        ) from None
    return render(request, "organizations/unit.html", {"page": unit_page(code, since)})
