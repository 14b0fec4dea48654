"""Acts told by a word that points back to another: "so were X and Y", "the request came from A", "B has said no"."""

import re
from dataclasses import replace

from ..model.words import MEASURE_ACTS, Act, Factuality
from . import marks
from .asking import words_at
from .attribution import Attribution, chain_for
from .clause import Clause
from .coding import Coded
from .context import Context, Org, modifies
from .dating import day_of
from .enumeration import enumeration
from .frame import Frame
from .places import Where

_OTHERS = re.compile(f"[{marks.PLACE}{marks.AUTHORITY}]")


def echo(coded: Coded, clause: Clause, context: Context, said: list[Attribution], lead: bool) -> list[Frame]:
    """The frames of a trigger whose act is that told last: on the organisations or by the countries in its slot, or,
    where its rule is a request or a refusal, that act asked for or refused."""
    told, rule = context.told, clause.trigger.rule
    if not told or rule.voice != "echo":
        return []
    act = told[0].aim if told[0].act in (Act.REQUEST, Act.REFUSE) else told[0].act
    if act not in MEASURE_ACTS:
        return []
    if act is Act.RENEW:
        act = Act.DESIGNATE  # who upholds a ban tells of the ban too, and that is what others share
    start, stop = clause.start, max(clause.stop, clause.trigger.stop)
    base = replace(told[0], act=act, start=start, stop=stop, sources=chain_for(said, clause.trigger.verb[0]))
    base = replace(base, date=None, dateless=False, inherited=True, event=rule.event, waiting=None)
    if rule.act in (Act.REQUEST, Act.REFUSE):
        return _answered(coded, clause, context, said, lead, replace(base, act=rule.act, aim=act))
    if told[0].factuality is not Factuality.FACT or told[0].act not in (act, Act.RENEW):
        return []
    return _also(coded, clause, context, said, replace(base, event=rule.event, inherited=False))


def _answered(
    coded: Coded, clause: Clause, context: Context, said: list[Attribution], lead: bool, base: Frame
) -> list[Frame]:
    """A request for what was told last, or its refusal by the country that was asked."""
    actors = coded.find(marks.AUTHORITY + marks.PLACE, clause.start, clause.stop)
    if base.act is Act.REFUSE:
        asked = context.told[0].act in (Act.REQUEST, Act.REFUSE)
        code = coded.mentions[actors[0]].id if actors else None  # type: ignore[union-attr]
        if not asked or code not in (None, base.jurisdiction):
            return []
    base = replace(
        base, factuality=Factuality.FACT, actor=words_at(coded, actors[0] if actors else None), event=True
    )
    made = [replace(base, org=f.org, waiting=f.waiting) for f in context.told]
    where = Where(base.jurisdiction, None, None)
    return [replace(f, date=day_of(coded, clause, context, said, f, where, lead)) for f in made]


def _also(
    coded: Coded, clause: Clause, context: Context, said: list[Attribution], base: Frame
) -> list[Frame]:
    """The act told last, on the organisations in the slot or by the countries in it."""
    if not clause.trigger.slots:
        return []
    first, last = clause.trigger.slots[-1]
    before = coded.find(marks.PLACE + marks.AUTHORITY, clause.start, clause.trigger.verb[0])
    if before and (mention := coded.mentions[before[-1]]) is not None and mention.id:
        base = replace(base, jurisdiction=mention.id, event=False)
    named = enumeration(coded, first, last, context.lex).orgs(coded)
    day = context.told[0].date if base.event else None
    # "took the same step against X, a party with its seat in Ruritania"
    end = coded.text.find(",", org[0], last) if (org := coded.find(marks.ORG, first, last)) else -1
    others = [m.start() for m in _OTHERS.finditer(coded.text, first, end if end > 0 else last)]
    if named and all(modifies(coded, i, context.lex) for i in others):
        return [
            replace(
                f, date=day_of(coded, clause, context, said, f, Where(None, None, None), lead=False) or day
            )
            for f in (replace(base, org=org, actor=None) for org in named)
        ]
    places = [i for i in coded.find(marks.PLACE, first, last) if coded.mentions[i]]
    orgs: dict[str, Org] = {f.org.key: f.org for f in context.told if f.org and f.waiting is None}
    return [
        replace(f, date=day_of(coded, clause, context, said, f, Where(f.jurisdiction, i, None), lead=False))
        for i in places
        for org in orgs.values()
        for f in [replace(base, org=org, jurisdiction=coded.mentions[i].id, actor=words_at(coded, i))]  # type: ignore[union-attr]
    ]
