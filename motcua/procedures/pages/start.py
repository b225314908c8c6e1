"""Where "start now" leads."""

from django.utils.http import urlencode

from motcua.procedures.rules.definition import Case, Definition


def start_url(definition: Definition, case: Case, agency: str = "") -> str:
    """The address at which an application begins, for ``agency`` where one is chosen.

    Nothing for what the province does not settle.
    """
    if not {"province", "commune"} & set(definition.levels):
        return ""
    asked = {"truong-hop": case.key} | ({"co-quan": agency} if agency else {})
    return f"/nop-ho-so/{definition.key}/?" + urlencode(asked)
