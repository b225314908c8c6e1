"""Sổ nhật ký: one chained book per agency. No row is ever changed or removed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.kernel.ids import new_id


class Book(models.Model):
    """The head of an agency's chain: how many entries it has and the hash of the last."""

    agency = models.CharField(max_length=35, primary_key=True)
    length = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    class Meta:
        verbose_name = _("sổ nhật ký")


class Entry(models.Model):
    """One act, as a sentence that people read, sealed by the hash of the entry before it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.CharField(max_length=35)
    number = models.BigIntegerField()
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200)
    sentence = models.TextField()
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("dòng nhật ký")
        constraints = [models.UniqueConstraint(fields=["agency", "number"], name="audit_number_unbroken")]
        indexes = [models.Index(fields=["subject_id", "at"], name="audit_by_subject")]
