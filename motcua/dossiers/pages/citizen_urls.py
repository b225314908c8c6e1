"""Addresses of the citizen's side."""

from django.urls import URLPattern, path

from motcua.dossiers.pages import applying, checking, following, look_up, starting, uploads

urlpatterns: list[URLPattern] = [
    path("nop-ho-so/<str:key>/", starting.start, name="apply"),
    path("nop-ho-so/don/<uuid:dossier_id>/", applying.resume, name="apply-resume"),
    path("nop-ho-so/don/<uuid:dossier_id>/bo/", applying.discard, name="apply-discard"),
    path("nop-ho-so/don/<uuid:dossier_id>/<str:key>/", applying.screen, name="apply-screen"),
    path("nop-ho-so/don/<uuid:dossier_id>/giay-to/<str:key>/", uploads.upload, name="apply-paper"),
    path("nop-ho-so/don/<uuid:dossier_id>/tep/<uuid:paper_id>/", uploads.see, name="paper-file"),
    path("nop-ho-so/don/<uuid:dossier_id>/tep/<uuid:paper_id>/bo/", uploads.remove, name="paper-remove"),
    path("ho-so-cua-toi/", following.mine, name="my-dossiers"),
    path("ho-so/<str:code>/", following.dossier, name="dossier"),
    path("ho-so/<str:code>/da-nop/", following.receipt, name="submitted"),
    path("ho-so/<str:code>/bo-sung/", following.answer, name="dossier-answer"),
    path("ho-so/<str:code>/nhan-ket-qua/", following.delivery, name="dossier-delivery"),
    path("ho-so/<str:code>/rut/", following.withdraw, name="dossier-withdraw"),
    path("ho-so/<str:code>/phieu/<str:token>/", following.issued_form, name="dossier-form"),
    path("ho-so/<str:code>/ket-qua/", following.result, name="dossier-result"),
    path("tra-cuu/", look_up.look_up, name="look-up"),
    path("tra-cuu/<str:code>/", look_up.looked_up, name="looked-up"),
    path("kiem-tra/", checking.ask, name="verify"),
    path("kiem-tra/<str:token>/", checking.check, name="check-paper"),
    path("kiem-tra/<str:token>/tep/", checking.file, name="check-paper-file"),
]
