"""What pages ask and tell about the post: an address, its price, where parcels are."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.dossiers.models import Delivery, Dossier, Status
from motcua.dossiers.rules.lifecycle import find_move
from motcua.kernel.clock import day_of, now
from motcua.post.public import (
    ADDRESS_FIELDS,
    ELSEWHERE,
    WORDS,
    Parcel,
    address_line,
    communes,
    parcels,
    parcels_of,
    price_of,
    read_address,
)
from motcua.ui.public import Event, spoken

Errors = Mapping[str, Sequence[str]]
#: names of the boxes: of where a result goes, of where papers are fetched
DELIVER, COLLECT = "delivery_", "paper.post_"


def typed_address(post: QueryDict, prefix: str) -> dict[str, str]:
    """The address as typed, as it is kept; empty when its boxes were not there."""
    told = {name: str(post.get(prefix + name, "")) for name in ADDRESS_FIELDS}
    found: dict[str, str] = read_address(told).as_json()
    return found


def address_boxes(prefix: str, dossier: Dossier, kept: Mapping[str, Any], errors: Errors) -> list[dict[str, Any]]:
    """The boxes in which an address is typed, first filled with the owner's."""
    owner = dossier.owner
    usual = {"name": owner.get("full_name", ""), "phone": owner.get("phone", ""), "street": owner.get("address", "")}
    told = kept or usual
    labels = address_labels()
    kinds = {"phone": "phone", "commune": "choice"}
    completing = {"name": "name", "street": "address-line1"}
    return [
        {
            "name": prefix + name,
            "label": labels[name],
            "type": kinds.get(name, "text"),
            "value": told.get(name, ""),
            "errors": errors.get(prefix + name, ()),
            "options": [*communes().items(), (ELSEWHERE, _("Ở tỉnh, thành phố khác"))] if name == "commune" else (),
            "maxlength": None if name == "commune" else 150,
            "autocomplete": completing.get(name, "off" if name != "phone" else "tel"),
            "show_if": json.dumps({"field": f"{prefix}commune", "equals": ELSEWHERE, "oneOf": []})
            if name == "elsewhere"
            else "",
        }
        for name in ADDRESS_FIELDS
    ]


def address_labels() -> dict[str, str]:
    """What the boxes are called."""
    return {
        "name": _("Người giao, nhận với bưu tá"),
        "phone": _("Số điện thoại bưu tá gọi"),
        "street": _("Số nhà, đường, thôn, tổ dân phố"),
        "commune": _("Xã, phường"),
        "elsewhere": _("Xã, phường và tỉnh"),
    }


def labels_of(prefix: str) -> dict[str, str]:
    """The same, by the names of the boxes: for the summary of what is wrong."""
    return {prefix + name: label for name, label in address_labels().items()}


def shown_if(field: str, value: str) -> str:
    """The condition under which ``eform.js`` shows a part."""
    return json.dumps({"field": field, "equals": value, "oneOf": []})


def prices(kind: str, on: date) -> dict[str, int]:
    """What the way costs, in đồng, within the province and from or to another."""
    return {"inside": price_of(kind, "inside", on).total, "outside": price_of(kind, "outside", on).total}


def chosen(dossier: Dossier) -> dict[str, Any]:
    """What was chosen for the post, with its price, as people see it before they submit."""
    on, found = day_of(now()), {}
    wanted = {"collect": dossier.postal.get("collect")}
    wanted["deliver"] = dossier.postal.get("deliver") if dossier.delivery == Delivery.POST else None
    for kind, told in wanted.items():
        if told:
            address = read_address(told)
            found[kind] = {"line": address_line(address), "price": price_of(kind, address.zone, on).total}
    return found


def parcels_shown(dossier: Dossier) -> list[dict[str, Any]]:
    """The parcels of a dossier, the newest first; none, and no query, where the post has nothing to do with it."""
    if not dossier.postal and not (dossier.delivery == Delivery.POST and dossier.status >= Status.DONE):
        return []
    return [_shown(parcel) for parcel in reversed(parcels_of(dossier.id))]


def _shown(parcel: Parcel) -> dict[str, Any]:
    words = WORDS[parcel.state]
    collects = parcel.kind == "collect"
    events = sorted(parcel.events.all(), key=lambda one: (one.at, one.heard_at, one.id))
    told = [one for one in events if one.effect != "odd"]
    return {
        "parcel": parcel,
        "title": _("Bưu điện đến lấy giấy tờ") if collects else _("Bưu điện trả kết quả"),
        "tone": words.tone,
        "state": spoken(words.name),
        "meaning": spoken(words.collect if collects else words.meaning),
        "price": parcel.told_price or parcel.price,
        "total": (parcel.told_price or parcel.price) + parcel.cod,
        "here": parcels.is_here(parcel),
        "events": [
            Event(
                title=spoken(WORDS[one.state].name),
                at=one.at,
                note=" · ".join(part for part in (one.place, one.words) if part),
                state="now" if one is told[-1] else "done",
            )
            for one in told
        ],
    }


def delivery_form(dossier: Dossier, by_post: bool, parcels: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """What is asked of whoever wants the result in another way; None once it has left, or can no more."""
    last = next((one for one in parcels if one["parcel"].kind == "deliver"), None)
    left = last is not None and not last["here"] and last["parcel"].state not in Parcel.GONE_NO_MORE
    if left or find_move("change_delivery", dossier.status) is None:
        return None
    return {
        "options": ways_to_get(dossier, by_post),
        "boxes": address_boxes(DELIVER, dossier, dossier.postal.get("deliver") or {}, {}),
        "only_post": shown_if("delivery", Delivery.POST),
        "prices": prices("deliver", day_of(now())),
    }


def as_typed(context: dict[str, Any], dossier: Dossier, post: QueryDict, errors: Errors) -> dict[str, Any]:
    """``context`` of the dossier's page with the form of another way as it was filled in."""
    form = context["delivery_form"]
    if form and "delivery" in post:
        form["boxes"] = address_boxes(DELIVER, dossier, typed_address(post, DELIVER), errors)
    return context


def ways_to_get(dossier: Dossier, by_post: bool) -> list[tuple[str, str]]:
    """Ways to get the result; by post only where the procedure offers it."""
    ways = [(Delivery.ONLINE, _("Tải về trên mạng: bản điện tử có ký số, có giá trị như bản giấy"))]
    ways.append((Delivery.COUNTER, _("Nhận bản giấy tại %(place)s") % {"place": dossier.reception_unit.name}))
    if by_post:
        ways.append((Delivery.POST, _("Bưu điện gửi bản giấy về nhà; bạn trả cước cho bưu điện")))
    return [(value.value, words) for value, words in ways]
