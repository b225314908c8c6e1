"""The life of a dossier is one table; here it is read row by row."""

from pathlib import Path

import pytest

from motcua.dossiers.models import Status
from motcua.dossiers.rules.lifecycle import (
    BY_PROCESS,
    ENDED,
    MOVES,
    PAUSED,
    PLAIN_WORDS,
    PREVIOUS,
    SAME,
    action_name,
    find_move,
)
from motcua.organizations.rules.permissions import table

ACTIONS = Path(__file__).resolve().parents[2] / "actions"

#: number, action, from, to: the domain's table, row by row
ROWS = [
    ("T0", "save_draft", 0, 0),
    ("T1", "submit", 0, 1),
    ("T2", "create_at_counter", 0, 2),
    ("T3", "receive", 1, 2),
    ("T4", "refuse", 1, 3),
    ("T5", "ask_for_papers", 1, 5),
    ("T6", "send_papers", 5, SAME),
    ("T15", "take_papers", 5, SAME),
    ("T7", "ask_for_payment", 1, 6),
    ("T8", "confirm_payment", 6, BY_PROCESS),
    *(("T8", "take_payment", status, SAME) for status in (1, 2, 4, 9)),
    *(("T8", "count_fees", status, SAME) for status in (1, 2, 4, 9)),
    ("T9", "forward", 2, BY_PROCESS),
    ("T11", "forward", 4, BY_PROCESS),
    ("T11", "assign", 2, SAME),
    ("T11", "assign", 4, SAME),
    ("T11", "take", 2, SAME),
    ("T11", "take", 4, SAME),
    ("T14", "ask_for_papers", 2, 5),
    ("T14", "ask_for_papers", 4, 5),
    ("T16", "accept_papers", 5, BY_PROCESS),
    ("T17", "stop", 5, 8),
    ("T17", "stop", 6, 8),
    ("T18", "ask_for_payment", 4, 6),
    ("T20", "ask_to_withdraw", 1, 7),
    ("T20", "ask_to_withdraw", 2, 7),
    ("T20", "ask_to_withdraw", 4, 7),
    ("T20", "ask_to_withdraw", 5, 7),
    ("T20", "ask_to_withdraw", 6, 7),
    ("T20", "take_withdrawal", 1, 7),
    ("T20", "take_withdrawal", 2, 7),
    ("T20", "take_withdrawal", 4, 7),
    ("T20", "take_withdrawal", 5, 7),
    ("T20", "take_withdrawal", 6, 7),
    ("T21", "agree_to_withdrawal", 7, 8),
    ("T22", "decline_withdrawal", 7, PREVIOUS),
    ("T23", "stop", 2, 8),
    ("T23", "stop", 4, 8),
    ("T24", "draft_result", 4, SAME),
    ("T24", "sign_result", 4, BY_PROCESS),
    ("T24", "issue_result", 4, 9),
    ("T27", "hand_over", 9, 10),
    *(("T27", "change_delivery", status, SAME) for status in (1, 2, 4, 5, 6, 9)),
    *(("T3", "take_parcel", status, SAME) for status in (1, 5, 6, 7)),
    ("T28", "recall_result", 9, 4),
    ("T29", "apologise", 2, SAME),
    ("T29", "apologise", 4, SAME),
]


@pytest.mark.parametrize(("number", "action", "source", "target"), ROWS)
def test_each_row_of_the_table_leads_where_the_law_says(number, action, source, target):
    move = find_move(action, source)
    assert move is not None
    assert (move.number, move.target) == (number, target)


def test_there_is_no_row_that_the_law_does_not_know():
    built = {(move.number, move.action, source) for move in MOVES for source in move.sources}
    assert built == {(number, action, source) for number, action, source, _target in ROWS}


@pytest.mark.parametrize("status", sorted(ENDED))
def test_nothing_moves_once_a_dossier_has_ended(status):
    assert not [move for move in MOVES if status in move.sources]


def test_one_act_at_one_status_is_one_row():
    pairs = [(move.action, source) for move in MOVES for source in move.sources]
    assert len(pairs) == len(set(pairs))


def test_every_status_can_be_reached_and_every_open_one_left():
    targets = {move.target for move in MOVES}
    #: 4 is entered by the process (mark of its step)
    assert set(Status.values) - targets - {Status.IN_PROGRESS} == set()
    assert set(Status.values) - ENDED == {source for move in MOVES for source in move.sources}


def test_every_act_is_a_file_in_the_listing_of_acts():
    assert {move.action for move in MOVES} <= {path.stem for path in ACTIONS.glob("*.py")}


#: files in actions/ that are not moves: what they are for
NOT_MOVES = {
    "expire_drafts": "drafts that were left lying: a round removes them, nobody acts",
    "shape": "what all acts share",
    "walk": "moves the matter for an act",
    "counting": "numbers without gap",
    "attach_paper": "papers of a draft or an answer",
    "check_paper": "an officer's word on one paper",
    "issue_form": "a slip, inside another act",
    "draw_form": "the slip as PDF",
    "draw_result": "the result as PDF",
    "application": "what is sent whole",
    "renew_draft": "a draft under new rules",
    "see_paper": "a paper that is only shown was seen",
    "consulting": "whom a consultation may ask",
    "by_post": "what the one-stop asks of the post, inside other acts",
    "hear_of_parcels": "what it does about news of parcels",
    "charging": "charges of a dossier, raised inside other acts",
    "printed_data": "what a slip says",
}


def test_every_file_of_acts_is_a_move_or_explained():
    files = {path.stem for path in ACTIONS.glob("*.py")} - {"__init__"}
    assert files - {move.action for move in MOVES} == set(NOT_MOVES)


def test_every_act_needs_a_permission_of_the_one_table():
    assert {move.permission for move in MOVES} <= set(table())


@pytest.mark.parametrize("status", Status.values)
def test_a_citizen_reads_of_every_status_what_it_is_and_what_comes_next(status):
    what, then = PLAIN_WORDS[status]
    assert what
    assert then.endswith(".")


def test_only_waiting_for_papers_or_money_pauses():
    assert {Status.PAPERS_ASKED, Status.PAYMENT_ASKED} == PAUSED
    assert {move.target for move in MOVES if move.action.startswith("ask_for_")} == PAUSED


def test_every_act_has_a_name_that_officers_read():
    assert all(action_name(move.action) for move in MOVES)
