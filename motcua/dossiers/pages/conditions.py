"""What must hold, beyond permission, status and step, for an act to be offered."""

from motcua.dossiers.actions.charging import uncounted
from motcua.dossiers.actions.stop import pay_by
from motcua.dossiers.models import Status
from motcua.dossiers.pages.act import Situation
from motcua.payments.public import open_charges
from motcua.work.public import desks


def nobodys(situation: Situation) -> bool:
    """A step lies on the officer's desk that nobody has taken yet."""
    return any(step.officer_id is None and not step.waiting for step in situation.mine)


def papers_awaited(situation: Situation) -> bool:
    """Papers were asked for and have not come."""
    return bool(situation.request and situation.request.answered_at is None)


def papers_answered(situation: Situation) -> bool:
    """The papers asked for have come."""
    return bool(situation.request and situation.request.answered_at)


def unsigned(situation: Situation) -> bool:
    """There is no signed result."""
    return situation.result is None or situation.result.signed_at is None


def drafted(situation: Situation) -> bool:
    """There is a draft of the result that nobody has signed."""
    return situation.result is not None and situation.result.signed_at is None


def signed(situation: Situation) -> bool:
    """The result is signed."""
    return situation.result is not None and situation.result.signed_at is not None


def before_it_is_due(situation: Situation) -> bool:
    """The appointed time is still to come."""
    return bool(situation.dossier.due_at and situation.now < situation.dossier.due_at)


def may_be_stopped(situation: Situation) -> bool:
    """Nothing is signed, and whoever was asked for papers or money has let the time go by."""
    request = situation.request
    if not unsigned(situation):
        return False
    if situation.dossier.status == Status.PAPERS_ASKED and request:
        return request.answered_at is None and situation.now > request.answer_by
    if situation.dossier.status == Status.PAYMENT_ASKED:
        return situation.now > pay_by(situation.dossier, situation.now)
    return True


def withdrawn_on_paper(situation: Situation) -> bool:
    """Nobody's account holds the dossier, so only the counter can withdraw it; nothing is signed."""
    return situation.dossier.applicant_id is None and unsigned(situation)


def owes(situation: Situation) -> bool:
    """Something is charged and not paid."""
    return bool(open_charges(situation.dossier.id))


def not_counted(situation: Situation) -> bool:
    """A fee whose sum nobody can tell without counting."""
    fees = situation.dossier.fees
    return bool(fees) and bool(uncounted(situation.dossier, situation.now))


def row_is_nobodys(row: desks.DeskRow) -> bool:
    """A specialist's step that nobody has taken yet."""
    return row.role == "specialist" and row.officer_id is None and not row.waiting


def row_moves_on(row: desks.DeskRow) -> bool:
    """A step that is only handed on: what a leader signs and a clerk numbers are acts of their own."""
    return row.role not in ("leader", "registry_clerk") and not row.waiting


def row_is_to_sign(row: desks.DeskRow) -> bool:
    """A step on the leader's desk."""
    return row.role == "leader" and not row.waiting
