"""Of which acts the applicant is told, and as which occasion of the room ``notices``."""

from typing import Final

TOLD_OF: Final[dict[str, str]] = {
    "submit": "submitted",
    "create_at_counter": "accepted",
    "receive": "accepted",
    "take_parcel": "papers_arrived",
    "refuse": "refused",
    "ask_for_papers": "papers_asked",
    "ask_for_payment": "fee_asked",
    "confirm_payment": "paid",
    "apologise": "apology",
    "issue_result": "result_ready",
    "recall_result": "result_recalled",
    "hand_over": "delivered",
    "agree_to_withdrawal": "withdrawn",
    "decline_withdrawal": "withdrawal_declined",
    "stop": "stopped",
}
