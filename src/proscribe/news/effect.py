"""Acts that a later sentence gives their day of effect ("The ban takes effect on Friday")."""

from dataclasses import replace

from ..model.dates import Day
from ..model.words import MEASURE_ACTS, Factuality
from .coding import Coded
from .context import Context
from .frame import Frame

#: How many sentences after an act its day of effect is looked for.
REACH = 4
_TOLD = (Factuality.FACT, Factuality.PLANNED)


def effect_day(coded: Coded, context: Context) -> Day | None:
    """The day from which, by a sentence, what was told before it has effect."""
    match = context.lex.words["takes_effect"].search(coded.text)
    mention = coded.mentions[match.start(1)] if match else None
    if match is None or mention is None or mention.time is None:
        return None
    past = context.lex.words["took_effect"].search(match.group())
    return mention.time.resolve(context.published, future=past is None)


def taking_effect(
    found: list[tuple[int, Frame]], made: list[Frame], at: int, day: Day, context: Context
) -> tuple[list[tuple[int, Frame]], list[Frame]]:
    """The frames so far, and those of sentence `at`, with the act told last dated by its day of effect."""
    told = [
        f
        for i, f in found
        if i >= at - REACH and f.event and f.act in MEASURE_ACTS and f.factuality in _TOLD and f.org
    ]
    named = {f.org for f in made if f.org and not f.inherited}
    if named:  # the sentence itself says whose ban it is
        told = [f for f in told if f.org in named]
    if not told:
        return found, made
    act, where = told[-1].act, told[-1].jurisdiction
    orgs = {f.org for f in told if f.act is act and f.jurisdiction == where}
    published = context.published

    def own(frame: Frame) -> bool:
        recent = frame.date is None or frame.date == published or frame in told
        alike = frame.act is act and frame.jurisdiction == where and frame.org in orgs
        return alike and recent and frame.event and frame.factuality in _TOLD

    dated = [(i, ahead(replace(f, date=day), published) if own(f) else f) for i, f in found]
    return dated, [f for f in made if not (f.act is act and f.jurisdiction == where and f.org in orgs)]


def ahead(frame: Frame, published: Day | None) -> Frame:
    """An act said to be done that only takes effect after the day of the report is planned until then."""
    late = published is not None and frame.date is not None and frame.date.earliest > published.latest
    if late and frame.factuality is Factuality.FACT:
        return replace(frame, factuality=Factuality.PLANNED)
    return frame
