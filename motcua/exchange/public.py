"""The door of the room ``exchange``: other rooms import from here alone."""

from motcua.exchange.actions.queue import to_send
from motcua.exchange.connectors.base import Declined, Listed, National, Unreachable
from motcua.exchange.connectors.national.chosen import national_connector
from motcua.exchange.rounds import every
from motcua.exchange.rules.news import (
    Act,
    DossierNews,
    FeeTold,
    PaperTold,
    RequestTold,
    ResultTold,
    Standing,
)
from motcua.exchange.subjects import tells_of_dossiers

__all__ = [
    "Act",
    "Declined",
    "DossierNews",
    "FeeTold",
    "Listed",
    "National",
    "PaperTold",
    "RequestTold",
    "ResultTold",
    "Standing",
    "Unreachable",
    "every",
    "national_connector",
    "tells_of_dossiers",
    "to_send",
]
