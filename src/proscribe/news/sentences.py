"""Paragraphs and sentences, as offsets into a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: No sentence is longer: what follows is read as another one, so that work stays linear in the text.
LONGEST = 1200

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
_END = re.compile(
    r"(?:[.!?…؟]+[\"'”’»)\]*_]{0,6}|[。！？])(?=\s+[\"'“‘«»„‚(\[*_–—-]{0,6}(?:(?<=«)\s)?[^\W_a-zа-яёß-öø-ÿ]|\s+[\u0600-\u06ff]|\s*$)"
)
_SHORT = re.compile(
    r"(?:\b(?:[A-ZА-ЯЁ]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Sen|Rep|Gov|St|Jr|Sr|No|Nos|vs|Inc|Ltd|Co|Corp|Art|art|Sec|sec"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|U\.S|U\.K|U\.N|E\.U|a\.m|p\.m|e\.g|i\.e"
    r"|г|гг|им|ст|п|пп|т\.е|т\.д|т\.п|т\.н|руб|млн|млрд|тыс|ул|проф|ген"
    r"|M|MM|Mme|Mgr|cf|p\.ex|EE\.UU|Sr|Sra|Dña|Nr|bzw|Abs|z\.B|u\.a|Std|Mio|Mrd|[0-9]{1,2}))$"
)
_MONTH_AFTER = re.compile(
    r"\s+(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text[start:stop]` of its document; `paragraph` counts from 0."""

    start: int
    stop: int
    paragraph: int


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text in order. A line is a paragraph; abbreviations and initials end no sentence."""
    count = -1
    for line in _PARAGRAPH.finditer(text):
        if not line.group().strip(" \t\u00a0*_"):
            continue
        count += 1
        start = line.start()
        body = line.group()
        for end in _END.finditer(body):
            stop = line.start() + end.end()
            mark = end.group()[0]
            if mark == "." and not _real_end(body, end.start(), end.end()):
                continue
            yield from _cut(text, start, stop, count)
            start = stop
        if text[start : line.end()].strip():
            yield from _cut(text, start, line.end(), count)


def _real_end(body: str, at: int, after: int) -> bool:
    if after >= len(body.rstrip()):
        return True
    short = _SHORT.search(body, max(0, at - 8), at)
    if not short:
        return True
    word = short.group()
    if word.isdigit():
        # A German or Turkish day ("am 7. Juli") ends nothing; a year or a count at the end does.
        return not _MONTH_AFTER.match(body, after)
    return False


def _cut(text: str, start: int, stop: int, paragraph: int) -> Iterator[Sentence]:
    while start < stop and text[start].isspace():
        start += 1
    while stop - start > LONGEST:
        at = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        at = at if at > start else start + LONGEST
        yield Sentence(start, at, paragraph)
        start = at
        while start < stop and text[start].isspace():
            start += 1
    if start < stop:
        yield Sentence(start, stop, paragraph)
