"""Real histories: the standing that the law gives on several days."""

from typing import Any

import pytest

from proscribe.model.standing import Outcome

from .histories import History, histories

ALL = list(histories())
DAYS = [
    pytest.param(h, e, id=f"{h.regime}-{h.subject}-{e['on']}{'-known-' + e['known'] if 'known' in e else ''}")
    for h in ALL
    for e in h.expect
]


def test_there_are_many() -> None:
    assert len(ALL) >= 60
    assert all(c.url and c.url != "https://example.org/" for h in ALL for c in h.claims)


def _due(outcome: Outcome, missed: bool) -> set[str]:
    return {f"{d.act} {d.by}" for d in outcome.deadlines if d.missed is missed}


def _seen(outcome: Outcome, wanted: dict[str, Any]) -> dict[str, Any]:
    """What the outcome says about each point that is expected."""
    seen: dict[str, Any] = {
        "state": str(outcome.state),
        "since": str(outcome.since) if outcome.since else None,
        "end_reason": str(outcome.end_reason) if outcome.end_reason else None,
        "scope": outcome.scope,
        "on_record": outcome.on_record,
        "open": sorted(str(c.proceeding) for c in outcome.open),
        "opened_by": outcome.open[0].opened_by if outcome.open else None,
        "next": sorted({str(s.act) for c in outcome.open for s in c.next}),
    }
    for name, have in (
        ("problems", {p.code for p in outcome.problems}),
        ("due", _due(outcome, missed=False)),
        ("missed", _due(outcome, missed=True)),
        ("dates", {f"{k} {v}" for k, v in outcome.dates}),
    ):
        if name in wanted:
            seen[name] = sorted(set(wanted[name]) & have)
    if "hearing" in wanted:
        seen["hearing"] = next((s[:10] for c in outcome.open for s in c.scheduled), None)
    return seen


@pytest.mark.parametrize(("history", "expected"), DAYS)
def test_standing(history: History, expected: dict[str, Any]) -> None:
    check(history, expected)


def check(history: History, expected: dict[str, Any]) -> None:
    """Compare what is expected on one day; a reason or a beginning that is not named is expected to be absent."""
    outcome = history.outcome(expected)
    wanted = {
        k: v
        for k, v in expected.items()
        if k not in ("on", "known", "complete", "implied", "no_problems", "says")
    }
    for name in ("open", "next", "problems", "due", "missed", "dates"):
        if name in wanted:
            wanted[name] = sorted(wanted[name])
    wanted.setdefault("end_reason", None)
    if outcome.state.measure != "unknown":
        wanted.setdefault("since", None)
    seen = _seen(outcome, wanted)
    problems = [str(p) for p in outcome.problems]
    assert {k: seen[k] for k in wanted} == wanted, problems
    if "implied" in expected:
        assert any(expected["implied"] in text for text in outcome.implied), outcome.implied
    if "says" in expected:
        assert any(expected["says"] in text for text in problems), problems
    if expected.get("no_problems"):
        assert not problems
