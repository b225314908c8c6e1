"""Addresses of the portal."""

from django.urls import URLPattern, path

from motcua.portal.pages.home import entry, home

urlpatterns: list[URLPattern] = [path("", home, name="home"), path("vao/", entry, name="entry")]
