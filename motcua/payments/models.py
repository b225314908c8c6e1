"""Money: what is asked, each attempt to pay, receipts, what goes back, and both sides of a day compared."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.files.public import StoredFile
from motcua.identity.public import Account
from motcua.kernel.ids import new_id
from motcua.organizations.public import Unit
from motcua.payments.rules import life


class Charge(models.Model):
    """Khoản thu: a sum of fees and duties that somebody is asked to pay for something."""

    class State(models.IntegerChoices):
        UNPAID = life.UNPAID, _("Chưa thanh toán")
        WAITING = life.WAITING, _("Chờ thanh toán")
        PAID = life.PAID, _("Đã thanh toán")
        CANCELLED = life.CANCELLED, _("Hủy thanh toán")
        REFUNDED = life.REFUNDED, _("Hoàn phí")

    class When(models.TextChoices):
        BEFORE = "before", _("Thu trước")
        ASKED = "asked", _("Thu khi xử lý")
        AFTER = "after", _("Thu sau")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    #: agency that settles what is paid for; the money is its
    agency = models.CharField(_("mã cơ quan"), max_length=35)
    #: what it is for, as the room that raised it knows it: "dossier" and its identifier
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    #: which of the subject's charges: "before", "after", or one that was asked for: "asked:4"; makes raising idempotent
    purpose = models.CharField(max_length=40)
    when = models.CharField(_("thời điểm thu"), max_length=10, choices=When)
    #: how people call the subject, e.g. its code
    reference = models.CharField(_("mã hồ sơ"), max_length=50)
    title = models.CharField(_("nội dung"), max_length=300)
    #: written with a transfer, and found again on a statement
    code = models.CharField(_("mã thanh toán"), max_length=20)
    #: [{"kind", "name", "amount", "full", "reckoning", "exemption", "evidence"}], see rules.fees.Line
    lines = models.JSONField(_("các dòng thu"), default=list)
    #: đồng
    amount = models.BigIntegerField(_("số tiền"))
    state = models.PositiveSmallIntegerField(_("trạng thái"), choices=State, default=State.UNPAID)
    #: who may pay it on the net; None: whoever comes to the counter
    payer = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    #: full_name, identity_number, address: as the receipt names them
    payer_party = models.JSONField(default=dict)
    #: where cash is taken
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    #: whose income it is
    collector = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(_("lập lúc"))
    settled_at = models.DateTimeField(_("nộp lúc"), null=True)

    class Meta:
        verbose_name = _("khoản thu")
        constraints = [
            models.UniqueConstraint(fields=["agency", "subject_id", "purpose"], name="one_charge_a_purpose"),
            models.UniqueConstraint(fields=["agency", "code"], name="one_charge_a_code"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="charge_is_for_something"),
        ]
        indexes = [
            models.Index(fields=["subject_id"], name="charges_of_subject"),
            models.Index(fields=["code"], name="charge_by_code"),
            models.Index(fields=["payer", "-raised_at"], name="charges_of_payer"),
        ]


class Payment(models.Model):
    """Lần thanh toán: one attempt to pay a charge, by one method; or money that came twice."""

    class State(models.IntegerChoices):
        STARTED = life.STARTED, _("Đang chờ")
        SETTLED = life.SETTLED, _("Đã nhận tiền")
        FAILED = life.FAILED, _("Không thành công")
        SURPLUS = life.SURPLUS, _("Nộp thừa")
        MISMATCHED = life.MISMATCHED, _("Sai số tiền")

    class Method(models.TextChoices):
        CASH = "cash", _("Tiền mặt")
        BANK_TRANSFER = "bank_transfer", _("Chuyển khoản")
        NATIONAL_PLATFORM = "national_platform", _("Cổng thanh toán quốc gia")
        GATEWAY = "gateway", _("Cổng thanh toán của tỉnh")
        POST = "post", _("Bưu điện thu hộ")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.CharField(_("mã cơ quan"), max_length=35)
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="payments")
    method = models.CharField(_("hình thức"), max_length=20, choices=Method)
    #: our name for the attempt, told to the provider: the charge's code and a number
    order = models.CharField(_("mã giao dịch của ta"), max_length=40)
    #: the provider's name for the money; empty until there is some
    provider_reference = models.CharField(_("mã giao dịch của bên thu"), max_length=60, blank=True)
    #: đồng asked for, and đồng that came
    amount = models.BigIntegerField(_("số tiền"))
    received = models.BigIntegerField(_("số tiền nhận"), null=True)
    state = models.PositiveSmallIntegerField(_("trạng thái"), choices=State, default=State.STARTED)
    started_at = models.DateTimeField(_("bắt đầu lúc"))
    #: when money came, by the provider's clock where it tells
    received_at = models.DateTimeField(_("nhận tiền lúc"), null=True)
    started_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    #: where to go or what to show, as the connector answered: {"url", "qr", …}
    offered = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("lần thanh toán")
        constraints = [
            models.UniqueConstraint(fields=["agency", "method", "order"], name="one_payment_an_order"),
            models.UniqueConstraint(
                fields=["agency", "method", "provider_reference"],
                condition=~Q(provider_reference=""),
                name="money_counts_once",
            ),
            models.UniqueConstraint(
                fields=["agency", "charge"], condition=Q(state=life.SETTLED), name="a_charge_is_settled_once"
            ),
        ]
        indexes = [
            models.Index(fields=["order"], name="payment_by_order"),
            models.Index(fields=["method", "received_at"], name="payments_of_day"),
            models.Index(fields=["started_at"], condition=Q(state=life.STARTED), name="payments_under_way"),
        ]


class Refund(models.Model):
    """Hoàn tiền: money that must go back, and that went."""

    class State(models.IntegerChoices):
        DUE = 0, _("Chờ hoàn")
        DONE = 1, _("Đã hoàn")
        DECLINED = 2, _("Không hoàn")

    class Why(models.TextChoices):
        SURPLUS = "surplus", _("Nộp thừa")
        MISMATCHED = "mismatched", _("Sai số tiền")
        WITHDRAWN = "withdrawn", _("Rút hoặc dừng hồ sơ")
        DECIDED = "decided", _("Theo quyết định của cơ quan")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.CharField(_("mã cơ quan"), max_length=35)
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="refund")
    amount = models.BigIntegerField(_("số tiền"))
    why = models.CharField(_("vì sao"), max_length=20, choices=Why)
    state = models.PositiveSmallIntegerField(_("trạng thái"), choices=State, default=State.DUE)
    opened_at = models.DateTimeField(_("lập lúc"))
    closed_at = models.DateTimeField(_("xong lúc"), null=True)
    closed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    #: number of the transfer or of the slip that was signed; or why nothing goes back
    evidence = models.CharField(_("chứng từ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("hoàn tiền")
        indexes = [models.Index(fields=["agency", "-opened_at"], condition=Q(state=0), name="refunds_due")]


class ReceiptSeries(models.Model):
    """Ký hiệu biên lai: the numbers given out in one book of an agency, without gap."""

    agency = models.CharField(max_length=35)
    book = models.CharField(max_length=5)
    series = models.CharField(max_length=20)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("ký hiệu biên lai")
        constraints = [models.UniqueConstraint(fields=["agency", "book", "series"], name="one_count_a_series")]


class Receipt(models.Model):
    """Biên lai: what proves that money was taken, for fees or for duties, numbered, frozen, signed."""

    class State(models.IntegerChoices):
        ISSUED = 0, _("Đã lập")
        REPLACED = 1, _("Đã thay thế")
        CANCELLED = 2, _("Đã hủy")

    class BookOf(models.TextChoices):
        FEE = "fee", _("Phí")
        DUTY = "duty", _("Lệ phí")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.CharField(_("mã cơ quan"), max_length=35)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="receipts")
    book = models.CharField(_("sổ"), max_length=5, choices=BookOf)
    series = models.CharField(_("ký hiệu"), max_length=20)
    number = models.PositiveIntegerField(_("số"))
    amount = models.BigIntegerField(_("số tiền"))
    state = models.PositiveSmallIntegerField(_("trạng thái"), choices=State, default=State.ISSUED)
    #: whoever holds it may look the receipt up
    lookup_code = models.CharField(_("mã tra cứu"), max_length=20)
    data = models.JSONField()
    issued_at = models.DateTimeField(_("lập lúc"))
    issued_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    #: why it was replaced or cancelled
    reason = models.CharField(_("lý do"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("biên lai")
        constraints = [
            models.UniqueConstraint(fields=["agency", "book", "series", "number"], name="one_receipt_a_number"),
            models.UniqueConstraint(fields=["agency", "lookup_code"], name="one_receipt_a_lookup_code"),
        ]
        indexes = [
            models.Index(fields=["lookup_code"], name="receipt_by_lookup_code"),
            models.Index(fields=["issued_at"], name="receipts_of_day"),
        ]


class MoneyNews(models.Model):
    """Tin về tiền: a fact stored with the change that it tells of, told to the rooms above until each has heard."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.CharField(max_length=35)
    charge = models.ForeignKey(Charge, on_delete=models.CASCADE, related_name="news")
    #: name of the fact in ``events.py``
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("tin về tiền")
        indexes = [models.Index(fields=["next_at"], condition=Q(heard_at=None), name="money_news_unheard")]


