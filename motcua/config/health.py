"""Sức khỏe: whether this process answers and reaches its database; for supervisors and proxies."""

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from motcua import __version__


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 with the version when the database answers; an error otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "version": __version__})


health.access = "pages.public"  # type: ignore[attr-defined]
