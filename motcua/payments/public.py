"""The door of the room ``payments``: other rooms import from here alone."""

from motcua.payments.actions import collecting
from motcua.payments.actions.cancel_charges import cancel_charges
from motcua.payments.actions.raise_charge import Subject, raise_charge
from motcua.payments.actions.take_cash import take_cash
from motcua.payments.events import ChargePaid, ChargeRefunded
from motcua.payments.models import Charge
from motcua.payments.queries import charge_of, charges_of, open_charges
from motcua.payments.rules.fees import Bill, Facts, bill, read_fee

__all__ = [
    "Bill",
    "Charge",
    "ChargePaid",
    "ChargeRefunded",
    "Facts",
    "Subject",
    "bill",
    "cancel_charges",
    "charge_of",
    "charges_of",
    "collecting",
    "open_charges",
    "raise_charge",
    "read_fee",
    "take_cash",
]
