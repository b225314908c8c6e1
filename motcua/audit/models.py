"""Sổ nhật ký: one chained book per agency. No row is ever changed or removed."""

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.kernel.ids import new_id


class Immutable(TypeError):
    """Somebody tried to change or remove a line of the book: a mistake in the program."""


class Book(models.Model):
    """The head of an agency's chain: how many entries it has and the hash of the last."""

    agency = models.CharField(max_length=35, primary_key=True)
    length = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    class Meta:
        verbose_name = _("sổ nhật ký")


class Entries(models.QuerySet["Entry"]):
    """Lines that can be read and added, and nothing else."""

    def update(self, **fields: Any) -> NoReturn:
        """Refused."""
        raise Immutable("a line of the audit book is never changed")

    def delete(self) -> NoReturn:
        """Refused."""
        raise Immutable("a line of the audit book is never removed")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise Immutable("a line of the audit book is never changed")


class Entry(models.Model):
    """One act, as a sentence that people read, sealed by the hash of the entry before it.

    Below the refusals here, triggers in the database refuse UPDATE and DELETE (``guard.py``).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.CharField(_("sổ của cơ quan"), max_length=35)
    number = models.BigIntegerField(_("dòng"))
    at = models.DateTimeField(_("lúc"))
    action = models.CharField(_("việc"), max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(_("người làm"), max_length=200)
    sentence = models.TextField(_("nội dung"))
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = Entries.as_manager()

    class Meta:
        verbose_name = _("dòng nhật ký")
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["agency", "number"], name="audit_number_unbroken")]
        indexes = [
            models.Index(fields=["subject_id", "at"], name="audit_by_subject"),
            models.Index(fields=["actor_name", "at"], name="audit_by_person"),
            models.Index(fields=["at"], name="audit_by_time"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only a new line can be written."""
        if not self._state.adding:
            raise Immutable("a line of the audit book is never changed")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise Immutable("a line of the audit book is never removed")
