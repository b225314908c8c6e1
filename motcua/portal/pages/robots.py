"""``/robots.txt``: what search engines may walk through, and where the list of addresses is."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.organizations.public import access

#: personal or endless: drafts, dossiers, desks, accounts, searches; the doors of systems
_NOT = (
    "/nop-ho-so/",
    "/ho-so/",
    "/ho-so-cua-toi/",
    "/tra-cuu/",
    "/kiem-tra/",
    "/viec/",
    "/ky/",
    "/so-theo-doi/",
    "/tiep-nhan-tai-quay/",
    "/thiet-ke/",
    "/quan-tri/",
    "/tai-khoan/",
    "/toi/",
    "/api/",
    "/ui/",
    "/*?q=",
    "/*?tim=",
)


@access("pages.public")
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """In the demo nothing is for search engines: its people and dossiers are invented."""
    if settings.MODE == "demo":
        lines = ["User-agent: *", "Disallow: /"]
    else:
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT)]
    lines.append(f"Sitemap: {settings.PUBLIC_URL}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
