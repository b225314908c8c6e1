"""Legal references: what the crawl glued to them is cut off, fragments and doubles are dropped."""

import re

from motcua.procedures.rules.definition import Decision, LegalBasis
from motcua.procedures.rules.national.text import Notes, one_line

#: short names of issuing agencies, longest first so that "BTCN" is read as BTC and a stray N
_AGENCIES = sorted(
    re.findall(
        r"\S+",
        "BTC BTP BCA BQP BCT BXD BYT BNV BNG BKHCN BGTVT BNNMT BNNPTNT BNN BTNMT BKHĐT BTTTT BVHTTDL BGDĐT BLĐTBXH "
        "BDTTG NHNN UBDT TTCP VPCP KTNN TANDTC VKSNDTC BHXH TCHQ TCT UBCK TLĐ BKH BTNVMT BTS BTM CHK UBND HĐND",
    ),
    key=len,
    reverse=True,
)
_AGENCY = "|".join(_AGENCIES)
_ASSEMBLY = r"(?:UBTVQH|QH)(?:1[0-6]|[4-9])"
_SYMBOL = (
    rf"(?:{_ASSEMBLY}|PL-{_ASSEMBLY}|NĐ-C[A-ZĐ]|NQ-C[A-ZĐ]|QĐ-TTg?|CT-TTg|NĐ-HĐBT|L-CTN|PL-CTN"
    rf"|(?:TTLT|TT|QĐ|NQ|CT|VBHN)-(?:{_AGENCY})(?:-(?:{_AGENCY}))*)"
)
_WHOLE = re.compile(rf"(?<!\d)(\d{{1,9}}(?:\.\d+)?[a-z]?)/(\d{{4}})/({_SYMBOL})")
_YEARLESS = re.compile(rf"(?<!\d)(\d{{1,9}})/((?:QĐ|NQ|CT)-(?:{_AGENCY}|TTg))")
_FRAGMENT = re.compile(rf"^(\d{{4}})/({_SYMBOL})")
_LOST_HEAD = re.compile(r"^(?:[1-9]|1\d|2\d)/202[56]/NQ-CP$")


def legal_basis(raw: list[str], notes: Notes) -> list[LegalBasis]:
    """The references of a record, each once, in the order given."""
    found: dict[str, None] = {}
    fragments: list[tuple[str, str]] = []
    for text in (one_line(item) for item in raw):
        number = _number(text, notes)
        fragment = _FRAGMENT.match(text) if not number else None
        if fragment:
            fragments.append((text, f"/{fragment[1]}/{_symbol(fragment[2])}"))
        elif number:
            found[number] = None
        elif sum(letter.isalpha() for letter in text) < 4:
            notes.doubtful("căn cứ", f"“{text}” không phải số hiệu văn bản nên không được nhận")
        else:
            found[text] = None
            if "/" in text:
                notes.doubtful("căn cứ", f"không đọc được số hiệu “{text}”")
    for text, tail in fragments:
        if any(number.endswith(tail) for number in found):
            notes.repaired("căn cứ", f"bỏ mảnh vụn “{text}”")
        else:
            notes.doubtful("căn cứ", f"“{text}” mất số văn bản nên không được nhận")
    for number in found:
        if _LOST_HEAD.match(number):
            notes.doubtful("căn cứ", f"“{number}” có thể bị cắt mất phần trước dấu chấm (như 66.7/2025/NQ-CP)")
    return [LegalBasis(number=number) for number in found]


def _number(text: str, notes: Notes) -> str:
    whole = _WHOLE.search(text)
    if whole:
        number = f"{_unglued(whole[1])}/{whole[2]}/{_symbol(whole[3])}"
    else:
        yearless = _YEARLESS.search(text)
        if not yearless:
            return ""
        number = f"{_unglued(yearless[1])}/{yearless[2]}"
    if number != text:
        notes.repaired("căn cứ", f"“{text}” đọc là {number}")
    return number


def _unglued(digits: str) -> str:
    """Without the year that was glued before it: "202446" (of 46/2024) is 46."""
    if len(digits) >= 6 and digits[:2] in {"19", "20"}:
        return digits[4:]
    return digits


def _symbol(symbol: str) -> str:
    """The symbol as the law writes it: a lost last letter is put back."""
    if symbol.startswith(("NĐ-C", "NQ-C")):
        return symbol[:4] + "P"
    return "QĐ-TTg" if symbol == "QĐ-TT" else symbol


_DECISION_WORDS = re.compile(r"^(?:quyết định)?\s*(?:số)?\s*[:.]?\s*", re.I)


def decision(raw: str, notes: Notes) -> Decision:
    """The decision that published the procedure."""
    text = one_line(raw)
    number = re.sub(r"\s*\.?\s*/\s*", "/", _DECISION_WORDS.sub("", text)).strip(" .;")
    if number != text:
        notes.repaired("quyết định", f"“{text}” đọc là {number}")
    if number and "/" not in number:
        notes.doubtful("quyết định", f"“{number}” không có ký hiệu cơ quan ban hành")
    return Decision(number=number)
