"""How django-allauth's second factors act here: secrets encrypted, in our words, written down, and not to be lost."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from motcua.identity.actions.note_second_factor import note_second_factor
from motcua.identity.models import Account
from motcua.identity.sealing import opened, sealed
from motcua.identity.second_factor import FACTORS, SATISFIED
from motcua.kernel.clock import now
from motcua.kernel.throttle import visitor


class SecondAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy(
            "Công việc của bạn cần bảo vệ hai lớp. Hãy thêm cách khác trước khi bỏ cách này."
        ),
        "cannot_generate_recovery_codes": gettext_lazy("Hãy thêm ứng dụng tạo mã hoặc khóa truy cập trước."),
        "incorrect_code": gettext_lazy("Mã chưa đúng. Hãy xem lại mã đang hiện và nhập lại."),
    }

    def encrypt(self, text: str) -> str:
        """Secrets stand encrypted in the database, by the keys of identity numbers."""
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """As it was."""
        return opened(encrypted_text)

    def get_totp_issuer(self) -> str:
        """As apps list it."""
        return f"Motcua {settings.PROVINCE}"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whoever must have a second factor keeps one."""
        from allauth.core import context

        if not getattr(context.request, "second_factor_needed", lambda: False)():
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS)
        return bool(others.exclude(pk=authenticator.pk).exists())

    def generate_authenticator_name(self, user: Account, type: Any) -> str:
        """Proposed for a new key."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Khóa %(number)s") % {"number": count + 1}


@receiver(authenticator_added, dispatch_uid="identity.factor_added")
def _added(request: HttpRequest, user: Account, authenticator: Authenticator, **_: object) -> None:
    if authenticator.type in FACTORS:
        request.session[SATISFIED] = True
    _note(request, user, "add", authenticator.type)


@receiver(authenticator_removed, dispatch_uid="identity.factor_removed")
def _removed(request: HttpRequest, user: Account, authenticator: Authenticator, **_: object) -> None:
    request.session.pop(SATISFIED, None)
    _note(request, user, "remove", authenticator.type)


@receiver(authenticator_reset, dispatch_uid="identity.factor_reset")
def _reset(request: HttpRequest, user: Account, authenticator: Authenticator, **_: object) -> None:
    _note(request, user, "renew", authenticator.type)


@receiver(authentication_failed, dispatch_uid="identity.factor_failed")
def _failed(request: HttpRequest, user: Account, **_: object) -> None:
    _note(request, user, "fail", "")


def _note(request: HttpRequest, user: Account, what: str, kind: str) -> None:
    note_second_factor(user, what=what, kind=kind, address=visitor(request), at=now())
