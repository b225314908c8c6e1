from django.urls import URLPattern, URLResolver, path

from motcua.ui.pages.installing import manifest, offline, worker
from motcua.ui.pages.showroom import desk, refusal, showroom
from motcua.ui.pages.theme import language, theme

urlpatterns: list[URLPattern | URLResolver] = [
    path("ui/", showroom, name="ui-showroom"),
    path("ui/ban-lam-viec/", desk, name="ui-showroom-desk"),
    path("ui/tu-choi/", refusal, name="ui-showroom-refusal"),
    path("i18n/setlang/", language, name="set_language"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("sw.js", worker, name="worker"),
    path("ngoai-tuyen/", offline, name="offline"),
    path("ui/nen/", theme, name="ui-theme"),
]
