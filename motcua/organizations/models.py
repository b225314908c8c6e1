"""Units in time, who holds which post, and the calendar by which a unit works."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.identity.public import Account


class WorkCalendar(models.Model):
    """Lịch làm việc: weekly hours. Days that differ are :class:`CalendarDay`."""

    code = models.SlugField(unique=True)
    name = models.CharField(_("tên"), max_length=200)
    #: seven lists (Monday first) of [start, end] as "HH:MM"
    week = models.JSONField(_("giờ làm việc trong tuần"))

    class Meta:
        verbose_name = _("lịch làm việc")

    def __str__(self) -> str:
        return self.name


class CalendarDay(models.Model):
    """Ngày nghỉ, ngày làm bù: one day that is not as the week says, with its legal basis."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("Nghỉ lễ, tết")
        COMPENSATION_OFF = "compensation_off", _("Nghỉ bù")
        SWAP_OFF = "swap_off", _("Nghỉ hoán đổi")
        SWAP_WORK = "swap_work", _("Làm bù")
        LOCAL_CLOSURE = "local_closure", _("Tạm đóng cửa (bão, lũ…)")

    #: None: every calendar of the province
    calendar = models.ForeignKey(WorkCalendar, on_delete=models.CASCADE, null=True, blank=True, related_name="days")
    day = models.DateField(_("ngày"))
    kind = models.CharField(_("loại"), max_length=20, choices=Kind)
    name = models.CharField(_("tên gọi"), max_length=200)
    #: hours worked that day as [["07:00","11:30"], …]; empty: none; None on a swap_work day: a full usual day
    hours = models.JSONField(_("giờ làm việc"), null=True, blank=True)
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    verified = models.BooleanField(_("đã đối chiếu văn bản"), default=False)

    class Meta:
        verbose_name = _("ngày đặc biệt")
        ordering = ("day",)
        constraints = [
            models.UniqueConstraint(fields=["calendar", "day"], name="one_rule_a_day_and_calendar"),
            models.UniqueConstraint(fields=["day"], condition=Q(calendar=None), name="one_rule_a_day_for_all"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"


class Unit(models.Model):
    """Cơ quan, đơn vị: an agency, one of its divisions, or a service centre, while it exists."""

    class Kind(models.TextChoices):
        PROVINCE = "province", _("UBND tỉnh")
        DEPARTMENT = "department", _("Sở, ban, ngành")
        COMMUNE = "commune", _("UBND cấp xã")
        DISTRICT = "district", _("UBND cấp huyện (đã kết thúc)")
        OLD_COMMUNE = "old_commune", _("Đơn vị cấp xã cũ")
        VERTICAL = "vertical", _("Cơ quan ngành dọc")
        PROVINCE_CENTRE = "province_centre", _("Trung tâm Phục vụ hành chính công tỉnh")
        COMMUNE_CENTRE = "commune_centre", _("Trung tâm Phục vụ hành chính công cấp xã")
        DIVISION = "division", _("Phòng, ban chuyên môn")

    code = models.CharField(_("mã định danh"), max_length=35)
    code_old = models.CharField(_("mã định danh cũ"), max_length=35, blank=True)
    name = models.CharField(_("tên"), max_length=300)
    short_name = models.CharField(_("tên gọn"), max_length=150)
    kind = models.CharField(_("loại"), max_length=20, choices=Kind)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    #: code of the agency that this unit is or belongs to: the key by which large tables are distributed
    agency = models.CharField(_("cơ quan"), max_length=35)
    gso_code = models.CharField(_("mã hành chính"), max_length=10, blank=True)
    #: of a division: keys of the sectors it is in charge of
    sectors = models.JSONField(_("lĩnh vực phụ trách"), default=list, blank=True)
    calendar = models.ForeignKey(WorkCalendar, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=50, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    verified = models.BooleanField(_("đã đối chiếu"), default=False)
    #: about where it lies, in degrees: for drawing a map and for "nearest first", not an address
    longitude = models.FloatField(_("kinh độ"), null=True, blank=True)
    latitude = models.FloatField(_("vĩ độ"), null=True, blank=True)
    #: rings of [longitude, latitude], generalised: for drawing alone, no boundary in law
    outline = models.JSONField(_("đường viền để vẽ"), default=list, blank=True)
    serves = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="served_by")

    class Meta:
        verbose_name = _("đơn vị")
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="one_unit_a_code_and_start"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="unit_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """Đơn vị kế thừa: which unit took over from which, when and on what basis."""

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessions")
    on = models.DateField(_("từ ngày"))
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("kế thừa đơn vị")
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="one_succession_a_pair")]


class Posting(models.Model):
    """Bố trí công tác: an account holds a role in a unit for a time; the person's position is the title."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="postings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="postings")
    role = models.CharField(_("vai trò"), max_length=30)
    title = models.CharField(_("chức danh"), max_length=150, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("bố trí công tác")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "unit", "role", "valid_from"], name="one_posting_a_role_and_start"
            )
        ]
        indexes = [models.Index(fields=["unit", "role"], name="posting_by_unit_role")]


class StandIn(models.Model):
    """Ủy quyền, phân công thay: while ``absent`` is away, ``deputy`` acts in the same posts."""

    absent = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"))
    reason = models.CharField(_("lý do"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("phân công thay")


class Edition(models.Model):
    """Lần sửa: one row, raised by every edit of units or calendars, so that running processes notice."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("lần sửa danh bạ và lịch")
