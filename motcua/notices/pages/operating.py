"""``/quan-tri/tin-nhan/``: how the channels stand, what could not be sent, closed addresses, how messages read."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from motcua.kernel.clock import now
from motcua.notices.actions.operate import lift, resend, resend_all
from motcua.notices.composing import previewed, previewed_letter
from motcua.notices.connectors.chosen import open_channels
from motcua.notices.models import ChannelLine, Delivery
from motcua.notices.pages.wishes import NAMES
from motcua.notices.queries import MOST, closed_addresses, dead, line_of, waiting_count
from motcua.notices.rules.choosing import OUTSIDE
from motcua.notices.rules.masking import masked_address
from motcua.notices.rules.occasions import OCCASIONS
from motcua.notices.rules.sms import length_of, plain_sms
from motcua.notices.rules.wording import LANGUAGES
from motcua.organizations.public import access
from motcua.ui.public import spoken

PER_PAGE = 40


@dataclass(frozen=True, slots=True)
class Way:
    """A channel as the page shows it."""

    key: str
    name: str
    is_open: bool
    line: ChannelLine
    waiting: str


@access("notices.operate")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Channels first, then what could not be sent, newest first."""
    rows, after = dead(request.GET.get("tiep", "")[:40], PER_PAGE)
    context = {
        "page_width": "wide",
        "ways": [_way(name) for name in OUTSIDE],
        "rows": [_shown(row) for row in rows],
        "again": [(name, NAMES[name]) for name in OUTSIDE if name in {row.channel for row in rows}],
        "next_url": f"?tiep={after}" if after else "",
        "closed": [
            {"row": row, "name": NAMES[row.channel], "address": masked_address(row.address)}
            for row in closed_addresses()
        ],
    }
    return render(request, "notices/operating.html", context)


def _way(name: str) -> Way:
    count = waiting_count(name)
    return Way(
        name, str(NAMES[name]), name in open_channels(), line_of(name), f"{MOST - 1}+" if count >= MOST else str(count)
    )


def _shown(row: Delivery) -> dict[str, Any]:
    known = OCCASIONS.get(row.notice.occasion)
    return {
        "delivery": row,
        "channel": NAMES[row.channel],
        "occasion": spoken(known.name) if known else row.notice.occasion,
        "code": row.notice.data.get("code", ""),
        "address": masked_address(row.address),
    }


@access("notices.operate")
@require_POST
def send_once_more(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """One dead delivery waits again."""
    resend(delivery_id=delivery_id, actor=request.actor, at=now())  # type: ignore[attr-defined]
    messages.success(request, _("Tin sẽ được gửi lại."))
    return redirect("messages-admin")


@access("notices.operate")
@require_POST
def send_all_once_more(request: HttpRequest) -> HttpResponse:
    """All dead deliveries of one channel wait again."""
    channel = request.POST.get("kenh", "")
    count = resend_all(channel=channel, actor=request.actor, at=now())  # type: ignore[attr-defined]
    said = ngettext("%(count)s tin sẽ được gửi lại.", "%(count)s tin sẽ được gửi lại.", count)
    messages.success(request, said % {"count": count})
    return redirect("messages-admin")


@access("notices.operate")
@require_POST
def open_again(request: HttpRequest, address_id: int) -> HttpResponse:
    """A closed address is used again."""
    lift(address_id=address_id, actor=request.actor, at=now())  # type: ignore[attr-defined]
    messages.success(request, _("Địa chỉ này lại được gửi tin."))
    return redirect("messages-admin")


@access("notices.operate")
@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """Every message there is."""
    rows = [(one.key, spoken(one.name)) for one in OCCASIONS.values()]
    return render(request, "notices/templates.html", {"rows": rows})


@access("notices.operate")
@require_safe
def template(request: HttpRequest, occasion: str) -> HttpResponse:
    """One message on every channel in both languages, with invented values."""
    if occasion not in OCCASIONS:
        raise Http404
    languages = [
        {"code": code, "said": previewed(occasion, code), "sms": _lengths(occasion, code)} for code in LANGUAGES
    ]
    context = {"page_width": "wide", "occasion": OCCASIONS[occasion], "languages": languages}
    context["name"] = spoken(OCCASIONS[occasion].name)
    return render(request, "notices/template.html", context)


def _lengths(occasion: str, language: str) -> list[dict[str, Any]]:
    text = previewed(occasion, language)["sms"].text
    return [{"text": each, "length": length_of(each)} for each in dict.fromkeys((text, plain_sms(text)))]


@access("notices.operate")
@require_safe
def letter(request: HttpRequest, occasion: str, language: str) -> HttpResponse:
    """The letter as a mail box shows it, for the frame on the page of the template."""
    if occasion not in OCCASIONS or language not in LANGUAGES:
        raise Http404
    return _framed(previewed_letter(occasion, language))


def _framed(html: str) -> HttpResponse:
    """A page of its own policy: letters bring their look with them and may do nothing else."""
    response = HttpResponse(html)
    policy = {"default-src": [NONE], "style-src": [UNSAFE_INLINE], "frame-ancestors": [SELF]}
    response._csp_replace = policy  # type: ignore[attr-defined]
    return response
