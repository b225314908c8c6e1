"""Save a process: a new version only when something changed."""

from datetime import datetime

from django.utils.translation import gettext

from motcua.kernel.refusals import Invalid
from motcua.kernel.whole import whole
from motcua.work.models import Process
from motcua.work.rules.process import ProcessDefinition
from motcua.work.rules.soundness import check_process


@whole
def process_saved(*, definition: ProcessDefinition, at: datetime) -> Process:
    """The stored version of ``definition``: the latest when it is the same, else a new one.

    Refuses (:class:`Invalid`) a process that cannot run. The caller requires the right and audits.
    """
    latest = Process.objects.filter(code=definition.code).order_by("-version").first()
    digest = definition.digest
    if latest is not None and latest.digest == digest:
        return latest
    problems = check_process(definition)
    if problems:
        raise Invalid(
            gettext("Quy trình “%(name)s” chưa chạy được.") % {"name": definition.name},
            fields={"process": [problem.whole() for problem in problems]},
        )
    return Process.objects.create(
        code=definition.code,
        version=latest.version + 1 if latest else 1,
        name=definition.name,
        definition=definition.as_json(),
        digest=digest,
        created_at=at,
    )
