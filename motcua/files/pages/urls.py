"""Addresses of large uploads."""

from django.urls import URLPattern, path

from motcua.files.pages import arriving

urlpatterns: list[URLPattern] = [
    path("tai-len/", arriving.begin, name="arrivals"),
    path("tai-len/<uuid:arrival_id>/", arriving.arrival, name="arrival"),
]
