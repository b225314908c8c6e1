"""What was typed into a form that was refused, kept for its reader: a reload, or "back", shows it again.

The answer to a refused form stands at the address that was posted to. Asked for once more it is a plain GET, which
knows nothing of what was typed; so the latest refused form waits in the reader's own session until it is done.
"""

from django.http import HttpRequest, QueryDict

_PLACE = "refused_form"
#: no form of ours is longer; what is longer is no loss to anybody
_MOST = 60_000
_PLUMBING = ("csrfmiddlewaretoken", "revision", "ve")


def keep(request: HttpRequest, name: str) -> None:
    """Keep what was posted as the form ``name``, instead of whatever was kept before; files are not kept."""
    typed = request.POST.copy()
    for key in _PLUMBING:
        typed.pop(key, None)
    text = typed.urlencode()
    if len(text) <= _MOST:
        request.session[_PLACE] = [name, text]


def kept(request: HttpRequest, name: str) -> QueryDict | None:
    """What was typed into the form ``name`` and refused; None when nothing is kept of it."""
    found = request.session.get(_PLACE)
    return QueryDict(found[1]) if found and found[0] == name else None


def word_in(typed: QueryDict | None, name: str) -> str:
    """One thing of what was typed; nothing where nothing is kept."""
    return str(typed.get(name, "")) if typed is not None else ""


def forget(request: HttpRequest, name: str) -> None:
    """The form ``name`` is done."""
    if kept(request, name) is not None:
        del request.session[_PLACE]
