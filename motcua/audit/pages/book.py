"""The page of the audit books: search, read, and check that the books are whole."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from motcua.audit.actions.verify import verify
from motcua.audit.guard import is_locked
from motcua.audit.models import Book, Entry
from motcua.audit.queries import DAYS_SEARCHED, Wanted, export, search
from motcua.audit.rules.chain import canonical
from motcua.kernel.access import needs
from motcua.kernel.clock import now
from motcua.kernel.day_field import DayField
from motcua.kernel.refusals import NotFound

PAGE = 50
#: A book that the page checks while one waits; longer ones are checked by the command.
LONGEST_CHECKED = 20_000


class SearchForm(forms.Form):
    """What to look for; the address holds it, so that a search can be sent to somebody."""

    q = forms.CharField(label=_("Mã hồ sơ, mã định danh hoặc từ trong nội dung"), required=False, max_length=200)
    nguoi = forms.CharField(
        label=_("Người làm"), help_text=_("Họ và tên đầy đủ như trong sổ."), required=False, max_length=200
    )
    ngay = DayField(
        label=_("Ngày"),
        required=False,
        error_messages={"invalid": _("Ngày chưa đúng, ví dụ: 02/03/2026.")},
    )
    so = forms.CharField(label=_("Sổ của cơ quan"), required=False, max_length=35)

    def wanted(self) -> Wanted:
        """What was understood of it; a wrong day is left out, and said."""
        typed: dict[str, Any] = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return Wanted(
            words=(typed.get("q") or "").strip(),
            person=(typed.get("nguoi") or "").strip(),
            day=typed.get("ngay"),
            agency=(typed.get("so") or "").strip(),
        )


@needs("audit.read")
def read(request: HttpRequest) -> HttpResponse:
    """The latest lines that fit what is looked for, fifty a page."""
    form = SearchForm(request.GET)
    return _show(request, form, form.wanted(), checked=None)


@needs("audit.read")
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Read the book of an agency from cover to cover and say what is wrong."""
    form = SearchForm(request.POST)
    wanted = form.wanted()
    book = _book(wanted.agency)
    checked: dict[str, Any] = {"agency": book.agency, "length": book.length, "too_long": book.length > LONGEST_CHECKED}
    if not checked["too_long"]:
        checked["faults"] = verify(book.agency)
    return _show(request, form, wanted, checked)


@needs("audit.read")
def download(request: HttpRequest, agency: str) -> StreamingHttpResponse:
    """The book of ``agency`` as JSON lines, for somebody who wants to verify it without us."""
    book = _book(agency)
    response = StreamingHttpResponse(_lines(book.agency), content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="nhat-ky-{book.agency}.jsonl"'
    return response


def _lines(agency: str) -> Iterator[str]:
    for line in export(agency):
        yield canonical(line) + "\n"


def _book(agency: str) -> Book:
    book = Book.objects.filter(agency=agency).first()
    if book is None:
        raise NotFound(
            gettext("Chưa có sổ nhật ký của cơ quan này."),
            advice=gettext("Hãy nhập mã cơ quan như trong cột “Sổ”, ví dụ: H32.05."),
        )
    return book


def _show(request: HttpRequest, form: SearchForm, wanted: Wanted, checked: dict[str, Any] | None) -> HttpResponse:
    today: date = now().date()
    lines = search(wanted, today=today, after=_after(request.GET.get("sau", "")), limit=PAGE + 1)
    typed = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    more = len(lines) > PAGE
    context = {
        "form": form,
        "lines": lines[:PAGE],
        "next_url": f"{reverse('audit')}?{urlencode({**typed, 'sau': _place(lines[PAGE - 1])})}" if more else "",
        "first_url": f"{reverse('audit')}?{urlencode(typed)}" if request.GET.get("sau") else "",
        "wanted": wanted,
        "days_searched": DAYS_SEARCHED if wanted.words and not wanted.day else 0,
        "checked": checked,
        "is_locked": is_locked(connection),
        "page_width": "wide",
    }
    return render(request, "audit/book.html", context)


def _place(entry: Entry) -> str:
    return f"{entry.at.timestamp():.6f}~{entry.id}"


def _after(place: str) -> tuple[datetime, UUID] | None:
    """Where the last page ended; anything else begins anew."""
    moment, _tilde, last = place.partition("~")
    try:
        return datetime.fromtimestamp(float(moment), tz=now().tzinfo), UUID(last)
    except (ValueError, OverflowError, OSError):
        return None
