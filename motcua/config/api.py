"""The versioned API with its OpenAPI at /api/v1/docs; every error is problem details (RFC 9457)."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from motcua import __version__
from motcua.config.problems import PROBLEM, StrictJson, of_status, too_large
from motcua.config.refusing import problem
from motcua.dossiers.api.catalogue import router as catalogue
from motcua.dossiers.api.v1 import router as dossiers
from motcua.kernel.refusals import Invalid, NotFound, Refusal, SignInNeeded


class Api(NinjaAPI):
    """Ninja's, with errors described as what they are: ``application/problem+json``."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The description of the API."""
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        for methods in schema["paths"].values():
            for operation in methods.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in answer.get("content", {}):
                        answer["content"] = {PROBLEM: answer["content"]["application/json"]}
        return schema


api = Api(
    title="Motcua",
    version=__version__,
    urls_namespace="api-v1",
    description="One-stop dossiers for the systems of the agencies. Tokens are issued per agency; writes take an "
    "Idempotency-Key; errors are application/problem+json. See docs/reference/api.md.",
    parser=StrictJson(),
)
api.add_router("", dossiers)
api.add_router("", catalogue)


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
    cause = error.__cause__
    return problem(cause if isinstance(cause, Refusal) else of_status(error.status_code))


@api.exception_handler(SuspiciousOperation)
def suspicious(request: HttpRequest, error: Any) -> HttpResponse:
    """A body too large to be read, or a form that nobody writes by hand."""
    return problem(too_large() if isinstance(error, RequestDataTooBig) else of_status(400))


@api.exception_handler(Http404)
def absent(request: HttpRequest, error: Any) -> HttpResponse:
    """No such thing."""
    return problem(NotFound(gettext("Không tìm thấy.")))
