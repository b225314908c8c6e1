"""BPMN 2.0 read back: the subset that runs, and a refusal that names what does not."""

import re
from collections import defaultdict
from typing import Any

import msgspec
from lxml import etree

from motcua.kernel.accents import without_accents
from motcua.kernel.refusals import Invalid, TooLarge
from motcua.kernel.sentences import Sentence
from motcua.work.rules.bpmn import MODEL, OURS, name
from motcua.work.rules.process import ProcessDefinition, StepAction, StepDefinition
from motcua.work.rules.soundness import check_process

MAX_CHARACTERS = 2_000_000
_ADVICE = (
    "Chỉ dùng: một sự kiện bắt đầu, sự kiện kết thúc, công việc của người (userTask), chờ (receiveTask), "
    "cổng loại trừ, cổng song song và luồng tuần tự."
)
_TASKS = {"userTask": "task", "task": "task", "manualTask": "task", "receiveTask": "wait"}
_NODES = {*_TASKS, "startEvent", "endEvent", "exclusiveGateway", "parallelGateway"}
_SILENT = {"laneSet", "extensionElements", "documentation", "textAnnotation", "association", "category", "group"}
_TEXT = {"extensionElements", "documentation", "incoming", "outgoing", "ioSpecification"}


def from_bpmn(xml: str | bytes) -> ProcessDefinition:
    """The process that ``xml`` draws; :class:`Invalid` lists everything in it that cannot run.

    No entity is resolved and nothing is fetched from anywhere.
    """
    return _Reader(_parsed(xml)).process()


def _parsed(xml: str | bytes) -> etree._Element:
    data = xml.encode() if isinstance(xml, str) else xml
    if len(data) > MAX_CHARACTERS:
        raise TooLarge("Tệp BPMN quá lớn.", advice="Một quy trình chỉ cần vài trăm kilobyte.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Invalid(
            Sentence("Tệp không phải XML đúng cú pháp (dòng %(lineno)s).", lineno=error.lineno), advice=_ADVICE
        ) from error
    about: Any = root.getroottree().docinfo
    if about.doctype:
        raise Invalid("Tệp có khai báo DOCTYPE nên không được nhận.", advice="Xuất lại tệp từ phần mềm vẽ quy trình.")
    if root.tag != name(MODEL, "definitions"):
        raise Invalid("Tệp này không phải BPMN 2.0.", advice=_ADVICE)
    return root


