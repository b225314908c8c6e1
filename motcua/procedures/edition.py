"""Lần sửa danh mục: the mark by which every web process notices that the catalogue is not what it was."""

from time import monotonic
from uuid import UUID, uuid4

from django.db.transaction import on_commit

from motcua.kernel.composed import Kept
from motcua.procedures.models import CatalogueEdition

#: seconds for which the mark read last is believed
CHECK_SECONDS = 0.5
_EDITION: Kept[CatalogueEdition] = Kept(lambda: CatalogueEdition.objects.filter(pk=1)[:1])


class _Believed:
    """The mark read last, and when; a change made here is looked for at once."""

    mark: UUID | None = None
    until = -1.0


def catalogue_mark() -> UUID | None:
    """The mark of the last change; None before there is anything. One row by its key, whatever the catalogue's size."""
    asked = monotonic()
    edition = _EDITION.first()
    _Believed.mark = edition.mark if edition else None
    _Believed.until = asked + CHECK_SECONDS
    return _Believed.mark


def believed_mark() -> UUID | None:
    """The same, at most half a second old."""
    return _Believed.mark if monotonic() < _Believed.until else catalogue_mark()


def mark_changed() -> None:
    """A new mark; call it in the transaction of the change."""
    CatalogueEdition.objects.update_or_create(pk=1, defaults={"mark": uuid4()})
    doubt()
    on_commit(doubt)


def doubt() -> None:
    """Believe no mark that was read before: look again."""
    _Believed.until = -1.0
