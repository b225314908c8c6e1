"""The one-stop: dossiers, their papers, what was asked, issued and decided."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.files.public import StoredFile
from motcua.identity.public import Account
from motcua.kernel.ids import new_id
from motcua.kernel.refusals import NotNow
from motcua.organizations.public import Unit
from motcua.procedures.public import ProcedureVersion
from motcua.work.public import Matter


class Status(models.IntegerChoices):
    """Trạng thái hồ sơ: the national list (1–10), and 0 for a draft that has no code yet."""

    DRAFT = 0, _("Bản nháp")
    SUBMITTED = 1, _("Mới đăng ký")
    RECEIVED = 2, _("Được tiếp nhận")
    REFUSED = 3, _("Không được tiếp nhận")
    IN_PROGRESS = 4, _("Đang xử lý")
    PAPERS_ASKED = 5, _("Yêu cầu bổ sung giấy tờ")
    PAYMENT_ASKED = 6, _("Yêu cầu thực hiện nghĩa vụ tài chính")
    WITHDRAWAL_ASKED = 7, _("Công dân yêu cầu rút hồ sơ")
    STOPPED = 8, _("Dừng xử lý")
    DONE = 9, _("Đã xử lý xong")
    HANDED_OVER = 10, _("Đã trả kết quả")


class Channel(models.TextChoices):
    """Kênh thực hiện; numbered 1 · 2 · 3 in the national exchange."""

    COUNTER = "counter", _("Trực tiếp")
    ONLINE = "online", _("Trực tuyến")
    POST = "post", _("Bưu chính công ích")


class Delivery(models.TextChoices):
    """How the applicant wishes to get the result."""

    ONLINE = "online", _("Tải về trên mạng")
    COUNTER = "counter", _("Nhận tại quầy")
    POST = "post", _("Gửi về nhà qua bưu chính")


class Dossier(models.Model):
    """Hồ sơ: one application under one version of a procedure."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    #: code of the competent agency: the key by which dossiers are distributed
    agency = models.CharField(_("mã cơ quan giải quyết"), max_length=35)
    #: allocated once, at submission or reception; None while a draft
    code = models.CharField(_("mã hồ sơ"), max_length=50, null=True)  # noqa: DJ001 (unique, so None for drafts)
    code_elsewhere = models.CharField(_("mã ở hệ thống khác"), max_length=50, blank=True)
    #: printed on the slip; with the code it opens the public look-up
    lookup_key = models.CharField(_("mã tra cứu"), max_length=12)
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+")
    case = models.CharField(_("trường hợp"), max_length=60)
    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, null=True, related_name="+")
    status = models.PositiveSmallIntegerField(_("trạng thái"), choices=Status, default=Status.DRAFT)
    #: finer than the national status: e.g. "before_reception", "sent", "approval", "consultation"
    sub_status = models.CharField(max_length=40, blank=True)
    #: what to go back to when a withdrawal is not agreed to
    previous_status = models.PositiveSmallIntegerField(null=True)
    channel = models.CharField(_("kênh"), max_length=10, choices=Channel)
    online_level = models.CharField(_("mức độ khi nộp"), max_length=20, blank=True)
    competent_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("cơ quan"))
    reception_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("nơi nhận"))
    #: who submits; with ``owner`` two distinct parties
    applicant = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    assisted_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    owner_name = models.CharField(_("chủ hồ sơ"), max_length=200, blank=True)
    #: party: kind, full_name, identity_number, date_of_birth, address, phone, email
    owner = models.JSONField(default=dict)
    #: the same for the person who submits, and the proof when by proxy
    applicant_party = models.JSONField(default=dict)
    summary = models.CharField(_("trích yếu"), max_length=500, blank=True)
    sets = models.PositiveSmallIntegerField(_("số bộ"), default=1)
    form = models.JSONField(_("tờ khai"), default=dict)
    #: fee lines as they were when submitted: name, kind, amount (đồng), when
    fees = models.JSONField(default=list)
    delivery = models.CharField(_("cách nhận kết quả"), max_length=10, choices=Delivery, default=Delivery.ONLINE)
    delivery_address = models.CharField(_("địa chỉ nhận"), max_length=300, blank=True)
    #: by post: {"deliver": where the result goes, "collect": where papers are fetched, "collected_at": when they came}
    postal = models.JSONField(default=dict)
    saved_at = models.DateTimeField(_("lưu lúc"))
    submitted_at = models.DateTimeField(_("nộp lúc"), null=True)
    received_at = models.DateTimeField(_("tiếp nhận lúc"), null=True)
    original_due_at = models.DateTimeField(_("hẹn trả lần đầu"), null=True)
    due_at = models.DateTimeField(_("hẹn trả"), null=True)
    #: the moment of status 9, else 8 or 3: the end that lateness is judged by
    ended_at = models.DateTimeField(_("kết thúc xử lý"), null=True)
    handed_over_at = models.DateTimeField(_("trả kết quả lúc"), null=True)
    handed_over_to = models.JSONField(default=dict)
    #: "positive" or "negative" once there is a result
    outcome = models.CharField(max_length=10, blank=True)
    asked_count = models.PositiveSmallIntegerField(_("số lần yêu cầu bổ sung"), default=0)
    #: grows by one with every act and with every change of a draft (optimistic lock); a mark on one paper is no act
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("hồ sơ")
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="one_dossier_a_code"),
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT) | Q(code__isnull=False), name="submitted_dossier_has_code"
            ),
        ]
        indexes = [
            models.Index(fields=["code"], name="dossier_by_code"),
            models.Index(fields=["applicant", "-saved_at"], name="dossiers_of_applicant"),
            models.Index(fields=["agency", "received_at"], name="dossier_register"),
            models.Index(fields=["agency", "-id"], name="dossiers_of_agency"),
            # drafts alone have no code: nothing else is in it
            models.Index(fields=["saved_at"], condition=Q(code=None), name="drafts_by_age"),
        ]

    def __str__(self) -> str:
        return self.code or "bản nháp"

    @property
    def in_work(self) -> UUID:
        """Identifier of its matter; NotNow for a draft, which has none."""
        if self.matter_id is None:
            raise NotNow("Hồ sơ này chưa được nộp.")
        return self.matter_id


