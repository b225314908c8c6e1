"""Where the boxes and lines of a process stand: rows from top to bottom, lines in the space between.

Lines to the next row run straight down. All others leave through the gap under their row, run along a
track beside the boxes (forward on the right, backward on the left) and enter from above, so that no
line ever crosses a box.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Point = tuple[float, float]
Way = Literal["down", "right", "left"]

MARGIN = 8.0
TRACK = 9.0  #: between two lines that run side by side
GAP = 26.0  #: between two rows, at least
APART = 14.0  #: between two boxes of a row


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from one box to another."""

    id: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Box:
    """A placed box; x and y are its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything placed, on a sheet of this size."""

    width: float
    height: float
    boxes: Mapping[str, Box]
    lines: Mapping[str, tuple[Point, ...]]
    backward: frozenset[str]  #: lines that lead back


#: width and height of a box, given the room there is for it
Sizing = Callable[[str, float], tuple[float, float]]


def lay_out(
    nodes: Sequence[str],
    edges: Sequence[Edge],
    start: str,
    size: Sizing,
    *,
    across: int,
    width: float | None = None,
    cell: float = 170.0,
) -> Layout:
    """Place ``nodes``, at most ``across`` in a row; on a sheet of ``width`` where one is given."""
    rows = rows_of(nodes, edges, start, across)
    row_of = {node: number for number, row in enumerate(rows) for node in row}
    ways = {edge.id: _way(edge, row_of) for edge in edges}
    tracks = {way: _tracks([e for e in edges if ways[e.id] == way], row_of) for way in ("left", "right")}
    left = MARGIN + TRACK * (1 + max(tracks["left"].values(), default=-1))
    right = MARGIN + TRACK * (1 + max(tracks["right"].values(), default=-1))
    most = max(len(row) for row in rows)
    inner = (width - left - right) if width else most * cell + (most - 1) * APART
    boxes, gaps = _stand(rows, edges, ways, row_of, size, left, inner)
    sheet = left + inner + right
    lines = _Lines(edges, ways, tracks, row_of, boxes, gaps, left, left + inner)
    last = boxes[rows[-1][0]]
    height = max([box.y + box.height for box in boxes.values()] + [gaps[len(rows)][1], last.y]) + MARGIN
    backward = frozenset(e.id for e in edges if ways[e.id] == "left")
    return Layout(sheet, height, boxes, {edge.id: lines.of(edge) for edge in edges}, backward)


def rows_of(nodes: Sequence[str], edges: Sequence[Edge], start: str, across: int) -> list[list[str]]:
    """Nodes by their longest way from the start, going back left out; long rows are broken."""
    ahead: dict[str, list[str]] = {node: [] for node in nodes}
    for edge in edges:
        ahead[edge.source].append(edge.target)
    order, back = _depth_first(nodes, ahead, start)
    rank = dict.fromkeys(nodes, 0)
    for node in order:
        for target in ahead[node]:
            if (node, target) not in back:
                rank[target] = max(rank[target], rank[node] + 1)
    rows: list[list[str]] = []
    for level in sorted(set(rank.values())):
        row = [node for node in nodes if rank[node] == level]
        rows += [row[i : i + across] for i in range(0, len(row), across)]
    return rows


def _depth_first(
    nodes: Sequence[str], ahead: Mapping[str, Sequence[str]], start: str
) -> tuple[list[str], set[tuple[str, str]]]:
    """Nodes in topological order once the edges of the second value are left out."""
    done: list[str] = []
    state: dict[str, int] = {}
    back: set[tuple[str, str]] = set()
    for root in [start, *nodes]:
        if root in state:
            continue
        state[root] = 1
        stack = [(root, iter(ahead[root]))]
        while stack:
            node, targets = stack[-1]
            for target in targets:
                if state.get(target) == 1:
                    back.add((node, target))
                elif target not in state:
                    state[target] = 1
                    stack.append((target, iter(ahead[target])))
                    break
            else:
                state[node] = 2
                done.append(node)
                stack.pop()
    return done[::-1], back


def _way(edge: Edge, row_of: Mapping[str, int]) -> Way:
    step = row_of[edge.target] - row_of[edge.source]
    if step == 1:
        return "down"
    return "right" if step > 1 else "left"


def _tracks(edges: Sequence[Edge], row_of: Mapping[str, int]) -> dict[str, int]:
    """Shorter lines run nearer to the boxes; two share a track when they never stand side by side."""
    taken: list[list[tuple[int, int]]] = []
    tracks: dict[str, int] = {}
    spans = {e.id: tuple(sorted((row_of[e.source], row_of[e.target]))) for e in edges}
    for edge_id, (top, bottom) in sorted(spans.items(), key=lambda item: (item[1][1] - item[1][0], item[1])):
        for number, spot in enumerate([*taken, []]):
            if all(bottom + 1 < a or b + 1 < top for a, b in spot):
                if number == len(taken):
                    taken.append(spot)
                spot.append((top, bottom))
                tracks[edge_id] = number
                break
    return tracks


