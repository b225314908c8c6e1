"""Template tags that every page has at hand (a builtin: no ``{% load %}``). How to use each: the room's README."""

from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from motcua.ui import menus
from motcua.ui.components import fields, icons, pieces, say
from motcua.ui.rules.words import bytes_said

register = template.Library()

register.filter("when", say.when)
register.filter("when_short", say.when_short)
register.filter("when_time", say.when_time)
register.filter("money", say.money)
register.filter("number", say.number)
register.filter("spoken", say.spoken)
register.filter("file_size", bytes_said)
register.simple_tag(say.moment)
register.simple_tag(icons.icon)
register.inclusion_tag("ui/components/field.html")(fields.field)
register.inclusion_tag("ui/components/box.html")(fields.box)
register.inclusion_tag("ui/components/error_summary.html")(fields.error_summary)
register.simple_tag(pieces.status_tag)
register.inclusion_tag("ui/components/due.html")(pieces.due)
register.inclusion_tag("ui/components/steps.html")(pieces.steps)
register.inclusion_tag("ui/components/timeline.html")(pieces.timeline)
register.inclusion_tag("ui/components/facts.html")(pieces.facts)
register.inclusion_tag("ui/components/table.html")(pieces.table)
register.inclusion_tag("ui/components/bars.html")(pieces.bars)
register.inclusion_tag("ui/components/sparkline.html")(pieces.sparkline)


@register.inclusion_tag("ui/components/pager.html")
def pager(next_url: str = "", previous_url: str = "", first_url: str = "", words: str = "") -> dict[str, Any]:
    """Links to the pages before and after; keyset paging knows no page numbers."""
    return {"next_url": next_url, "previous_url": previous_url, "first_url": first_url, "words": words}


@register.inclusion_tag("ui/components/day.html")
def day(name: str, label: str, value: Any = "", errors: Any = (), key: str = "") -> dict[str, Any]:
    """``{% day "tu" _("Từ ngày") first %}``: a box for a day where nothing need be asked for, as in filters."""
    return fields.box(name, label, "date", value=value, errors=errors, required=False, data_key=key or None)


@register.inclusion_tag("ui/components/empty_state.html")
def empty_state(title: str, advice: str = "", url: str = "", label: str = "") -> dict[str, Any]:
    """Nothing here: says so, and what to do next."""
    return {"title": title, "advice": advice, "url": url, "label": label}


@register.inclusion_tag("ui/components/code.html")
def code(text: str) -> dict[str, Any]:
    """A code in fixed letters, with a button to copy it where there is JavaScript."""
    return {"text": text}


@register.inclusion_tag("ui/components/autosave.html")
def autosave(saved_at: Any = None, sealing: str = "") -> dict[str, Any]:
    """The place inside ``<form data-autosave-url="…">`` that says what is saved and when.

    ``sealing``: a key (base64, 32 bytes) of this person alone; with it, what cannot be sent waits in the browser,
    sealed, until it can.
    """
    return {"saved_at": saved_at, "sealing": sealing, "sign_in": menus.address("account_login")}


def _large() -> dict[str, Any]:
    """Where large files go in pieces, how large they may be, and the client that sends them (fetched when needed)."""
    return {
        "url": menus.address("arrivals"),
        "limit": settings.MAX_LARGE_BYTES,
        "script": static("ui/built/tus.js"),
    }


@register.inclusion_tag("ui/components/upload.html")
def upload(
    name: str,
    label: str,
    url: str = "",
    accept: str = "",
    limit: int = 0,
    help: str = "",
    files: Any = (),
    errors: Any = (),
    multiple: bool = False,
    required: bool = False,
    large: bool = False,
) -> dict[str, Any]:
    """A native file input; with JavaScript and a ``url`` it uploads at once, shows progress and can retry.

    ``large``: the page behind ``url`` takes large files that came in pieces (``arrived``), and photos made smaller.
    """
    return {
        "name": name,
        "label": label,
        "url": url,
        "accept": accept,
        "limit": limit,
        "large": _large() if large else {},
        "help": help,
        "files": files,
        "errors": ([errors] if isinstance(errors, str) else errors) if errors else (),
        "multiple": multiple,
        "required": required,
    }


@register.simple_block_tag(takes_context=True)
def notice(context: Context, content: str, tone: str = "info", title: str = "") -> SafeString:
    """``{% notice "warn" title="…" %}…{% endnotice %}``: something to know before going on."""
    shape, colours = pieces.notice_look(tone)
    drawn = {"content": content, "title": title, "shape": shape, "tone": colours}
    return SafeString(render_to_string("ui/components/notice.html", drawn))


@register.simple_block_tag
def fold(content: str, summary: str, open: bool = False, small: bool = False, key: str = "") -> SafeString:
    """``{% fold "Vì sao?" %}…{% endfold %}``: an explanation that waits until it is wanted.

    ``key``: where a link ``#key`` leads; browsers open the fold by themselves when they come there.
    """
    drawn = {"content": content, "summary": summary, "open": open, "small": small, "key": key}
    return SafeString(render_to_string("ui/components/fold.html", drawn))


@register.simple_tag
def script(name: str) -> SafeString:
    """``{% script "keys" %}``: one of our modules, or ``htmx``; a module runs once however often it is named."""
    if name == "htmx":
        return format_html('<script src="{}" defer></script>', static("ui/built/htmx.js"))
    return format_html('<script type="module" src="{}"></script>', static(f"ui/js/{name}.js"))


@register.simple_tag
def suggesting() -> SafeString:
    """Attributes of a box that suggests procedures while somebody types; ``{% script "suggest" %}`` belongs to it."""
    if not (where := menus.address("suggestions")):
        return SafeString("")
    return format_html(
        ' data-suggest="{}" data-suggest-label="{}" data-suggest-some="{}" data-suggest-none="{}"',
        where,
        gettext("Gợi ý"),
        gettext("{count} gợi ý; dùng phím mũi tên để chọn"),
        gettext("Không có gợi ý"),
    )


@register.simple_tag(takes_context=True)
def menu_entries(context: Context, place: str) -> list[menus.Shown]:
    """Entries of the menu ``place`` (``citizen``, ``account`` or ``rail``) for who is looking."""
    return menus.shown(place, context.get("actor"), context.get("request"), context.get("rail_counts"))
