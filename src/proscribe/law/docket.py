"""Open cases: the last step, what was scheduled or said about them, and what the rules allow next."""

from collections.abc import Sequence
from datetime import date

from ..model.claims import Claim
from ..model.standing import NextStep, OpenCase
from ..model.words import Act, Factuality, Measure, Proceeding
from .deadlines import SILENCE
from .events import family
from .machine import may_follow, walk
from .moment import Case, Moment
from .regime import Regime, Step
from .terms import clock


def open_cases(
    regime: Regime, moment: Moment, steps: Sequence[NextStep], plans: Sequence[Claim], on: date
) -> tuple[OpenCase, ...]:
    """The open proceedings of a moment; `steps` are its next ones, `plans` the claims that are no facts."""
    return tuple(_case(regime, moment, case, steps, plans, on) for case in moment.cases)


def next_steps(regime: Regime, moment: Moment) -> tuple[NextStep, ...]:
    """The steps that change the state from here, each with the duties that follow it at once."""
    if moment.state.measure is Measure.UNKNOWN and not moment.state.proceedings:
        return ()
    found: dict[tuple[object, ...], NextStep] = {}
    for step in regime.steps:
        if not step.moves or not may_follow(step.source, moment.state):
            continue
        here = _next(regime, step, moment)
        found.setdefault((here.act, here.aim, here.leads_to, here.actor), here)
        for duty in _duties(regime, step, moment):
            found.setdefault((duty.act, duty.after, duty.leads_to, duty.actor), duty)
    return tuple(found.values())


def _next(regime: Regime, step: Step, moment: Moment) -> NextStep:
    rule, by = step.rule, None
    if rule is not None and rule.of != "regime":
        run = clock(regime, step, moment.done)
        by = run[0] if run else None
    return NextStep(
        act=step.act,
        leads_to=_leads(moment, step),
        aim=step.aim,
        actor=step.actor,
        by=by,
        silence=SILENCE.get(rule.silence or "") if rule else None,
        citation=step.citation,
        verified=step.verified,
    )


def _leads(moment: Moment, step: Step) -> str:
    unknown = moment.state.measure is Measure.UNKNOWN
    return str(step.target if unknown else walk(moment.state, step))


def _duties(regime: Regime, after: Step, moment: Moment) -> list[NextStep]:
    """The duties with a term that begin when a step is taken."""
    there = walk(moment.state, after)
    return [
        NextStep(
            act=duty.act,
            leads_to=str(there),
            actor=duty.actor if duty.addressee is None else f"{duty.actor} to {duty.addressee}",
            silence=SILENCE.get(duty.rule.silence or ""),
            citation=duty.citation,
            verified=duty.verified and duty.rule.verified,
            after=after.act,
            within=duty.rule.period,
        )
        for duty in regime.steps
        if duty.rule is not None
        and not duty.moves
        and after.id in duty.rule.anchor
        and may_follow(duty.source, there)
    ]


def _case(
    regime: Regime, moment: Moment, case: Case, steps: Sequence[NextStep], plans: Sequence[Claim], on: date
) -> OpenCase:
    answers = {
        (s.act, s.aim, _leads(moment, s))
        for s in regime.steps
        if s.moves and case.proceeding in s.source.proceedings and may_follow(s.source, moment.state)
    }
    acts = {a for a, _, _ in answers}
    about = [p for p in plans if _concerns(p, case)]
    return OpenCase(
        proceeding=case.proceeding,
        opened=case.opened,
        opened_by=case.opened_by,
        last=case.last,
        scheduled=tuple(_scheduled(p, on) for p in about if _is_hearing(p)),
        next=tuple(
            s
            for s in steps
            if (s.act, s.aim, s.leads_to) in answers or (s.after is not None and s.after in acts)
        ),
        announced=tuple(_said(p) for p in about if not _is_hearing(p)),
    )


def _is_hearing(plan: Claim) -> bool:
    return plan.act is Act.HEAR and plan.factuality is Factuality.PLANNED


def _concerns(plan: Claim, case: Case) -> bool:
    """True for a plan made or meant for the time since the case opened, of an act that the case is about."""
    opened = case.opened.earliest if case.opened else date.min
    when = max((d.latest for d in (plan.date, plan.published) if d is not None), default=date.max)
    if when < opened:
        return False
    aim = plan.aim if plan.act in (Act.REQUEST, Act.REFUSE) else plan.act
    kind = family(aim)
    if plan.act in (Act.HEAR, Act.REVIEW, Act.CHALLENGE, Act.PUBLISH, Act.TRANSMIT, Act.COMMENCE):
        return True
    return kind == case.proceeding.value or (kind == "challenge" and case.proceeding is Proceeding.CHALLENGE)


def _by_whom(plan: Claim) -> str:
    chain = ", ".join(plan.sources) or plan.url or plan.document[:12]
    return f"said by {chain}" + (f" on {plan.published}" if plan.published else "")


def _scheduled(plan: Claim, on: date) -> str:
    said = [w for w in ("hearing", plan.actor, plan.instrument, plan.note) if w]
    text = f"{plan.date or 'day not set'}: {', '.join(said)}"
    if plan.date and plan.date.latest < on:
        text += "; no outcome on record"
    return f"{text}; {_by_whom(plan)}"


def _said(plan: Claim) -> str:
    act = f"{plan.act} ({plan.aim})" if plan.aim else str(plan.act)
    return f"{plan.factuality}: {act}{f' {plan.date}' if plan.date else ''}; {_by_whom(plan)}"
