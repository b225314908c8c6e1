"""Whether words that a model chose may stand: they say nothing that the passages do not.

Every word must be in the passages, in the question, or among the few that only join; two side by side must stand so
there ("đề nghị" and "thẩm định" make no "nghị định"). Figures must stand in a passage with the same word after them
("5 ngày" is not "5 giấy tờ"), and a "no" only where a passage says no.
"""

import re
import unicodedata
from itertools import pairwise

#: longer answers nobody asked for
MOST_LETTERS = 700
_WORDS = re.compile(r"\d+(?:[.,/-]\d+)*|[^\W\d_]+")
_LINKS = re.compile(r"https?:|www\.|<|>|\]\(|@", re.IGNORECASE)
_JOINING_WORDS = """
a à ạ bạn bị bằng các cách cái cần cho có của cùng cũng do dưới đã đây để đến đều đi điều đó được em gì giúp gồm hãy hay
hiện hoặc hơn khi kèm là lại loại mà mình mỗi một muốn này nào nên nếu nhé như những nữa phải qua ra rằng rồi sau sẽ tại
tất cả thì theo thể thêm tôi trên tới trong trước từ và vào vậy về việc với xin vui lòng gửi bước tiếp
"""
_JOINING = frozenset(_JOINING_WORDS.split())
#: "no" in its ways: it turns a sentence round, so it is never only joining
_NO = frozenset(["không", "chẳng", "chưa", "miễn", "khỏi", "trừ", "cấm", "đừng", "ngoại"])
#: numbers in words are held to the word after them, as figures are
_NUMBERS = frozenset(
    ["hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "trăm", "nghìn", "ngàn", "triệu", "tỷ", "nửa"]
)


def may_stand(wording: str, passages: str, question: str = "") -> bool:
    """Whether ``wording`` says only what ``passages`` say, in the words of ``question`` and theirs."""
    if not wording.strip() or len(wording) > MOST_LETTERS or _LINKS.search(wording):
        return False
    said, there, asked = _words(wording), _words(passages), _words(question)
    known, pairs = {*there, *asked, *_JOINING}, set(pairwise(there))
    both = pairs | set(pairwise(asked))
    for word, following in zip(said, [*said[1:], ""], strict=True):
        if word not in known or (word in _NO and word not in there):
            return False
        if _is_number(word) and (word, following) not in pairs:
            return False
        joined = {word, following} & _JOINING or not following or _is_number(following)
        if not joined and (word, following) not in both:
            return False
    return True


def _is_number(word: str) -> bool:
    return word[:1].isdigit() or word in _NUMBERS


def _words(text: str) -> list[str]:
    return _WORDS.findall(unicodedata.normalize("NFC", text).lower())
