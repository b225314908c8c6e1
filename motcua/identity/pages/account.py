"""Sign in, sign up, sign out, change the password: django-allauth's steps in our pages."""

from typing import Any

from allauth.account import views
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.identity.queries import demo_people
from motcua.kernel.refusals import NotNow


class SignIn(views.LoginView):  # type: ignore[misc]
    """The sign-in page; in the demo it lists whom one can be."""

    template_name = "identity/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The people of the demo, in the demo alone."""
        is_demo = settings.MODE == "demo"
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["demo_people"] = list(demo_people()[:40]) if is_demo else []
        context["providers"] = [one for one in settings.PROVIDERS if one["url"]]
        context["demo_password"] = settings.DEMO_PASSWORD if is_demo else ""
        return context


sign_in = SignIn.as_view()
sign_up = views.SignupView.as_view(template_name="identity/sign_up.html")
sign_out = views.LogoutView.as_view(template_name="identity/sign_out.html")
_change_password = views.PasswordChangeView.as_view(template_name="identity/change_password.html")


def change_password(request: HttpRequest) -> HttpResponse:
    """Change the password of whoever has one; an account entered through a provider of identity has none."""
    if request.user.is_authenticated and not request.user.has_usable_password():
        raise NotNow("Tài khoản này không có mật khẩu để đổi.", advice="Bạn đăng nhập bằng cách khác.")
    page: HttpResponse = _change_password(request)
    return page


def locked(request: HttpRequest) -> HttpResponse:
    """The account has been closed by an administrator."""
    return render(request, "identity/locked.html", status=403)


for _page in (sign_in, sign_up, sign_out, locked):
    vars(_page)["access"] = "pages.public"
vars(change_password)["access"] = "account.own"
