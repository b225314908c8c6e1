"""Addresses of messages."""

from django.urls import URLPattern, path

from motcua.notices.pages import inbox, operating, wishes

urlpatterns: list[URLPattern] = [
    path("hop-thu/", inbox.show, name="inbox"),
    path("hop-thu/tin/<uuid:notice_id>/", inbox.follow, name="inbox-open"),
    path("hop-thu/da-doc/", inbox.all_read, name="inbox-read"),
    path("hop-thu/cach-nhan/", wishes.wishes, name="inbox-wishes"),
    path("hop-thu/xac-nhan/<str:token>/", wishes.confirm, name="inbox-confirm"),
    path("hop-thu/trinh-duyet/", wishes.allow_browser, name="inbox-browser"),
    path("hop-thu/trinh-duyet/tat/", wishes.forbid_browsers, name="inbox-browsers-off"),
    path("hop-thu/bao-tin.js", wishes.worker, name="inbox-worker"),
    path("quan-tri/tin-nhan/", operating.overview, name="messages-admin"),
    path("quan-tri/tin-nhan/gui-lai/", operating.send_all_once_more, name="messages-again"),
    path("quan-tri/tin-nhan/<uuid:delivery_id>/gui-lai/", operating.send_once_more, name="message-again"),
    path("quan-tri/tin-nhan/dia-chi/<int:address_id>/mo-lai/", operating.open_again, name="message-address"),
    path("quan-tri/tin-nhan/mau/", operating.templates, name="message-templates"),
    path("quan-tri/tin-nhan/mau/<str:occasion>/", operating.template, name="message-template"),
    path("quan-tri/tin-nhan/mau/<str:occasion>/<str:language>/", operating.letter, name="message-letter"),
]
