"""``/sitemap.xml``: every public address for search engines, in parts that none of them finds too long."""

from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.kernel.clock import now
from motcua.kernel.kept import kept
from motcua.kernel.refusals import NotFound
from motcua.organizations.public import access
from motcua.procedures.addresses import whole
from motcua.procedures.contents import catalogue_stamp
from motcua.procedures.models import Offering
from motcua.procedures.queries import in_force_on

#: the protocol allows 50,000 addresses and 50 MB in a part; this keeps a part light enough to be drawn at once
MOST = 20_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
#: pages of other rooms that search engines should know
_PAGES = ("home", "procedures", "open-data", "catalogue-figures", "units", "due", "look-up", "check-signature")


@kept(catalogue_stamp)
@access("catalogue.read")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list of the parts."""
    parts = range(1, _last_part() + 1)
    rows = "".join(
        f"<sitemap><loc>{escape(whole(reverse('sitemap-part', args=[each])))}</loc></sitemap>" for each in parts
    )
    return _xml(f'<sitemapindex xmlns="{_NAMESPACE}">{rows}</sitemapindex>')


@kept(catalogue_stamp)
@access("catalogue.read")
@require_safe
def part(request: HttpRequest, number: int) -> HttpResponse:
    """Part 1: pages and procedures; the others: each procedure at each agency."""
    if not 1 <= number <= _last_part():
        raise NotFound(_("Không có phần này của sơ đồ trang."))
    found = _procedures() if number == 1 else _pairs(number - 2)
    rows = "".join(f"<url><loc>{escape(whole(path))}</loc>{_changed(day)}</url>" for path, day in found)
    return _xml(f'<urlset xmlns="{_NAMESPACE}">{rows}</urlset>')


def _last_part() -> int:
    return 1 + -(-_rows().count() // MOST)


def _procedures() -> Iterator[tuple[str, date | None]]:
    for name in _PAGES:
        try:
            yield reverse(name), None
        except NoReverseMatch:
            continue
    versions = in_force_on(now().date()).order_by("procedure__key")
    for key, day in versions.values_list("procedure__key", "valid_from"):
        path = reverse("procedure", args=[key])
        yield path, day
        yield f"{path}noi-lam/", day


def _pairs(place: int) -> Iterator[tuple[str, date | None]]:
    rows = _rows().order_by("pk").values_list("procedure__key", "unit__code", "procedure__current__valid_from")
    for key, code, day in rows[place * MOST : (place + 1) * MOST].iterator():
        yield f"/thu-tuc/{key}/{code}/", day


def _rows() -> QuerySet[Offering]:
    return Offering.objects.filter(procedure__current__valid_from__lte=now().date())


def _changed(day: date | None) -> str:
    return f"<lastmod>{day.isoformat()}</lastmod>" if day else ""


def _xml(text: str) -> HttpResponse:
    return HttpResponse(f'<?xml version="1.0" encoding="UTF-8"?>{text}', content_type="application/xml; charset=utf-8")
