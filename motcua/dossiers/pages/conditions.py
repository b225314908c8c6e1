"""What must hold, beyond permission, status and step, for an act to be offered."""

from motcua.dossiers.actions.stop import pay_by
from motcua.dossiers.models import Status
from motcua.dossiers.pages.act import Standing


def nobodys(standing: Standing) -> bool:
    """A step lies on the officer's desk that nobody has taken yet."""
    return any(step.officer_id is None and not step.waiting for step in standing.mine)


def papers_awaited(standing: Standing) -> bool:
    """Papers were asked for and have not come."""
    return bool(standing.request and standing.request.answered_at is None)


def papers_answered(standing: Standing) -> bool:
    """The papers asked for have come."""
    return bool(standing.request and standing.request.answered_at)


def unsigned(standing: Standing) -> bool:
    """There is no signed result."""
    return standing.result is None or standing.result.signed_at is None


def drafted(standing: Standing) -> bool:
    """There is a draft of the result that nobody has signed."""
    return standing.result is not None and standing.result.signed_at is None


def signed(standing: Standing) -> bool:
    """The result is signed."""
    return standing.result is not None and standing.result.signed_at is not None


def before_it_is_due(standing: Standing) -> bool:
    """The appointed time is still to come."""
    return bool(standing.dossier.due_at and standing.now < standing.dossier.due_at)


def may_be_stopped(standing: Standing) -> bool:
    """Nothing is signed, and whoever was asked for papers or money has let the time go by."""
    request = standing.request
    if not unsigned(standing):
        return False
    if standing.dossier.status == Status.PAPERS_ASKED and request:
        return request.answered_at is None and standing.now > request.answer_by
    if standing.dossier.status == Status.PAYMENT_ASKED:
        return standing.now > pay_by(standing.dossier, standing.now)
    return True


def withdrawn_on_paper(standing: Standing) -> bool:
    """Nobody's account holds the dossier, so only the counter can withdraw it; nothing is signed."""
    return standing.dossier.applicant_id is None and unsigned(standing)
