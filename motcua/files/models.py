"""Stored papers: each content once, by its hash."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.kernel.ids import new_id


class StoredFile(models.Model):
    """Tệp đã lưu: a named upload whose bytes lie in the store under ``digest`` (SHA-256, hex)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    digest = models.CharField(max_length=64, db_index=True)
    name = models.CharField(_("tên tệp"), max_length=200)
    media_type = models.CharField(_("loại tệp"), max_length=100)
    size = models.BigIntegerField(_("dung lượng (byte)"))
    stored_at = models.DateTimeField()
    stored_by_id = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("tệp")

    def __str__(self) -> str:
        return self.name


class Arrival(models.Model):
    """Tệp đang gửi: a large upload that comes in pieces (tus); its bytes lie in ``incoming/<id>.part``.

    How much has come is told by the length of that file, and by nothing else: so it holds after any crash.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sender_id = models.UUIDField(db_index=True)
    size = models.BigIntegerField(_("dung lượng (byte)"))
    begun_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("tệp đang gửi")

    def __str__(self) -> str:
        return str(self.id)
