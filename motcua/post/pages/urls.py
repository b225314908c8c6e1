"""Addresses of parcels."""

from django.urls import URLPattern, path

from motcua.post.pages import office, pushes

urlpatterns: list[URLPattern] = [
    path("buu-chinh/", office.office, name="post-office"),
    path("buu-chinh/ban-giao/", office.hand_over, name="post-hand-over"),
    path("buu-chinh/danh-sach/", office.handed_over, name="post-list"),
    path("buu-chinh/bao/", pushes.push, name="post-push"),
    path("buu-chinh/<uuid:parcel_id>/", office.parcel, name="post-parcel"),
]
