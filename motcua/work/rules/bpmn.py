"""BPMN 2.0 (ISO/IEC 19510): what writing and reading share.

A task with several actions is drawn with an exclusive gateway after it, a consultation as a pair of
parallel gateways, a wait as a receive task. What BPMN has no word for (role, hours, the note that an
action needs) stands in extension elements of our own namespace.
"""

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SHAPES = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
OURS = "urn:motcua:process:1"
NAMES = {"bpmn": MODEL, "bpmndi": SHAPES, "dc": DC, "di": DI, "motcua": OURS}


def name(namespace: str, local: str) -> str:
    """A qualified name as lxml writes it."""
    return f"{{{namespace}}}{local}"
