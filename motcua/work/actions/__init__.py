"""What can happen to a matter and to a process: one verb a file."""

from motcua.work.actions.advance import advance
from motcua.work.actions.assign import assign
from motcua.work.actions.close import close
from motcua.work.actions.extend import extend
from motcua.work.actions.move_to_version import move_to_version
from motcua.work.actions.open_matter import open_matter
from motcua.work.actions.pause import pause
from motcua.work.actions.process_saved import process_saved
from motcua.work.actions.resume import resume
from motcua.work.actions.take import take

__all__ = [
    "advance",
    "assign",
    "close",
    "extend",
    "move_to_version",
    "open_matter",
    "pause",
    "process_saved",
    "resume",
    "take",
]
