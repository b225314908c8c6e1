"""Lần sửa danh mục: the mark by which every web process notices that the catalogue is not what it was."""

from uuid import UUID, uuid4

from motcua.kernel.composed import Kept
from motcua.procedures.models import CatalogueEdition

_EDITION: Kept[CatalogueEdition] = Kept(lambda: CatalogueEdition.objects.filter(pk=1)[:1])


def catalogue_mark() -> UUID | None:
    """The mark of the last change; None before there is anything. One row by its key, whatever the catalogue's size."""
    edition = _EDITION.first()
    return edition.mark if edition else None


def mark_changed() -> None:
    """A new mark; call it in the transaction of the change."""
    CatalogueEdition.objects.update_or_create(pk=1, defaults={"mark": uuid4()})
