"""The map of addresses: each room brings its own pages."""

from django.urls import include, path

from motcua.config.api import api
from motcua.config.health import health

urlpatterns = [
    path("khoe/", health, name="health"),
    path("api/v1/", api.urls),
    path("", include("motcua.portal.pages.urls")),
    path("", include("motcua.identity.pages.urls")),
    path("", include("motcua.organizations.pages.urls")),
    path("", include("motcua.exchange.pages.urls")),
    path("", include("motcua.notices.pages.urls")),
    path("", include("motcua.procedures.pages.urls")),
    path("", include("motcua.documents.pages.urls")),
    path("", include("motcua.payments.pages.urls")),
    path("", include("motcua.post.pages.urls")),
    path("", include("motcua.dossiers.pages.urls")),
    path("", include("motcua.audit.pages.urls")),
    path("", include("motcua.files.pages.urls")),
    path("", include("motcua.ui.pages.urls")),
]

handler429 = "motcua.config.refusing.too_many"  # asked for by django-allauth
handler500 = "motcua.config.refusing.failed"
