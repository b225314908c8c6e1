"""Addresses of accounts. Only what we use of django-allauth is mounted; its names are kept, it looks for them."""

from django.urls import URLPattern, URLResolver, path

from motcua.identity.pages import account, proving, reset
from motcua.identity.pages.held import held
from motcua.identity.pages.profile import number, profile

urlpatterns: list[URLPattern | URLResolver] = [
    path("tai-khoan/dang-nhap/", account.sign_in, name="account_login"),
    path("tai-khoan/dang-ky/", account.sign_up, name="account_signup"),
    path("tai-khoan/dang-xuat/", account.sign_out, name="account_logout"),
    path("tai-khoan/doi-mat-khau/", account.change_password, name="account_change_password"),
    path("tai-khoan/da-khoa/", account.locked, name="account_inactive"),
    path("tai-khoan/quen-mat-khau/", reset.forgotten, name="forgotten"),
    path("tai-khoan/dat-lai-mat-khau/", reset.new_password, name="reset-password"),
    path("quan-tri/mat-khau/", reset.code_for, name="reset-for"),
    path("tai-khoan/dinh-danh/<slug:provider_id>/", proving.there, name="openid_connect_login"),
    path("tai-khoan/dinh-danh/<slug:provider_id>/ve/", proving.back, name="openid_connect_callback"),
    path("tai-khoan/dinh-danh/<slug:provider_id>/gan/", proving.tie, name="tie-provider"),
    path("tai-khoan/gui-tiep/", held, name="held"),
    path("toi/ho-so-ca-nhan/", profile, name="profile"),
    path("toi/ho-so-ca-nhan/so-dinh-danh/", number, name="whole-number"),
]
