"""Soạn tin: a notice and its channel made into a message, in the language of who gets it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings

from motcua.identity.public import Account
from motcua.kernel.ids import new_id
from motcua.notices.connectors.base import Message
from motcua.notices.models import Delivery, Device, Notice
from motcua.notices.rules.sms import plain_sms
from motcua.notices.rules.wording import CHANNELS, MAY_SAY, Said, as_html, day_said, say
from motcua.notices.texts import frame_words, words_of


def values_of(notice: Notice, channel: str) -> dict[str, object]:
    """The values that ``channel`` may carry, as they are written."""
    values: dict[str, object] = {**notice.data, "until": day_said(str(notice.data.get("until") or ""))}
    if "person" in MAY_SAY[channel]:
        values["person"] = notice.account.full_name
    return {name: value for name, value in values.items() if name in MAY_SAY[channel]}


def said_in(notice: Notice, channel: str, language: str) -> Said:
    """``notice`` in words."""
    return say(words_of(notice.occasion, language), channel, values_of(notice, channel))


def message_of(rows: Sequence[Delivery], device: Device | None = None) -> Message:
    """The message that ``rows`` make together: all to one address by one channel. ``device``: of web push."""
    first = rows[0]
    if first.channel == "email":
        return _letter(rows)
    said = said_in(first.notice, first.channel, first.language)
    text = said.text
    if first.channel == "sms" and not settings.SMS["accents"]:
        text = plain_sms(text)
    return Message(
        key=str(first.pk),
        address=device.endpoint if device else first.address,
        language=first.language,
        title=said.title,
        text=text,
        link=_link(first.notice.path),
        template=zalo_template(first.notice.occasion, first.language) if first.channel == "zalo" else "",
        values=said.values,
        keys=(device.key, device.secret) if device else ("", ""),
    )


def _letter(rows: Sequence[Delivery]) -> Message:
    first, around = rows[0], frame_words(rows[0].language)
    in_order = sorted(rows, key=lambda row: (row.notice.at, row.notice_id))
    parts = [said_in(row.notice, "email", row.language) for row in in_order]
    said, link = parts[0], _link(first.notice.path)
    if len(rows) > 1:
        link = _link("/hop-thu/")
        bodies = [f"{part.title}\n\n{_without_greeting(part.text)}" for part in parts]
        said = Said(around["together"].replace("{count}", str(len(rows))), "\n\n".join(bodies))
    foot = f"{around['foot']} {around['wishes']}{_link('/hop-thu/cach-nhan/')}"
    return Message(
        key=str(first.pk),
        address=first.address,
        language=first.language,
        title=said.title,
        text=f"{said.text}\n\n{link}\n\n-- \n{foot}\n",
        html=as_html(around["html"], said, link, around["open"], foot),
        link=link,
    )


def check_letter(address: str, language: str, path: str) -> Message:
    """The letter whose link shows that somebody reads ``address``."""
    around, link = frame_words(language), _link(path)
    said = Said(around["check_subject"], around["check_text"])
    text = f"{said.text}\n\n{link}\n\n-- \n{around['foot']}\n"
    html = as_html(around["html"], said, link, around["check_open"], around["foot"])
    return Message(str(new_id()), address, language, said.title, text, html, link)


#: invented, as long as they come
_SAMPLE = {
    "code": "H32.25-261123-0001",
    "procedure": "Thông báo sản phẩm quảng cáo",
    "until": "2026-12-31T17:00:00+07:00",
    "count": "3",
    "late": "1",
}


def _sample(occasion: str) -> Notice:
    account = Account(full_name="Nguyễn Thị Mẫu")
    return Notice(occasion=occasion, data=_SAMPLE, path="/ho-so/H32.25-261123-0001/", account=account)


def previewed(occasion: str, language: str) -> dict[str, Said]:
    """A message on every channel with invented values."""
    return {channel: said_in(_sample(occasion), channel, language) for channel in CHANNELS}


def previewed_letter(occasion: str, language: str) -> str:
    """The letter as HTML with invented values."""
    row = Delivery(notice=_sample(occasion), channel="email", address="mau@hop-thu.example", language=language)
    return message_of([row]).html


def _without_greeting(text: str) -> str:
    return text.partition("\n\n")[2] or text


def _link(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}" if path else ""


def zalo_template(occasion: str, language: str) -> str:
    """The number under which the province registered its template; nothing where there is none."""
    templates: Mapping[str, str] = settings.ZALO["templates"]
    return templates.get(f"{occasion}.{language}") or templates.get(occasion, "")


def until_of(notice: Notice) -> datetime | None:
    """The moment by which somebody must act; None for none."""
    said = str(notice.data.get("until") or "")
    return datetime.fromisoformat(said) if said else None
