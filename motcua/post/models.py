"""Parcels: what the post fetches or delivers for us, every piece of news of it, and what we still have to tell."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.identity.public import Account
from motcua.kernel.ids import new_id
from motcua.organizations.public import Unit
from motcua.post.rules import tracking


class Parcel(models.Model):
    """Bưu gửi: one order with the carrier, to fetch papers from a citizen or to bring a result to one."""

    class Kind(models.TextChoices):
        COLLECT = "collect", _("Nhận giấy tờ")
        DELIVER = "deliver", _("Gửi kết quả")

    class State(models.IntegerChoices):
        WAITING = tracking.WAITING, _("Đang báo bưu điện")
        ACCEPTED = tracking.ACCEPTED, _("Bưu điện đã nhận yêu cầu")
        PICKED_UP = tracking.PICKED_UP, _("Bưu tá đã lấy")
        IN_TRANSIT = tracking.IN_TRANSIT, _("Đang vận chuyển")
        ARRIVED = tracking.ARRIVED, _("Đã đến bưu cục phát")
        OUT = tracking.OUT, _("Đang đi phát")
        DELIVERED = tracking.DELIVERED, _("Đã phát")
        FAILED = tracking.FAILED, _("Phát chưa được")
        RETURNING = tracking.RETURNING, _("Đang chuyển hoàn")
        RETURNED = tracking.RETURNED, _("Đã chuyển hoàn")
        LOST = tracking.LOST, _("Bưu điện báo thất lạc")
        CANCELLED = tracking.CANCELLED, _("Đã hủy")
        REFUSED = tracking.REFUSED, _("Bưu điện chưa nhận")

    #: over, and a new way may be chosen
    GONE_NO_MORE = (tracking.CANCELLED, tracking.RETURNED, tracking.REFUSED)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    #: agency that settles what the parcel belongs to
    agency = models.CharField(_("mã cơ quan"), max_length=35)
    kind = models.CharField(_("chiều"), max_length=10, choices=Kind)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    #: how people call the subject, e.g. its code
    reference = models.CharField(_("mã hồ sơ"), max_length=50)
    title = models.CharField(_("nội dung"), max_length=300)
    #: of several for one subject and direction: 1, 2 when sent again …; makes ordering idempotent
    number = models.PositiveSmallIntegerField(default=1)
    #: our name of the order, told to the carrier, who makes one parcel of it however often it is told
    order = models.CharField(_("số đơn hàng"), max_length=60)
    #: the carrier's name of the parcel
    tracking = models.CharField(_("mã bưu gửi"), max_length=40, blank=True)
    #: the office that hands over or receives
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    #: whose dossier it is
    owner = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    #: of the citizen: rules.addresses.Address
    address = models.JSONField(default=dict)
    address_line = models.CharField(_("địa chỉ"), max_length=500)
    grams = models.PositiveIntegerField(_("gam"))
    #: đồng by our table, and as the carrier answered
    price = models.PositiveIntegerField(_("cước dự kiến"))
    told_price = models.PositiveIntegerField(_("cước"), null=True)
    #: what the postman collects for us: [{"code", "amount"}], by charge, and its sum in đồng
    cod_items = models.JSONField(default=list)
    cod = models.PositiveIntegerField(_("tiền thu hộ"), default=0)
    state = models.PositiveSmallIntegerField(_("trạng thái"), choices=State, default=State.WAITING)
    #: the newest news by the carrier's clock
    last_at = models.DateTimeField(null=True)
    last_rank = models.PositiveSmallIntegerField(default=0)
    ordered_at = models.DateTimeField(_("đặt lúc"))
    handed_at = models.DateTimeField(_("bàn giao lúc"), null=True)
    handed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    #: of papers: taken in at the office; of a result that came back: taken back
    taken_at = models.DateTimeField(_("nhận lúc"), null=True)
    #: {"receiver", "identity_number", "relation", "signature", "photo", "at", "collected"}
    proof = models.JSONField(default=dict)
    #: why delivery failed, as the carrier says
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    #: what an officer has to see to: a key of queries.TO_DO; empty: nothing
    to_do = models.CharField(max_length=20, blank=True)
    to_do_since = models.DateTimeField(null=True)
    next_ask_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("bưu gửi")
        constraints = [
            models.UniqueConstraint(fields=["agency", "subject_id", "kind", "number"], name="one_parcel_a_number"),
            models.UniqueConstraint(fields=["agency", "order"], name="one_parcel_an_order"),
        ]
        indexes = [
            models.Index(fields=["order"], name="parcel_by_order"),
            models.Index(fields=["subject_id"], name="parcels_of_subject"),
            models.Index(fields=["unit", "state", "ordered_at"], name="parcels_of_unit"),
            models.Index(fields=["unit", "handed_at"], name="parcels_handed_over"),
            models.Index(fields=["unit", "to_do_since"], condition=~Q(to_do=""), name="parcels_to_see_to"),
            models.Index(fields=["next_ask_at"], condition=Q(next_ask_at__isnull=False), name="parcels_to_ask_about"),
        ]


class ParcelEvent(models.Model):
    """Hành trình: one piece of news of a parcel, written once, never changed."""

    class Source(models.TextChoices):
        CARRIER = "carrier", _("Bưu điện")
        OFFICER = "officer", _("Cán bộ")
        SYSTEM = "system", _("Hệ thống")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.CharField(max_length=35)
    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="events")
    #: the carrier's name of the news: it is taken once
    key = models.CharField(max_length=80)
    source = models.CharField(max_length=10, choices=Source)
    state = models.PositiveSmallIntegerField(choices=Parcel.State)
    #: by the clock of whoever tells it, and when we heard
    at = models.DateTimeField()
    heard_at = models.DateTimeField()
    #: "moved", "same", "history" or "odd": what it did
    effect = models.CharField(max_length=10)
    place = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("hành trình bưu gửi")
        constraints = [models.UniqueConstraint(fields=["agency", "parcel", "key"], name="news_of_a_parcel_counts_once")]


class PostMessage(models.Model):
    """Tin gửi bưu điện: what the carrier is still to be told, kept until it has heard it."""

    class Kind(models.TextChoices):
        CREATE = "create", _("Đặt đơn")
        CHANGE = "change", _("Sửa đơn")
        CANCEL = "cancel", _("Hủy đơn")

    class State(models.IntegerChoices):
        WAITING = 0, _("Chờ gửi")
        SENT = 1, _("Đã gửi")
        DECLINED = 2, _("Bị từ chối")
        SKIPPED = 3, _("Không cần gửi nữa")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.CharField(max_length=35)
    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.PositiveSmallIntegerField(choices=State, default=State.WAITING)
    at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("tin gửi bưu điện")
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state=0), name="post_messages_waiting"),
            models.Index(fields=["parcel", "id"], name="post_messages_of_parcel"),
        ]


class ParcelNews(models.Model):
    """Tin về bưu gửi: a fact stored with the change that it tells of, told to the rooms above until each has heard."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.CharField(max_length=35)
    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="news")
    #: what became of it: a name of events.Became
    became = models.CharField(max_length=20)
    at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("tin về bưu gửi")
        indexes = [models.Index(fields=["next_at"], condition=Q(heard_at=None), name="parcel_news_unheard")]
