"""The few signs of the house, drawn on 16 × 16, always beside a word."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

_DRAWN = {
    "ring": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2.5"/>',
    "dot": '<circle cx="8" cy="8" r="7"/>',
    "check": '<path d="M2 8.5 6.2 13 14 4" fill="none" stroke="currentColor" stroke-width="3"/>',
    "clock": '<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M8 4v4.5l3 1.8" fill="none" stroke="currentColor" stroke-width="2"/>',
    "diamond": '<path d="M8 0l8 8-8 8-8-8z"/><path d="M8 4v5M8 10.6v1.6" stroke="var(--paper)" stroke-width="2"/>',
    "pause": '<path d="M3 2h3.5v12H3zM9.5 2H13v12H9.5z"/>',
    "info": '<circle cx="8" cy="8" r="8"/><path d="M8 7v5M8 3.6v1.8" stroke="var(--paper)" stroke-width="2"/>',
    "now": '<circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    '<circle cx="8" cy="8" r="4"/>',
    "done": '<circle cx="8" cy="8" r="8"/>'
    '<path d="M4.2 8.3 7 11l4.8-5.6" fill="none" stroke="var(--paper)" stroke-width="1.8"/>',
    "todo": '<circle cx="8" cy="8" r="7" fill="var(--paper)" stroke="currentColor" stroke-width="1.5"/>',
    "menu": '<path d="M1 3h14M1 8h14M1 13h14" stroke="currentColor" stroke-width="2"/>',
    "cross": '<path d="m3 3 10 10M13 3 3 13" fill="none" stroke="currentColor" stroke-width="2"/>',
    "back": '<path d="M10 2 4 8l6 6" fill="none" stroke="currentColor" stroke-width="2"/>',
    "next": '<path d="M6 2l6 6-6 6" fill="none" stroke="currentColor" stroke-width="2"/>',
}
_ICONS = {
    name: format_html(
        '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>', SafeString(drawn)
    )
    for name, drawn in _DRAWN.items()
}


def icon(name: str) -> SafeString:
    """The sign ``name``, hidden from screen readers because the word beside it says the same."""
    return _ICONS[name]
