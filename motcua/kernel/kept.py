"""Pages that say the same to everybody may be kept: drawn once, answered many times.

A page declares with :func:`kept` what its content depends on. ``config/public_pages.py`` keeps the drawn page as long
as that answers the same; nothing else is ever kept.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
#: from the parameters of an address to what the page's content depends on; None: do not keep this one
StampOf = Callable[..., Hashable | None]


def kept(stamp_of: StampOf, *, query: tuple[str, ...] = (), endless: bool = False) -> Callable[[View], View]:
    """Mark a page that shows everybody the same and reads nothing of the request but its address.

    ``stamp_of`` is asked with the parameters of the address whenever the page is wanted; it must be quick, and must
    change with every change of what the page shows. ``query``: names of the questions (``?name=``) that it reads; an
    address with any other is not kept. ``endless``: people write the questions themselves, so there are more than
    could be kept; such pages have a shelf of their own and never push the others out.
    """

    def mark(view: View) -> View:
        view.kept_stamp = stamp_of  # type: ignore[attr-defined]
        view.kept_query = frozenset(query)  # type: ignore[attr-defined]
        view.kept_endless = endless  # type: ignore[attr-defined]
        return view

    return mark
