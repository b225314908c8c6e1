"""What time brings: the catalogue is brought into step with the national database."""

from datetime import datetime, timedelta

from django.conf import settings

from motcua.exchange.public import every, national_connector
from motcua.kernel.actor import SYSTEM
from motcua.procedures.actions.sync_national import sync_national


@every(timedelta(hours=6), "procedures.sync")
def pull(now: datetime) -> str:
    """Fetch what changed; the designer decides."""
    if not settings.NATIONAL["style"]:
        return "off"
    national = national_connector()
    try:
        report = sync_national(national=national, actor=SYSTEM, at=now)
    finally:
        national.close()
    return f"new {len(report.new)}, amended {len(report.amended)}, abolished {len(report.abolished)}"
