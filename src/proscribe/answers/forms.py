"""Answers as plain data: one shape for `--json`, the API and files. Keys are those of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..model.canonical import plain
from ..model.claims import Party
from ..subjects.roster import Subject

if TYPE_CHECKING:  # what a form is made of is loaded by the question that needs it
    from ..errors import Problem
    from ..law.regime import Regime
    from ..model.claims import Claim
    from ..model.evidence import Document, Quote
    from ..model.standing import Known, Standing
    from ..news.grouping import Group
    from ..subjects.links import Links
    from .calendar import Due
    from .changes import Change
    from .docket import Docketed
    from .forecasts import Announced
    from .history import Event
    from .judging import Matter
    from .portrait import Portrait
    from .searching import Profile
    from .timeline import Line
    from .why import Explanation, Reason

Json = dict[str, Any]
Resolve = Callable[[Party], Subject]
_SAID = ("claims", "confirmed", "contradicted", "official")


def claim_form(
    claim: Claim, resolve: Resolve, *, path: str | None = None, known: Known | None = None
) -> Json:
    """A claim with its id, its subject as resolved (and as written), and from when it counts as known."""
    subject: Json | None = None
    if claim.subject is not None:
        found = resolve(claim.subject)
        subject = {"id": found.id, "name": found.name, "as_written": claim.subject.name}
        if claim.subject.refs:
            subject["refs"] = list(claim.subject.refs)
    form: Json = {
        "id": claim.id,
        "path": path,
        "document": claim.document,
        "act": claim.act.value,
        "aim": claim.aim.value if claim.aim else None,
        "subject": subject,
        "jurisdiction": claim.jurisdiction,
        "regime": claim.regime,
        "actor": claim.actor,
        "date": claim.date.text if claim.date else None,
        "factuality": claim.factuality.value,
        "sources": list(claim.sources),
        "quote": quote_form(claim.quote),
        "published": claim.published.text if claim.published else None,
        "origin": claim.origin.value,
    }
    extra = ("instrument", "scope", "effect", "detail", "end_reason", "url", "confidence", "note", "record")
    form |= {key: plain(getattr(claim, key)) for key in extra if getattr(claim, key)}
    if known is not None:
        form |= {"known_from": known.since.isoformat(), "assumed": known.assumed}
    return form


def proposal_form(claim: Claim, resolve: Resolve, path: str) -> Json:
    """A claim as a report proposes it: its subject under the name that the report writes, with the id that the
    register has for it and the name it is shown by as `known_as`."""
    form = claim_form(claim, resolve, path=path)
    if subject := form["subject"]:
        known = {"known_as": subject["name"]} if subject["name"] != subject["as_written"] else {}
        rest = {k: v for k, v in subject.items() if k not in ("id", "name", "as_written")}
        form["subject"] = {"id": subject["id"], "name": subject["as_written"], **known, **rest}
    return form


def event_form(event: Event, resolve: Resolve) -> Json:
    """An act in a history. `regime` is the one it belongs to, `stated_regime` the one that its document names."""
    return {
        **claim_form(event.claim, resolve, known=event.known),
        "regime": event.regime,
        "stated_regime": event.claim.regime,
        "counts": event.counts,
        "history_of": plain(event.subject),
    }


def subject_form(subject: Subject) -> Json:
    """A subject with its names, references and relations."""
    return {
        "id": subject.id,
        "name": subject.name,
        "aliases": list(subject.aliases),
        "refs": list(subject.refs),
        "relations": [plain(r) for r in subject.relations],
    }


def profile_form(profile: Profile) -> Json:
    """Who a subject is: its names, what it is the same as, the lists it is on."""
    return {
        **subject_form(profile.subject),
        "same": [subject_form(s) for s in profile.same],
        "lists": [plain(p) for p in profile.lists],
        "claims": profile.claims,
        "awaiting": profile.awaiting,
    }


def matter_form(matter: Matter, resolve: Resolve) -> Json:
    """An act that awaits judgement: the proposals to judge, and what else is on record of it."""
    awaiting = {p.claim.id for p in matter.awaiting}
    return {
        **_group_form(matter.group),
        "awaiting": [claim_form(p.claim, resolve, known=p.known) for p in matter.awaiting],
        "beside": [claim_form(c, resolve) for c in matter.group.claims if c.id not in awaiting],
        "copies": [c.id for c in matter.copies],
    }


def links_forms(found: Links) -> Iterator[Json]:
    """What linking the lists gives: what is joined, what is in conflict, what is proposed; one object each."""
    for c in found.clusters:
        yield {"kind": "joined", "members": list(c.members), "evidence": list(c.evidence)}
    for p in found.problems:
        yield {"kind": "conflict", "members": list(p.claims), "problem": p.message}
    for pair in found.proposed:
        yield {"kind": "proposed", "members": [pair.one, pair.other], "evidence": list(pair.evidence)}


def quote_form(quote: Quote) -> Json:
    """A quote with all its keys; `removed` is the digest of a redacted one."""
    return {"exact": "", "prefix": "", "suffix": "", "start": None, "stop": None, **plain(quote)}


def standing_form(standing: Standing, resolve: Resolve) -> Json:
    """A standing: one object with its reasons, what is reported beside it, and what it rests on."""
    outcome = standing.outcome
    return {
        "subject": plain(standing.subject),
        "jurisdiction": standing.jurisdiction,
        "regime": standing.regime,
        "on": standing.on.isoformat(),
        "known": standing.known.isoformat(),
        "state": str(outcome.state),
        "end_reason": outcome.end_reason.value if outcome.end_reason else None,
        "since": outcome.since.text if outcome.since else None,
        "on_record": outcome.on_record,
        "scope": outcome.scope,
        "open": [plain(case) for case in outcome.open],
        "coverage": [plain(c) for c in standing.coverage],
        "basis": [claim_form(c, resolve) for c in outcome.basis],
        "reported": [claim_form(c, resolve) for c in standing.reported],
        "implied": list(outcome.implied),
        "next": [plain(step) for step in outcome.next],
        "deadlines": [plain(d) for d in outcome.deadlines],
        "problems": [problem_form(p) for p in outcome.problems],
        "turns": [{**plain(turn), "state": str(turn.state)} for turn in outcome.turns],
        "dates": {name: day.text for name, day in outcome.dates},
    }


def docketed_form(item: Docketed, resolve: Resolve) -> Json:
    """An open case with the subject and regime it belongs to, the state on the day, and the standing it is of."""
    s = item.standing
    return {
        "subject": plain(s.subject),
        "jurisdiction": s.jurisdiction,
        "regime": s.regime,
        "on": s.on.isoformat(),
        "known": s.known.isoformat(),
        "state": str(s.state),
        **plain(item.case),
        "reported": [claim_form(c, resolve) for c in s.reported],
        "standing": standing_form(s, resolve),
    }


def forecast_form(item: Announced, resolve: Resolve) -> Json:
    """An announcement: who said what, and what became of it."""
    data: Json = plain(item)
    return {**data, "forecast": {**data["forecast"], "claim": claim_form(item.forecast.claim, resolve)}}


def regime_form(law: Regime) -> Json:
    """A regime with its procedure, each step as data."""
    data: Json = plain(replace(law, by_id={}, walks={}))
    del data["by_id"], data["walks"]
    data["steps"] = [{**plain(s), "from": str(s.source), "into": str(s.target)} for s in law.steps]
    for step in data["steps"]:
        for key in ("source", "target", "line"):
            step.pop(key, None)
    return data


def change_form(change: Change) -> Json:
    """One thing that came to be known."""
    data: Json = plain(change)
    return data


def due_form(due: Due) -> Json:
    """Something due: what, when, for whom, by whom, and what silence means."""
    data: Json = plain(due)
    return data


def problem_form(problem: Problem) -> Json:
    """A problem, without fields that say nothing."""
    data: Json = plain(problem)
    return data


def explanation_form(explanation: Explanation, resolve: Resolve) -> Json:
    """A standing with each reason: the claim, its document, the decision on it, and from when it was known."""

    def reasons(given: tuple[Reason, ...]) -> list[Json]:
        return [
            {
                "claim": claim_form(r.claim, resolve, known=r.known),
                "document": document_form(r.document) if r.document else None,
                "decision": plain(r.decision) if r.decision else None,
                "same_act": _group_form(r.group) if r.group else None,
            }
            for r in given
        ]

    every = (*explanation.reasons, *explanation.beside)
    given = {r.claim.id for r in every}
    named = {c.id: c for r in every if r.group for c in r.group.claims if c.id not in given}
    return {
        **standing_form(explanation.standing, resolve),
        "reasons": reasons(explanation.reasons),
        "beside": reasons(explanation.beside),
        "said": [claim_form(c, resolve) for c in named.values()],
    }


def portrait_form(portrait: Portrait, resolve: Resolve) -> Json:
    """All that is said of a subject: names, standings with reasons, acts, and the course of each standing."""
    subject, moment = portrait.subject, portrait.moment
    return {
        "subject": plain(subject),
        "same": [plain(s) for s in portrait.same],
        "on": moment.on.isoformat(),
        "known": moment.known.isoformat(),
        "standings": [explanation_form(e, resolve) for e in portrait.explanations],
        "history": [event_form(e, resolve) for e in portrait.events],
        "course": [_line_form(line) for line in portrait.lines],
        "changes": {
            "on": [plain(t) for t in portrait.turnings],
            "known": [plain(t) for t in portrait.learnings],
        },
        "entries": [entry.to_json() for entry in portrait.entries],
    }


def _line_form(line: Line) -> Json:
    spans = [{**plain(s), "state": str(s.state)} for s in line.spans]
    held = [{"first": a.isoformat(), "last": b.isoformat()} for a, b in line.held]
    return {"jurisdiction": line.jurisdiction, "regime": line.regime, "spans": spans, "held": held}


def _group_form(group: Group) -> Json:
    return {"first": group.first.id, **{name: [c.id for c in getattr(group, name)] for name in _SAID}}


def document_form(document: Document) -> Json:
    """A document without its text."""
    data: Json = plain(document)
    data.pop("text", None)
    return data
