"""Addresses of accounts. Only what we use of django-allauth is mounted; its names are kept, it looks for them."""

from django.urls import URLPattern, URLResolver, include, path

from motcua.identity.pages import account, my_data, provider, proving, representing, reset, second, sessions
from motcua.identity.pages.held import held
from motcua.identity.pages.lost_factor import lost_factor
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
    path("tai-khoan/ma-dang-nhap/", second.authenticate, name="mfa_authenticate"),
    path("tai-khoan/xac-nhan-lai/", second.again, name="account_reauthenticate"),
    path("tai-khoan/xac-nhan-lai/ma/", second.again_by_code, name="mfa_reauthenticate"),
    path("tai-khoan/xac-nhan-lai/khoa/", second.again_by_key, name="mfa_reauthenticate_webauthn"),
    path("toi/hai-lop/", second.index, name="mfa_index"),
    path("toi/hai-lop/ung-dung/", second.activate_totp, name="mfa_activate_totp"),
    path("toi/hai-lop/ung-dung/bo/", second.deactivate_totp, name="mfa_deactivate_totp"),
    path("toi/hai-lop/ma-du-phong/", second.codes, name="mfa_view_recovery_codes"),
    path("toi/hai-lop/ma-du-phong/moi/", second.new_codes, name="mfa_generate_recovery_codes"),
    path("toi/hai-lop/ma-du-phong/tep/", second.codes_file, name="mfa_download_recovery_codes"),
    path("toi/hai-lop/khoa/moi/", second.add_key, name="mfa_add_webauthn"),
    path("toi/hai-lop/khoa/<int:pk>/bo/", second.remove_key, name="mfa_remove_webauthn"),
    path("toi/lam-thay/", representing.representing, name="representing"),
    path("toi/lam-thay/chinh-minh/", representing.for_oneself, name="for-oneself"),
    path("toi/lam-thay/<uuid:representation_id>/chon/", representing.choose, name="act-for"),
    path("toi/lam-thay/<uuid:representation_id>/bo/", representing.end, name="end-representation"),
    path("toi/du-lieu/", my_data.who_saw, name="who-saw"),
    path("toi/dong-y/", my_data.consents, name="consents"),
    path("toi/dong-y/<uuid:consent_id>/rut/", my_data.withdraw, name="consent-withdraw"),
    path("quan-tri/he-thong/", provider.systems, name="systems"),
    path("quan-tri/he-thong/<str:client_id>/ngung/", provider.remove_system, name="system-remove"),
    path("", include(([path("", include("motcua.identity.pages.oidc_urls"))], "idp"))),
    path("toi/phien/", sessions.sessions, name="sessions"),
    path("toi/phien/noi-khac/", sessions.end_others, name="end-other-sessions"),
    path("toi/phien/<int:session_id>/ket-thuc/", sessions.end, name="end-session"),
    path("quan-tri/hai-lop/", lost_factor, name="lost-factor"),
    path("tai-khoan/gui-tiep/", held, name="held"),
    path("toi/ho-so-ca-nhan/", profile, name="profile"),
    path("toi/ho-so-ca-nhan/so-dinh-danh/", number, name="whole-number"),
]
