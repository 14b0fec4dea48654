"""The clause that a trigger stands in."""

from dataclasses import dataclass

from .coding import Coded
from .context import Context
from .triggers import Trigger


@dataclass(frozen=True, slots=True)
class Clause:
    """A trigger in its clause: `start` to `stop`, and `right` where the next trigger of the sentence begins."""

    trigger: Trigger
    start: int
    stop: int
    right: int


def clause_of(coded: Coded, trigger: Trigger, following: int, context: Context) -> Clause:
    """The clause that a trigger stands in."""
    start, stop = 0, len(coded.text)
    for boundary in context.lex.words["boundary"].finditer(coded.text):
        if (boundary.end() <= trigger.verb[0] and boundary.end() <= max(trigger.start, 1)) or (
            boundary.end() <= trigger.start
        ):
            start = boundary.end()
        elif boundary.start() >= trigger.stop:
            stop = boundary.start()
            break
    return Clause(trigger, start, stop, max(trigger.stop, min(stop, following)))
