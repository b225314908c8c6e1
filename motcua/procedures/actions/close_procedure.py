"""Bãi bỏ thủ tục: from a day on nobody may apply any more; open dossiers go on under their version."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.audit.public import record
from motcua.kernel.actor import Actor
from motcua.kernel.facts import announce
from motcua.kernel.refusals import NotFound
from motcua.procedures.actions.publish import require_designer
from motcua.procedures.edition import mark_changed
from motcua.procedures.events import ProcedureClosed
from motcua.procedures.models import Offering, Procedure, ProcedureVersion, SearchText


@transaction.atomic
def close_procedure(*, code: str, from_day: date, actor: Actor, at: datetime) -> None:
    """End the version in force of the procedure with the national code ``code`` the day before ``from_day``."""
    require_designer(actor)
    procedure = Procedure.objects.select_for_update().filter(national_code=code).first()
    version = ProcedureVersion.objects.filter(procedure=procedure, valid_to=None).order_by("-number").first()
    if procedure is None or version is None:
        raise NotFound(_("Không có thủ tục “%(key)s” đang có hiệu lực.") % {"key": code})
    version.valid_to = max(version.valid_from, from_day - timedelta(days=1))
    version.save(update_fields=["valid_to"])
    procedure.current = None
    procedure.save(update_fields=["current"])
    SearchText.objects.filter(procedure=procedure).delete()
    Offering.objects.filter(procedure=procedure).delete()
    mark_changed()
    record(
        agency=settings.PROVINCE,
        actor=actor,
        at=at,
        action="procedures.close",
        subject_kind="procedure",
        subject_id=procedure.key,
        sentence=_("%(who)s bãi bỏ thủ tục %(key)s “%(name)s” từ ngày %(day)s.")
        % {"who": actor.name, "key": procedure.key, "name": version.name, "day": f"{from_day:%d/%m/%Y}"},
        data={"number": version.number},
    )
    announce(ProcedureClosed(procedure.key, from_day))
