"""``/so-theo-doi/``: the register of dossiers, on the screen and as PDF (form 07, 06 before 2025)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.documents.public import render_pdf
from motcua.dossiers.actions.draw_form import PRINTED
from motcua.dossiers.in_words import TONES
from motcua.dossiers.models import Dossier, Status
from motcua.dossiers.pages.asking import actor_in
from motcua.dossiers.pages.officer_files import shown
from motcua.dossiers.pages.sheets import register_book, register_row
from motcua.dossiers.queries import BookWanted, register_rows
from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of, now
from motcua.kernel.days import read_day
from motcua.kernel.refusals import Invalid, NotAllowed
from motcua.organizations.public import Unit, Where, access, may

PAGE = 50
#: a book on paper beyond this is bound in parts
MOST_ON_PAPER = 2000
LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A book that the officer may open: of a unit that receives, or of an agency that settles."""

    unit: Unit
    receives: bool

    @property
    def key(self) -> str:
        """As in the address."""
        return self.unit.code


@access("dossiers.register")
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """A page of the book."""
    books = shelves(actor_in(request))
    shelf = _chosen(books, str(request.GET.get("so", "")))
    try:
        first, last = _period(request)
    except Invalid as refusal:  # the page as it was asked for, so that the day can be put right
        typed = {"first": request.GET.get("tu", ""), "last": request.GET.get("den", ""), "errors": refusal.fields}
        labels = {"tu": _("Từ ngày"), "den": _("Đến ngày")}
        context = {"books": _named(books), "shelf": shelf, **typed, "labels": labels, "page_width": "full"}
        return render(request, "dossiers/officer/register.html", context, status=refusal.status)
    after = str(request.GET.get("sau", ""))
    rows, following = register_rows(_wanted(shelf, first, last), after=after, limit=PAGE)
    here = {"so": shelf.key, "tu": first.isoformat(), "den": last.isoformat()}
    context = {
        "books": _named(books),
        "shelf": shelf,
        "first": first,
        "last": last,
        "rows": [
            {"dossier": row, "line": register_row(row), "status": _status(row)} for row in rows
        ],
        "next_url": f"?{urlencode({**here, 'sau': following})}" if following else "",
        "first_url": f"?{urlencode(here)}" if after else "",
        "pdf_query": urlencode(here),
        "page_width": "full",
    }  # fmt: skip
    return render(request, "dossiers/officer/register.html", context)


def _named(books: list[Shelf]) -> list[tuple[str, str]]:
    return [(one.key, one.unit.name) for one in books]


@access("dossiers.register")
@require_safe
def register_pdf(request: HttpRequest) -> HttpResponse:
    """The book as it is printed; refused beyond what one binding holds."""
    shelf = _chosen(shelves(actor_in(request)), str(request.GET.get("so", "")))
    first, last = _period(request)
    rows, more = register_rows(_wanted(shelf, first, last), limit=MOST_ON_PAPER)
    if more:
        raise Invalid(
            _("Sổ của khoảng thời gian này dài quá %(most)s hồ sơ.") % {"most": MOST_ON_PAPER},
            advice=_("Chọn khoảng ngắn hơn rồi in từng quyển."),
        )
    return shown(
        render_pdf(PRINTED / "register.typ", register_book(shelf.unit, first, last, rows, now())), "so-theo-doi.pdf"
    )


def shelves(actor: Actor) -> list[Shelf]:
    """The books that the table of permissions opens to this officer. One or two queries."""
    if may(actor, "dossiers.register", Where(agency="-")):  # the whole province
        kinds = [Unit.Kind.DEPARTMENT, Unit.Kind.COMMUNE]
        agencies = Unit.objects.filter(kind__in=kinds, valid_to=None).select_related("parent").order_by("kind", "name")
        return [Shelf(unit, receives=False) for unit in agencies]
    units = {
        post.unit_id for post in actor.posts if may(actor, "dossiers.register", Where(units=frozenset({post.unit_id})))
    }
    codes = {post.agency for post in actor.posts if may(actor, "dossiers.register", Where(agency=post.agency))}
    receiving = Unit.objects.filter(pk__in=units).select_related("parent")
    settling = Unit.objects.filter(code__in=codes, valid_to=None).select_related("parent")
    return [*(Shelf(unit, receives=True) for unit in receiving), *(Shelf(unit, receives=False) for unit in settling)]


def _chosen(books: list[Shelf], wanted: str) -> Shelf:
    if not books:
        raise NotAllowed(_("Bạn không được mở quyển sổ nào."))
    if not wanted:
        return books[0]
    found = next((one for one in books if one.key == wanted), None)
    if found is None:
        raise NotAllowed(_("Bạn không được mở quyển sổ này."))
    return found


def _wanted(shelf: Shelf, first: date, last: date) -> BookWanted:
    if shelf.receives:
        return BookWanted(first, last, reception_units=frozenset({shelf.unit.pk}))
    return BookWanted(first, last, agencies=frozenset({shelf.unit.agency}))


def _period(request: HttpRequest) -> tuple[date, date]:
    """From … to …; the month so far when the address does not say."""
    today = day_of(now())
    typed = {"tu": request.GET.get("tu") or str(today.replace(day=1)), "den": request.GET.get("den") or str(today)}
    days = {name: read_day(str(text)) for name, text in typed.items()}
    wrong = [name for name, day in days.items() if day is None or not 1900 <= day.year <= 2200]
    first, last = days["tu"], days["den"]
    if wrong or first is None or last is None:
        words = _("Ngày này không có; hãy viết ngày/tháng/năm, ví dụ 09/03/2026.")
        raise Invalid(_("Ngày chưa đúng."), fields={name: [words] for name in wrong})
    if last < first:
        first, last = last, first
    return (first, last) if last - first <= LONGEST else (last - LONGEST, last)


def _status(dossier: Dossier) -> tuple[str, str]:
    return str(Status(dossier.status).label), TONES.get(Status(dossier.status), "neutral")
