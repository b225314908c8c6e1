"""The door of the room ``work``: other rooms import from here alone.

What a process is, by name; what can happen to a matter, as ``acts.advance(…)``; what lies where, as
``desks.desk(…)``; what is announced, as ``events.MatterMoved``.
"""

from motcua.work import actions as acts
from motcua.work import events
from motcua.work import queries as desks
from motcua.work.actions import process_saved
from motcua.work.models import ClockSpan, Matter, Process, Step
from motcua.work.rules.bpmn_reading import from_bpmn
from motcua.work.rules.bpmn_writing import to_bpmn
from motcua.work.rules.drawing import draw
from motcua.work.rules.holding import may_act
from motcua.work.rules.process import ProcessDefinition, read_process
from motcua.work.rules.soundness import check_process

__all__ = [
    "ClockSpan",
    "Matter",
    "Process",
    "ProcessDefinition",
    "Step",
    "acts",
    "check_process",
    "desks",
    "draw",
    "events",
    "from_bpmn",
    "may_act",
    "process_saved",
    "read_process",
    "to_bpmn",
]
