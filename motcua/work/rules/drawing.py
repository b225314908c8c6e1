"""A process as a picture in a page: SVG that reads well on a phone, with the same words for those who listen.

It carries classes and no styles (the page's Content Security Policy forbids those); the look stands in
``static/work/drawing.css`` and, without it, the picture is still readable in the text's own colour.
"""

from collections.abc import Mapping, Sequence
from html import escape

from motcua.work.rules.layout import Box, Edge, Layout, Point, lay_out
from motcua.work.rules.process import ProcessDefinition, StepDefinition, side_steps

WIDTH = 344.0  #: a screen of 360 without its margins
LINE, SMALL = 19.0, 16.0  #: heights of a line of text
CHARACTER = 7.4  #: usual width of a character of the name, in the same unit
PADDING = 10.0
_JOIN = "."


def draw(
    process: ProcessDefinition,
    here: frozenset[str] = frozenset(),
    done: frozenset[str] = frozenset(),
    *,
    roles: Mapping[str, str] | None = None,
    width: float = WIDTH,
) -> str:
    """The picture, with the steps where the matter lies (``here``) and those behind it (``done``) marked.

    ``roles``: how people call each role. ``width``: of the sheet; it scales to the room it gets.
    """
    nodes, edges = _graph(process)
    labels = {step.key: _Label(step, roles or {}) for step in process.steps}
    layout = lay_out(
        nodes, list(edges), "event.start", lambda key, room: _size(key, room, labels), across=2, width=width
    )
    prefix = f"p{process.digest[:8]}"
    parts = [
        f'<svg class="process-drawing" role="img" xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {layout.width:g} {layout.height:g}" aria-labelledby="{prefix}-t {prefix}-d">',
        f'<title id="{prefix}-t">{escape(f"Quy trình: {process.name}")}</title>',
        f'<desc id="{prefix}-d">{escape(in_words(process, here, done))}</desc>',
        f'<defs><marker id="{prefix}-a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto"><path class="process-arrow" d="M0 0 8 4 0 8z" fill="currentColor"/></marker></defs>',
    ]
    parts += [_line(layout.lines[edge.id], prefix, edge, label, layout) for edge, label in edges.items()]
    parts += [_node(key, layout.boxes[key], labels, here, done) for key in nodes]
    return "".join([*parts, "</svg>"])


def in_words(process: ProcessDefinition, here: frozenset[str], done: frozenset[str]) -> str:
    """What the picture shows, for whoever does not see it."""
    sentences = []
    for number, step in enumerate(process.steps, 1):
        state = "đang ở đây" if step.key in here else "đã xong" if step.key in done else ""
        ways = [f"{action.name} → {process.step(action.to).name}" for action in step.actions]
        ways += [f"hỏi {process.step(key).name}" for key in step.asks]
        if step.then:
            ways.append(f"đủ ý kiến → {process.step(step.then).name}")
        text = f"{number}. {step.name}" + (f" ({state})" if state else "")
        sentences.append(text + (": " + "; ".join(ways) if ways else ""))
    return ". ".join(sentences) + "."


class _Label:
    """The words in a box."""

    def __init__(self, step: StepDefinition, roles: Mapping[str, str]) -> None:
        self.step = step
        hours = f"{step.hours:g}\N{NO-BREAK SPACE}giờ".replace(".", ",") if step.hours else ""
        self.small = [part for part in (roles.get(step.role, ""), hours) if part]

    def lines(self, width: float) -> list[str]:
        """The name, broken to fit."""
        return wrapped(self.step.name, max(4, int((width - 2 * PADDING) / CHARACTER)))

    def small_lines(self, width: float) -> list[str]:
        """Role and hours, broken to fit."""
        most = max(4, int((width - 2 * PADDING) / (CHARACTER * 0.88)))
        together = " · ".join(self.small)
        parts = [together] if len(together) <= most else self.small
        return [line for part in parts if part for line in wrapped(part, most)]