class _Reader:
    """Reads one diagram; collects what is wrong and refuses once, with all of it."""

    def __init__(self, root: etree._Element) -> None:
        bodies = root.findall(name(MODEL, "process"))
        self.faults: list[str] = []
        if len(bodies) != 1:
            raise Invalid(Sentence("Tệp có %(many)s quy trình; cần đúng một.", many=len(bodies)), advice=_ADVICE)
        if root.find(name(MODEL, "collaboration")) is not None:
            self.faults.append("Sơ đồ phối hợp nhiều bên (collaboration) chưa chạy được.")
        self.body = bodies[0]
        self.nodes: dict[str, etree._Element] = {}
        self.flows: list[etree._Element] = []
        self._sort()
        self.out: dict[str, list[etree._Element]] = defaultdict(list)
        self.into: dict[str, list[etree._Element]] = defaultdict(list)
        self._connect()

    def process(self) -> ProcessDefinition:
        """The definition, or the refusal."""
        self._stop_if_faulty()
        starts = [key for key, node in self.nodes.items() if _tag(node) == "startEvent"]
        if len(starts) != 1 or len(self.out[starts[0]]) != 1:
            self.faults.append("Cần đúng một sự kiện bắt đầu với một luồng ra.")
            self._stop_if_faulty()
        steps = [step for key, node in self.nodes.items() if (step := self._step(key, node))]
        facts = _ours(self.body, "process")
        code = facts.get("code") or self.body.get("id") or "process"
        start = self._target(self.out[starts[0]][0])
        self._stop_if_faulty()
        process = ProcessDefinition(code, self.body.get("name") or code, start, steps)
        self.faults += [problem.whole() for problem in check_process(process)]
        self._stop_if_faulty()
        return process

    def _stop_if_faulty(self) -> None:
        if self.faults:
            found = {"bpmn": list(dict.fromkeys(self.faults))}
            raise Invalid(
                Sentence("Sơ đồ chưa chạy được: %(bpmn)s", bpmn=found["bpmn"][0]), fields=found, advice=_ADVICE
            )

    def _sort(self) -> None:
        """Put aside nodes and flows; whatever else means something is a fault."""
        for element in self.body:
            tag = _tag(element)
            if tag == "sequenceFlow":
                self.flows.append(element)
            elif tag in _NODES:
                self._plain(element)
                self.nodes[element.get("id", "")] = element
            elif tag not in _SILENT:
                self.faults.append(Sentence("Phần tử %(element)s chưa chạy được.", element=_called(element)))

    def _plain(self, element: etree._Element) -> None:
        if not element.get("id"):
            self.faults.append(Sentence("Phần tử %(element)s không có id.", element=_called(element)))
        for child in element:
            if _tag(child) not in _TEXT:
                self.faults.append(
                    Sentence(
                        "%(element)s có %(child)s, điều này chưa chạy được.",
                        element=_called(element),
                        child=_tag(child),
                    )
                )

    def _connect(self) -> None:
        for flow in self.flows:
            source, target = flow.get("sourceRef", ""), flow.get("targetRef", "")
            if source not in self.nodes or target not in self.nodes:
                self.faults.append(Sentence("Luồng %(flow)s không nối hai phần tử có thật.", flow=_called(flow)))
            self.out[source].append(flow)
            self.into[target].append(flow)

    def _step(self, key: str, node: etree._Element) -> StepDefinition | None:
        tag = _tag(node)
        if tag in _TASKS:
            return self._task(key, node, tag)
        if tag == "endEvent":
            if self.out[key]:
                self.faults.append(Sentence("%(node)s là kết thúc nhưng còn luồng đi ra.", node=_called(node)))
            return self._made(key, node, kind="end")
        if tag == "parallelGateway" and not self._joins(key):
            return self._consultation(key, node)
        return None

    def _task(self, key: str, node: etree._Element, tag: str) -> StepDefinition | None:
        flows = self.out[key]
        if len(flows) > 1:
            self.faults.append(
                Sentence("%(node)s tỏa ra nhiều luồng cùng lúc; đặt một cổng loại trừ sau nó.", node=_called(node))
            )
        if len(flows) == 1 and self._chooses(flows[0].get("targetRef", "")):
            flows = self.out[flows[0].get("targetRef", "")]
        if not _ours(node, "step").get("role"):
            self.faults.append(Sentence("%(node)s chưa ghi vai trò người làm (motcua:step role).", node=_called(node)))
        taken: set[str] = set()
        return self._made(key, node, kind=_TASKS[tag], actions=[self._action(flow, taken) for flow in flows])

    def _chooses(self, key: str) -> bool:
        """An exclusive gateway after one task: its flows are the task's actions."""
        node = self.nodes.get(key)
        return node is not None and _tag(node) == "exclusiveGateway" and len(self.out[key]) > 1

    def _action(self, flow: etree._Element, taken: set[str]) -> StepAction:
        facts = _ours(flow, "action")
        key = facts.get("key") or _key(flow.get("name") or "next")
        while key in taken:
            key += "_2"
        taken.add(key)
        label = flow.get("name") or ("" if facts else "Chuyển bước")
        return StepAction(
            key,
            label,
            self._target(flow),
            back=facts.get("back") == "true",
            needs_note=facts.get("needsNote") == "true",
        )

    def _consultation(self, key: str, node: etree._Element) -> StepDefinition | None:
        asks = [self._target(flow) for flow in self.out[key]]
        joins = [k for k in self.nodes if self._fork_of(k) == key]
        if len(joins) != 1 or len(self.out[joins[0]]) != 1:
            self.faults.append(
                Sentence("%(node)s tách nhánh nhưng không có đúng một cổng song song gộp lại.", node=_called(node))
            )
            return None
        return self._made(key, node, kind="consultation", asks=asks, then=self._target(self.out[joins[0]][0]))

    def _joins(self, key: str) -> bool:
        node = self.nodes[key]
        if _tag(node) != "parallelGateway":
            return False
        direction = node.get("gatewayDirection")
        if direction in ("Converging", "Diverging"):
            return direction == "Converging"
        return len(self.out[key]) == 1 and len(self.into[key]) > 1

    def _fork_of(self, join: str) -> str | None:
        """The fork whose branches ``join`` brings together: said by us, else found by walking back."""
        if not self._joins(join):
            return None
        said = _ours(self.nodes[join], "join").get("of")
        if said:
            return said
        seen, todo = set(), [flow.get("sourceRef", "") for flow in self.into[join]]
        while todo:
            key = todo.pop()
            if key in seen or key not in self.nodes:
                continue
            seen.add(key)
            if _tag(self.nodes[key]) == "parallelGateway" and not self._joins(key):
                return key
            todo += [flow.get("sourceRef", "") for flow in self.into[key]]
        return None

    def _target(self, flow: etree._Element) -> str:
        """The step that a flow leads to, through gateways that only bring lines together."""
        key = flow.get("targetRef", "")
        for _ in range(len(self.nodes)):
            node = self.nodes[key]
            if _tag(node) == "parallelGateway" and self._joins(key):
                fork = self._fork_of(key)
                if fork is None:
                    self.faults.append(
                        Sentence("%(node)s gộp nhánh nhưng không có cổng tách tương ứng.", node=_called(node))
                    )
                return _key(fork or key)
            if _tag(node) != "exclusiveGateway":
                return _key(key)
            if len(self.out[key]) != 1:
                self.faults.append(
                    Sentence(
                        "%(node)s phải đứng ngay sau một công việc để người làm chọn hướng đi.", node=_called(node)
                    )
                )
                return _key(key)
            key = self.out[key][0].get("targetRef", "")
        self.faults.append(
            Sentence("Luồng %(flow)s chạy vòng qua các cổng, không tới công việc nào.", flow=_called(flow))
        )
        return _key(key)

    def _made(self, key: str, node: etree._Element, **more: object) -> StepDefinition | None:
        facts = _ours(node, "step")
        data: dict[str, object] = {"key": _key(key), "name": node.get("name", "") or (_key(key) if not facts else "")}
        for field in ("role", "unit"):
            if facts.get(field):
                data[field] = facts[field]
        if "counted" in facts:
            data["counted"] = facts["counted"] != "false"
        try:
            data["hours"] = float(facts.get("hours", "0"))
            if "mark" in facts:
                data["mark"] = int(facts["mark"])
            more["actions"] = [msgspec.to_builtins(a) for a in more.get("actions", [])]  # type: ignore[attr-defined]
            return msgspec.convert({**data, **more}, StepDefinition)
        except (ValueError, msgspec.ValidationError) as error:
            self.faults.append(Sentence("%(node)s ghi sai thuộc tính: %(error)s", node=_called(node), error=error))
            return None


def _tag(element: etree._Element) -> str:
    space, _, local = str(element.tag).rpartition("}")
    return local if space == "{" + MODEL else str(element.tag)


def _called(element: etree._Element) -> str:
    return f"“{element.get('name') or element.get('id') or '?'}” ({_tag(element)})"


def _ours(element: etree._Element, local: str) -> dict[str, str]:
    found = element.find(f"{name(MODEL, 'extensionElements')}/{name(OURS, local)}")
    return {str(k): str(v) for k, v in found.attrib.items()} if found is not None else {}


def _key(text: str) -> str:
    """``text`` as a key: "Activity_0x1" → "activity_0x1", "Trình ký" → "trinh_ky"."""
    key = re.sub(r"[^a-z0-9]", "_", without_accents(text))[:60]
    return key if key[:1].isalpha() else f"k{key}"[:60]
