from django.urls import URLPattern, URLResolver, path

from motcua.documents.pages.check import check_signature

urlpatterns: list[URLPattern | URLResolver] = [
    path("kiem-tra-chu-ky/", check_signature, name="check-signature"),
]
