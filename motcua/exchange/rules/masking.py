"""Che dữ liệu cá nhân: what is kept of a message to a partner must not tell who the person is."""

import re
from typing import Any


def _words(text: str) -> list[str]:
    return text.split()


#: fields that hold names: initials are left
_NAMES = frozenset(_words("""chuhoso tennguoinop tenchuhs nguoiyeucaubosung nguoitiepnhanbosung hoten hovaten"""))
#: fields that hold numbers, addresses, letters of persons: the last two characters are left
_NUMBERS = frozenset(
    _words("""madoituong sodinhdanh sodinhdanhchuhs sodienthoai email fax diachichitiet diachichitietchuhs
    ngaysinh thongtintra trichyeuhoso thongtinkhac noidungbosung thongtintiepnhan ghichu""")
)
#: never kept at all
_SECRETS = frozenset(_words("""password session access_token client_secret authorization tepdinhkem noidungtep"""))
_LONG_NUMBER = re.compile(r"(?<![\d.-])\d{9,12}(?![\d.-])")


def masked(value: Any, name: str = "") -> Any:
    """``value`` with personal data masked; structure and everything that names no person stay."""
    if isinstance(value, dict):
        return {key: masked(item, str(key)) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [masked(item, name) for item in value]
    if not isinstance(value, str) or not value:
        return "•••" if name.lower() in _SECRETS and value else value
    return _text(value, name.lower())


def _text(value: str, name: str) -> str:
    if name in _SECRETS:
        return "•••"
    if name in _NAMES:
        return " ".join(f"{word[0]}•••" for word in value.split())
    if name in _NUMBERS:
        return "•••" + value[-2:] if len(value) > 4 else "•••"
    return _LONG_NUMBER.sub(lambda found: "•••" + found[0][-2:], value)
