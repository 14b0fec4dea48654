"""Frames: a trigger put together with its subject, jurisdiction, actor, day, sources and how sure they are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..model.dates import Day
from ..model.words import MEASURE_ACTS, Act, Factuality
from . import marks
from .attribution import Attribution, chain_for
from .clause import Clause
from .coding import Coded
from .context import Context, Org
from .factuality import Operator, factuality, governors
from .lexicon import Lexicon
from .places import Where, jurisdictions
from .subjects import Subject, subjects


@dataclass(frozen=True, slots=True)
class Frame:
    """What one sentence says: a claim before it is one. `start` to `stop` is its quote in the coded text.

    `waiting` is None where the subject is named, else how many organisations it waits for (0 where that is not said).
    """

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
    dateless: bool = False
    waiting: int | None = None


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
    if rule.voice == "echo" and (context.last is None or not context.current):
        return []
    if _in_passing(coded, clause, lex):
        return []
    noun = rule.voice in ("noun", "noun_event")
    beside = rule.voice in ("attributive", "label")
    over = [] if beside else governors(coded, lex, clause.start, trigger.verb[0], trigger.verb[1], noun=noun)
    inner = (
        governors(coded, lex, trigger.start, trigger.verb[0], trigger.stop, noun=False)
        if trigger.slots
        else []
    )
    kinds = {o.kind for o in over} | {o.kind for o in inner} | ({rule.sure} if rule.sure else set())
    if rule.voice == "noun" and not (kinds - {"fact"} or _decided(coded, over, trigger.verb[0])):
        return []
    if (
        rule.voice == "noun"
        and rule.act is Act.DESIGNATE
        and lex.words["against"].search(text[clause.start : trigger.verb[0]])
    ):
        return []
    if rule.voice == "noun" and "refuse" in kinds and lex.words["own_ban"].search(text[: trigger.verb[0]]):
        return []
    subject = Subject(starred, True) if starred else subjects(coded, clause, context)
    orgs, passive, inherited, waiting = subject.orgs, subject.passive, subject.inherited, None
    if subject.phrase is not None:
        orgs = (Org(coded.original(subject.phrase.start, subject.phrase.stop)),)
        waiting = subject.phrase.count or 0
    if orgs is None or not orgs:
        return []
    if inherited and rule.voice == "noun" and kinds <= {"fact", "possible"}:
        return []
    act, aim = rule.act, rule.aim
    if rule.voice == "claim" and aim is Act.REMOVE and _by_authority(coded, clause):
        aim = Act.DESIGNATE
    if rule.voice == "echo" and not kinds and text[slice(*trigger.verb)] == "do so":
        return []
    if rule.voice == "echo" and context.last:
        act, orgs = context.last, context.current
    bare = bool(lex.words["infinitive"].search(text[clause.start : trigger.verb[0]])) or bool(
        lex.words["infinitive_form"].fullmatch(text[slice(*trigger.verb)])
    )
    bracketed = clause.start > 0 and text[clause.start - 1] == "("
    asked = next((o for o in over if o.kind in ("request", "call")), None)
    if asked is not None and asked.kind == "call":
        asked = next((o for o in over if o.kind == "request" and o.start == asked.start), asked)
        if asked.kind == "call" and _by_prosecutor(coded, clause, asked, context):
            asked = Operator("request", asked.start)
    happens = rule.voice != "state"  # what lasts is neither refused nor granted
    refused = next((o for o in over if o.kind == "refuse" and happens), None)
    granted = next((o for o in over if o.kind == "grant" and happens), None)
    sources = chain_for(said, trigger.verb[0])
    quoted = text[: trigger.verb[0]].count('"') % 2 == 1
    if bracketed or (beside and not quoted):
        sources = ()
    where = jurisdictions(coded, clause, context, passive=passive, asked=asked.start if asked else None)
    left = text[clause.start : trigger.verb[0]]
    if act in (Act.RECOGNISE, Act.DERECOGNISE) and (
        lex.words["nobody"].search(left) or lex.words["many_states"].search(left)
    ):
        where = []
    if not where and act not in (Act.RECOGNISE, Act.DERECOGNISE):
        return []
    where = where or [Where(None, None, None)]
    made: list[Frame] = []
    sure = factuality(kinds - {"request", "call", "refuse", "refuse_bare", "grant"}, infinitive=bare)
    lasting = rule.voice == "state" or (
        passive
        and act is not Act.RENEW
        and bool(lex.words["present_passive"].search(text[clause.start : trigger.verb[0]]))
    )
    reduced = (
        passive
        and rule.voice == "either"
        and not lex.words["passive_before"].search(text[clause.start : trigger.verb[0]])
        and not lex.words["conjoined"].search(text[clause.start : trigger.verb[0]])
    )
    if sure is Factuality.PLANNED and lex.words["conditional"].search(text):
        sure = Factuality.POSSIBLE
    lasting = lasting or bool(lex.words["lasting_form"].fullmatch(text[slice(*trigger.verb)]))
    event = not bracketed and not beside and rule.event and not lasting and not reduced
    base = Frame(
        act, aim, None, None, None, None, sure, sources, *_quote(clause), event, inherited, waiting=waiting
    )
    for place in where:
        for org in orgs:
            frame = replace(base, org=org, jurisdiction=place.code, actor=_words(coded, place.actor))
            made += _asked(frame, coded, clause, context, asked, refused, granted, over, org, bare)
    made += _at_request(coded, made, context)
    dated = [
        replace(f, date=_date(coded, clause, context, said, f, place, lead))
        for f, place in zip(made, _places_for(made, where), strict=True)
    ]
    return [_ahead(f, context) for f in dated]


def _in_passing(coded: Coded, clause: Clause, lex: Lexicon) -> bool:
    """Whether an act is only talked of: as the subject of another verb ("listing a group makes …"), or in a count of
    such acts ("the third group to be listed")."""
    text, verb = coded.text, clause.trigger.verb
    if clause.trigger.rule.voice != "either":
        return False
    if lex.words["ordinal"].search(text[clause.start : verb[0]]):
        return True
    opening = not text[: verb[0]].strip(' "*')
    return (
        opening
        and bool(lex.words["gerund"].search(text[slice(*verb)]))
        and bool(lex.words["gerund_subject"].match(text, verb[1]))
    )


def _at_request(coded: Coded, made: list[Frame], context: Context) -> list[Frame]:
    """The request that an act was done at ("at the request of the prosecutor general")."""
    match = context.lex.words["at_request"].search(coded.text)
    if match is None:
        return []
    who = next((_words(coded, match.start(g)) for g in range(1, match.re.groups + 1) if match.group(g)), None)
    return [
        replace(f, act=Act.REQUEST, aim=f.act, actor=who, dateless=True)
        for f in made
        if f.factuality is Factuality.FACT and f.act in MEASURE_ACTS and f.event
    ]


def _ahead(frame: Frame, context: Context) -> Frame:
    """An act said to be done that only takes effect after the day of the report is planned until then."""
    late = (
        context.published is not None
        and frame.date is not None
        and frame.date.earliest > context.published.latest
    )
    return (
        replace(frame, factuality=Factuality.PLANNED)
        if late and frame.factuality is Factuality.FACT
        else frame
    )


def _decided(coded: Coded, over: list[Operator], verb: int) -> bool:
    """Whether a deed noun is the object of a deciding verb ("ordered the removal of")."""
    return any(
        o.kind == "fact" and verb - o.start < 45 and "," not in coded.text[o.start : verb] for o in over
    )


def _places_for(made: list[Frame], where: list[Where]) -> Iterable[Where]:
    by_code = {w.code: w for w in where}
    return [by_code.get(f.jurisdiction, where[0]) for f in made]


#: A clause that begins right after a time: "the order of 21 March, which".
_AFTER_TIME = re.compile(rf"{marks.TIME}[ ,]{{0,3}}\w{{0,8}} ?$")
_ASKING = frozenset({"request", "refuse", "refuse_bare", "grant", "call", "fact"})


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
        bare_refusal = next((o for o in over if o.kind == "refuse_bare"), None)
        if bare_refusal and frame.act is Act.REQUEST:
            before = {o.kind for o in over if o.start < bare_refusal.start}
            who = _left_actor(coded, clause.start, bare_refusal.start)
            return [
                replace(frame, act=Act.REFUSE, factuality=factuality(before), actor=who, event=True),
                replace(frame, factuality=Factuality.FACT, actor=None, dateless=True),
            ]
        outside = {o.kind for o in over}
        return [replace(frame, factuality=factuality(outside - _ASKING))]
    if refused:
        before = {o.kind for o in over if o.start < refused.start}
        who = _left_actor(coded, clause.start, refused.start)
        return [
            replace(frame, act=Act.REFUSE, aim=frame.act, factuality=factuality(before), actor=who),
            replace(
                frame, act=Act.REQUEST, aim=frame.act, factuality=Factuality.FACT, actor=None, dateless=True
            ),
        ]
    if granted:
        before = {o.kind for o in over if o.start < granted.start} - {"fact"}
        return [
            replace(
                frame, factuality=factuality(before), actor=_left_actor(coded, clause.start, granted.start)
            ),
            replace(
                frame, act=Act.REQUEST, aim=frame.act, factuality=Factuality.FACT, actor=None, dateless=True
            ),
        ]
    if asked and frame.act is not Act.RECOGNISE:
        outside = {o.kind for o in over if o.start < asked.start} - {"fact"}
        if asked.kind == "request" and _standing(coded, clause, context, asked, org):
            who = _left_actor(coded, clause.start, asked.start)
            if context.lex.words["plea_noun"].match(coded.text[asked.start :]):
                return [
                    replace(
                        frame,
                        act=Act.REQUEST,
                        aim=frame.act,
                        factuality=Factuality.FACT,
                        actor=who,
                        dateless=True,
                    )
                ]
            return [replace(frame, act=Act.REQUEST, aim=frame.act, factuality=factuality(outside), actor=who)]
        weaker = Factuality.NEGATED if "negated" in outside else Factuality.POSSIBLE
        return [replace(frame, factuality=weaker, actor=None)]
    return [frame]


def _by_prosecutor(coded: Coded, clause: Clause, asked: Operator, context: Context) -> bool:
    """Whether it is a prosecutor who wants an act: then it is a request, however it is put."""
    at = coded.find(marks.AUTHORITY, clause.start, asked.start)
    mention = coded.mentions[at[-1]] if at else None
    return mention is not None and bool(
        context.lex.words["prosecutor"].search(coded.view.text[mention.start : mention.stop])
    )


def _by_authority(coded: Coded, clause: Clause) -> bool:
    """Whether it is an authority that goes to court: then for a ban, not against one."""
    parties = coded.find(
        marks.AUTHORITY + marks.ORG + marks.DESCRIPTION, clause.start, clause.trigger.verb[0]
    )
    mention = coded.mentions[parties[-1]] if parties else None
    return mention is not None and mention.mark == marks.AUTHORITY and mention.role == "executive"


def _standing(coded: Coded, clause: Clause, context: Context, asked: Operator, org: Org) -> bool:
    """Whether who asks has standing: an authority or a state, or the organisation itself."""
    words = context.lex.words
    left = coded.text[clause.start : asked.start]
    marked = coded.find(
        marks.AUTHORITY + marks.PLACE + marks.ORG + marks.DESCRIPTION, clause.start, asked.start
    )
    if words["no_standing"].search(left):
        return False
    subject = coded.mentions[marked[-1]] if marked else None
    if subject is not None and subject.role == "assembly":
        return False
    if words["plea_noun"].match(coded.text[asked.start :]):
        return True
    if not left.strip() and coded.find(
        marks.AUTHORITY + marks.PLACE + marks.ORG + marks.DESCRIPTION, 0, clause.start
    ):
        return True
    if not marked:
        return bool(words["claimant"].search(left)) or bool(words["pronoun_subject"].search(left))
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
    kinds = {o.kind for o in over} - _ASKING
    where = jurisdictions(coded, clause, context, passive=False)
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
    if frame.dateless:
        return None
    words = context.lex.words
    future = frame.factuality in (Factuality.PLANNED, Factuality.EXPECTED, Factuality.POSSIBLE)
    effective = words["effective"].search(coded.text, clause.start)
    if effective and frame.act is not Act.REQUEST:
        mention = coded.mentions[effective.start(1)]
        if mention and mention.time:
            return mention.time.resolve(context.published, future=True)
    spoken = {t for a in said for t in a.times}
    spoken |= {t for t in coded.find(marks.TIME) if words["until"].match(coded.original(t, t + 1).lower())}
    at = place.time
    if at is None and clause.trigger.rule.voice == "enact":
        at = next(iter(coded.find(marks.TIME, clause.trigger.verb[1])), None)
    if at is None:
        at = _nearest_time(coded, clause, context, spoken, right_only=frame.factuality is Factuality.POSSIBLE)
    if at is not None:
        mention = coded.mentions[at]
        if mention is not None and mention.time is not None:
            return mention.time.resolve(context.published, future=future)
    if frame.factuality is not Factuality.FACT or not frame.event:
        return None
    told = coded.text[clause.start : clause.stop]
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


def _nearest_time(
    coded: Coded, clause: Clause, context: Context, spoken: set[int], *, right_only: bool
) -> int | None:
    verb, text = clause.trigger.verb[0], coded.text
    once = clause.trigger.rule.act not in (Act.DESIGNATE, Act.RECOGNISE, Act.RENEW)
    left = [t for t in coded.find(marks.TIME, clause.start, verb) if t not in spoken]
    bare = context.lex.words["infinitive"].search(text[clause.start : verb])
    if bare and left and not right_only and verb - left[-1] < 12:
        return left[-1]
    right = [
        t
        for t in coded.find(marks.TIME, verb, clause.right)
        if t not in spoken
        and not context.lex.words["of_time"].search(text[:t])
        and not (once and _since(coded, t, context))
    ]
    if right:
        return right[0]
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
    if not right_only and clause.start > 0:
        opening = [t for t in coded.find(marks.TIME, 0, min(clause.start, 12)) if t not in spoken]
        if opening and " - " not in coded.text[opening[0] : clause.start]:
            return opening[0]
    return None
