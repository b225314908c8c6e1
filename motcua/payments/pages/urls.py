"""Addresses of money."""

from django.urls import URLPattern, path

from motcua.payments.pages import notices, paying, receipts, treasury

urlpatterns: list[URLPattern] = [
    path("khoan-nop-cua-toi/", paying.mine, name="my-payments"),
    path("thanh-toan/<uuid:charge_id>/", paying.charge, name="charge"),
    path("thanh-toan/<uuid:charge_id>/trang-thai/", paying.state, name="charge-state"),
    path("thanh-toan/<uuid:charge_id>/tro-ve/<str:method>/", paying.came_back, name="charge-return"),
    path("thanh-toan/bao/<str:method>/", notices.notice, name="payment-notice"),
    path("bien-lai/", receipts.look_up, name="receipt-look-up"),
    path("bien-lai/<str:lookup>/tep/", receipts.file, name="receipt-file"),
    path("thu-tien/", treasury.day_checks_page, name="day-checks"),
    path("thu-tien/khoan/<uuid:charge_id>/hoan/", treasury.decide, name="charge-refund"),
    path("thu-tien/hoan/", treasury.refunds_page, name="refunds"),
    path("thu-tien/hoan/<uuid:refund_id>/", treasury.close, name="refund-close"),
    path("thu-tien/bien-lai/<uuid:receipt_id>/", treasury.receipt, name="receipt-admin"),
]
