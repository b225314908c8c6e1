"""What other rooms do with parcels, under one name."""

from motcua.post.actions.change_parcel import cancel_parcel as cancel
from motcua.post.actions.change_parcel import change_parcel as change
from motcua.post.actions.change_parcel import is_here
from motcua.post.actions.order_parcel import Subject
from motcua.post.actions.order_parcel import order_parcel as order

__all__ = ["Subject", "cancel", "change", "is_here", "order"]
