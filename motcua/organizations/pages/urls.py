"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from motcua.organizations.pages import calendar, due, stand_ins, units

urlpatterns: list[URLPattern | URLResolver] = [
    path("tinh-han/", due.due, name="due"),
    path("don-vi/", units.units, name="units"),
    path("don-vi/<str:code>/", units.unit, name="unit"),
    path("quan-tri/lich/", calendar.calendar, name="calendar-admin"),
    path("quan-tri/lich/ngay/moi/", calendar.special_day, name="calendar-day-new"),
    path("quan-tri/lich/ngay/<int:day_id>/", calendar.special_day, name="calendar-day"),
    path("quan-tri/lich/ngay/<int:day_id>/bo/", calendar.remove_day, name="calendar-day-remove"),
    path("quan-tri/phan-cong-thay/", stand_ins.standing_in, name="stand-ins"),
    path("quan-tri/phan-cong-thay/<int:stand_in_id>/ket-thuc/", stand_ins.end, name="stand-in-end"),
]
