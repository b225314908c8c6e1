"""Who acts: a person in their posts, as a plain value that every action receives."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from motcua.kernel.refusals import SignInNeeded


@dataclass(frozen=True, slots=True)
class Post:
    """One role held in one unit (chức danh tại một đơn vị)."""

    role: str  #: key of the role, e.g. ``reception``
    unit_id: int
    unit_name: str
    agency: str  #: code of the agency the unit belongs to, e.g. ``H32.25``
    title: str = ""  #: as on the door, e.g. "Phó Trưởng phòng"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a partner's system, or the system itself, at the moment it acts."""

    account_id: UUID | None  #: None: nobody signed in, or the system itself
    name: str
    posts: tuple[Post, ...] = ()
    is_system: bool = False  #: timers and jobs of Motcua

    @property
    def person(self) -> UUID:
        """The account that acts; refused when nobody is signed in."""
        if self.account_id is None:
            raise SignInNeeded(gettext("Bạn cần đăng nhập để làm việc này."))
        return self.account_id

    @property
    def is_officer(self) -> bool:
        """Whether this person holds any post."""
        return bool(self.posts)

    @property
    def roles(self) -> frozenset[str]:
        """Keys of all roles held, in whatever unit."""
        return frozenset(post.role for post in self.posts)

    def units(self, role: str | None = None) -> frozenset[int]:
        """Units in which the person holds ``role`` (any role when None)."""
        return frozenset(p.unit_id for p in self.posts if role is None or p.role == role)


ANYONE = Actor(account_id=None, name="Khách")
SYSTEM = Actor(account_id=None, name="Hệ thống", is_system=True)
