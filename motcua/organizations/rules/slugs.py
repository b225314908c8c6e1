"""Chữ không dấu: names as keys and as usernames."""

import re
from unicodedata import combining, normalize


def without_accents(text: str) -> str:
    """``text`` in lower case without accents, đ as d."""
    folded = normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in folded if not combining(letter))


def slug(text: str, joint: str = "-") -> str:
    """Letters and digits of ``text`` without accents: "Hộ tịch" → ``ho-tich``."""
    return joint.join(re.findall(r"[a-z0-9]+", without_accents(text)))