class DraftWarning(models.Model):
    """Báo trước khi xóa bản nháp: until when its applicant was told that a draft is kept."""

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, primary_key=True, related_name="+")
    agency = models.CharField(max_length=35)
    #: when the draft had last been saved; saved since, the warning is void
    saved_at = models.DateTimeField()
    until = models.DateTimeField(_("giữ đến"))

    class Meta:
        verbose_name = _("báo trước khi xóa bản nháp")


class Paper(models.Model):
    """Giấy tờ: one file for one required paper (or another paper), and what the officer said of it."""

    class Check(models.TextChoices):
        NOT_YET = "", _("Chưa kiểm tra")
        GOOD = "good", _("Đạt")
        BAD = "bad", _("Chưa đạt")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.CharField(max_length=35)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="papers")
    #: key of the required paper in the case; "other" for one that nobody asked for
    key = models.CharField(max_length=60)
    name = models.CharField(_("tên giấy tờ"), max_length=1000)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    originals = models.PositiveSmallIntegerField(_("số bản chính"), default=0)
    copies = models.PositiveSmallIntegerField(_("số bản sao"), default=0)
    check_result = models.CharField(max_length=5, choices=Check, blank=True, default=Check.NOT_YET)
    check_note = models.CharField(_("ý kiến kiểm tra"), max_length=500, blank=True)
    added_at = models.DateTimeField()
    #: replaced by a later upload, never deleted once the dossier is submitted
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("giấy tờ")
        indexes = [models.Index(fields=["dossier"], name="papers_of_dossier")]


class DossierEvent(models.Model):
    """Diễn biến: one transition, append-only; status history, timeline and exchange are read from here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.CharField(max_length=35)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    action = models.CharField(max_length=40)
    from_status = models.PositiveSmallIntegerField()
    to_status = models.PositiveSmallIntegerField()
    actor = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=200)
    unit_name = models.CharField(max_length=300, blank=True)
    #: what a citizen may read of it
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("diễn biến hồ sơ")
        indexes = [models.Index(fields=["dossier", "at"], name="events_of_dossier")]


class PaperRequest(models.Model):
    """Yêu cầu bổ sung: all that is missing, asked for in one notice (slip 02)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.CharField(max_length=35)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="paper_requests")
    #: before reception, or during appraisal (then the clock pauses)
    before_reception = models.BooleanField()
    #: [{"key", "name", "defect", "advice"}]
    items = models.JSONField()
    reason = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateTimeField(_("hạn bổ sung"))
    answered_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    due_before = models.DateTimeField(null=True)
    due_after = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("yêu cầu bổ sung")


class IssuedForm(models.Model):
    """Phiếu: a numbered form of the one-stop (01 slip … 06), frozen as data, drawn and signed as PDF."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.CharField(max_length=35)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="issued_forms")
    #: purpose: "slip", "papers_request", "refusal", "apology", "stop_notice", "route_sheet"
    purpose = models.CharField(max_length=20)
    #: form number and set in force when issued, e.g. "01" of "TT 03/2025/TT-VPCP"
    form_number = models.CharField(max_length=5)
    form_set = models.CharField(max_length=40)
    number = models.CharField(_("số"), max_length=60)
    data = models.JSONField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    #: in the QR; whoever holds it may verify and open the paper
    token = models.CharField(max_length=32, unique=True)

    class Meta:
        verbose_name = _("phiếu")
        constraints = [models.UniqueConstraint(fields=["agency", "form_set", "number"], name="one_form_a_number")]


class Result(models.Model):
    """Kết quả: drafted from a template, approved and signed, numbered and issued, handed over."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.CharField(max_length=35)
    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="result")
    #: "positive" (the paper asked for) or "negative" (văn bản không giải quyết)
    outcome = models.CharField(max_length=10)
    template = models.CharField(max_length=60)
    #: values the specialist filled into the template
    content = models.JSONField(default=dict)
    drafted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    #: the PDF signed by the leader, then also by the agency when issued
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    token = models.CharField(max_length=32, unique=True)

    class Meta:
        verbose_name = _("kết quả giải quyết")


class Sequence(models.Model):
    """Số thứ tự: an unbroken count per agency and purpose, e.g. dossiers of one day."""

    agency = models.CharField(max_length=35)
    purpose = models.CharField(max_length=40)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("bộ đếm")
        constraints = [models.UniqueConstraint(fields=["agency", "purpose"], name="one_count_a_purpose")]
