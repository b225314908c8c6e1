"""Addresses of messages."""

from django.urls import URLPattern, path

from motcua.notices.pages import inbox

urlpatterns: list[URLPattern] = [
    path("hop-thu/", inbox.show, name="inbox"),
    path("hop-thu/tin/<uuid:notice_id>/", inbox.follow, name="inbox-open"),
    path("hop-thu/da-doc/", inbox.all_read, name="inbox-read"),
]
