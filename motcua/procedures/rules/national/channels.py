"""Ways to submit: time limit, fees and explanation, which the crawl glued into one text."""

import re
from typing import Any, Literal

import msgspec

from motcua.kernel.limits import Limit, LimitUnit, hours_of
from motcua.procedures.rules.definition import Channel, ChannelName, Fee
from motcua.procedures.rules.national.text import Notes, clean, one_line, shortened

_CHANNELS: dict[str, ChannelName] = {"trực tiếp": "counter", "trực tuyến": "online", "dịch vụ bưu chính": "post"}
_ORDER: dict[ChannelName, int] = {"online": 0, "counter": 1, "post": 2}
_UNITS: dict[str, LimitUnit] = {
    "ngày làm việc": "working_day",
    "ngày": "calendar_day",
    "giờ": "working_hour",
    "giờ làm việc": "working_hour",
    "tháng": "month",
}
_FREE = re.compile(r"Miễn phí")
_UNKNOWN = re.compile(r"Không có thông tin")
_MONEY = re.compile(r"(\d[\d.,]*) ?(VNĐ|Việt Nam Đồng|USD)")
_OLD_STYLE = re.compile(r"(Phí|Lệ phí) ?: ?([\d.,]*|không)? ?Đồng ?", re.I)
_TOKEN = re.compile(
    r"Miễn phí|Không có thông tin|\d[\d.,]* ?(?:VNĐ|Việt Nam Đồng|USD)|(?:Phí|Lệ phí) ?:[^Đđ]{0,14}Đồng"
)
_STATED_AMOUNT = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d+) ?(?:đồng|đ\b|vnđ|vnd)", re.I)
_STATED_LIMIT = re.compile(r"(\d{1,3}) ?(?:\([^)]{1,25}\) ?)?(ngày làm việc|ngày|giờ làm việc|giờ|tháng)\b", re.I)
_SAME_DAY = re.compile(r"sau 15 ?(?:giờ|h)|trước 15 ?(?:giờ|h)|15 ?(?:giờ|h) cùng ngày", re.I)


class Row(msgspec.Struct):
    """One line of "cách thức thực hiện", taken apart."""

    channel: ChannelName
    limit: Limit | None
    fees: list[Fee]
    note: str


def channels(raw: list[dict[str, Any]], notes: Notes) -> list[Channel]:
    """The channels of a record, each once, online first."""
    rows = [row for row in (_row(item, notes) for item in raw) if row]
    merged = [_merged([row for row in rows if row.channel == name], notes) for name in _ORDER]
    found = [channel for channel in merged if channel]
    if not found:
        notes.assumed("cách thức", "nguồn không nêu cách nộp nào; lấy nộp trực tiếp")
        found = [Channel(channel="counter")]
    return found


def _row(item: dict[str, Any], notes: Notes) -> Row | None:
    name = _CHANNELS.get(one_line(item.get("kenh")).lower())
    if name is None:
        notes.doubtful("cách thức", f"kênh “{item.get('kenh')}” không rõ nên không được nhận")
        return None
    count, unit = item.get("so"), item.get("don_vi")
    text = clean(item.get("phi_raw"))
    lost, text, before = _before_fee(text, count is None, notes)
    fees, note = _fees(text, notes, glued=bool(lost))
    note = "\n".join(part for part in (before, note) if part)
    limit = _limit(count, unit, lost, note, notes)
    return Row(name, limit, fees, note)


def _before_fee(text: str, no_limit: bool, notes: Notes) -> tuple[str, str, str]:
    """The cell of the time limit that still stands before the fee: (its lost figure, the rest, its words)."""
    if not no_limit or not text:
        return "", text, ""
    digits = re.match(r"(\d{1,3}?)(?=Miễn phí|Không có thông tin|\d{1,3}(?:[.,]\d{3})* ?(?:VNĐ|Việt))", text)
    if digits:
        return digits[1], text[digits.end() :], ""
    if _UNKNOWN.match(text):
        rest = text[_UNKNOWN.match(text).end() :]  # type: ignore[union-attr]
        return "", rest, ""
    token = _TOKEN.search(text)
    if token and token.start() > 0:
        before = text[: token.start()].strip()
        if len(before) > 6:
            notes.repaired("thời hạn", f"tách lời về thời hạn “{shortened(before, 60)}” khỏi ô phí")
        return "", text[token.start() :], before
    return "", text, ""


