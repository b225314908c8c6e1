"""SMS mang tên thương hiệu: a gateway that takes JSON over HTTPS, in the style that domestic gateways share.

POST {ApiKey, SecretKey, Brandname, Phone, Content, IsUnicode, SmsType, RequestId}; the answer has ``CodeResult``
("100": taken) and ``SMSID``. The gateway knows a message by ``RequestId``: a second one with the same is answered "124"
and goes nowhere. Names and codes must be compared with the contract of the gateway that is used.
"""

from django.conf import settings

from motcua.kernel.calling import Partner, json_body
from motcua.notices.connectors.answers import answer_of
from motcua.notices.connectors.base import Declined, Failed, Message, Nobody, Unreachable
from motcua.notices.rules.sms import length_of

_TAKEN, _KNOWN = "100", "124"
#: our account: key, credit, brand. Nothing is wrong with the message, everybody waits
_OURS = {"101": "khóa kết nối sai", "103": "tài khoản hết tiền", "104": "tên thương hiệu chưa được duyệt"}
_LATER = {"99"}
_NOBODY = {"105"}


class Sms:
    """One kept connection."""

    knows_keys = True

    def __init__(self, timeout: float = 10.0) -> None:
        self._given = settings.SMS
        self._partner = Partner(self._given["url"], timeout)

    def send(self, message: Message) -> str:
        """Hand it over; the gateway's own number of it."""
        body = {
            "ApiKey": self._given["user"],
            "SecretKey": self._given["secret"],
            "Brandname": self._given["brand"],
            "Phone": message.address,
            "Content": message.text,
            "IsUnicode": "1" if length_of(message.text).alphabet == "ucs2" else "0",
            "SmsType": "2",
            "RequestId": message.key,
        }
        status, content = self._partner.post("", json_body(body), {"Content-Type": "application/json"})
        answer = answer_of(status, content)
        code, words = str(answer.get("CodeResult", "")), str(answer.get("ErrorMessage", ""))
        if code in (_TAKEN, _KNOWN):
            return str(answer.get("SMSID", ""))[:120]
        said = f"{code} {words or _OURS.get(code, '')}".strip()[:300]
        if code in _OURS:
            raise Unreachable(said)
        if code in _NOBODY:
            raise Nobody(said)
        raise (Failed if code in _LATER or not code else Declined)(said or "no code")

    def close(self) -> None:
        """Close the kept connection."""
        self._partner.close()
