"""The day of an act: from the time nearest to it in its clause, else that of the report for an undated lead."""

import re

from ..model.dates import Day
from ..model.words import Act, Factuality
from . import marks
from .asides import aside
from .attribution import Attribution
from .clause import Clause
from .coding import Coded
from .context import Context
from .frame import Frame
from .places import Where

#: A clause that begins right after a time: "the order of 21 March, which".
_AFTER_TIME = re.compile(rf"{marks.TIME}[ ,]{{0,3}}\w{{0,8}} ?$")


def day_of(
    coded: Coded,
    clause: Clause,
    context: Context,
    said: list[Attribution],
    frame: Frame,
    place: Where,
    lead: bool,
) -> Day | None:
    """The day of the act, from the time nearest to it in its clause; that of the report for an undated lead."""
    if frame.dateless:
        return None
    words = context.lex.words
    future = frame.factuality in (Factuality.PLANNED, Factuality.EXPECTED, Factuality.POSSIBLE)
    effective = words["effective"].search(coded.text, clause.start)
    if effective and frame.act is not Act.REQUEST:
        mention = coded.mentions[effective.start(1)]
        if mention and mention.time:
            return mention.time.resolve(
                context.published, future=words["took_effect"].search(effective.group()) is None
            )
    spoken = {t for a in said for t in a.times}
    if clause.trigger.rule.voice != "enact":
        spoken |= {t for t in coded.find(marks.TIME) if _names_law(coded, t)}
    spoken |= {t for t in coded.find(marks.TIME) if words["until"].match(coded.original(t, t + 1).lower())}
    other = {
        t
        for t in coded.find(marks.TIME)
        if aside(coded, t, clause.trigger.verb[0], context.lex)
        or words["before_time"].search(coded.text, max(0, t - 16), t)
    }
    at = place.time
    if at is None and clause.trigger.rule.voice == "enact":
        at = next(iter(coded.find(marks.TIME, clause.trigger.verb[1])), None)
    open_or_echo = frame.factuality is Factuality.POSSIBLE or clause.trigger.rule.voice == "echo"
    if at is None:
        at = _nearest_time(coded, clause, context, spoken | other, right_only=open_or_echo)
    if at is not None:
        mention = coded.mentions[at]
        if mention is not None and mention.time is not None:
            return mention.time.resolve(context.published, future=future)
    if frame.factuality is not Factuality.FACT or not frame.event:
        return None
    verb = clause.trigger.verb[1]
    after = words["relative_tail"].sub("", coded.text[verb : clause.stop])
    told = coded.text[clause.start : verb] + after
    told = told if not frame.sources else words["backshift"].sub("", told)
    lead = lead and not words["subordinate"].search(coded.text[: clause.start])
    if lead and context.published is not None and not words["undated"].search(told):
        for t in sorted(spoken):
            mention = coded.mentions[t]
            if mention is not None and mention.time is not None:
                return mention.time.resolve(context.published)
        return context.published
    return None


def _since(coded: Coded, at: int, context: Context) -> bool:
    """Whether a time says since when something lasts, which is no day for an act that happens once."""
    return bool(context.lex.words["since"].match(coded.original(at, at + 1).lower()))


def _names_law(coded: Coded, at: int) -> bool:
    """Whether a time is only part of the name of a law."""
    mention = coded.mentions[at]
    return mention is not None and mention.time is not None and mention.time.kind == "law"


def _inserted(coded: Coded, at: int, verb: int, context: Context) -> bool:
    """Whether a time belongs to another act, told between commas ("X, outlawed in 2019, has gone to court")."""
    start, stop = coded.text.rfind(",", 0, at), coded.text.find(",", at, verb)
    return 0 <= start < stop and bool(context.lex.cue.search(coded.text, start, stop))


def _vague(coded: Coded, at: int) -> bool:
    """Whether a time tells no day ("once before, in 2021")."""
    mention = coded.mentions[at]
    return mention is not None and mention.time is not None and mention.time.kind == "vague"


def _nearest_time(
    coded: Coded, clause: Clause, context: Context, spoken: set[int], *, right_only: bool
) -> int | None:
    verb, text = clause.trigger.verb[0], coded.text
    once = clause.trigger.rule.act not in (Act.DESIGNATE, Act.RECOGNISE, Act.RENEW)
    own = [m.start() for m in context.lex.words["next_verb"].finditer(text, clause.start, verb)]
    left = [
        t
        for t in coded.find(marks.TIME, own[-1] if own else clause.start, verb)
        if t not in spoken and not _inserted(coded, t, verb, context)
    ]
    bare = context.lex.words["infinitive"].search(text[clause.start : verb])
    if bare and left and not right_only and verb - left[-1] < 12:
        return left[-1]
    further = context.lex.words["next_verb"].search(text, verb, clause.right)
    right = [
        t
        for t in coded.find(marks.TIME, verb, further.start() if further else clause.right)
        if t not in spoken
        and not text.startswith(" had ", t + 1)
        and not context.lex.words["of_time"].search(text[:t])
        and not (once and _since(coded, t, context))
    ]
    if left and not right_only and context.lex.words["verb_final"].pattern != "(?!)":
        return left[-1]
    if right and clause.trigger.rule.voice == "echo":
        return right[0]
    if right:
        return next((t for t in right if not _vague(coded, t)), right[0])
    if left and not right_only:
        return left[-1]
    if not right_only and clause.start and _AFTER_TIME.search(text[: clause.start]):
        at = text.rfind(marks.TIME, 0, clause.start)
        if context.lex.words["relative"].search(text[: clause.start]):
            return at
    if not right_only and context.lex.words["when"].search(coded.text[: clause.start]):
        before = [t for t in coded.find(marks.TIME, clause.start - 16, clause.start) if t not in spoken]
        if before:
            return before[-1]
    if clause.trigger.rule.voice == "state" and not right_only and clause.right >= clause.stop:
        later = [t for t in coded.find(marks.TIME, clause.stop) if t not in spoken]
        if len(later) == 1 and context.lex.words["since"].search(
            text[: later[0] + 1] + coded.original(later[0], later[0] + 1)
        ):
            return later[0]
    if (
        not right_only
        and clause.start > 0
        and not context.lex.words["undated"].search(text, clause.start, verb)
    ):
        opening = [t for t in coded.find(marks.TIME, 0, min(clause.start, 12)) if t not in spoken]
        if opening and " - " not in coded.text[opening[0] : clause.start]:
            return opening[0]
    return None
