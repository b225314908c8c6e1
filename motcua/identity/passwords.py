"""Rules for new passwords, said in our words (django.contrib.auth's own are not all translated)."""

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
)
from django.utils.translation import gettext


class LongEnough(MinimumLengthValidator):
    """Length is what makes a password hard to guess."""

    def get_error_message(self) -> str:
        """What to do."""
        return gettext("Mật khẩu này quá ngắn: cần ít nhất %(count)s ký tự.") % {"count": self.min_length}


class NotCommon(CommonPasswordValidator):
    """The twenty thousand passwords that are tried first."""

    def get_error_message(self) -> str:
        """What to do."""
        return gettext("Mật khẩu này quá phổ biến, người khác dễ đoán ra. Hãy chọn một câu của riêng bạn.")


class NotOnlyDigits(NumericPasswordValidator):
    """A phone number or a date is no password."""

    def get_error_message(self) -> str:
        """What to do."""
        return gettext("Mật khẩu không thể chỉ gồm chữ số.")
