"""What is done after the answer, again and again."""

from datetime import datetime

from motcua.files.actions.arrive import sweep


def sweep_arrivals(at: datetime) -> str:
    """Throw away large uploads that nobody finished."""
    return f"swept {sweep(at=at)}"
