"""The course of one measure: events and terms that ran out, each a moment with the state it leaves."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from ..errors import Problem
from ..model.dates import Day
from ..model.standing import State
from ..model.words import MEASURE_ACTS, RECOGNITION_ACTS, Act, Measure, Proceeding
from .bodies import may
from .events import Event, family, take_next
from .machine import ACTIVE, EFFECTIVE, FRESH, PROCEEDING_ACTS, Move, choose, common, effect_way, end_reason
from .moment import OPENS, Done, Moment, cases, founds, note_of, presupposed
from .reading import annulment, as_the_law_has_it
from .regime import Regime, Step
from .terms import Passing, clock, first_term, passing

_DECISIONS = frozenset({Act.DESIGNATE, Act.TRANSPOSE, Act.SUSPEND, Act.REINSTATE, Act.REMOVE, Act.ANNUL})
_DATES = {
    Act.COMMENCE: "commencement",
    Act.PUBLISH: "publication",
}


class Course:
    """Runs events through a regime; `moments` is the whole course, `at(on)` the moment that holds on a
    day.
    """

    def __init__(self, regime: Regime, *, complete: bool) -> None:
        self.regime = regime
        self.complete = complete
        self.moments = [Moment(State(Measure.UNKNOWN), turn=False)]
        self._problems: list[tuple[date, Problem]] = []
        self._settled: set[tuple[str, date]] = set()

    @property
    def now(self) -> Moment:
        """The last moment so far."""
        return self.moments[-1]

    def run(self, events: Iterable[Event]) -> None:
        """Take all events in order, and the terms that run out between and after them."""
        rest = list(events)
        while rest:
            event = take_next(rest, self.now.state.measure in ACTIVE)
            self._run_out(event.day.earliest, [event, *rest])
            self._take(event, [e.act for e in sorted(rest, key=lambda e: e.day.latest)])
        self._run_out(date.max, ())
        self._settle()

    def at(self, on: date) -> Moment:
        """The last moment whose day has certainly come."""
        return next(m for m in reversed(self.moments) if m.latest <= on)

    def problems(self, on: date) -> Iterator[Problem]:
        """What was found on the way: all about acts, and of terms those that ran out by the day."""
        return (problem for since, problem in self._problems if since <= on)

    def uncertain(self, on: date) -> tuple[Problem, ...]:
        """What may or may not have happened by the day, because its own day is not known exactly."""
        return tuple(
            Problem(
                "day_uncertain",
                f"{m.event or m.note}: some day of it; on {on} it may have come or not: not counted yet",
                m.event.ids if m.event else (m.claim,) if m.claim else (),
            )
            for m in self.moments
            if m.turn and m.earliest <= on < m.latest
        )

    def _settle(self) -> None:
        """A change cannot come after the changes that follow it: tighten the days in which each may have
        come.

        An act that changes nothing tightens nothing, and counts no earlier than the state it was told in.
        """
        last, first = date.max, date.min
        for n in range(len(self.moments) - 1, -1, -1):
            if self.moments[n].turn:
                last = min(last, self.moments[n].latest)
                self.moments[n] = replace(self.moments[n], latest=last)
        for n, moment in enumerate(self.moments):
            latest = moment.latest if moment.turn or not n else max(moment.latest, self.moments[n - 1].latest)
            first = max(first, min(moment.earliest, latest))
            self.moments[n] = replace(moment, earliest=first, latest=latest)

    # -- events

    def _take(self, event: Event, ahead: Sequence[Act]) -> None:
        self._check_age(event)
        if self.regime.recognition and event.act in MEASURE_ACTS | {Act.TRANSPOSE}:
            self._say("out_of_order", f"{event} is no act of recognition: set aside", event)
            return
        if event.disputed:
            self._move(event, Move(State(Measure.DISPUTED, self.now.state.proceedings), None))
        elif event.act is Act.REQUEST:
            self._request(event)
        elif event.act in PROCEEDING_ACTS or event.act is Act.REFUSE:
            self._proceed(event, ahead)
        elif event.act is Act.AMEND:
            self._amend(event)
        else:
            self._decide(event, ahead)

    def _amend(self, event: Event) -> None:
        """An amendment changes no state, but it shows a listing that nobody recorded to be in force."""
        now = self.now.state
        if now.measure is Measure.UNKNOWN:
            self._move(event, Move(State(Measure.IN_FORCE, now.proceedings), None))
            self.moments[-1] = replace(self.now, implied=(*self.now.implied, f"designate before {event}"))
            return
        if now.measure in FRESH:
            self._say("no_listing", f"{event}: no listing is on record that it could change", event)
        self._note(event)

    def _check_age(self, event: Event) -> None:
        if event.day.latest < self.regime.since.earliest:
            message = f"{event} lies before the measure existed ({self.regime.since})"
            self._say("before_regime", message, event)

    def _decide(self, event: Event, ahead: Sequence[Act]) -> None:
        event, finding = as_the_law_has_it(self.regime, self.now.state, event)
        self._problems += [(date.min, finding)] if finding else []
        now, act = self.now.state, event.act
        if self._repeats(event, ahead):
            return
        if act is Act.RENEW and now.measure is Measure.INTERIM:
            self._confirmed(event)
        resolves = now.measure is Measure.DISPUTED and event.act in (Act.DESIGNATE, Act.TRANSPOSE)
        here = State(Measure.ENDED, now.proceedings) if resolves else self.now.state
        move = choose(self.regime, here, event, ahead)
        if act is Act.ANNUL and (event.effect or (move and move.step and move.step.effect)):
            move = annulment(now, event, move)
        if move is None:
            move = self._without_step(event)
            if move is None:
                return
        elif move.step and move.step.since and event.day.latest < move.step.since:
            self._say("before_rule", f"{event} lies before the law allowed it ({move.step.since})", event)
        way = effect_way(self.regime, move.state) if act in (Act.DESIGNATE, Act.TRANSPOSE) else ()
        waits = any(a in EFFECTIVE and a is s.act for s in way for a in ahead[:1])
        if way and not waits:
            move = Move(_through(move.state, way), move.step, move.implied)
        self._move(event, move, () if waits else way)

    def _repeats(self, event: Event, ahead: Sequence[Act]) -> bool:
        """True for a second act of the same content: it confirms the measure, and its term runs anew."""
        now, act = self.now.state, event.act
        if act is Act.DESIGNATE and now.measure in (Measure.IN_FORCE, Measure.SUSPENDED):
            move = choose(self.regime, now, event, ahead)
            step = move.step if move and not move.implied else None
            if step is not None and step.source.measure is now.measure:
                return False
            if now.measure is Measure.SUSPENDED:
                message = f"{event} while suspended: not read as a reinstatement"
                self._say("designated_while_suspended", message, event)
        elif (act, now.measure) not in (
            (Act.RECOGNISE, Measure.RECOGNISED),
            (Act.DERECOGNISE, Measure.WITHDRAWN),
            (Act.SUSPEND, Measure.SUSPENDED),
        ):
            return False
        self._note(event)
        return True

    def _confirmed(self, event: Event) -> None:
        """A renewal presupposes that the interim measure before it was confirmed, in the time for that."""
        now = self.now
        for step in self.regime.steps_for(Act.COMMENCE):
            run = clock(self.regime, step, now.done)
            if step.source.measure is not Measure.INTERIM or run is None or now.since is None:
                continue
            latest = min(run[0].latest, event.day.earliest)
            since = Day.between(min(now.since.earliest, latest), latest)
            note = f"confirmed by then, as {event} presupposes"
            self._by_law(State(step.target.measure, now.state.proceedings), since, Passing(note=note))
            return

    def _without_step(self, event: Event) -> Move | None:
        """What an act comes to that the procedure on file does not know."""
        act, now = event.act, self.now.state
        if act not in MEASURE_ACTS and act not in RECOGNITION_ACTS and act is not Act.TRANSPOSE:
            self._note(event)
            return None
        move = None if self.regime.recognition else common(now, event)
        if move is None:
            self._say("out_of_order", f"{event} does not fit the state {now}: not applied", event)
            return None
        if not self.regime.full:
            if not self.regime.steps_for(act):
                message = f"{event}: the procedure on file is short and has no such step"
                self._say("not_on_file", message, event)
            return move
        if any(c.origin == "official" for c in event.claims):
            self._say(
                "not_allowed", f"{event}: an official act that the procedure on file does not know", event
            )
            return move
        message = f"{event}: {self.regime.id} has no such step from {now}; not applied"
        self._say("not_allowed", message, event)
        return None

    def _request(self, event: Event) -> None:
        steps = [s for s in self.regime.steps_for(Act.REQUEST) if family(s.aim) == family(event.aim)]
        if steps and not any(may(event.actor, s.standing) is not False for s in steps):
            message = f"{event} by {event.actor}: a body without standing, it opens no case"
            self._say("no_standing", message, event)
            return
        self._proceed(event, ())

    def _proceed(self, event: Event, ahead: Sequence[Act]) -> None:
        """An act in a proceeding: it opens, moves or closes a case and leaves the measure as it is."""
        now = self.now.state
        move = choose(self.regime, now, event, ahead)
        if move is None and now.measure in (Measure.INTERIM, Measure.SUSPENDED):
            move = choose(self.regime, State(Measure.IN_FORCE, now.proceedings), event, ahead)
        if event.act is Act.REFUSE:
            self._refuse(event, move)
            return
        if event.act is Act.HEAR:
            self._note(event)
            return
        opens = self._opened(event, move)
        if opens is None:
            return
        if move and move.step and move.step.since and event.day.latest < move.step.since:
            self._say("before_rule", f"{event} lies before the law allowed it ({move.step.since})", event)
        open_ = tuple(sorted({*now.proceedings, opens}))
        self._move(event, Move(State(now.measure, open_), move.step if move else None))

    def _opened(self, event: Event, move: Move | None) -> Proceeding | None:
        now = self.now.state
        if move is not None:
            new = [p for p in move.state.proceedings if p not in now.proceedings]
            if new:
                return new[-1]
            return (move.step.target.proceedings or (None,))[-1] if move.step else None
        usual = {Act.CHALLENGE: Proceeding.CHALLENGE, Act.REVIEW: Proceeding.REVIEW}
        opens = usual.get(event.act) or OPENS.get(family(event.aim) or "")
        active = now.measure in ACTIVE
        if (
            opens is None
            or (opens is Proceeding.LISTING and active)
            or (opens is Proceeding.REMOVAL and now.measure in FRESH)
        ):
            self._say("out_of_order", f"{event} does not fit the state {now}: it opens no case", event)
            return None
        if self.regime.full and self.regime.steps_for(event.act) and event.act is Act.REQUEST:
            self._say(
                "not_allowed",
                f"{event}: {self.regime.id} has no such step from {now}; it opens no case",
                event,
            )
            return None
        return opens

    def _refuse(self, event: Event, move: Move | None) -> None:
        now = self.now.state
        if move is not None and move.state.measure is Measure.ENDED and now.measure is Measure.INTERIM:
            self._move(event, move)
            return
        wanted = OPENS.get(family(event.aim) or "")
        if move is not None and move.step is not None and not move.implied:
            closed = set(move.step.source.proceedings) - set(move.step.target.proceedings)
            wanted = min(closed, default=wanted)
        elif wanted is not Proceeding.LISTING and wanted not in now.proceedings:
            wanted = Proceeding.CHALLENGE if Proceeding.CHALLENGE in now.proceedings else wanted
        if wanted is None and len(now.proceedings) == 1:
            wanted = now.proceedings[0]
        if wanted not in now.proceedings:
            self._note(event, implied=f"request before {event}" if wanted else None)
            return
        open_ = tuple(p for p in now.proceedings if p is not wanted)
        self._move(event, Move(State(now.measure, open_), move.step if move else None))

    # -- moments

    def _move(self, event: Event, move: Move, effect: tuple[Step, ...] = ()) -> None:
        """Append the moment that an event leads to."""
        now, after = self.now, move.state
        fresh = after.measure in ACTIVE and now.state.measure in FRESH
        ends = after.measure in FRESH and now.state.measure not in FRESH
        done = now.done[now.past[0] :] if fresh else now.done
        basis = now.basis[now.past[1] :] if fresh else now.basis
        done += tuple(Done(s.act, s.id, event.day, None) for s in move.implied)
        done += (Done(event.act, move.step.id if move.step else None, event.day, event.ids[0]),)
        done += tuple(Done(s.act, s.id, event.day, event.ids[0]) for s in effect)
        basis += tuple(i for i in event.ids if i not in basis)
        changed = after.measure is not now.state.measure
        since = self._since(event, move) if changed else now.since
        ended = after.measure is Measure.ENDED
        reason = (
            end_reason(event, move.step) if ended and changed else now.end_reason if not changed else None
        )
        self.moments.append(
            Moment(
                state=after,
                earliest=event.day.earliest,
                latest=event.day.latest,
                since=since,
                since_state=since if changed else event.day,
                end_reason=reason,
                claim=event.ids[0],
                note=note_of(event),
                basis=basis,
                implied=presupposed(() if fresh else now.implied, event, move.implied, effect),
                done=done,
                cases=cases(now.cases, after, event),
                dates=self._dated(
                    event, event.act in _DECISIONS or (changed and event.act not in EFFECTIVE), changed
                ),
                event=event,
                past=(len(done), len(basis)) if ends else (0, 0) if fresh else now.past,
                nth=now.nth + (after.measure in ACTIVE and now.state.measure not in ACTIVE),
                lapsed=False if changed else now.lapsed,
                turn=after != now.state,
            )
        )

    def _since(self, event: Event, move: Move) -> Day:
        """From when the measure holds: a renewal of something unrecorded shows it in force by then at the
        latest.
        """
        founded = any(founds(s) for s in move.implied) or (
            self.now.state.measure is Measure.UNKNOWN and move.step is None
        )
        dated = event.act in (Act.DESIGNATE, Act.TRANSPOSE, Act.REINSTATE, Act.COMMENCE)
        if founded and not dated and move.state.measure is Measure.IN_FORCE:
            return Day.between(date.min, event.day.latest)
        return event.day

    def _note(self, event: Event, implied: str | None = None) -> None:
        """An event that leaves the state as it is: kept in the basis, the clocks and the open cases."""
        now = self.now
        step = next(
            (s.id for s in self.regime.steps_for(event.act) if s.source == now.state and not s.moves), None
        )
        step = step or next((s.id for s in self.regime.steps_for(event.act)), None)
        self.moments.append(
            replace(
                now,
                earliest=event.day.earliest,
                latest=event.day.latest,
                claim=event.ids[0],
                note=note_of(event),
                basis=now.basis + tuple(i for i in event.ids if i not in now.basis),
                implied=(*now.implied, implied) if implied and implied not in now.implied else now.implied,
                done=(*now.done, Done(event.act, step, event.day, event.ids[0])),
                cases=cases(now.cases, now.state, event),
                dates=self._dated(event, decides=False, changed=False),
                event=event,
                turn=False,
            )
        )

    def _dated(self, event: Event, decides: bool, changed: bool) -> tuple[tuple[str, Day], ...]:
        """Decision, commencement, publication, change of the list: four dates of the act that made the
        measure.
        """
        dates = {} if decides else dict(self.now.dates)
        if event.act in _DATES:
            step = next((s for s in self.regime.steps_for(event.act) if not s.moves), None)
            keeper = event.act is Act.PUBLISH and step is not None and not changed
            dates.setdefault("list_change" if keeper else _DATES[event.act], event.day)
        elif decides:
            dates["decision"] = event.day
        return tuple(dates.items())

    # -- terms

    def _run_out(self, until: date, coming: Sequence[Event]) -> None:
        """Let the terms run out that end before `until`; `coming` are the events from then on."""
        while (term := first_term(self.regime, self.now, until, self._settled)) is not None:
            self._settled.add(term.key)
            result = passing(term, self.now, coming, complete=self.complete)
            if result.implied:
                self.moments[-1] = replace(self.now, implied=(*self.now.implied, result.implied))
            if result.state is not None:
                taken = (Done(term.step.act, term.step.id, term.last, None),) if result.taken else ()
                self._by_law(result.state, term.after, result, taken)
            if result.code:
                problem = Problem(result.code, result.message, (term.claim,) if term.claim else ())
                self._problems.append((term.after.latest, problem))

    def _by_law(self, state: State, day: Day, by: Passing, taken: tuple[Done, ...] = ()) -> None:
        now = self.now
        changed = state.measure is not now.state.measure
        ends = changed and state.measure in FRESH
        self.moments.append(
            replace(
                now,
                state=state,
                earliest=day.earliest,
                latest=day.latest,
                since=(None if by.lapsed else day) if changed else now.since,
                since_state=day,
                end_reason=by.reason,
                claim=None,
                note=by.note,
                done=now.done + taken,
                cases=tuple(c for c in now.cases if c.proceeding in state.proceedings),
                event=None,
                past=(len(now.done), len(now.basis)) if ends else now.past,
                lapsed=by.lapsed,
                turn=True,
            )
        )

    # -- problems

    def _say(self, code: str, message: str, event: Event) -> None:
        self._problems.append((date.min, Problem(code, message, event.ids)))


def _through(state: State, way: Sequence[Step]) -> State:
    return State(way[-1].target.measure, way[-1].target.proceedings) if way else state
