"""Whether words that a model chose may stand: they add no figure, no link and no name of a law to the passages."""

import re

#: longer answers nobody asked for
MOST_LETTERS = 700
_FIGURES = re.compile(r"\d+(?:[.,/]\d+)*")
_LINKS = re.compile(r"https?:|www\.|<|>|\]\(|@", re.IGNORECASE)
_NUMBER_WORDS = re.compile(
    r"\b(một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn|ngàn|triệu|tỷ)\s+"
    r"(ngày|tháng|giờ|tuần|đồng|nghìn|ngàn|triệu|bản|bộ|lần|chục|mươi|trăm)",
    re.IGNORECASE,
)


def may_stand(wording: str, passages: str) -> bool:
    """Whether ``wording`` says no figure that ``passages`` do not have, and leads nowhere."""
    if not wording.strip() or len(wording) > MOST_LETTERS or _LINKS.search(wording):
        return False
    known = set(_FIGURES.findall(passages))
    in_words = {" ".join(found.group().lower().split()) for found in _NUMBER_WORDS.finditer(wording)}
    return set(_FIGURES.findall(wording)) <= known and all(each in passages.lower() for each in in_words)
