"""Answers from their plain data: the way back from `forms`, for a register that is asked over the network.

Every function takes what the function of `forms` of the same thing gave, and gives the value it was made from. They
raise KeyError, TypeError, ValueError or `BadInput` for data of another shape, and ValueError for a claim whose
content is not what its id says.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from ..errors import Problem
from ..law.forecasts import Forecast, Verdict
from ..ledger.protocol import Head, Receipt
from ..model.built import build
from ..model.claims import Claim
from ..model.dates import Day
from ..model.decisions import Decision
from ..model.evidence import Document
from ..model.standing import (
    Coverage,
    Deadline,
    Known,
    NextStep,
    OpenCase,
    Outcome,
    Standing,
    State,
    SubjectRef,
    Turn,
)
from ..model.words import EndReason
from ..screening.certificate import Certificate
from ..screening.hits import Hit, Query
from ..subjects.roster import Subject
from .calendar import Due
from .changes import Change
from .docket import Docketed
from .forecasts import Announced
from .history import Event
from .judging import Matter
from .known import Judged
from .screened import Answered
from .screening import Brief, Finding
from .searching import Profile
from .why import Explanation, Reason

if TYPE_CHECKING:
    from ..news.grouping import Group

Json = Mapping[str, Any]
_CLAIM = frozenset(field.name for field in fields(Claim))


def claim(form: Json) -> Claim:
    """A claim; raises ValueError when its content does not have the id it is given under."""
    data = {key: value for key, value in form.items() if key in _CLAIM}
    if (party := form["subject"]) is not None:
        data["subject"] = {"name": party["as_written"], "refs": party.get("refs", ())}
    made = Claim.from_json(data)
    if made.id != form["id"]:
        raise ValueError(f"claim {str(form['id'])[:12]} is not what its id says")
    return made


def standing(form: Json) -> Standing:
    """A standing with its whole outcome."""
    outcome = Outcome(
        state=State.parse(form["state"]),
        since=_day(form["since"]),
        end_reason=EndReason(form["end_reason"]) if form["end_reason"] else None,
        on_record=form["on_record"],
        scope=form["scope"],
        basis=tuple(claim(c) for c in form["basis"]),
        turns=tuple(_turn(t) for t in form["turns"]),
        implied=tuple(form["implied"]),
        open=tuple(build(OpenCase, c) for c in form["open"]),
        deadlines=tuple(build(Deadline, d) for d in form["deadlines"]),
        next=tuple(build(NextStep, n) for n in form["next"]),
        problems=tuple(build(Problem, p) for p in form["problems"]),
        dates=tuple((name, Day.parse(day)) for name, day in form["dates"].items()),
    )
    return Standing(
        build(SubjectRef, form["subject"]),
        form["jurisdiction"],
        form["regime"],
        date.fromisoformat(form["on"]),
        date.fromisoformat(form["known"]),
        outcome,
        tuple(build(Coverage, c) for c in form["coverage"]),
        tuple(claim(c) for c in form["reported"]),
    )


def _turn(form: Json) -> Turn:
    return build(Turn, {**form, "state": _plain_state(form["state"])})


def _plain_state(text: str) -> dict[str, Any]:
    state = State.parse(text)
    return {"measure": state.measure.value, "proceedings": [p.value for p in state.proceedings]}


def _day(text: str | None) -> Day | None:
    return Day.parse(text) if text else None


def explanation(form: Json) -> Explanation:
    """A standing with its reasons."""
    said = [*(r["claim"] for part in ("reasons", "beside") for r in form[part]), *form["said"]]
    claims = {c.id: c for c in map(claim, said)}
    return Explanation(
        standing(form),
        tuple(_reason(r, claims) for r in form["reasons"]),
        tuple(_reason(r, claims) for r in form["beside"]),
    )


def _reason(form: Json, claims: Mapping[str, Claim]) -> Reason:
    document, decision, group = form["document"], form["decision"], form["same_act"]
    return Reason(
        claims[form["claim"]["id"]],
        _known(form["claim"]),
        build(Document, document) if document else None,
        build(Decision, decision) if decision else None,
        _group(group, claims) if group else None,
    )


def _known(form: Json) -> Known:
    return build(Known, {"since": form["known_from"], "assumed": form["assumed"]})


def _group(form: Json, claims: Mapping[str, Claim]) -> "Group":
    from ..news.grouping import Group  # loads the reader's package, which other questions do not need

    def named(part: str) -> tuple[Claim, ...]:
        return tuple(claims[ident] for ident in form[part])

    return Group(
        named("claims"), claims[form["first"]], named("confirmed"), named("contradicted"), named("official")
    )


def event(form: Json) -> Event:
    """An act in a history."""
    return Event(
        build(SubjectRef, form["history_of"]),
        form["regime"],
        claim({**form, "regime": form["stated_regime"]}),
        form["counts"],
        _known(form),
    )


def docketed(form: Json) -> Docketed:
    """An open case with the standing it is of."""
    return Docketed(standing(form["standing"]), build(OpenCase, form))


def due(form: Json) -> Due:
    """Something due."""
    return build(Due, form)


def change(form: Json) -> Change:
    """One thing that came to be known."""
    return build(Change, form)


def announced(form: Json) -> Announced:
    """An announcement and what became of it."""
    given = form["forecast"]
    forecast = Forecast(
        claim(given["claim"]),
        given["said_by"],
        Verdict(given["verdict"]),
        tuple(given.get("by", ())),
        given.get("days"),
        given["exact"],
    )
    return Announced(
        build(SubjectRef, form["subject"]), form.get("jurisdiction"), form.get("regime"), forecast
    )


def judged(form: Json) -> Judged:
    """A claim that awaits judgement."""
    return Judged(claim(form), _known(form))


def matter(form: Json) -> Matter:
    """An act that awaits judgement."""
    awaiting = tuple(judged(p) for p in form["awaiting"])
    claims = {c.id: c for c in (*(p.claim for p in awaiting), *map(claim, form["beside"]))}
    return Matter(
        _group(form, claims),
        awaiting,
        tuple(claims[ident] for ident in form["copies"]),
    )


def receipt(form: Json) -> Receipt:
    """What an append did."""
    return Receipt(head(form["head"]), form["added"], form["repeated"])


def head(form: Json) -> Head:
    """The end of the chain."""
    return build(Head, form)


def subject(form: Json) -> Subject:
    """A subject with its names, references and relations."""
    return build(Subject, form)


def profile(form: Json) -> Profile:
    """Who a subject is."""
    return build(Profile, {**form, "subject": form})


def problem(form: Json) -> Problem:
    """A finding about the record."""
    return build(Problem, form)


def answered(form: Json) -> Answered:
    """The answer to one name."""
    return Answered(build(Query, form["query"]), tuple(map(_finding, form["hits"])), form["silent"])


def _finding(form: Json) -> Finding:
    decision = form["decision"]
    return Finding(
        build(Hit, form),
        form["finding"],
        tuple(build(Brief, {**s, "state": _plain_state(s["state"])}) for s in form["standing"]),
        build(Decision, decision) if decision else None,
        form["cleared"],
        form["back"],
    )


def certificate(form: Json) -> Certificate:
    """The proof of a search; raises ValueError when it does not have the id it is given under."""
    made = build(Certificate, form)
    if made.id != form["id"]:
        raise ValueError(f"certificate {str(form['id'])[:12]} is not what its id says")
    return made
