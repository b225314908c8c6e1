"""Processes, matters, steps and clock spans: who has what in hand and until when.

State is rows. Every large table carries ``agency``, by which it can be distributed.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.identity.public import Account
from motcua.kernel.ids import new_id
from motcua.organizations.public import Unit
from motcua.work.rules.states import ASKED


class Process(models.Model):
    """Quy trình: one version of a process, immutable once a matter runs under it."""

    code = models.CharField(_("mã"), max_length=100)
    version = models.PositiveIntegerField(_("phiên bản"))
    name = models.CharField(_("tên"), max_length=300)
    #: as ``rules.process.ProcessDefinition`` writes it
    definition = models.JSONField()
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("quy trình")
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_process_a_version")]

    def __str__(self) -> str:
        return f"{self.name} (v{self.version})"


class Matter(models.Model):
    """Việc: one piece of work under one version of a process, whatever it is about."""

    class Clock(models.TextChoices):
        NOT_STARTED = "not_started", _("Chưa tính giờ")
        RUNNING = "running", _("Đang tính giờ")
        PAUSED = "paused", _("Tạm dừng tính giờ")
        STOPPED = "stopped", _("Đã dừng tính giờ")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.CharField(_("cơ quan"), max_length=35)
    #: what the matter is about: the room's own word and the row's identifier
    kind = models.CharField(max_length=30)
    subject_id = models.UUIDField()
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="+", db_index=False)
    reference = models.CharField(_("mã số"), max_length=60)
    title = models.CharField(_("việc"), max_length=300)
    party = models.CharField(_("của ai"), max_length=200)
    #: units that the process's selectors resolved to: ``{"reception": 12, "agency": 5, "division": 7}``
    places = models.JSONField(default=dict)
    #: the whole time allowed (``kernel.worktime.Limit``); None: no appointed time
    limit = models.JSONField(null=True)
    clock = models.CharField(max_length=12, choices=Clock, default=Clock.NOT_STARTED)
    opened_at = models.DateTimeField(_("mở lúc"))
    clock_started_at = models.DateTimeField(_("tính giờ từ"), null=True)
    original_due_at = models.DateTimeField(_("hạn ban đầu"), null=True)
    due_at = models.DateTimeField(_("hạn"), null=True)
    closed_at = models.DateTimeField(_("xong lúc"), null=True)
    outcome = models.CharField(_("kết cục"), max_length=40, blank=True)
    #: grows by one with every act: two officers at once, one wins
    version = models.PositiveIntegerField(default=1)
    #: the latest act in words, so that whoever comes second can be told who was first
    last_act = models.CharField(_("thao tác gần nhất"), max_length=200, blank=True)
    last_actor = models.CharField(_("người thao tác gần nhất"), max_length=200, blank=True)
    last_at = models.DateTimeField(_("lúc"), null=True)

    #: keys of the steps that the act just done has opened (not stored)
    entered: tuple[str, ...] = ()

    class Meta:
        verbose_name = _("việc")
        constraints = [models.UniqueConstraint(fields=["kind", "subject_id", "agency"], name="one_matter_a_subject")]
        indexes = [
            # Partial, so that closed matters (nearly all, in time) cost nothing.
            models.Index(fields=["process", "id"], condition=Q(closed_at=None), name="open_matters_of_process"),
            # Officers look for a matter by the beginning of its reference, also on a desk of many thousands.
            models.Index(fields=["reference"], opclasses=["varchar_pattern_ops"], name="matter_by_reference"),
        ]

    def units(self, *, asked: bool) -> frozenset[int]:
        """Units that have to do with it; with ``asked`` also those that were asked for an opinion."""
        return frozenset(unit for name, unit in self.places.items() if asked or not name.startswith(ASKED))


class Step(models.Model):
    """Bước: a matter lies at one place of its process; one row from arrival to leaving."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.CharField(_("cơ quan"), max_length=35)
    # No index of a foreign key's own: every list that is read has a better one below, and each costs at every step.
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="steps", db_index=False)
    node = models.CharField(max_length=60)
    name = models.CharField(_("bước"), max_length=200)
    role = models.CharField(_("vai trò"), max_length=30)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    officer = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    received_at = models.DateTimeField(_("nhận lúc"))
    due_at = models.DateTimeField(_("hạn của bước"))
    finished_at = models.DateTimeField(_("xong lúc"), null=True)
    finished_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    #: key of the action that ended the step
    outcome = models.CharField(max_length=60, blank=True)
    note = models.TextField(_("ý kiến"), blank=True)
    #: while the matter's clock is paused its steps wait and are never late
    waiting = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("bước")
        indexes = [
            models.Index(fields=["matter", "received_at"], name="step_by_matter"),
            models.Index(
                fields=["officer", "waiting", "due_at", "id"],
                condition=Q(finished_at=None, officer__isnull=False),
                name="desk_of_officer",
            ),
            models.Index(
                fields=["unit", "role", "waiting", "due_at", "id"],
                condition=Q(finished_at=None, officer=None),
                name="desk_of_unit",
            ),
            models.Index(
                fields=["finished_by", "-finished_at", "-id"],
                condition=Q(finished_at__isnull=False),
                name="steps_done_by",
            ),
        ]


class ClockSpan(models.Model):
    """Khoảng tính giờ: the clock ran or stood still from … to …, why, and on what evidence."""

    class Kind(models.TextChoices):
        RUNNING = "running", _("Tính giờ")
        PAUSED = "paused", _("Tạm dừng")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.CharField(_("cơ quan"), max_length=35)
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="spans", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind)
    started_at = models.DateTimeField(_("từ"))
    ended_at = models.DateTimeField(_("đến"), null=True)
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    evidence = models.CharField(_("bằng chứng"), max_length=300, blank=True)
    #: the due moment as it stood when the span opened
    due_at = models.DateTimeField(_("hạn khi bắt đầu khoảng"), null=True)

    class Meta:
        verbose_name = _("khoảng tính giờ")
        constraints = [
            models.UniqueConstraint(fields=["matter"], condition=Q(ended_at=None), name="one_open_span_a_matter")
        ]
        indexes = [models.Index(fields=["matter", "started_at"], name="span_by_matter")]
