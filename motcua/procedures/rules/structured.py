"""A procedure for search engines: schema.org GovernmentService as JSON-LD."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from motcua.procedures.rules.definition import Definition

#: what a script element must not hold: a closing tag would end it
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Provider(msgspec.Struct, frozen=True):
    """An agency as structured data needs it; ``hours``: (opens, closes) of seven days, Monday first."""

    name: str
    url: str
    address: str = ""
    phone: str = ""
    hours: Sequence[Sequence[tuple[str, str]]] = ()
    area: str = ""


def government_service(
    definition: Definition, *, url: str, area: str, providers: Sequence[Provider], updated: str
) -> dict[str, Any]:
    """The service with who offers it; ``url``: the whole address, ``updated``: the day of the version."""
    channels = {way.channel for case in definition.cases for way in case.channels}
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "GovernmentService",
            "@id": url,
            "url": url,
            "name": definition.name,
            "identifier": definition.key,
            "description": definition.summary or definition.name,
            "category": definition.sector,
            "inLanguage": "vi",
            "dateModified": updated,
            "areaServed": {"@type": "AdministrativeArea", "name": providers[0].area if len(providers) == 1 else area},
            "audience": [{"@type": "Audience", "audienceType": each} for each in definition.audience],
            "serviceOperator": {"@type": "GovernmentOrganization", "name": providers[0].name} if providers else None,
            "provider": [_organization(one) for one in providers],
            "availableChannel": [_channel(name, url) for name in ("online", "counter", "post") if name in channels],
            "serviceOutput": [{"@type": "GovernmentPermit", "name": each.name} for each in definition.results],
            "isAccessibleForFree": _free(definition),
        }
    )


def as_script(data: Mapping[str, Any]) -> str:
    """``data`` as JSON that may stand inside a script element."""
    text = msgspec.json.encode(data).decode()
    for sign, written in _UNSAFE.items():
        text = text.replace(sign, written)
    return text


def _organization(one: Provider) -> dict[str, Any]:
    return _filled(
        {
            "@type": "GovernmentOrganization",
            "name": one.name,
            "url": one.url,
            "telephone": one.phone,
            "address": {"@type": "PostalAddress", "streetAddress": one.address, "addressCountry": "VN"}
            if one.address
            else None,
            "openingHoursSpecification": [
                {"@type": "OpeningHoursSpecification", "dayOfWeek": day, "opens": opens, "closes": closes}
                for day, spans in zip(_DAYS, one.hours, strict=False)
                for opens, closes in spans
            ],
        }
    )


def _channel(name: str, url: str) -> dict[str, Any]:
    said = {"online": "Trên mạng", "counter": "Tại quầy một cửa", "post": "Qua bưu điện"}
    return {"@type": "ServiceChannel", "name": said[name], **({"serviceUrl": url} if name == "online" else {})}


def _free(definition: Definition) -> bool | None:
    """Whether nobody pays anything; None where a fee is not known."""
    fees = [fee for case in definition.cases for way in case.channels for fee in way.fees]
    if any(fee.amount is None for fee in fees):
        return None
    return not any(fee.amount for fee in fees)


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known."""
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}
