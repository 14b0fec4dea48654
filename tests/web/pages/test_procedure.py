"""The drawing of every procedure: each step is in it once, nothing overlaps, lines end at their states."""

import re

import pytest

from proscribe.law.load import load_regimes, regime
from proscribe.web.pages.procedure import BOX, PORT, drawing


@pytest.fixture(params=sorted(load_regimes()))
def law(request):
    return regime(request.param)


def _numbers(text):
    return [int(n) for n in text.split(",")]


def test_each_step_is_drawn_once(law):
    made = drawing(law, {}, {})
    inside = [n for box in made.boxes for numbers, _ in box.inside for n in _numbers(numbers)]
    moving = [n for arrow in made.arrows for n in _numbers(arrow.numbers)]
    assert sorted(inside + moving) == list(range(1, len(law.steps) + 1))


def test_boxes_lie_below_each_other_within_the_drawing(law):
    made = drawing(law, {}, {})
    for one, other in zip(made.boxes, made.boxes[1:], strict=False):
        assert one.y + one.height < other.y
    assert made.boxes[-1].y + made.boxes[-1].height <= made.height


def test_no_two_lines_share_an_end_and_each_ends_at_its_states(law):
    made = drawing(law, {}, {})
    ends = []
    for arrow in made.arrows:
        start = int(re.findall(r"^M\d+ (\d+)H", arrow.path)[0])
        stop = int(re.findall(r" (\d+)H\d+$", arrow.path)[0])
        ends += [start, stop]
        for y, state in ((start, arrow.step.source), (stop, arrow.step.target)):
            box = next(b for b in made.boxes if b.state == state)
            assert box.y < y < box.y + box.height
        assert made.left + BOX < arrow.x < made.width
    assert len(ends) == len(set(ends))
    assert all(abs(a - b) >= PORT for a, b in zip(sorted(ends), sorted(ends)[1:], strict=False))
