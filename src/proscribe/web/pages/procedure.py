"""The procedure of a regime as a drawing: states below each other, steps as lines on their right. Pure geometry.

A step leaves its state to the right with its words on the line, runs along a lane of its own and comes back with an
arrow into the state it leads to. Steps of one act between the same states are one line with several numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...law.diagram import states
from ...law.regime import Regime, Step
from ...model.standing import State

BOX, LABELS, LANE, PORT, LINE = 250, 215, 18, 22, 18
_LEFT, _GAP, _PAD = 8, 26, 14


@dataclass(frozen=True, slots=True)
class Box:
    """A state: where it is drawn, the steps that happen in it, and who stands in it (as lines of text)."""

    state: State
    y: int
    height: int
    inside: tuple[tuple[str, Step], ...]
    cases: tuple[tuple[str, str], ...]
    count: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """A step from one state to another: its path, its numbers in the list of steps, and where its words stand."""

    numbers: str
    step: Step
    path: str
    x: int
    y: int
    verified: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole drawing, in pixels."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    width: int
    height: int
    box: int = BOX
    left: int = _LEFT


@dataclass
class _Edge:
    step: Step
    numbers: list[int]
    source: int
    target: int
    verified: bool
    lane: int = 0
    leaves: int = 0
    enters: int = 0


@dataclass
class _Row:
    state: State
    ports: int = 0
    inside: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    steps: dict[tuple[str, str], Step] = field(default_factory=dict)


def drawing(
    regime: Regime,
    cases: Mapping[State, Sequence[tuple[str, str]]],
    counts: Mapping[State, int],
    most: int = 4,
) -> Drawing:
    """Draw a procedure. `cases` are open cases (name, address) by the state they are in, `counts` subjects by state;
    at most `most` cases are named in a state."""
    order = list(dict.fromkeys([*states(regime), *cases, *(s for s in counts if s.proceedings)]))
    rows = [_Row(state) for state in order]
    place = {state: at for at, state in enumerate(order)}
    edges = _edges(regime, rows, place)
    _lanes(edges)
    _ports(edges, rows)
    boxes, top = [], _PAD
    tops: list[int] = []
    for row in rows:
        named = tuple(cases.get(row.state, ()))[:most]
        inside = tuple((_joined(n), row.steps[key]) for key, n in row.inside.items())
        text = 34 + LINE * (len(inside) + len(named) + bool(counts.get(row.state)))
        height = max(text, row.ports * PORT + 12, 44)
        boxes.append(Box(row.state, top, height, inside, named, counts.get(row.state, 0)))
        tops.append(top)
        top += height + _GAP
    arrows = tuple(_arrow(e, tops) for e in edges)
    lanes = max((e.lane for e in edges), default=0) + 1
    return Drawing(tuple(boxes), arrows, _LEFT + BOX + LABELS + lanes * LANE + 8, top - _GAP + _PAD)


def _edges(regime: Regime, rows: list[_Row], place: Mapping[State, int]) -> list[_Edge]:
    found: dict[tuple[object, ...], _Edge] = {}
    for number, step in enumerate(regime.steps, start=1):
        if not step.moves:
            row, own = rows[place[step.source]], (step.act.value, step.aim.value if step.aim else "")
            row.inside.setdefault(own, []).append(number)
            row.steps.setdefault(own, step)
            continue
        key = (step.source, step.target, step.act, step.aim)
        if key in found:
            found[key].numbers.append(number)
            found[key].verified &= step.verified
        else:
            found[key] = _Edge(step, [number], place[step.source], place[step.target], step.verified)
    return list(found.values())


def _lanes(edges: list[_Edge]) -> None:
    """Give each line the innermost lane that no line beside it uses; short lines first."""
    taken: list[list[tuple[int, int]]] = []
    for edge in sorted(edges, key=lambda e: (abs(e.source - e.target), e.numbers)):
        low, high = sorted((edge.source, edge.target))
        free = (n for n, used in enumerate(taken) if all(high < a or low > b for a, b in used))
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        edge.lane = lane


def _ports(edges: list[_Edge], rows: list[_Row]) -> None:
    """Put the ends of lines at a state below each other: those that go up first, the outermost of them highest."""
    ends = [(e.source, e.target - e.source, e, True) for e in edges]
    ends += [(e.target, e.source - e.target, e, False) for e in edges]
    for at, row in enumerate(rows):
        mine = [(toward, e, leaves) for here, toward, e, leaves in ends if here == at]
        up = sorted((m for m in mine if m[0] < 0), key=lambda m: (-m[1].lane, m[1].numbers))
        down = sorted((m for m in mine if m[0] > 0), key=lambda m: (m[1].lane, m[1].numbers))
        for port, (_, edge, leaves) in enumerate([*up, *down]):
            if leaves:
                edge.leaves = port
            else:
                edge.enters = port
        row.ports = len(mine)


def _arrow(edge: _Edge, tops: list[int]) -> Arrow:
    start = tops[edge.source] + 17 + edge.leaves * PORT
    end = tops[edge.target] + 17 + edge.enters * PORT
    right, lane = _LEFT + BOX, _LEFT + BOX + LABELS + edge.lane * LANE
    bend = 7 if end > start else -7
    path = (
        f"M{right} {start}H{lane - 7}Q{lane} {start} {lane} {start + bend}"
        f"V{end - bend}Q{lane} {end} {lane - 7} {end}H{right + 2}"
    )
    return Arrow(_joined(edge.numbers), edge.step, path, right + 8, start - 4, edge.verified)


def _joined(numbers: Sequence[int]) -> str:
    return ",".join(map(str, numbers))