def _limit(count: int | None, unit: str | None, lost: str, note: str, notes: Notes) -> Limit | None:
    name = one_line(unit).lower()
    if name.endswith("giờ") and name.startswith(".5") and count is not None:
        notes.repaired("thời hạn", f"{count},5 giờ làm tròn lên {count + 1} giờ làm việc")
        return Limit(count + 1, "working_hour")
    if count is not None and re.fullmatch(r"-\d+", name):
        notes.doubtful("thời hạn", f"“{count}{name}” là một khoảng không rõ đơn vị nên chưa nhận")
        return None
    if count and name in _UNITS:
        return _same_day(Limit(count, _UNITS[name]), note, notes)
    if count is not None:
        notes.doubtful("thời hạn", f"“{count} {unit or ''}” không đọc được")
    return _limit_from_words(lost, note, notes)


def _same_day(limit: Limit, note: str, notes: Notes) -> Limit:
    """A limit of at most a day whose words tell of 15:00 is a same-day limit."""
    if hours_of(limit) <= 8 and _SAME_DAY.search(note):
        notes.repaired("thời hạn", "nhận là trả trong ngày, mốc 15 giờ, theo lời mô tả")
        return Limit(limit.value, limit.unit, "15:00")
    return limit


def _limit_from_words(lost: str, note: str, notes: Notes) -> Limit | None:
    if _SAME_DAY.search(note):
        notes.repaired("thời hạn", "nhận là trả trong ngày, mốc 15 giờ, theo lời mô tả")
        return Limit(8, "working_hour", "15:00")
    told = {(int(n), _UNITS[unit.lower()]) for n, unit in _STATED_LIMIT.findall(note) if int(n) > 0}
    if len(told) == 1:
        value, unit = told.pop()
        if not lost or int(lost) == value:
            notes.repaired("thời hạn", f"lấy từ lời mô tả: {shortened(note, 80)}")
            return Limit(value, unit)
    if lost:
        notes.doubtful("thời hạn", f"con số “{lost}” mất đơn vị nên chưa nhận")
    return None


def _fees(text: str, notes: Notes, *, glued: bool) -> tuple[list[Fee], str]:
    """The fees at the head of ``text``, and the explanation that follows them."""
    fees: list[Fee] = []
    asides: list[str] = []
    while text:
        token = _OLD_STYLE.match(text) or _MONEY.match(text) or _FREE.match(text) or _UNKNOWN.match(text)
        if not token:
            break
        aside, text = _aside(text[token.end() :])
        if token.re is _MONEY:
            fees.append(_money(token[1], token[2], aside, text, notes, glued=glued))
        elif token.re is _OLD_STYLE:
            fees += _old_style(token, aside, notes)
        else:
            if token.re is _UNKNOWN and not fees:
                notes.doubtful("phí", "nguồn không có thông tin về phí")
            fees += _hidden_fee(aside, notes) if token.re is _FREE else []
            asides.append(aside)
    note = "\n".join(part for part in (*asides, text.strip()) if part and part.lower() not in {"không", "không có"})
    return fees, note


def _aside(text: str) -> tuple[str, str]:
    """The words in brackets right after a fee, and what follows them; an open bracket ends with the line."""
    if not text.startswith("("):
        return "", text.lstrip()
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return one_line(text[1:at]), text[at + 1 :].lstrip()
    line, _, rest = text[1:].partition("\n")
    return one_line(line), rest.lstrip()


def _money(digits: str, currency: str, aside: str, after: str, notes: Notes, *, glued: bool) -> Fee:
    amount: int | None = _integer(digits)
    told = {_integer(found) for found in _STATED_AMOUNT.findall(aside or after[:300])} - {0}
    words = aside or (one_line(after[:200]) if told else "")
    if currency == "USD":
        notes.repaired("phí", f"{digits} USD ghi thành lời, vì phí tính bằng đồng")
        return Fee(kind=_kind(words), name=_fee_name(words), note=f"{digits} USD. {words}".strip())
    if amount is not None and amount < 1000:
        amount = _thousands(amount, told, digits, notes)
    elif amount is not None and told and amount not in told:
        notes.doubtful("phí", f"số tiền {amount:,} đồng trái với mô tả “{shortened(words, 90)}” nên để người xem định")
        words, amount = f"Nguồn ghi {amount:,} đồng. {words}".replace(",", "."), None
    elif glued:
        notes.doubtful("phí", f"số tiền {digits} dính với thời hạn mất đơn vị; cần đối chiếu")
    return Fee(kind=_kind(words), name=_fee_name(words), amount=amount, per=_per(aside), note=words)


