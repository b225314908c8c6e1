"""What goes out to partners, how the line to each stands, and what comparing with them found."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.ids import new_id


class Outgoing(models.Model):
    """Tin chờ gửi (gói tin): one message to one partner, stored with the change that it tells of.

    Small on purpose: it is written with every act on a dossier. What it says is built when it is sent.
    """

    class State(models.IntegerChoices):
        WAITING = 0, _("Chờ gửi")
        SENT = 1, _("Đã gửi")
        DEAD = 2, _("Bị từ chối")
        SKIPPED = 3, _("Bỏ qua")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.CharField(_("mã cơ quan"), max_length=35)
    partner = models.CharField(_("bên nhận"), max_length=20)
    #: messages of one lane arrive in the order of ``sequence``; of a dossier: its code
    lane = models.CharField(_("luồng"), max_length=50)
    sequence = models.PositiveIntegerField(_("thứ tự"))
    #: "dossier": one act; "again": the whole as it stands, because a comparison found a difference;
    #: "settle": the state alone once more, because the partner may have acted late on a call we gave up on
    kind = models.CharField(_("loại"), max_length=20)
    #: what it is about, as the room that announced it knows it; of a dossier: the event
    subject_id = models.UUIDField()
    state = models.PositiveSmallIntegerField(_("trạng thái"), choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    #: not before then; while somebody sends it, the moment at which it counts as given up
    next_at = models.DateTimeField(_("thử lại lúc"))
    sent_at = models.DateTimeField(_("gửi xong lúc"), null=True)
    #: what the partner answered last, or why there was no answer
    answer = models.CharField(_("trả lời"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("tin gửi đi")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "partner", "lane", "sequence", "kind"], name="one_message_a_place_in_its_lane"
            )
        ]
        indexes = [
            models.Index(fields=["partner", "next_at"], condition=Q(state=0), name="messages_waiting"),
            models.Index(fields=["partner", "-next_at"], condition=Q(state=2), name="messages_dead"),
        ]

    @property
    def key(self) -> str:
        """The idempotency key: the same however often it is sent."""
        return f"{self.lane}/{self.sequence}/{self.kind}"


class Line(models.Model):
    """Đường truyền: whether a partner answers, since when not, and when it is tried again."""

    partner = models.CharField(_("bên nhận"), max_length=20, primary_key=True)
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    last_answer_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("đường truyền")


class CallRecord(models.Model):
    """Nhật ký cuộc gọi: what was sent and answered, personal data masked; kept for a limited time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    partner = models.CharField(max_length=20)
    at = models.DateTimeField()
    lane = models.CharField(max_length=50, blank=True)
    key = models.CharField(max_length=90, blank=True)
    #: which services were called, what was sent, what came back: [{"service", "sent", "got"}], masked
    calls = models.JSONField(default=list)
    outcome = models.CharField(max_length=20)

    class Meta:
        verbose_name = _("nhật ký cuộc gọi")
        indexes = [models.Index(fields=["partner", "lane"], name="calls_of_lane")]


class Round(models.Model):
    """Lượt chạy định kỳ: something done again and again, by one worker at a time."""

    name = models.CharField(max_length=60, primary_key=True)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("lượt chạy định kỳ")


class Reconciliation(models.Model):
    """Đối soát: our dossiers of some days beside the partner's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    partner = models.CharField(max_length=20)
    first_day = models.DateField(_("từ ngày"))
    last_day = models.DateField(_("đến ngày"))
    at = models.DateTimeField()
    #: {"status": count}
    ours = models.JSONField(default=dict)
    theirs = models.JSONField(default=dict)
    differing = models.PositiveIntegerField(_("số hồ sơ lệch"), default=0)

    class Meta:
        verbose_name = _("đối soát")
        indexes = [models.Index(fields=["partner", "-at"], name="latest_reconciliation")]


class Discrepancy(models.Model):
    """Hồ sơ lệch: one dossier on which a reconciliation found that we and the partner differ."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reconciliation = models.ForeignKey(Reconciliation, on_delete=models.CASCADE, related_name="discrepancies")
    agency = models.CharField(max_length=35, blank=True)
    lane = models.CharField(max_length=50)
    sequence = models.PositiveIntegerField(default=0)
    #: of our own record; None: only the partner knows it
    subject_id = models.UUIDField(null=True)
    ours = models.PositiveSmallIntegerField(null=True)
    theirs = models.PositiveSmallIntegerField(null=True)
    sent_again_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("hồ sơ lệch")
