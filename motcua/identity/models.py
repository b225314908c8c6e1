"""Persons and the accounts they sign in with."""

from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.identity.sealing import LookupHashField, SealedField
from motcua.kernel.ids import new_id

#: mức độ 2: somebody's face and card were seen
PROVEN = 2


class AccountManager(BaseUserManager["Account"]):
    """Builds accounts with a hashed password."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Account":
        """A new account; without a password it can only be entered through a provider of identity."""
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser):
    """Tài khoản: what somebody signs in with. What they may do follows from their posts, not from here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(_("tên đăng nhập"), max_length=150, unique=True)
    full_name = models.CharField(_("họ và tên"), max_length=200)
    email = models.EmailField(_("thư điện tử"), blank=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    is_demo = models.BooleanField(_("người của bản dùng thử"), default=False)
    #: what this person is in the demo, e.g. "Cán bộ tiếp nhận, phường Nha Trang"
    demo_hint = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects = AccountManager()

    class Meta:
        verbose_name = _("tài khoản")

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        """As people are called on paper."""
        return self.full_name


class Person(models.Model):
    """Cá nhân hoặc tổ chức: the profile that e-forms are prefilled from."""

    class Kind(models.TextChoices):
        CITIZEN = "citizen", _("Công dân")
        ORGANISATION = "organisation", _("Tổ chức, doanh nghiệp")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="person")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.CITIZEN)
    full_name = models.CharField(_("họ và tên / tên tổ chức"), max_length=200)
    #: encrypted; found by :attr:`identity_hash`, shown by ``rules.profile.masked``
    identity_number = SealedField(_("số định danh / mã số thuế"), max_length=20, blank=True, default="")
    identity_hash = LookupHashField(of="identity_number")
    date_of_birth = models.DateField(_("ngày sinh"), null=True, blank=True)
    gender = models.CharField(_("giới tính"), max_length=10, blank=True)
    ethnicity = models.CharField(_("dân tộc"), max_length=50, blank=True)
    nationality = models.CharField(_("quốc tịch"), max_length=50, default="Việt Nam")
    address = models.CharField(_("nơi cư trú / trụ sở"), max_length=300, blank=True)
    commune_code = models.CharField(_("mã đơn vị cấp xã"), max_length=20, blank=True)
    phone = models.CharField(_("số điện thoại"), max_length=20, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    representative = models.CharField(_("người đại diện"), max_length=200, blank=True)
    #: mức độ định danh (Nghị định 69/2024/NĐ-CP): 0 told by themselves, 1, 2 vouched for by a provider
    assurance = models.PositiveSmallIntegerField(_("mức độ định danh"), default=0)
    proven_by = models.CharField(_("nơi xác nhận"), max_length=30, blank=True)
    proven_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("cá nhân, tổ chức")
        indexes = [models.Index(fields=["identity_hash"], name="person_by_identity")]
        constraints = [
            # whoever typed a number claims it; whom a provider vouched for has it, and nobody else
            models.UniqueConstraint(
                fields=["identity_hash"],
                condition=models.Q(assurance__gte=PROVEN) & ~models.Q(identity_hash=""),
                name="one_proven_person_a_number",
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_proven(self) -> bool:
        """Whether a provider vouched for name and number, which then cannot be typed over."""
        return self.assurance >= PROVEN


class Representation(models.Model):
    """Quyền làm thay: whom somebody may act for, with the paper that proves it, until when."""

    class Basis(models.TextChoices):
        LEGAL = "legal", _("Người đại diện theo pháp luật")
        PROXY = "proxy", _("Người được ủy quyền")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="representations")
    basis = models.CharField(_("tư cách"), max_length=10, choices=Basis)
    kind = models.CharField(max_length=20, choices=Person.Kind)
    full_name = models.CharField(_("tên tổ chức, hoặc họ tên"), max_length=200)
    identity_number = SealedField(_("mã số thuế, hoặc số định danh"), max_length=20)
    address = models.CharField(_("trụ sở, hoặc nơi cư trú"), max_length=300, blank=True)
    phone = models.CharField(_("số điện thoại"), max_length=20, blank=True)
    #: giấy ủy quyền, giấy chứng nhận đăng ký doanh nghiệp …
    proof = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("quyền làm thay")

    def __str__(self) -> str:
        return self.full_name

    def party(self) -> dict[str, str]:
        """As a dossier names its owner."""
        told = {name: str(getattr(self, name)) for name in ("kind", "full_name", "identity_number", "address", "phone")}
        return {**told, "date_of_birth": "", "email": ""}

    def holds(self, on: date) -> bool:
        """Whether one may act by it on that day."""
        return self.ended_at is None and (self.valid_to is None or on <= self.valid_to)


class Consent(models.Model):
    """Đồng ý: that somebody's data may be told to another system: what, until when, and whether it was withdrawn."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="consents")
    #: the system that asked (django-allauth's Client), and its name on that day
    asked_by = models.CharField(max_length=100)
    asked_name = models.CharField(_("bên xin"), max_length=200)
    #: scopes, see pages/oidc_adapter.py
    what = models.JSONField(_("dữ liệu"), default=list)
    purpose = models.CharField(_("để làm gì"), max_length=300)
    given_at = models.DateTimeField(_("đồng ý lúc"))
    until = models.DateTimeField(_("đến"))
    withdrawn_at = models.DateTimeField(_("rút lại lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("sự đồng ý")
        indexes = [models.Index(fields=["account", "asked_by"], name="consent_by_whom")]

    def __str__(self) -> str:
        return f"{self.asked_name}, {self.given_at:%d/%m/%Y}"

    def holds(self, at: datetime) -> bool:
        """Whether it is in force."""
        return self.withdrawn_at is None and at < self.until


class ApiClient(models.Model):
    """Hệ thống của cơ quan khác: a partner's system that calls the API with a token, for one agency."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("tên hệ thống"), max_length=200)
    agency = models.CharField(_("mã cơ quan"), max_length=35)
    token_digest = models.CharField(max_length=64, unique=True)
    roles = models.JSONField(_("vai trò"), default=list)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("hệ thống kết nối")

    def __str__(self) -> str:
        return self.name


class IdempotentCall(models.Model):
    """Lời gọi đã nhận: what a partner's call with an idempotency key was answered, to answer it alike again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.CharField(max_length=35)
    client = models.ForeignKey(ApiClient, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    #: SHA-256 of method, path and body
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("lời gọi đã nhận")
        constraints = [models.UniqueConstraint(fields=["agency", "client", "key"], name="one_call_a_key")]


class ResetCode(models.Model):
    """Mã đặt lại mật khẩu: opens one account to a new password, once, for a short time; only its hash is kept."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True, related_name="+")
    digest = models.CharField(max_length=128)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("mã đặt lại mật khẩu")
