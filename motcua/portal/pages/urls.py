"""Addresses of the portal."""

from django.urls import URLPattern, path

from motcua.portal.pages.home import entry, home
from motcua.portal.pages.poster import poster_paper
from motcua.portal.pages.robots import robots

urlpatterns: list[URLPattern] = [
    path("", home, name="home"),
    path("vao/", entry, name="entry"),
    path("robots.txt", robots, name="robots"),
    path("thu-tuc/<str:key>/<str:unit>/to-dan.pdf", poster_paper, name="poster"),
]
