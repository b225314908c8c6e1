"""What people are told, by which channel each was tried, and how somebody wishes to be told."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.identity.public import Account
from motcua.kernel.ids import new_id


class Notice(models.Model):
    """Tin báo: one message to one person about one thing that happened; the row is the message in the inbox.

    Small on purpose: it is written with the act that it tells of. The words are made when it is read or sent.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.CharField(_("mã cơ quan"), max_length=35)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    #: what happened: a key of ``rules/occasions.py``
    occasion = models.CharField(_("sự việc"), max_length=30)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    #: names the happening for good: a person is told of it once
    once = models.CharField(max_length=80)
    #: the values that the words need and nothing else (``rules/wording.py``); empty once they were removed
    data = models.JSONField(default=dict)
    #: the page that it leads to, without the host
    path = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(_("lúc"))
    #: channels were chosen; None: not yet
    planned_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(_("đọc lúc"), null=True)

    class Meta:
        verbose_name = _("tin báo")
        constraints = [models.UniqueConstraint(fields=["agency", "account", "once"], name="told_once")]
        indexes = [
            models.Index(fields=["account", "-id"], name="inbox"),
            models.Index(fields=["account"], condition=Q(read_at=None), name="inbox_unread"),
            models.Index(fields=["at"], condition=Q(planned_at=None), name="notices_unplanned"),
            models.Index(fields=["at"], name="notices_by_age"),
        ]


class Delivery(models.Model):
    """Lượt gửi: one notice by one channel to one address."""

    class State(models.IntegerChoices):
        QUEUED = 0, _("Chờ gửi")
        SENT = 1, _("Đã gửi")
        FAILED = 2, _("Chờ gửi lại")
        DEAD = 3, _("Không gửi được")
        SUPPRESSED = 4, _("Không gửi")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(_("kênh"), max_length=10)
    #: as it was when the channel was chosen; of web push the identifier of the device; removed after some days
    address = models.CharField(_("địa chỉ"), max_length=254)
    language = models.CharField(max_length=5, default="vi")
    state = models.PositiveSmallIntegerField(_("trạng thái"), choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    #: not before then; while somebody sends it, the moment at which it counts as given up
    next_at = models.DateTimeField(_("gửi lúc"))
    sent_at = models.DateTimeField(_("gửi xong lúc"), null=True)
    #: how the other side names it
    reference = models.CharField(max_length=120, blank=True)
    last_error = models.CharField(_("lỗi gần nhất"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("lượt gửi")
        constraints = [models.UniqueConstraint(fields=["notice", "channel", "address"], name="one_delivery_a_channel")]
        indexes = [
            models.Index(fields=["channel", "next_at"], condition=Q(state__in=[0, 2]), name="deliveries_waiting"),
            models.Index(fields=["channel", "address"], condition=Q(state__in=[0, 2]), name="deliveries_together"),
            models.Index(fields=["-next_at", "-id"], condition=Q(state=3), name="deliveries_dead"),
            models.Index(fields=["channel", "address", "sent_at"], name="deliveries_of_address"),
        ]


class Wishes(models.Model):
    """Tùy chọn nhận tin: where somebody is reached, in which language, by which channels for which kind of news."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True, related_name="+")
    language = models.CharField(_("ngôn ngữ"), max_length=5, default="vi")
    email = models.EmailField(_("thư điện tử"), blank=True)
    #: None: the link in the letter was not opened yet, and nothing is sent there
    email_verified_at = models.DateTimeField(null=True)
    phone = models.CharField(_("số điện thoại"), max_length=20, blank=True)
    #: kind of news → channels; what is missing is as usual (``rules/choosing.py``)
    channels = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("tùy chọn nhận tin")


class Device(models.Model):
    """Thiết bị nhận thông báo: a browser that somebody allowed to show messages (Web Push)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    endpoint = models.URLField(max_length=500, unique=True)
    #: the browser's public key and secret, base64url
    key = models.CharField(max_length=120)
    secret = models.CharField(max_length=60)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("thiết bị nhận thông báo")


class SuppressedAddress(models.Model):
    """Địa chỉ ngừng gửi: the other side said that nobody is reached there; nothing is sent until somebody lifts it."""

    channel = models.CharField(_("kênh"), max_length=10)
    address = models.CharField(_("địa chỉ"), max_length=254)
    reason = models.CharField(_("lý do"), max_length=300)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("địa chỉ ngừng gửi")
        constraints = [models.UniqueConstraint(fields=["channel", "address"], name="suppressed_once")]


class ChannelLine(models.Model):
    """Kênh gửi: whether the other side of a channel answers, since when not, and when it is tried again."""

    channel = models.CharField(_("kênh"), max_length=10, primary_key=True)
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    last_sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    #: what the other side gave us to come in with, encrypted (tokens that are renewed)
    token = models.TextField(blank=True)

    class Meta:
        verbose_name = _("kênh gửi")
