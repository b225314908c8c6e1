"""Whom to ask when the catalogue does not know."""

from django.conf import settings

from motcua.kernel.refusals import NotFound
from motcua.organizations.public import unit_coded


def help_line() -> dict[str, str]:
    """Name and telephone of the province, where it gave one; else nothing."""
    try:
        unit = unit_coded(settings.PROVINCE)
    except NotFound:
        return {}
    return {"name": unit.name, "phone": unit.phone} if unit.phone else {}
