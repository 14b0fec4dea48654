"""Terms: how long they run, and what becomes of a measure when one runs out."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date

from ..model.dates import Day
from ..model.standing import State
from ..model.words import Act, Effect, EndReason, Measure
from .calendar import add_days, due
from .events import Event
from .machine import ACTIVE
from .moment import Done, Moment
from .regime import Regime, Rule, Step

#: Acts that show that the measure was still there.
_SHOWS = frozenset(
    {
        Act.RENEW,
        Act.REMOVE,
        Act.SUSPEND,
        Act.REINSTATE,
        Act.ANNUL,
        Act.AMEND,
        Act.LAPSE,
        Act.CHALLENGE,
        Act.REVIEW,
    }
)


@dataclass(frozen=True, slots=True)
class Term:
    """A term that ran out: the step it belongs to, its last day, and the claim it ran from."""

    step: Step
    rule: Rule
    last: Day
    claim: str | None

    @property
    def key(self) -> tuple[str, date]:
        """What tells this term from others of the same course."""
        return self.step.id, self.last.latest

    @property
    def after(self) -> Day:
        """The day after the last one."""
        return Day.between(add_days(self.last.earliest, 1), add_days(self.last.latest, 1))


@dataclass(frozen=True, slots=True)
class Passing:
    """What becomes of it: a new state (None: it stays), a finding as code and message, a step that is
    presupposed; `taken` where silence counts as the step itself.
    """

    state: State | None = None
    note: str | None = None
    reason: EndReason | None = None
    lapsed: bool = False
    code: str | None = None
    message: str = ""
    implied: str | None = None
    taken: bool = False


def clock(regime: Regime, step: Step, done: Sequence[Done]) -> tuple[Day, str | None] | None:
    """The last day of a step's term and the claim it runs from, None where its anchor is not on record."""
    rule = step.rule
    if rule is None:
        return None
    if rule.begins is not None or (rule.fixed and not rule.anchor):
        start = next(iter(done), None)
        last = due(rule, start.day, regime) if start else None
        return (last, None) if last else None
    acts = {regime.by_id[a].act for a in rule.anchor}
    for taken in reversed(done):
        loose = taken.step is None and taken.act in acts and step.effect is None
        if taken.step in rule.anchor or loose:
            last = due(rule, taken.day, regime)
            return (last, taken.claim) if last else None
    return None


def first_term(regime: Regime, now: Moment, until: date, settled: Set[tuple[str, date]]) -> Term | None:
    """The first term of the present state that runs out before `until` and changes something by itself."""
    found = []
    for step in regime.steps:
        rule, deferred = step.rule, step.effect is Effect.DEFERRED
        if rule is None or rule.of == "regime" or not (rule.silence or deferred):
            continue
        here = step.source.measure is now.state.measure and set(step.source.proceedings) <= set(
            now.state.proceedings
        )
        if not deferred and not here:
            continue
        run = clock(regime, step, now.done)
        if run is None or (deferred and not _pending(step, now)):
            continue
        term = Term(step, rule, *run)
        if term.last.latest < until and term.key not in settled and term.last.latest < date.max:
            found.append(term)
    return min(found, key=lambda t: (t.last.latest, t.step.id), default=None)


def _pending(step: Step, now: Moment) -> bool:
    """True while nothing that was recorded after an annulment has overtaken it."""
    acts = [d.act for d in now.done]
    if now.state.measure not in ACTIVE or Act.ANNUL not in acts:
        return False
    last = len(acts) - 1 - acts[::-1].index(Act.ANNUL)
    overtaken = {Act.RENEW, Act.REFUSE, Act.CHALLENGE, Act.DESIGNATE} & set(acts[last:])
    return now.done[last].step == step.id and not overtaken


def passing(term: Term, now: Moment, coming: Sequence[Event], *, complete: bool) -> Passing:
    """What a term that ran out comes to; `coming` are the events recorded for the days after it.

    A refusal by silence closes its case. An end by silence needs a complete record, or else the measure is
    unknown; but an act recorded later shows that the measure had been kept in force. What silence means, and
    when an annulment takes effect, must be verified to change anything.
    """
    step, rule, last, state = term.step, term.rule, term.last, now.state
    sure = rule.verified and step.verified
    if rule.silence in ("refused", "adopted", "removed") and not sure:
        message = (
            f"no act by {last} is on record; what silence means here is not verified, so it changes nothing"
        )
        return Passing(code="silence_unverified", message=message)
    if rule.silence == "refused":
        open_ = tuple(p for p in state.proceedings if p not in step.source.proceedings)
        return Passing(
            State(state.measure, open_),
            f"refused by silence: no answer by {last}",
            code=None if complete else "silence",
            message=f"no answer by {last} is on record: by law that is a refusal",
            taken=True,
        )
    if rule.silence in ("adopted", "removed") and not complete:
        return Passing(
            code="silence_passed",
            message=f"no objection by {last} is on record: it would count as {rule.silence}, but no act is",
        )
    if rule.silence == "adopted":
        return Passing(State(Measure.IN_FORCE), f"adopted by silence: no objection by {last}")
    shown = next((e for e in coming if e.act in _SHOWS or e.act in (Act.DESIGNATE, Act.TRANSPOSE)), None)
    if not complete and shown is not None and shown.act in _SHOWS:
        return Passing(implied=f"that it was kept in force beyond {last}, which {shown} presupposes")
    if step.effect is Effect.DEFERRED and not sure:
        message = f"an annulment may have taken effect after {last}; the rule is not verified, so it changes nothing"
        return Passing(code="annulment_due", message=message)
    note = f"term ran out: {step.act} by {last}" + (f" ({step.citation})" if step.citation else "")
    if complete:
        return Passing(State(Measure.ENDED), note, step.end_reason or EndReason.EXPIRED)
    if step.effect is Effect.DEFERRED:
        code = "annulment_due"
        message = f"the annulment took effect after {last} unless appealed or overtaken; neither is on record"
    else:
        code, message = "expiry_passed", f"expiry passed on {last}, no renewal on record"
        message += "" if sure else "; the rule is unverified"
    return Passing(State(Measure.UNKNOWN, state.proceedings), note, lapsed=True, code=code, message=message)
