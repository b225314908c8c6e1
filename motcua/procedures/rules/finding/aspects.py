"""What of a procedure is asked for: papers, time, fee, where, conditions, steps."""

from typing import Literal

from motcua.procedures.rules.finding.terms import folded_words

Aspect = Literal["papers", "time", "fee", "where", "conditions", "steps", "result"]
#: an aspect is asked for by any of these, folded
_WORDS: dict[Aspect, tuple[str, ...]] = {
    "papers": ("giay to", "ho so gom", "thanh phan ho so", "ho so can", "can nhung gi", "chuan bi gi", "ho so"),
    "time": ("bao lau", "thoi han", "thoi gian", "may ngay", "bao nhieu ngay", "khi nao xong", "khi nao co"),
    "fee": ("le phi", "phi", "bao nhieu tien", "mat tien", "ton bao nhieu", "muc thu"),
    "where": ("o dau", "tai dau", "den dau", "noi nao", "co quan nao", "nop dau", "tham quyen", "dia chi"),
    "conditions": ("dieu kien", "tieu chuan", "co duoc khong", "duoc khong", "do tuoi", "truong hop nao"),
    "steps": ("trinh tu", "cac buoc", "lam the nao", "lam sao", "nhu the nao", "thu tuc gi"),
    "result": ("ket qua", "nhan duoc gi"),
}


def aspects_of(text: str) -> list[Aspect]:
    """The aspects that ``text`` asks for, in the order of a page; empty: it asks for none."""
    words = f" {' '.join(folded_words(text))} "
    return [aspect for aspect, phrases in _WORDS.items() if any(f" {phrase} " in words for phrase in phrases)]
