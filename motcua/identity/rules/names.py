"""What one signs in with, in one spelling, however it was typed."""

import re
import unicodedata

_ALLOWED = re.compile(r"[a-z0-9](?:[a-z0-9._@+-]*[a-z0-9])?")
_PHONE = re.compile(r"(?:\+84|0084|0)([235789]\d{8,9})")


def plain_username(typed: str) -> str:
    """``typed`` in small letters; a phone number without blanks, beginning with 0."""
    text = unicodedata.normalize("NFKC", typed).strip().lower()
    phone = plain_phone(text)
    return phone if phone_problem(phone) == "" else text


def username_problem(username: str) -> str:
    """What is wrong with a new name, in words; empty when it can be used."""
    if len(username) < 3:
        return "Tên đăng nhập cần ít nhất 3 ký tự."
    if len(username) > 150:
        return "Tên đăng nhập dài quá 150 ký tự."
    if not _ALLOWED.fullmatch(username):
        return "Tên đăng nhập chỉ gồm chữ không dấu, số và các dấu . _ - + @, ví dụ: số điện thoại hoặc thư điện tử."
    return ""


def plain_phone(typed: str) -> str:
    """A Vietnamese number as digits beginning with 0; anything else as typed, without blanks and dots."""
    digits = re.sub(r"[\s().-]", "", typed)
    match = _PHONE.fullmatch(digits)
    return f"0{match[1]}" if match else digits


def phone_problem(phone: str) -> str:
    """What is wrong with a number brought to :func:`plain_phone`."""
    if _PHONE.fullmatch(phone):
        return ""
    return "Số điện thoại cần có 10 hoặc 11 chữ số và bắt đầu bằng 0, ví dụ: 0905 000 000."
