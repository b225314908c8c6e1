"""Addresses of the audit books."""

from django.urls import URLPattern, URLResolver, path

from motcua.audit.pages import book

urlpatterns: list[URLPattern | URLResolver] = [
    path("quan-tri/nhat-ky/", book.read, name="audit"),
    path("quan-tri/nhat-ky/kiem-tra/", book.check, name="audit-check"),
    path("quan-tri/nhat-ky/<str:agency>.jsonl", book.download, name="audit-export"),
]
