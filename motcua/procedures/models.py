"""The catalogue: procedures and their immutable versions."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.organizations.public import Unit
from motcua.work.public import Process

if TYPE_CHECKING:
    from motcua.procedures.rules.definition import Definition


class Sector(models.Model):
    """Lĩnh vực, e.g. Hộ tịch."""

    key = models.SlugField(max_length=100, unique=True)
    name = models.CharField(_("tên"), max_length=200, unique=True)

    class Meta:
        verbose_name = _("lĩnh vực")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    """Thủ tục hành chính: what stays the same while its versions change."""

    #: how we address it, in links and packs: the national code where known, else the local one
    key = models.CharField(_("mã"), max_length=50, unique=True)
    national_code = models.CharField(_("mã quốc gia"), max_length=20, blank=True)
    local_code = models.CharField(_("mã địa phương"), max_length=50, blank=True)
    current = models.OneToOneField(
        "ProcedureVersion", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("thủ tục hành chính")

    def __str__(self) -> str:
        return self.key


class ProcedureVersion(models.Model):
    """Phiên bản thủ tục: immutable once published; a dossier keeps the one it was received under."""

    class OnlineLevel(models.TextChoices):
        FULLY = "fully_online", _("Toàn trình")
        PARTLY = "partly_online", _("Một phần")
        INFORMATION = "information_only", _("Cung cấp thông tin")

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("phiên bản"))
    name = models.CharField(_("tên"), max_length=1000)
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="+")
    online_level = models.CharField(_("mức độ trực tuyến"), max_length=20, choices=OnlineLevel)
    by_post = models.BooleanField(_("qua bưu chính công ích"))
    payable_online = models.BooleanField(_("thanh toán trực tuyến"))
    at_province = models.BooleanField(_("cấp tỉnh"))
    at_commune = models.BooleanField(_("cấp xã"))
    at_ministry = models.BooleanField(_("cấp bộ"), default=False)
    life_events = models.JSONField(_("sự kiện cuộc sống"), default=list)
    #: the whole definition, as ``rules.definition.Definition`` writes it
    definition = models.JSONField()
    digest = models.CharField(max_length=64)
    #: mandatory parts that it lacks (``rules/completeness.py``); empty: complete
    missing = models.JSONField(_("bộ phận còn thiếu"), default=list)
    source = models.CharField(_("nguồn"), max_length=300)
    verified = models.BooleanField(_("đã đối chiếu"), default=False)
    published_at = models.DateTimeField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    #: the process of each case: ``{"case key": process id}`` is resolved through this relation's code
    processes = models.ManyToManyField(Process, through="CaseProcess", related_name="+")

    class Meta:
        verbose_name = _("phiên bản thủ tục")
        constraints = [models.UniqueConstraint(fields=["procedure", "number"], name="one_version_a_number")]
        indexes = [
            models.Index(fields=["sector"], name="version_by_sector"),
            models.Index(fields=["valid_to"], condition=Q(valid_to=None), name="version_in_force"),
        ]

    def __str__(self) -> str:
        return self.name

    def is_over(self, day: date) -> bool:
        """Whether it is no longer in force on ``day``."""
        return self.valid_to is not None and self.valid_to < day

    @property
    def content(self) -> "Definition":
        """The definition as a typed value."""
        from motcua.procedures.rules.definition import read_definition

        return read_definition(self.definition)


class CaseProcess(models.Model):
    """Which process settles which case (trường hợp) of a version."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="case_processes")
    case = models.CharField(max_length=60)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("quy trình của trường hợp")
        constraints = [models.UniqueConstraint(fields=["version", "case"], name="one_process_a_case")]


class SearchText(models.Model):
    """What the search looks in: the hashed terms of a procedure's version in force, and what lists show of it."""

    procedure = models.OneToOneField(Procedure, on_delete=models.CASCADE, primary_key=True, related_name="search")
    #: the folded name, by which lists are in order
    name = models.TextField()
    #: folded words of the whole definition, each once: what typos are put right by
    words = models.TextField()
    #: ``rules.finding.terms.packed_terms``
    terms = models.BinaryField()
    #: what filters ask for beside the version's own columns: audience, agency, keywords
    facts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("chỉ mục tìm kiếm")


class Offering(models.Model):
    """Nơi thực hiện: an agency settles a procedure; one row for each pair, as the province counts them."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="offerings")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("nơi thực hiện thủ tục")
        constraints = [models.UniqueConstraint(fields=["unit", "procedure"], name="one_offering_a_pair")]


class NationalCopy(models.Model):
    """Bản quốc gia: what the national side said of a procedure when it was last fetched."""

    code = models.CharField(_("mã quốc gia"), max_length=20, primary_key=True)
    #: as the national list gave it; the same mark means that nothing changed
    mark = models.CharField(max_length=64, blank=True)
    definition = models.JSONField()
    #: what it said when the province last decided; None: never decided
    accepted = models.JSONField(null=True)
    fetched_at = models.DateTimeField()

    class Meta:
        verbose_name = _("bản quốc gia")


class NationalChange(models.Model):
    """Thay đổi từ quốc gia: one procedure that changed there and waits for the designer."""

    class Kind(models.TextChoices):
        NEW = "new", _("Mới")
        AMENDED = "amended", _("Sửa đổi")
        ABOLISHED = "abolished", _("Bãi bỏ")

    class State(models.TextChoices):
        WAITING = "waiting", _("Chờ xem")
        ACCEPTED = "accepted", _("Đã công khai")
        REJECTED = "rejected", _("Không áp dụng")

    code = models.CharField(_("mã quốc gia"), max_length=20)
    name = models.CharField(_("tên"), max_length=1000)
    kind = models.CharField(_("loại"), max_length=10, choices=Kind)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.WAITING)
    #: what the national side said before (None: not known) and says now (None: abolished)
    before = models.JSONField(null=True)
    national = models.JSONField(null=True)
    #: what reading the record repaired or found doubtful
    notes = models.JSONField(default=list)
    is_trivial = models.BooleanField(default=False)
    decided_on = models.DateField(_("ngày quyết định công bố"), null=True)
    found_at = models.DateTimeField(_("phát hiện lúc"))
    publish_by = models.DateTimeField(_("hạn công khai"))
    #: grows when the national side changes it once more while it waits
    revision = models.PositiveIntegerField(default=1)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=200, blank=True)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("thay đổi từ quốc gia")
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(state="waiting"), name="one_waiting_change_a_code")
        ]
        indexes = [models.Index(fields=["state", "publish_by"], name="changes_by_term")]


class CatalogueEdition(models.Model):
    """Lần sửa danh mục: one row with a new mark after every change, so that every web process notices."""

    mark = models.UUIDField()

    class Meta:
        verbose_name = _("lần sửa danh mục")
