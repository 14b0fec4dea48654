"""Acts that are asked for, refused or granted, and by whom."""

import re
from dataclasses import replace

from ..model.words import MEASURE_ACTS, Act, Factuality
from . import marks
from .clause import Clause
from .coding import Coded
from .context import Context, Org
from .factuality import Operator, factuality
from .frame import Frame

_ASKS = re.compile(rf", {marks.AUTHORITY}")
ASKING = frozenset({"request", "refuse", "refuse_bare", "grant", "call", "fact"})


def at_request(coded: Coded, made: list[Frame], context: Context) -> list[Frame]:
    """The request that an act was done at ("at the request of the prosecutor general")."""
    match = context.lex.words["at_request"].search(coded.text)
    if match is None:
        return []
    who = next(
        (words_at(coded, match.start(g)) for g in range(1, match.re.groups + 1) if match.group(g)), None
    )
    return [
        replace(f, act=Act.REQUEST, aim=f.act, actor=who, dateless=True)
        for f in made
        if f.factuality is Factuality.FACT and f.act in MEASURE_ACTS and f.event
    ]


def inverted(coded: Coded, made: list[Frame], context: Context) -> list[Frame]:
    """An act that is still open in a sentence which begins with who asks for it ("Asked by X, the court will …")."""
    match = context.lex.words["asked_by"].search(coded.text)
    if match is None:
        return made
    who = words_at(coded, match.start(1))
    return [
        replace(f, act=Act.REQUEST, aim=f.act, actor=who, factuality=Factuality.FACT, dateless=True)
        if f.act in MEASURE_ACTS and f.factuality is not Factuality.FACT
        else f
        for f in made
    ]


def asked_for(
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
        outside = {o.kind for o in over} | {clause.trigger.rule.sure}
        if context.lex.words["future_form"].search(coded.text, 0, clause.trigger.verb[1]):
            outside.add("planned")
        return [replace(frame, factuality=factuality(outside - ASKING))]
    declined = next((o for o in over if o.kind == "declined"), None)
    if declined and frame.act is not Act.RECOGNISE and _has_say(coded, clause.start, declined.start):
        before = {o.kind for o in over if o.start < declined.start}
        who = _left_actor(coded, clause.start, declined.start)
        return [replace(frame, act=Act.REFUSE, aim=frame.act, factuality=factuality(before), actor=who)]
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
            plea = context.lex.words["plea_noun"].match(coded.text, asked.start)
            if plea and not context.lex.words["plea_event"].search(coded.text, clause.start, clause.stop):
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
        return [replace(frame, factuality=weaker, actor=None, dateless=True)]
    return [frame]


def by_prosecutor(coded: Coded, clause: Clause, asked: Operator, context: Context) -> bool:
    """Whether it is a prosecutor who wants an act: then it is a request, however it is put."""
    behind = asked.start >= clause.trigger.verb[1]
    if behind:  # "a ban of X the prosecutor demanded"
        at = coded.find(marks.AUTHORITY, clause.trigger.verb[1], clause.right)[:1]
    else:
        at = coded.find(marks.AUTHORITY, clause.start, asked.start)
        if not at and context.lex.words["relative"].search(coded.text[: clause.start]):
            # "the suit of the ministry, which seeks a ban"
            at = coded.find(marks.AUTHORITY, max(0, clause.start - 14), clause.start)
    mention = coded.mentions[at[-1]] if at else None
    return mention is not None and bool(
        context.lex.words["prosecutor"].search(coded.view.text[mention.start : mention.stop])
    )


def _has_say(coded: Coded, start: int, stop: int) -> bool:
    """Whether who declines is an authority or a state, whose "no" is an answer."""
    at = coded.find(marks.AUTHORITY + marks.PLACE + marks.ORG + marks.DESCRIPTION, start, stop)
    return bool(at) and coded.text[at[-1]] in marks.AUTHORITY + marks.PLACE


def by_authority(coded: Coded, clause: Clause, context: Context) -> bool:
    """Whether it is an authority that goes to court: then for a ban, not against one ("dismissed the appeal of X" has X
    go to court)."""
    if context.lex.words["of_party"].match(coded.text, clause.trigger.verb[1]):
        return False
    parties = coded.find(
        marks.AUTHORITY + marks.ORG + marks.DESCRIPTION, clause.start, clause.trigger.verb[0]
    )
    mention = coded.mentions[parties[-1]] if parties else None
    return mention is not None and mention.mark == marks.AUTHORITY and mention.role == "executive"


def by_state(coded: Coded, clause: Clause, context: Context) -> bool:
    """Whether an appeal is the state's ("an appeal by the government"), against the end of a ban."""
    link = context.lex.words["by_state"].match(coded.text, clause.trigger.verb[1])
    mention = coded.mentions[link.end() - 1] if link else None
    return mention is not None and mention.role != "court" and mention.role != "assembly"


def _standing(coded: Coded, clause: Clause, context: Context, asked: Operator, org: Org) -> bool:
    """Whether who asks has standing: an authority or a state, or the organisation itself."""
    words = context.lex.words
    left = coded.text[clause.start : asked.start]
    if not left.strip(' "') and _ASKS.search(coded.text, clause.trigger.verb[1]):
        return True  # "Asking the court to ban X, the prosecutor said …"
    if asked.start >= clause.trigger.verb[1]:
        # The verb of asking stands behind what is asked for, and who asks behind it.
        return bool(coded.find(marks.AUTHORITY + marks.PLACE, asked.start, clause.stop))
    marked = coded.find(
        marks.AUTHORITY + marks.PLACE + marks.ORG + marks.DESCRIPTION, clause.start, asked.start
    )
    if words["no_standing"].search(left):
        return False
    if words["formal_plea"].match(coded.text, asked.start):
        return True
    subject = coded.mentions[marked[-1]] if marked else None
    if subject is not None and subject.role == "assembly":
        return False
    if words["plea_noun"].match(coded.text[asked.start :]):
        return True
    if not left.strip() and coded.find(
        marks.AUTHORITY + marks.PLACE + marks.ORG + marks.DESCRIPTION, 0, clause.start
    ):
        behind = coded.find(marks.AUTHORITY + marks.PLACE + marks.ORG, 0, clause.start)[-1:]
        if any((m := coded.mentions[i]) is not None and m.role == "assembly" for i in behind):
            return False
        return not words["no_standing"].search(coded.text, max(0, clause.start - 60), clause.start)
    if not marked:
        return bool(words["claimant"].search(left)) or bool(words["pronoun_subject"].search(left))
    between = left[marked[-1] + 1 - clause.start :]
    return not words["person_noun"].search(between)


def _left_actor(coded: Coded, start: int, stop: int) -> str | None:
    at = coded.find(marks.AUTHORITY + marks.PLACE + marks.ORG, start, stop)
    return coded.original(at[-1], at[-1] + 1) if at else None


def words_at(coded: Coded, at: int | None) -> str | None:
    """The words of the document for the mark at `at`."""
    return coded.original(at, at + 1) if at is not None else None
