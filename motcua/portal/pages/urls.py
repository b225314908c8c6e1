"""Addresses of the portal."""

from django.urls import URLPattern, path

from motcua.portal.pages.home import home

urlpatterns: list[URLPattern] = [path("", home, name="home")]
