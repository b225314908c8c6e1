from django.urls import URLPattern, URLResolver, path

from motcua.ui.pages.showroom import desk, refusal, showroom
from motcua.ui.pages.theme import theme

urlpatterns: list[URLPattern | URLResolver] = [
    path("ui/", showroom, name="ui-showroom"),
    path("ui/ban-lam-viec/", desk, name="ui-showroom-desk"),
    path("ui/tu-choi/", refusal, name="ui-showroom-refusal"),
    path("ui/nen/", theme, name="ui-theme"),
]
