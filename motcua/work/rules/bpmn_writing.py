"""A process as BPMN 2.0 with its drawing, for any modeller."""

from dataclasses import dataclass, field

from lxml import etree

from motcua.work.rules.bpmn import DC, DI, MODEL, NAMES, OURS, SHAPES, name
from motcua.work.rules.layout import Box, Edge, Layout, lay_out
from motcua.work.rules.process import ProcessDefinition, StepDefinition, side_steps

START = "event.start"
_SIZES = {"event": (36.0, 36.0), "gateway": (50.0, 50.0), "task": (160.0, 70.0)}


@dataclass
class _Graph:
    """The diagram: elements in order, and flows with the element each carries."""

    shapes: dict[str, str] = field(default_factory=dict)  #: element id → event, gateway or task
    flows: list[Edge] = field(default_factory=list)


def to_bpmn(process: ProcessDefinition) -> str:
    """``process`` as an XML document. :func:`motcua.work.rules.bpmn_reading.from_bpmn` reads it back."""
    root = etree.Element(name(MODEL, "definitions"), nsmap=NAMES, id="definitions", targetNamespace=OURS)
    body = etree.SubElement(root, name(MODEL, "process"), id="process", name=process.name, isExecutable="true")
    _extend(body, "process", code=process.code)
    graph = _Graph()
    _element(graph, body, "startEvent", START, "", "event")
    sides = {s.key: side_steps(process, s.key) for s in process.steps if s.kind == "consultation"}
    for step in process.steps:
        _nodes(graph, body, step)
    _flow(graph, body, "flow.start", START, process.start)
    for step in process.steps:
        _flows(graph, body, step, sides)
    _draw(root, graph)
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text.decode()


def _nodes(graph: _Graph, body: etree._Element, step: StepDefinition) -> None:
    if step.kind == "consultation":
        fork = _element(graph, body, "parallelGateway", step.key, step.name, "gateway", gatewayDirection="Diverging")
        _extend(fork, "step", **_facts(step))
        join = _element(graph, body, "parallelGateway", _join(step.key), "", "gateway", gatewayDirection="Converging")
        _extend(join, "join", of=step.key)
        return
    tag = {"task": "userTask", "wait": "receiveTask", "end": "endEvent"}[step.kind]
    element = _element(graph, body, tag, step.key, step.name, "event" if step.kind == "end" else "task")
    _extend(element, "step", **_facts(step))
    if len(step.actions) > 1:
        _element(graph, body, "exclusiveGateway", _choice(step.key), "", "gateway", gatewayDirection="Diverging")


def _facts(step: StepDefinition) -> dict[str, str]:
    facts = {"role": step.role, "unit": step.unit, "hours": repr(float(step.hours))}
    if not step.counted:
        facts["counted"] = "false"
    if step.mark is not None:
        facts["mark"] = str(step.mark)
    return facts


def _flows(graph: _Graph, body: etree._Element, step: StepDefinition, sides: dict[str, frozenset[str]]) -> None:
    source = step.key
    if len(step.actions) > 1:
        source = _choice(step.key)
        _flow(graph, body, f"link.{step.key}", step.key, source)
    for action in step.actions:
        target = _join(action.to) if step.key in sides.get(action.to, ()) else action.to
        flow = _flow(graph, body, f"flow.{step.key}.{action.key}", source, target, action.name)
        facts = {"key": action.key}
        if action.back:
            facts["back"] = "true"
        if action.needs_note:
            facts["needsNote"] = "true"
        _extend(flow, "action", **facts)
    for asked in step.asks:
        _flow(graph, body, f"ask.{step.key}.{asked}", step.key, asked)
    if step.then:
        # A consultation right after a consultation's side steps goes on at its fork, never at its own join.
        _flow(graph, body, f"then.{step.key}", _join(step.key), step.then)


def _choice(key: str) -> str:
    return f"gateway.{key}.choice"


def _join(key: str) -> str:
    return f"gateway.{key}.join"


def _element(
    graph: _Graph, body: etree._Element, tag: str, key: str, label: str, shape: str, **attributes: str
) -> etree._Element:
    graph.shapes[key] = shape
    element = etree.SubElement(body, name(MODEL, tag), {"id": key, **attributes})
    if label:
        element.set("name", label)
    return element


def _flow(graph: _Graph, body: etree._Element, key: str, source: str, target: str, label: str = "") -> etree._Element:
    graph.flows.append(Edge(key, source, target))
    flow = etree.SubElement(body, name(MODEL, "sequenceFlow"), id=key, sourceRef=source, targetRef=target)
    if label:
        flow.set("name", label)
    return flow


def _extend(element: etree._Element, local: str, **attributes: str) -> None:
    holder = etree.SubElement(element, name(MODEL, "extensionElements"))
    etree.SubElement(holder, name(OURS, local), attributes)


def _draw(root: etree._Element, graph: _Graph) -> None:
    layout = lay_out(
        list(graph.shapes), graph.flows, START, lambda key, _: _SIZES[graph.shapes[key]], across=4, cell=180
    )
    diagram = etree.SubElement(root, name(SHAPES, "BPMNDiagram"), id="diagram")
    plane = etree.SubElement(diagram, name(SHAPES, "BPMNPlane"), id="plane", bpmnElement="process")
    for key in graph.shapes:
        _shape(plane, key, layout.boxes[key])
    for flow in graph.flows:
        _edge(plane, flow, layout)


def _shape(plane: etree._Element, key: str, box: Box) -> None:
    shape = etree.SubElement(plane, name(SHAPES, "BPMNShape"), id=f"shape.{key}", bpmnElement=key)
    bounds = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    etree.SubElement(shape, name(DC, "Bounds"), {k: f"{v:.1f}" for k, v in bounds.items()})


def _edge(plane: etree._Element, flow: Edge, layout: Layout) -> None:
    edge = etree.SubElement(plane, name(SHAPES, "BPMNEdge"), id=f"edge.{flow.id}", bpmnElement=flow.id)
    for x, y in layout.lines[flow.id]:
        etree.SubElement(edge, name(DI, "waypoint"), x=f"{x:.1f}", y=f"{y:.1f}")