def wrapped(text: str, most: int) -> list[str]:
    """``text`` in lines of at most ``most`` characters, broken between words; a longer word is cut."""
    lines = [""]
    for word in text.split(" "):
        pieces = [word[i : i + most] for i in range(0, len(word), most)]
        for piece in pieces:
            if lines[-1] and len(lines[-1]) + 1 + len(piece) > most:
                lines.append(piece)
            else:
                lines[-1] = f"{lines[-1]} {piece}".strip()
    return lines


def _graph(process: ProcessDefinition) -> tuple[list[str], dict[Edge, str]]:
    """Boxes and lines with their words. A consultation is two boxes: where it parts and where it joins."""
    nodes = ["event.start"]
    edges = {Edge("start", "event.start", process.start): ""}
    sides = {s.key: side_steps(process, s.key) for s in process.steps if s.kind == "consultation"}
    for step in process.steps:
        nodes.append(step.key)
        for action in step.actions:
            target = action.to + _JOIN if step.key in sides.get(action.to, ()) else action.to
            edges[Edge(f"{step.key}.{action.key}", step.key, target)] = action.name
        for asked in step.asks:
            edges[Edge(f"ask.{step.key}.{asked}", step.key, asked)] = ""
        if step.kind == "consultation":
            nodes.append(step.key + _JOIN)
            edges[Edge(f"then.{step.key}", step.key + _JOIN, step.then)] = "Đủ ý kiến"
    return nodes, edges


def _size(key: str, room: float, labels: Mapping[str, _Label]) -> tuple[float, float]:
    if key == "event.start":
        return 14.0, 14.0
    if key.endswith(_JOIN):
        return min(room, 110.0), 6.0
    width = min(room, 260.0)
    label = labels[key]
    height = LINE * len(label.lines(width)) + SMALL * len(label.small_lines(width)) + 2 * PADDING
    return width, height


def _line(points: Sequence[Point], prefix: str, edge: Edge, label: str, layout: Layout) -> str:
    path = "M" + " L".join(f"{x:g} {y:g}" for x, y in points)
    back = " is-back" if edge.id in layout.backward else ""
    title = f"<title>{escape(label)}</title>" if label else ""
    dashed = ' stroke-dasharray="4 3"' if back else ""
    return (
        f'<path class="process-line{back}" d="{path}" fill="none" stroke="currentColor"{dashed} '
        f'marker-end="url(#{prefix}-a)">{title}</path>'
    )


def _node(key: str, box: Box, labels: Mapping[str, _Label], here: frozenset[str], done: frozenset[str]) -> str:
    x, y, width, height = (f"{value:g}" for value in (box.x, box.y, box.width, box.height))
    if key == "event.start":
        middle = f'cx="{box.x + box.width / 2:g}" cy="{box.y + box.height / 2:g}" r="{box.width / 2:g}"'
        return f'<circle class="process-start" {middle} fill="none" stroke="currentColor" stroke-width="2"/>'
    if key.endswith(_JOIN):
        return f'<rect class="process-join" x="{x}" y="{y}" width="{width}" height="{height}" rx="3"/>'
    step = labels[key].step
    state = " is-here" if key in here else " is-done" if key in done else ""
    mark = "● " if key in here else "✓ " if key in done else ""
    round_ = box.height / 2 if step.kind == "end" else 6
    return (
        f'<g class="process-step kind-{step.kind}{state}"><rect x="{x}" y="{y}" width="{width}" height="{height}" '
        f'rx="{round_:g}" fill="none" stroke="currentColor"/>{_words(labels[key], box, mark)}</g>'
    )


def _words(label: _Label, box: Box, mark: str) -> str:
    middle = box.x + box.width / 2
    y = box.y + PADDING + LINE * 0.74
    spans = []
    for number, line in enumerate(label.lines(box.width)):
        text = escape((mark if number == 0 else "") + line)
        spans.append(f'<text class="process-name" x="{middle:g}" y="{y:g}" text-anchor="middle">{text}</text>')
        y += LINE
    y -= (LINE - SMALL) * 0.8
    for line in label.small_lines(box.width):
        spans.append(f'<text class="process-note" x="{middle:g}" y="{y:g}" text-anchor="middle">{escape(line)}</text>')
        y += SMALL
    return "".join(spans)
