"""The clause that a trigger stands in."""

import re
from dataclasses import dataclass

from . import marks
from .coding import Coded
from .context import Context
from .triggers import Trigger
from .view import SMALL

_ACTORS = marks.PLACE + marks.AUTHORITY + marks.TIME
#: A party or a short form in brackets ("Minister X (SPD) has …").
_SHORT = re.compile(r"(?<=\w )\([^\W\d_]{2,7}(?:[-/][^\W\d_]{1,5})?\)(?! ?[.,;:])")
#: A name right before or after ", and".
_CAPITALS = re.compile(rf"(?<!\w)[^\W\d_{SMALL}][\w'’-]*(?: \([^()]{{2,12}}\))?[\"”»]?$")
_CAPITAL = re.compile(rf"[\"“«]?(?:the )?[^\W\d_{SMALL}]\w")


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
    short = {i for m in _SHORT.finditer(coded.text) for i in (m.start(), m.end() - 1)}
    for boundary in context.lex.words["boundary"].finditer(coded.text):
        if boundary.start() in short and boundary.end() == boundary.start() + 1:
            continue
        if (
            coded.text[boundary.start()] == ","
            and _word_links(coded, boundary, context)
            and _links(coded, boundary.start(), boundary.end(), context)
        ):
            continue
        if boundary.end() <= trigger.verb[0] and context.lex.words["closed_relative"].match(
            coded.text, boundary.start(), trigger.verb[0]
        ):
            continue
        if (boundary.end() <= trigger.verb[0] and boundary.end() <= max(trigger.start, 1)) or (
            boundary.end() <= trigger.start
        ):
            start = boundary.end()
        elif boundary.start() >= trigger.stop:
            stop = boundary.start()
            break
    return Clause(trigger, start, stop, max(trigger.stop, min(stop, following)))


def _word_links(coded: Coded, boundary: re.Match[str], context: Context) -> bool:
    """Whether the word of a boundary is one that links names ("and", not "where")."""
    link = context.lex.words["links"].match(coded.text, boundary.start())
    return link is not None and link.end() >= boundary.end()


def _links(coded: Coded, start: int, stop: int, context: Context) -> bool:
    """Whether ", and" links the last name of an enumeration and begins no clause."""
    begin = stop + (coded.text[stop : stop + 1] == " ")
    if context.lex.words["several"].match(coded.text, begin) and _CAPITALS.search(coded.original(0, start)):
        return True
    if _CAPITALS.search(coded.original(0, start)) and _CAPITAL.match(coded.original(stop, len(coded.text))):
        return (
            coded.text[stop : stop + 6].strip()[:1] not in _ACTORS
            and "," in coded.text[max(0, start - 70) : start]
        )
    before, after = coded.find(marks.ORG, start - 24, start), coded.find(marks.ORG, stop, stop + 60)
    if not before or not after:
        return False
    between = coded.text[before[-1] + 1 : after[0]]
    words = context.lex.words
    return bool(words["joint"].match(between)) and not words["nolist"].search(between)
