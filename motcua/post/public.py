"""The door of the room ``post``: other rooms import from here alone."""

from motcua.post.actions.change_parcel import cancel_parcel, change_parcel
from motcua.post.actions.order_parcel import Subject as ParcelSubject
from motcua.post.actions.order_parcel import order_parcel
from motcua.post.events import ParcelMoved
from motcua.post.jobs import collected_on
from motcua.post.models import Parcel
from motcua.post.queries import address_line, address_problems, communes, last_parcel, parcels_of, price_of
from motcua.post.rules.addresses import read_address
from motcua.post.rules.tracking import WORDS

__all__ = [
    "WORDS",
    "Parcel",
    "ParcelMoved",
    "ParcelSubject",
    "address_line",
    "address_problems",
    "cancel_parcel",
    "change_parcel",
    "collected_on",
    "communes",
    "last_parcel",
    "order_parcel",
    "parcels_of",
    "price_of",
    "read_address",
]
