"""The catalogue: procedures and their immutable versions."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

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


class CatalogueEdition(models.Model):
    """Lần sửa danh mục: one row with a new mark after every change, so that every web process notices."""

    mark = models.UUIDField()

    class Meta:
        verbose_name = _("lần sửa danh mục")
