"""Whose hands a step is in: whether it is somebody's to act on."""

from typing import Protocol
from uuid import UUID

from motcua.kernel.actor import Actor


class Assigned(Protocol):
    """What of a step says whose it is."""

    @property
    def role(self) -> str:
        """Key of the role that acts."""
        ...

    @property
    def unit_id(self) -> int:
        """The unit on whose desk it lies."""
        ...

    @property
    def officer_id(self) -> UUID | None:
        """The officer it was given to by name."""
        ...


def may_act(step: Assigned, actor: Actor) -> bool:
    """Whether ``actor`` holds the step's role in the step's unit and the step is theirs or nobody's yet."""
    if actor.is_system:
        return True
    if step.officer_id is not None and step.officer_id != actor.account_id:
        return False
    return any(post.role == step.role and post.unit_id == step.unit_id for post in actor.posts)
