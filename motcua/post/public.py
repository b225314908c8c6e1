"""The door of the room ``post``: other rooms import from here alone."""

from motcua.post.actions import parcels
from motcua.post.events import ParcelMoved
from motcua.post.jobs import collected_on
from motcua.post.models import Parcel
from motcua.post.queries import address_line, address_problems, communes, parcels_of, price_of
from motcua.post.rules.addresses import ELSEWHERE, read_address
from motcua.post.rules.addresses import FIELDS as ADDRESS_FIELDS
from motcua.post.rules.tracking import WORDS

__all__ = [
    "ADDRESS_FIELDS",
    "ELSEWHERE",
    "WORDS",
    "Parcel",
    "ParcelMoved",
    "address_line",
    "address_problems",
    "collected_on",
    "communes",
    "parcels",
    "parcels_of",
    "price_of",
    "read_address",
]
