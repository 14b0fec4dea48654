"""A text with what is claimed of it: cut into stretches, each with the claims whose quotes cover it.

Offsets count characters of the text. Quotes may overlap, touch or repeat; a stretch knows all that cover it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...model.claims import Claim

#: Characters shown around quotes, and of the beginning of a text, where not all of it is.
AROUND = 600
#: A text of up to so many characters is shown whole.
SHORT = 12_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `start` to `stop` of a text; `claims` are those whose quotes cover it, `begins` those that begin here.

    `left_out` stands for characters that are not shown: then `text` is empty.
    """

    text: str
    start: int
    stop: int
    claims: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A quote in a text; `number` stands for its claim."""

    number: int
    start: int
    stop: int


def spans(text: str, claims: Sequence[Claim]) -> list[Span]:
    """Where the quotes of claims stand in their text; those that do not stand there are left out."""
    found = []
    for number, claim in enumerate(claims, 1):
        start, stop = claim.quote.start, claim.quote.stop
        if start is not None and stop is not None and claim.quote.stands_in(text):
            found.append(Span(number, start, stop))
    return found


def stretches(text: str, marks: Iterable[Span], *, whole: bool = False) -> list[Stretch]:
    """The text in stretches, in order; unless `whole`, what lies far from every quote of a long text is left out."""
    given = list(marks)
    shown = [(0, len(text))] if whole or len(text) <= SHORT else _near(text, given)
    edges = sorted(
        {0, len(text), *(e for m in given for e in (m.start, m.stop)), *(e for s in shown for e in s)}
    )
    found: list[Stretch] = []
    for start, stop in pairwise(edges):
        if not any(a <= start and stop <= b for a, b in shown):
            if found and found[-1].left_out:
                start = found.pop().start
            found.append(Stretch("", start, stop, left_out=True))
            continue
        cover = tuple(m.number for m in given if m.start <= start and stop <= m.stop)
        begins = tuple(m.number for m in given if m.start == start)
        found.append(Stretch(text[start:stop], start, stop, cover, begins))
    return found


def _near(text: str, marks: Iterable[Span]) -> list[tuple[int, int]]:
    """The parts of a text around its beginning and its quotes, as far as the ends of lines nearby."""
    wanted = [(0, AROUND), *((m.start - AROUND, m.stop + AROUND) for m in marks)]
    parts: list[tuple[int, int]] = []
    for start, stop in sorted((_line_start(text, a), _line_end(text, b)) for a, b in wanted):
        if parts and start <= parts[-1][1]:
            parts[-1] = parts[-1][0], max(stop, parts[-1][1])
        else:
            parts.append((start, stop))
    return parts


def _line_start(text: str, at: int) -> int:
    if at <= 0:
        return 0
    line = text.rfind("\n", max(at - AROUND, 0), at)
    return line + 1 if line >= 0 else at


def _line_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    line = text.find("\n", at, at + AROUND)
    return line if line >= 0 else at
