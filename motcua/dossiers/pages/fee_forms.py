"""What the forms of taking and counting money draw beyond their plain questions."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.dossiers.actions.charging import WAITED_FOR, uncounted
from motcua.dossiers.models import Dossier
from motcua.dossiers.pages.act import Situation
from motcua.dossiers.pages.kept import word_in
from motcua.payments.public import charges_of, open_charges


def asked_for(dossier: Dossier) -> dict[str, str]:
    """What an officer most likely asks for: what is charged already."""
    owed = open_charges(dossier.id, when=WAITED_FOR)
    if not owed:
        return {}
    names = "; ".join(line["name"] for charge in owed for line in charge.lines)
    return {"amount": str(sum(charge.amount for charge in owed)), "what_for": names}


def fee_parts(
    form: str, situation: Situation, typed: QueryDict | None, errors: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """``owed``: the open charges; ``count``: a box for each quantity or amount that is missing."""
    if form == "owed":
        owed = open_charges(situation.dossier.id)
        return {"owed": owed, "owed_sum": sum(charge.amount for charge in owed)}
    labels = {"pages": _("Số trang của bản chính"), "copies": _("Số bản"), "quantity": _("Số lượng")}
    boxes: dict[str, str] = {}
    for told in uncounted(situation.dossier, situation.now).values():
        for line in told.lines:
            for unit in line.needs:
                name = f"by_hand.{line.name}" if unit == "amount" else unit
                boxes[name] = f"{line.name} ({_('đồng')})" if unit == "amount" else labels[unit]
    return {
        "count_boxes": [
            {
                "name": name,
                "label": label,
                "type": "money" if name.startswith("by_hand.") else "number",
                "value": word_in(typed, name),
                "errors": errors.get(name, errors.get("amount", ()) if name.startswith("by_hand.") else ()),
            }
            for name, label in boxes.items()
        ],
        "percent_typed": word_in(typed, "percent"),
        "basis_typed": word_in(typed, "basis"),
        "basis_errors": errors.get("basis", ()),
    }


def charges_shown(dossier: Dossier) -> list[dict[str, Any]]:
    """The charges of a dossier as pages list them."""
    tones = {0: "waiting", 1: "waiting", 2: "ok", 3: "neutral", 4: "neutral"}
    found = []
    for charge in charges_of(dossier.id):
        payments = list(charge.payments.all())
        found.append(
            {
                "charge": charge,
                "state": (charge.get_state_display(), tones[charge.state]),
                "open": charge.state in (0, 1),
                "paid": charge.state == 2,
                "payments": payments,
                "receipts": [receipt for one in payments for receipt in one.receipts.all()],
                "refunds": [one.refund for one in payments if hasattr(one, "refund")],
            }
        )
    return found
