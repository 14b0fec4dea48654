"""Frames: a trigger put together with its subject, jurisdiction, actor, day, sources and how sure they are."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..model.dates import Day
from ..model.words import Act, Factuality
from . import marks
from .attribution import Attribution, chain_for
from .coding import Coded
from .context import Context, Org
from .factuality import Operator, factuality, governors
from .places import Where, jurisdictions
from .subjects import subjects
from .triggers import Trigger


@dataclass(frozen=True, slots=True)
class Frame:
    """What one sentence says: a claim before it is one. `start` to `stop` is its quote in the coded text."""

    act: Act
    aim: Act | None
    org: Org | None
    jurisdiction: str | None
    actor: str | None
    date: Day | None
    factuality: Factuality
    sources: tuple[str, ...]
    start: int
    stop: int
    event: bool = True
    inherited: bool = False


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
        if boundary.end() <= trigger.verb[0] and boundary.end() <= max(trigger.start, 1) or (
            boundary.end() <= trigger.start
        ):
            start = boundary.end()
        elif boundary.start() >= trigger.stop:
            stop = boundary.start()
            break
    return Clause(trigger, start, stop, max(trigger.stop, min(stop, following)))


def frames(
    coded: Coded,
    clause: Clause,
    context: Context,
    said: list[Attribution],
    lead: bool,
    starred: tuple[Org, ...] = (),
) -> list[Frame]:
    """The frames of one trigger; in a footnote its subjects are the `starred` organisations."""
    trigger, lex = clause.trigger, context.lex
    rule, text = trigger.rule, coded.text
    if rule.voice == "enact":
        return _enacted(coded, clause, context, said, lead)
    noun = rule.voice in ("noun", "noun_event")
    over = governors(coded, lex, clause.start, trigger.verb[0], trigger.stop, noun=noun)
    inner = governors(coded, lex, trigger.start, trigger.verb[0], trigger.stop, noun=False) if trigger.slots else []
    kinds = {o.kind for o in over} | {o.kind for o in inner}
    if rule.voice == "noun" and not kinds:
        return []
    orgs, passive, inherited = (starred, True, False) if starred else subjects(coded, clause, context)
    if orgs is None or not orgs:
        return []
    act, aim = rule.act, rule.aim
    bare = bool(lex.words["infinitive"].search(text[clause.start : trigger.verb[0]]))
    asked = next((o for o in over if o.kind in ("request", "call")), None)
    refused = next((o for o in over if o.kind == "refuse"), None)
    granted = next((o for o in over if o.kind == "grant"), None)
    sources = chain_for(said, trigger.verb[0])
    if rule.voice == "label" or (clause.start and text[clause.start - 1] == "("):
        sources = ()
    where = jurisdictions(coded, clause, context, passive=passive, orgs=orgs)
    if not where and act not in (Act.RECOGNISE, Act.DERECOGNISE):
        return []
    where = where or [Where(None, None, None)]
    made: list[Frame] = []
    sure = factuality(kinds - {"request", "call", "refuse", "grant"}, infinitive=bare)
    event = rule.voice not in ("state", "label") and not (
        passive and lex.words["present_passive"].search(text[clause.start : trigger.verb[0]])
    )
    base = Frame(act, aim, None, None, None, None, sure, sources, *_quote(clause), event, inherited)
    for place in where:
        for org in orgs:
            frame = replace(base, org=org, jurisdiction=place.code, actor=_words(coded, place.actor))
            made += _asked(frame, coded, clause, context, asked, refused, granted, over, org, bare)
    dated = [
        replace(f, date=_date(coded, clause, context, said, f, place, lead))
        for f, place in zip(made, _places_for(made, where), strict=True)
    ]
    return dated


def _places_for(made: list[Frame], where: list[Where]) -> Iterable[Where]:
    by_code = {w.code: w for w in where}
    return [by_code.get(f.jurisdiction, where[0]) for f in made]


def _asked(
    frame: Frame,
    coded: Coded,
    clause: Clause,
    context: Context,
    asked: Operator | None,
    refused: Operator | None,
    granted: Operator | None,
    over: list[Operator],
    org: Org,
    bare: bool,
) -> list[Frame]:
    """What an act that is asked for, refused or granted comes to."""
    if frame.act in (Act.REQUEST, Act.HEAR, Act.REFUSE):
        outside = {o.kind for o in over}
        return [replace(frame, factuality=factuality(outside - {"request", "refuse", "grant", "call", "fact"}))]
    if refused:
        before = {o.kind for o in over if o.start < refused.start}
        who = _left_actor(coded, clause.start, refused.start)
        return [
            replace(frame, act=Act.REFUSE, aim=frame.act, factuality=factuality(before), actor=who),
            replace(frame, act=Act.REQUEST, aim=frame.act, factuality=Factuality.FACT, actor=None, event=False),
        ]
    if granted:
        before = {o.kind for o in over if o.start < granted.start} - {"fact"}
        return [
            replace(frame, factuality=factuality(before), actor=_left_actor(coded, clause.start, granted.start)),
            replace(frame, act=Act.REQUEST, aim=frame.act, factuality=Factuality.FACT, event=False, actor=None),
        ]
    if asked and frame.act is not Act.RECOGNISE:
        outside = {o.kind for o in over if o.start < asked.start} - {"fact"}
        if asked.kind == "request" and _standing(coded, clause, context, asked, org):
            who = _left_actor(coded, clause.start, asked.start)
            return [replace(frame, act=Act.REQUEST, aim=frame.act, factuality=factuality(outside), actor=who)]
        weaker = Factuality.NEGATED if "negated" in outside else Factuality.POSSIBLE
        return [replace(frame, factuality=weaker, actor=None)]
    return [frame]


def _standing(coded: Coded, clause: Clause, context: Context, asked: Operator, org: Org) -> bool:
    """Whether who asks has standing: an authority or a state, or the organisation itself."""
    words = context.lex.words
    left = coded.text[clause.start : asked.start]
    marked = coded.find(marks.AUTHORITY + marks.PLACE + marks.ORG + marks.DESCRIPTION, clause.start, asked.start)
    if words["no_standing"].search(left):
        return False
    if not marked:
        return bool(words["claimant"].search(left)) or bool(words["pronoun_subject"].search(left))
    mention = coded.mentions[marked[-1]]
    if mention is not None and mention.role == "assembly":
        return False
    between = left[marked[-1] + 1 - clause.start :]
    return not words["person_noun"].search(between)


def _left_actor(coded: Coded, start: int, stop: int) -> str | None:
    at = coded.find(marks.AUTHORITY + marks.PLACE + marks.ORG, start, stop)
    return coded.original(at[-1], at[-1] + 1) if at else None


def _words(coded: Coded, at: int | None) -> str | None:
    return coded.original(at, at + 1) if at is not None else None


def _quote(clause: Clause) -> tuple[int, int]:
    return clause.start, max(clause.stop, clause.trigger.stop)


def _enacted(
    coded: Coded, clause: Clause, context: Context, said: list[Attribution], lead: bool
) -> list[Frame]:
    """A law passed or brought in, where its sentence is about bans."""
    trigger, lex = clause.trigger, context.lex
    if not lex.topic.search(coded.text):
        return []
    over = governors(coded, lex, clause.start, trigger.verb[0], trigger.stop, noun=False)
    kinds = {o.kind for o in over} - {"fact", "request", "call", "grant", "refuse"}
    where = jurisdictions(coded, clause, context, passive=False, orgs=())
    if not where:
        return []
    sources = chain_for(said, trigger.verb[0])
    frame = Frame(
        trigger.rule.act,
        trigger.rule.aim,
        None,
        where[0].code,
        _words(coded, where[0].actor),
        None,
        factuality(kinds),
        sources,
        clause.start,
        len(coded.text),
        True,
    )
    return [replace(frame, date=_date(coded, clause, context, said, frame, where[0], lead))]


def _date(
    coded: Coded,
    clause: Clause,
    context: Context,
    said: list[Attribution],
    frame: Frame,
    place: Where,
    lead: bool,
) -> Day | None:
    """The day of the act, from the time nearest to it in its clause; that of the report for an undated lead."""
    words = context.lex.words
    future = frame.factuality in (Factuality.PLANNED, Factuality.EXPECTED, Factuality.POSSIBLE)
    effective = words["effective"].search(coded.text, clause.start)
    if effective and frame.act is not Act.REQUEST:
        mention = coded.mentions[effective.start(1)]
        if mention and mention.time:
            return mention.time.resolve(context.published, future=True)
    spoken = {t for a in said for t in a.times}
    at = place.time
    if at is None:
        at = _nearest_time(coded, clause, context, spoken, right_only=frame.factuality is Factuality.POSSIBLE)
    if at is not None:
        mention = coded.mentions[at]
        if mention is not None and mention.time is not None:
            return mention.time.resolve(context.published, future=future)
    if frame.factuality is not Factuality.FACT or not frame.event:
        return None
    if lead and context.published is not None and not words["undated"].search(coded.text[clause.start : clause.stop]):
        for t in sorted(spoken):
            mention = coded.mentions[t]
            if mention is not None and mention.time is not None:
                return mention.time.resolve(context.published)
        return context.published
    return None


def _nearest_time(
    coded: Coded, clause: Clause, context: Context, spoken: set[int], *, right_only: bool
) -> int | None:
    verb = clause.trigger.verb[0]
    right = [t for t in coded.find(marks.TIME, verb, clause.right) if t not in spoken]
    if right:
        return right[0]
    left = [t for t in coded.find(marks.TIME, clause.start, verb) if t not in spoken]
    if left and not right_only:
        return left[-1]
    if not right_only and clause.start > 0:
        opening = [t for t in coded.find(marks.TIME, 0, min(clause.start, 12)) if t not in spoken]
        if opening and coded.text[opening[0] + 1 : opening[0] + 2] in (",", " "):
            return opening[0]
    return None
