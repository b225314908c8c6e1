"""Rounds of rooms that stand below ``exchange``, which keeps the list of what is done again and again."""

from datetime import timedelta
from functools import partial

from motcua.exchange.public import every
from motcua.files.jobs import sweep_arrivals
from motcua.notices import jobs
from motcua.notices.rules.choosing import OUTSIDE

every(timedelta(seconds=2), "notices.plan")(jobs.plan)
for _name in OUTSIDE:  # each by itself: a slow gateway holds no other channel back
    every(timedelta(seconds=2), f"notices.{_name}")(partial(jobs.send, _name))
every(timedelta(hours=24), "notices.forget")(jobs.forget)
every(timedelta(hours=1), "files.sweep")(sweep_arrivals)
