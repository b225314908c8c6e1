"""The open steps of a matter, read by a statement that is composed once: forwarding is what officers do most."""

from motcua.kernel.composed import Kept, Slot
from motcua.work.models import Matter, Step

#: what the core and the callers need of an open step and its matter; anything else is read when asked for
_STEP = ("node", "name", "role", "unit_id", "officer_id", "due_at", "waiting", "received_at")
_MATTER = (
    "agency",
    "kind",
    "subject_id",
    "process_id",
    "reference",
    "title",
    "party",
    "places",
    "limit",
    "clock",
    "clock_started_at",
    "original_due_at",
    "due_at",
    "closed_at",
    "outcome",
    "version",
)
_PROCESS = ("code", "version", "name", "digest")

#: the open steps of ``matter`` in order, each with the matter and its process
OPEN_STEPS: Kept[Step] = Kept(
    lambda: (
        Step.objects.filter(matter=Slot("matter", Matter._meta.pk), finished_at=None)
        .select_related("matter__process")
        .only(*_STEP, *(f"matter__{name}" for name in _MATTER), *(f"matter__process__{name}" for name in _PROCESS))
        .order_by("received_at", "id")
    )
)
