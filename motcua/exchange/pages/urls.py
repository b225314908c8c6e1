"""Addresses of the exchange."""

from django.urls import URLPattern, path

from motcua.exchange.pages import operating

urlpatterns: list[URLPattern] = [
    path("lien-thong/", operating.outbox, name="exchange"),
    path("lien-thong/tin/<uuid:message_id>/gui-lai/", operating.send_once_more, name="exchange-resend"),
    path("lien-thong/tin/<uuid:message_id>/bo-qua/", operating.leave_out, name="exchange-skip"),
    path("lien-thong/doi-soat/", operating.comparison, name="exchange-comparison"),
    path("lien-thong/doi-soat/<uuid:discrepancy_id>/gui-lai/", operating.send_difference, name="exchange-send-again"),
]
