"""Addresses of the catalogue."""

from django.urls import URLPattern, URLResolver, path

from motcua.procedures.pages import assistant, catalogue, designer, procedure

urlpatterns: list[URLPattern | URLResolver] = [
    path("thu-tuc/", catalogue.procedures, name="procedures"),
    path("thu-tuc/goi-y/", catalogue.suggestions, name="suggestions"),
    path("hoi/", assistant.ask, name="ask"),
    path("thu-tuc/<str:key>.json", procedure.machine_readable, name="procedure-json"),
    path("thu-tuc/<str:key>/", procedure.procedure, name="procedure"),
    path("thu-tuc/<str:key>/phien-ban/<int:number>/", procedure.older_version, name="procedure-version"),
    path("thu-tuc/<str:key>/<str:case>/mau.json", procedure.form_as_schema, name="form-schema"),
    path("thu-tuc/<str:key>/<str:case>/quy-trinh.bpmn", procedure.process_as_bpmn, name="process-bpmn"),
    path("thiet-ke/", designer.shelf, name="catalogue-admin"),
    path("thiet-ke/xem-truoc/", designer.preview, name="catalogue-preview"),
    path("thiet-ke/quy-trinh/", designer.read_drawing, name="process-read"),
    path("thiet-ke/cong-bo/", designer.publish, name="catalogue-publish"),
]
