"""What is due under the rules of a regime: terms that run from the steps on record."""

from datetime import date

from ..model.dates import Day
from ..model.standing import Deadline
from ..model.words import Measure
from .calendar import add_days, due
from .machine import ACTIVE, may_follow
from .moment import Moment
from .regime import Regime, Rule, Step
from .terms import clock

#: What silence means, in words.
SILENCE = {
    "ended": "the measure ends",
    "refused": "it counts as refused",
    "adopted": "it counts as adopted",
    "removed": "it counts as removed",
}
#: Terms whose passing is news; the rest are over when they are over.
_MISSED = frozenset({"deadline", "no_objection", "review", "expiry", "conditional_expiry"})


def deadlines(regime: Regime, moment: Moment, on: date) -> tuple[Deadline, ...]:
    """The terms that run, and those that passed unmet where that matters, on the day; the next first.

    The key of a term that is about the measures as a whole begins with `regime/`: it is the same for every
    subject. Duties to report or to publish are dropped once past: whether they were met is rarely recorded.
    """
    found = []
    for step in regime.steps:
        rule = step.rule
        if rule is None or not may_follow(step.source, moment.state):
            continue
        if rule.of == "regime":
            if moment.state.measure in ACTIVE and rule.fixed:
                last = due(rule, Day.of(add_days(on, -1)), regime)
                year = last.earliest.year if last else 0
                found.append(_deadline(step, rule, last, None, on, f"regime/{step.id}/{year}"))
            continue
        run = clock(regime, step, moment.done)
        if run is None or (moment.state.measure is Measure.UNKNOWN and not step.source.proceedings):
            continue
        last, claim = run
        if _met(step, moment) or (_over(last, on) and not _matters(step, rule)):
            continue
        times = sum(d.step in rule.anchor for d in moment.done)
        found.append(_deadline(step, rule, last, claim, on, f"{step.id}/{moment.nth}.{times}"))
    kept = {(d.kind, d.act, d.by.text, d.actor): d for d in found if d is not None}
    return tuple(sorted(kept.values(), key=lambda d: (d.by.latest, d.kind, d.act, d.actor or "")))


def _over(last: Day, on: date) -> bool:
    """True once the term is past; one whose end is open is taken as past a year after it could have ended."""
    return last.latest < on or (last.latest == date.max and add_days(last.earliest, 366) < on)


def _matters(step: Step, rule: Rule) -> bool:
    """True for a term in an open case or of an interim measure, for a review, and for an expiry."""
    decision = bool(step.source.proceedings) or step.source.measure is Measure.INTERIM
    return rule.kind in _MISSED and (rule.kind in ("review", "expiry") or (decision and step.moves))


def _met(step: Step, moment: Moment) -> bool:
    """True when the step was taken after the act that its term runs from."""
    if step.rule is None or step.id in step.rule.anchor:
        return False
    order = [d.step for d in moment.done]
    if step.id not in order:
        return False
    anchors = [n for n, name in enumerate(order) if name in step.rule.anchor]
    taken = len(order) - 1 - order[::-1].index(step.id)
    return bool(anchors) and taken > anchors[-1]


def _deadline(
    step: Step, rule: Rule, by: Day | None, claim: str | None, on: date, key: str
) -> Deadline | None:
    if by is None:
        return None
    silence = SILENCE.get(rule.silence or "")
    if rule.of == "regime" and silence:
        silence = "the measures as a whole end"
    return Deadline(
        kind=rule.kind,
        act=step.act,
        by=by,
        actor=step.actor,
        silence=silence,
        citation=step.citation,
        anchor=claim,
        verified=step.verified and rule.verified,
        missed=by.latest < on and rule.kind in _MISSED,
        key=key,
    )
