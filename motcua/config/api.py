"""The versioned API with its OpenAPI at /api/v1/docs; every error is problem details (RFC 9457)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from motcua import __version__
from motcua.config.refusing import problem
from motcua.dossiers.api.v1 import router
from motcua.kernel.refusals import Invalid, NotFound, Refusal, SignInNeeded

api = NinjaAPI(
    title="Motcua",
    version=__version__,
    urls_namespace="api-v1",
    description="One-stop dossiers for the systems of the agencies. Tokens are issued per agency; writes take an "
    "Idempotency-Key; errors are application/problem+json.",
)
api.add_router("", router)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Any) -> HttpResponse:
    """What an action refused."""
    return problem(refusal)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: Any) -> HttpResponse:
    """No token, or one that is not (or no longer) good."""
    response = problem(SignInNeeded(gettext("Thiếu mã truy cập, hoặc mã đã bị thu hồi."), code="token-needed"))
    response["WWW-Authenticate"] = 'Bearer realm="motcua"'
    return response


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: Any) -> HttpResponse:
    """A body or parameter of the wrong shape."""
    fields: dict[str, list[str]] = {}
    for one in error.errors:
        fields.setdefault(".".join(str(part) for part in one["loc"][2:] or one["loc"]), []).append(one["msg"])
    return problem(Invalid(gettext("Nội dung gửi lên không đúng khuôn dạng."), fields=fields))


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: Any) -> HttpResponse:
    """What the framework itself refuses, e.g. a body that is no JSON."""
    refusal = Refusal(str(error))
    refusal.status = error.status_code
    return problem(refusal)


@api.exception_handler(Http404)
def absent(request: HttpRequest, error: Any) -> HttpResponse:
    """No such thing."""
    return problem(NotFound(gettext("Không tìm thấy.")))
