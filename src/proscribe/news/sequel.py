"""Acts that a sentence only takes up: a plea granted or refused, a ruling upheld or undone, said of "the suit" or
"the decision" without a word on whom."""

import re
from dataclasses import replace

from ..model.words import MEASURE_ACTS, Act, Factuality
from . import marks
from .clause import Clause
from .coding import Coded
from .context import Context, Org
from .frame import Frame
from .rules import TriggerRule
from .subjects import Subject

#: A name in quotation marks, and no speech.
_QUOTED = re.compile(r'"([^",.!?]{2,90})"(?!,? ?[–-])')


def taken_up(coded: Coded, clause: Clause, context: Context) -> Subject:
    """Whom a wording is about that only takes up what was told: those it was told of, unless another is named."""
    nobody = Subject(None, False)
    if not context.about or context.lex.words["criminal"].search(coded.text):
        return nobody
    keys = {o.key for o in context.about}
    named = [coded.mentions[i] for i in coded.find(marks.ORG, clause.start, clause.stop)]
    if any(m is not None and m.id is not None and m.id not in keys for m in named):
        return nobody
    quoted = [
        Org(coded.original(*m.span(1))).key for m in _QUOTED.finditer(coded.text, clause.start, clause.stop)
    ]
    if any(key not in keys for key in quoted):
        return nobody
    return Subject(context.about, False, inherited=False)


def not_asker(coded: Coded, clause: Clause, context: Context, subject: Subject) -> Subject:
    """The subject, unless it is only who asks that "the ban" be lifted: then those that an act was told of."""
    if not context.about or len(subject.orgs or ()) != 1 or not clause.trigger.slots:
        return subject
    if any(o in context.about for o in subject.orgs or ()):
        return subject
    before = coded.find(marks.ORG, clause.start, clause.trigger.verb[0])
    start = min(clause.trigger.start, clause.trigger.slots[0][0])
    if len(before) != 1 or before[0] >= start:
        return subject
    asks = context.lex.words["asker"].search(coded.text, before[0], clause.trigger.verb[0])
    return replace(subject, orgs=context.about, inherited=True) if asks else subject


def act_of(
    rule: TriggerRule, clause: Clause, coded: Coded, context: Context
) -> tuple[Act, Act | None] | None:
    """The act and aim of such a wording: where it names neither, those of the plea told last."""
    if rule.voice != "granted" and not (rule.act in (Act.REFUSE, Act.REQUEST) and rule.aim is None):
        return rule.act, rule.aim
    by = context.lex.words["by_authority"].search(coded.text, clause.start, clause.stop)
    plea = Act.DESIGNATE if by else context.plea
    if plea is None and rule.voice == "granted" and rule.act is not Act.DESIGNATE:
        plea = rule.act  # what goes to court against a ban asks for its end
    if plea is None:
        return None
    return (plea, None) if rule.voice == "granted" else (rule.act, plea)


def with_plea(frames: list[Frame], rule: TriggerRule) -> list[Frame]:
    """The frames with the plea that a refusal or a grant of it presupposes."""
    more: list[Frame] = []
    for frame in frames:
        aim = frame.aim if frame.act is Act.REFUSE else frame.act if rule.voice == "granted" else None
        if aim is not None and frame.factuality is Factuality.FACT:
            more.append(
                replace(
                    frame,
                    act=Act.REQUEST,
                    aim=aim,
                    factuality=Factuality.FACT,
                    actor=None,
                    dateless=True,
                    date=None,
                )
            )
    return [*frames, *more]


def remember(context: Context, made: list[Frame]) -> None:
    """Keep in mind whom an act was told of, and what was asked for."""
    about = (*MEASURE_ACTS, Act.REQUEST, Act.REFUSE, Act.HEAR)
    told = [f for f in made if f.org and f.waiting is None and f.act in about]
    if not told:
        return
    context.trial = False
    context.about = tuple(dict.fromkeys(f.org for f in told if f.org))
    for frame in told:
        if frame.act is Act.REQUEST:
            context.plea = frame.aim
        elif frame.act in MEASURE_ACTS:
            context.plea = None