def _thousands(amount: int, told: set[int], digits: str, notes: Notes) -> int | None:
    """Figures under 1.000 đồng lost their last three noughts on the way."""
    if amount == 0:
        return 0
    if amount * 1000 in told:
        notes.repaired("phí", f"“{digits}” là {amount * 1000:,} đồng theo mô tả".replace(",", "."))
        return amount * 1000
    notes.doubtful("phí", f"“{digits} đồng” có lẽ mất ba số 0; để người xem định")
    return None


def _old_style(token: re.Match[str], aside: str, notes: Notes) -> list[Fee]:
    digits = (token[2] or "").lower()
    if digits in {"0", "không"}:
        return _hidden_fee(aside, notes)
    if not digits:
        if not aside:
            notes.doubtful("phí", "dòng phí không có số tiền")
            return []
        return [Fee(kind=_kind(token[1] + aside), name=_fee_name(token[1] + aside), note=aside)]
    return [_money(digits, "VNĐ", aside, "", notes, glued=False)]


def _hidden_fee(aside: str, notes: Notes) -> list[Fee]:
    """A "Miễn phí" whose brackets tell of money after all."""
    if not any(_integer(found) for found in _STATED_AMOUNT.findall(aside)):
        return []
    notes.doubtful("phí", f"ghi miễn phí nhưng mô tả có số tiền: “{shortened(aside, 90)}”")
    return [Fee(kind=_kind(aside), name=_fee_name(aside), note=f"Nguồn ghi miễn phí. {aside}")]


def _merged(rows: list[Row], notes: Notes) -> Channel | None:
    """One channel of the rows that name it; the longest limit stands, differing fees become words."""
    if not rows:
        return None
    limits = {row.limit for row in rows if row.limit}
    if len(limits) > 1:
        told = ", ".join(sorted(f"{limit.value} {limit.unit}" for limit in limits))
        notes.doubtful("thời hạn", f"một kênh có nhiều thời hạn ({told}); lấy thời hạn dài nhất")
    limit = max(limits, key=hours_of, default=None)
    fees = rows[0].fees
    if any(row.fees != fees for row in rows):
        notes.doubtful("phí", "một kênh có nhiều mức phí theo trường hợp; để người tiếp nhận định")
        words = list(dict.fromkeys(_fee_words(fee) for row in rows for fee in row.fees))
        fees = [Fee(kind="fee", name="Phí, lệ phí tùy trường hợp", note=" ".join(words))]
    texts = list(dict.fromkeys(row.note for row in rows if row.note))
    return Channel(channel=rows[0].channel, limit=limit, fees=fees, note="\n".join(texts))


def _fee_words(fee: Fee) -> str:
    amount = f"{fee.amount:,} đồng".replace(",", ".") if fee.amount is not None else ""
    return " ".join(part for part in (fee.name + ":", amount, fee.note) if part) + "."


def _integer(digits: str) -> int:
    found = re.sub(r"\D", "", digits)
    return int(found) if found else 0


def _kind(words: str) -> Literal["fee", "duty"]:
    lower = words.lower()
    duty, fee = lower.find("lệ phí"), re.search(r"(?<!lệ )phí", lower)
    return "duty" if duty >= 0 and (fee is None or duty < fee.start()) else "fee"


def _fee_name(words: str) -> str:
    return "Lệ phí" if _kind(words) == "duty" else "Phí"


def _per(aside: str) -> Literal["dossier", "page", "copy", "set"]:
    found = re.match(r"(?:[\d.,]+ ?(?:đồng|đ|vnđ)? ?)?/ ?(?:01 |1 )?(trang|bản|bộ)", aside, re.I)
    per: dict[str, Literal["page", "copy", "set"]] = {"trang": "page", "bản": "copy", "bộ": "set"}
    return per[found[1].lower()] if found else "dossier"
