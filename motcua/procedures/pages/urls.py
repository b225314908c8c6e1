"""Addresses of the catalogue."""

from django.urls import URLPattern, URLResolver, path

from motcua.procedures.pages import (
    assistant,
    catalogue,
    comparing,
    designer,
    figures,
    national,
    offices,
    open_data,
    procedure,
    sitemap,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("thu-tuc/", catalogue.procedures, name="procedures"),
    path("thu-tuc/goi-y/", catalogue.suggestions, name="suggestions"),
    path("thu-tuc/so-lieu/", figures.figures, name="catalogue-figures"),
    path("thu-tuc/so-lieu.json", figures.figures_as_data, name="figures-json"),
    path("thu-tuc/so-lieu/danh-sach/", figures.behind_a_figure, name="figures-list"),
    path("hoi/", assistant.ask, name="ask"),
    path("thu-tuc/du-lieu-mo/", open_data.description, name="open-data"),
    path("thu-tuc/danh-muc.json", open_data.as_json, name="catalogue-json"),
    path("thu-tuc/danh-muc.csv", open_data.as_csv, name="catalogue-csv"),
    path("thu-tuc/du-lieu-mo.jsonld", open_data.as_dcat, name="open-data-dcat"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap.part, name="sitemap-part"),
    path("thu-tuc/<str:key>.json", procedure.machine_readable, name="procedure-json"),
    path("thu-tuc/<str:key>/", procedure.procedure, name="procedure"),
    path("thu-tuc/<str:key>/phien-ban/<int:number>/", procedure.older_version, name="procedure-version"),
    path("thu-tuc/<str:key>/noi-lam/", offices.offices, name="procedure-offices"),
    path("thu-tuc/<str:key>/thay-doi/", comparing.changes, name="procedure-changes"),
    path("thu-tuc/<str:key>/<str:unit>/", offices.office, name="procedure-office"),
    path("thu-tuc/<str:key>/<str:case>/mau.json", procedure.form_as_schema, name="form-schema"),
    path("thu-tuc/<str:key>/<str:case>/quy-trinh.bpmn", procedure.process_as_bpmn, name="process-bpmn"),
    path("thiet-ke/", designer.shelf, name="catalogue-admin"),
    path("thiet-ke/thay-doi/", national.changes, name="national-changes"),
    path("thiet-ke/thay-doi/cong-khai/", national.accept_several, name="national-accept-several"),
    path("thiet-ke/thay-doi/<int:change_id>/", national.change, name="national-change"),
    path("thiet-ke/thay-doi/<int:change_id>/cong-khai/", national.accept, name="national-accept"),
    path("thiet-ke/thay-doi/<int:change_id>/khong-ap-dung/", national.reject, name="national-reject"),
    path("thiet-ke/con-thieu/", national.lacking, name="catalogue-lacking"),
    path("thiet-ke/xem-truoc/", designer.preview, name="catalogue-preview"),
    path("thiet-ke/quy-trinh/", designer.read_drawing, name="process-read"),
    path("thiet-ke/cong-bo/", designer.publish, name="catalogue-publish"),
]
