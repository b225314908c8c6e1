"""Số điện thoại: every spelling of a Vietnamese number as one, 84…, as gateways want it."""

import re

_MOBILE = re.compile(r"84[35789]\d{8}")


def plain_phone(text: str) -> str:
    """``0901 234 567``, ``+84 901.234.567`` → ``84901234567``; nothing when it is no mobile number of Việt Nam."""
    digits = re.sub(r"[\s.()-]", "", text).removeprefix("+")
    if digits.startswith("0"):
        digits = "84" + digits[1:]
    return digits if _MOBILE.fullmatch(digits) else ""
