"""Addresses of the provider, under the names by which django-allauth looks for them."""

from django.urls import URLPattern, URLResolver, path

from motcua.identity.pages import provider

app_name = "oidc"
urlpatterns: list[URLPattern | URLResolver] = [
    path(".well-known/openid-configuration", provider.configuration, name="configuration"),
    path(".well-known/jwks.json", provider.keys, name="jwks"),
    path("dang-nhap-mot-lan/cho-phep/", provider.authorize, name="authorization"),
    path("dang-nhap-mot-lan/ma/", provider.token, name="token"),
    path("dang-nhap-mot-lan/nguoi/", provider.user_info, name="userinfo"),
    path("dang-nhap-mot-lan/thu-hoi/", provider.revoke, name="revoke"),
    path("dang-nhap-mot-lan/thiet-bi/", provider.device, name="device_code"),
    path("dang-nhap-mot-lan/ra/", provider.leave, name="logout"),
]
