"""Số tiền bằng chữ: an amount in words, as receipts need it."""

_FIGURES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu", "tỷ", "nghìn tỷ", "triệu tỷ")


def amount_in_words(amount: int) -> str:
    """``1500000`` as "Một triệu năm trăm nghìn đồng"."""
    if amount < 0:
        raise ValueError("no receipt is for less than nothing")
    if amount == 0:
        return "Không đồng"
    groups: list[int] = []
    while amount:
        amount, rest = divmod(amount, 1000)
        groups.append(rest)
    if len(groups) > len(_GROUPS):
        raise ValueError("more than there is money")
    words: list[str] = []
    for place in range(len(groups) - 1, -1, -1):
        if groups[place]:
            words.append(_three(groups[place], full=place != len(groups) - 1))
            if _GROUPS[place]:
                words.append(_GROUPS[place])
    text = _once_a_billion(" ".join(words))
    return text[0].upper() + text[1:] + " đồng"


def _once_a_billion(text: str) -> str:
    """The words "một nghìn tỷ năm trăm tỷ" are said "một nghìn năm trăm tỷ": the last "tỷ" stands for both."""
    head, found, tail = text.partition(" nghìn tỷ ")
    return f"{head} nghìn {tail}" if found and " tỷ" in f" {tail}" else text


def _three(number: int, *, full: bool) -> str:
    """A group of three figures; ``full``: something stands before it, so its zeros are said."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words: list[str] = []
    if hundreds or full:
        words.append(f"{_FIGURES[hundreds]} trăm")
    if tens == 0 and ones:
        words.append(f"linh {_FIGURES[ones]}" if words else _FIGURES[ones])
    elif tens == 1:
        words.append("mười" + (f" {'lăm' if ones == 5 else _FIGURES[ones]}" if ones else ""))
    elif tens:
        words.append(f"{_FIGURES[tens]} mươi" + (f" {_after_tens(ones)}" if ones else ""))
    return " ".join(words)


def _after_tens(ones: int) -> str:
    return {1: "mốt", 4: "tư", 5: "lăm"}.get(ones, _FIGURES[ones])
