"""Addresses of the officers' side of the one-stop."""

from django.urls import URLPattern, path

from motcua.dossiers.pages import bulk, counter, desk, drafting, handling, officer_files, register, signing

urlpatterns: list[URLPattern] = [
    path("viec/", desk.desk, name="desk"),
    path("viec/phong/", desk.desk, {"tab": "phong"}, name="desk-unit"),
    path("viec/hang-loat/", bulk.bulk, name="desk-bulk"),
    path("viec/ho-so/<uuid:dossier_id>/", handling.handling, name="handling"),
    path("viec/ho-so/<uuid:dossier_id>/lam/<str:slug>/", handling.act, name="handling-act"),
    path("viec/ho-so/<uuid:dossier_id>/soan/", drafting.drafting, name="drafting"),
    path("viec/ho-so/<uuid:dossier_id>/giay-to/<uuid:paper_id>/", officer_files.paper, name="handling-paper"),
    path("viec/ho-so/<uuid:dossier_id>/giay-to/<uuid:paper_id>/kiem-tra/", handling.check, name="handling-check"),
    path("viec/ho-so/<uuid:dossier_id>/xuat-trinh/<str:key>/", handling.see, name="handling-see"),
    path("viec/ho-so/<uuid:dossier_id>/phieu/<uuid:form_id>.pdf", officer_files.issued, name="handling-form"),
    path("viec/ho-so/<uuid:dossier_id>/du-thao.pdf", officer_files.draft, name="handling-draft"),
    path("viec/ho-so/<uuid:dossier_id>/ket-qua.pdf", officer_files.result, name="handling-result"),
    path("viec/ho-so/<uuid:dossier_id>/phieu-kiem-soat.pdf", officer_files.route_sheet, name="route-sheet"),
    path("ky/", signing.signing, name="desk-sign"),
    path("tiep-nhan-tai-quay/", counter.counter, name="counter"),
    path("tiep-nhan-tai-quay/<str:key>/", counter.counter_form, name="counter-form"),
    path("so-theo-doi/", register.register, name="register"),
    path("so-theo-doi/so.pdf", register.register_pdf, name="register-pdf"),
]