def _stand(
    rows: Sequence[Sequence[str]],
    edges: Sequence[Edge],
    ways: Mapping[str, Way],
    row_of: Mapping[str, int],
    size: Sizing,
    left: float,
    inner: float,
) -> tuple[dict[str, Box], list[tuple[float, float]]]:
    """Boxes of every row, and of every gap (one above each row, one below the last) its top and bottom."""
    busy = [0] * (len(rows) + 1)
    for edge in edges:
        if ways[edge.id] == "down":
            busy[row_of[edge.target]] += 1
        else:
            busy[row_of[edge.source] + 1] += 1
            busy[row_of[edge.target]] += 1
    heights = [
        (GAP + TRACK * max(number - 1, 0) if number else 0.0) if at in (0, len(rows)) else GAP + TRACK * number
        for at, number in enumerate(busy)
    ]
    boxes: dict[str, Box] = {}
    gaps = [(MARGIN, MARGIN + heights[0])]
    y = MARGIN + heights[0]
    for number, row in enumerate(rows):
        room = (inner - APART * (len(row) - 1)) / len(row)
        sizes = [size(node, room) for node in row]
        tallest = max(height for _, height in sizes)
        for place, (node, (width, height)) in enumerate(zip(row, sizes, strict=True)):
            x = left + place * (room + APART) + (room - width) / 2
            boxes[node] = Box(x, y + (tallest - height) / 2, width, height)
        y += tallest
        gaps.append((y, y + heights[number + 1]))
        y += heights[number + 1]
    return boxes, gaps


class _Lines:
    """Draws each line; lines that run through one gap get heights of their own."""

    def __init__(
        self,
        edges: Sequence[Edge],
        ways: Mapping[str, Way],
        tracks: Mapping[str, Mapping[str, int]],
        row_of: Mapping[str, int],
        boxes: Mapping[str, Box],
        gaps: Sequence[tuple[float, float]],
        left: float,
        right: float,
    ) -> None:
        self.ways, self.tracks, self.row_of, self.boxes, self.gaps = ways, tracks, row_of, boxes, gaps
        self.left, self.right = left, right
        self.passed = [0] * len(gaps)
        self.out = {node: [e for e in edges if e.source == node] for node in boxes}
        self.into = {node: [e for e in edges if e.target == node] for node in boxes}

    def of(self, edge: Edge) -> tuple[Point, ...]:
        """Corners of the line, from the source's lower side to the target's upper side."""
        source, target = self.boxes[edge.source], self.boxes[edge.target]
        begin = (self._port(edge, self.out[edge.source], source), source.y + source.height)
        finish = (self._port(edge, self.into[edge.target], target), target.y)
        way = self.ways[edge.id]
        if way == "down":
            level = self._level(self.row_of[edge.target])
            corners = [begin, (begin[0], level), (finish[0], level), finish]
        else:
            beside = TRACK * (1 + self.tracks[way][edge.id])
            x = self.left - beside if way == "left" else self.right + beside
            below, above = self._level(self.row_of[edge.source] + 1), self._level(self.row_of[edge.target])
            corners = [begin, (begin[0], below), (x, below), (x, above), (finish[0], above), finish]
        return _straightened(corners)

    def _level(self, gap: int) -> float:
        top, _ = self.gaps[gap]
        self.passed[gap] += 1
        return top + GAP / 2 - TRACK / 2 + TRACK * (self.passed[gap] - 1) * 0.9

    def _slant(self, edge: Edge) -> float:
        """How far to the right the line's ends stand: lines side by side in this order cross least."""
        ends = self.boxes[edge.source], self.boxes[edge.target]
        return sum(box.x + box.width / 2 for box in ends)

    def _port(self, edge: Edge, together: Sequence[Edge], box: Box) -> float:
        """Lines going left leave on the left, lines going right on the right, lines going down in the middle."""
        way = self.ways[edge.id]
        alike = [e.id for e in sorted(together, key=self._slant) if self.ways[e.id] == way]
        begin, end = {"left": (0.1, 0.3), "down": (0.35, 0.65), "right": (0.7, 0.9)}[way]
        share = (alike.index(edge.id) + 1) / (len(alike) + 1)
        return box.x + box.width * (begin + (end - begin) * share)


def _straightened(corners: Sequence[Point]) -> tuple[Point, ...]:
    """Without corners that are none."""
    rounded = [(round(x, 1), round(y, 1)) for x, y in corners]
    kept = [rounded[0]]
    for (before, here), after in zip(pairwise(rounded), rounded[2:], strict=False):
        straight = before[0] == here[0] == after[0] or before[1] == here[1] == after[1]
        if not straight and here != before:
            kept.append(here)
    return (*kept, rounded[-1])
