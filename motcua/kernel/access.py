"""The permission that a page asks for, declared on the page, for rooms below ``organizations``.

Those rooms cannot import the table of permissions. ``organizations.middleware`` hangs its question
on the request as ``request.require``; without it the page refuses everybody.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from motcua.kernel.refusals import NotAllowed

#: scripts of ours that send what people type or choose, and read answers as JSON
SCRIPTS = frozenset({"autosave", "upload"})
Page = Callable[..., HttpResponseBase]


def needs(permission: str) -> Callable[[Page], Page]:
    """The decorated page answers only whom the table gives ``permission`` (somewhere)."""

    def declare(page: Page) -> Page:
        @wraps(page)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            require = getattr(request, "require", None)
            if require is None:
                raise NotAllowed(gettext("Trang này chưa được bảo vệ nên không mở."))
            require(permission)
            return page(request, *args, **kwargs)

        asked.access = permission  # type: ignore[attr-defined]
        return asked

    return declare


def by_script(request: HttpRequest) -> bool:
    """Whether a script of ours asks, which keeps what it sends until it is answered well."""
    return request.headers.get("X-Requested-With") in SCRIPTS