class StatementLine(models.Model):
    """Dòng sao kê: money as a provider lists it, whether we know what it is for or not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    method = models.CharField(_("hình thức"), max_length=20, choices=Payment.Method)
    provider_reference = models.CharField(_("mã giao dịch của bên thu"), max_length=60)
    day = models.DateField(_("ngày"))
    at = models.DateTimeField()
    amount = models.BigIntegerField(_("số tiền"))
    #: our order where the provider knows it, and what the payer wrote
    order = models.CharField(max_length=40, blank=True)
    words = models.CharField(_("nội dung"), max_length=300, blank=True)
    #: the payment that it is; None: nobody knows what it is for
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True, related_name="statement_lines")

    class Meta:
        verbose_name = _("dòng sao kê")
        constraints = [
            models.UniqueConstraint(fields=["method", "provider_reference"], name="one_statement_line_a_reference")
        ]
        indexes = [models.Index(fields=["method", "day"], name="statement_of_day")]


class DayCheck(models.Model):
    """Đối soát tiền: the orders, the statement and the receipts of one day and method, side by side."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    method = models.CharField(_("hình thức"), max_length=20, choices=Payment.Method)
    day = models.DateField(_("ngày"))
    at = models.DateTimeField()
    #: {"orders" | "statement" | "receipts": {"count", "sum"}}
    sums = models.JSONField(default=dict)
    #: why there is no statement, where the provider did not answer
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("đối soát tiền")
        constraints = [models.UniqueConstraint(fields=["method", "day"], name="one_check_a_day")]


class Difference(models.Model):
    """Khoản lệch: money on which two of the three do not agree."""

    class Kind(models.TextChoices):
        NOT_ON_STATEMENT = "not_on_statement", _("Ta ghi đã thu, sao kê không có")
        NOT_IN_ORDERS = "not_in_orders", _("Sao kê có, ta chưa ghi nhận")
        OTHER_AMOUNT = "other_amount", _("Hai bên khác số tiền")
        WITHOUT_RECEIPT = "without_receipt", _("Đã thu, chưa có biên lai")
        OTHER_RECEIPT = "other_receipt", _("Biên lai khác số tiền thu")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    check_of = models.ForeignKey(DayCheck, on_delete=models.CASCADE, related_name="differences")
    kind = models.CharField(_("lệch"), max_length=20, choices=Kind)
    agency = models.CharField(max_length=35, blank=True)
    reference = models.CharField(max_length=60)
    ours = models.BigIntegerField(null=True)
    theirs = models.BigIntegerField(null=True)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("khoản lệch")
