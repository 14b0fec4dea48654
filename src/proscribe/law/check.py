"""What a regime's file must hold: the shape of its fields, and a state machine that can be walked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..errors import BadInput
from ..model.dates import Day
from ..model.standing import State
from ..model.words import (
    AIMED_ACTS,
    KNOWLEDGE_STATES,
    LEGAL_STATES,
    RECOGNITION_STATES,
    Act,
    Effect,
    EndReason,
    Measure,
)
from .calendar import Period, day_of_year
from .regime import Regime, Step

#: Kinds of rule, as the design names them, and three that carry no term.
KINDS = frozenset(
    {
        *(
            "deadline",
            "window",
            "waiting",
            "expiry",
            "conditional_expiry",
            "review",
            "recurring",
            "no_objection",
        ),
        *("pause", "immediate", "event", "none"),
    }
)
SILENCES = frozenset({"ended", "refused", "adopted", "removed"})
DEPTHS = frozenset({"full", "short"})
#: Rules that run a term, so must say how long and from when.
TERMED = frozenset({"waiting", "expiry", "no_objection", "recurring"})

_REGIME = {
    "id": str,
    "jurisdiction": str,
    "kind": str,
    "depth": str,
    "since": str,
    "name": dict,
    "step": list,
}
_REGIME_MAY = {
    "confidence": str,
    "list_keeper": str,
    "list_publisher": str,
    "effects": list,
    "appeals": list,
    "calendar": str,
    "not_verified": str,
    "notes": str,
    "by_jurisdiction": bool,
    "sittings": list,
    "official_list": dict,
    "legal_basis": list,
    "follows": list,
    "aside": list,
    "precedent": list,
    "source": list,
}
_STEP = {"id": str, "act": str, "actor": str, "from": str, "into": str}
_STEP_MAY = {
    "aim": str,
    "addressee": str,
    "standing": list,
    "end_reason": str,
    "effect": str,
    "usual": bool,
    "since": str,
    "rule": dict,
    "earlier": list,
    "publication": str,
    "citation": str,
    "implied": bool,
    "verified": bool,
    "why_unverified": str,
    "note": str,
    "sources": list,
}
_RULE_MAY = {
    "kind": str,
    "period": str,
    "anchor": list,
    "days": str,
    "count": str,
    "fixed": str,
    "date": str,
    "silence": str,
    "of": str,
    "set_by_act": bool,
    "month_end": bool,
    "roll": bool,
    "text": str,
    "verified": bool,
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a regime's file; `step` counts from 0 and is None for the head of the file."""

    message: str
    field: str
    step: int | None = None

    def line_in(self, text: str) -> int:
        """The line of the field, or else of its step, in the text of the file; 1 where neither is found."""
        begin, end, lines = 0, None, text.splitlines()
        if self.step is not None:
            starts = [n for n, line in enumerate(lines) if line.strip() == "[[step]]"]
            if self.step < len(starts):
                begin = starts[self.step]
        for n in range(begin + (self.step is not None), len(lines)):
            if lines[n].lstrip().startswith("[") and "=" not in lines[n]:
                end = n
                break
        for n in range(begin, end if end is not None else len(lines)):
            if lines[n].split("=")[0].strip() == self.field.split(".")[0]:
                return n + 1
        return begin + 1


class _Checker:
    def __init__(self) -> None:
        self.found: list[Mistake] = []

    def say(self, message: str, field: str, step: int | None = None) -> None:
        self.found.append(Mistake(message, field, step))

    def fields(
        self, data: Any, must: Mapping[str, type], may: Mapping[str, type], at: str, step: int | None = None
    ) -> None:
        for name, kind in must.items():
            if name not in data:
                self.say(f"{at} lacks {name!r}", name, step)
            elif not isinstance(data[name], kind) or data[name] == "":
                self.say(f"{at}: {name!r} must be a {_KIND[kind]}", name, step)
        for name, value in data.items():
            if name in must:
                continue
            if name not in may:
                self.say(f"{at}: there is no field {name!r}", name, step)
            elif not isinstance(value, may[name]):
                self.say(f"{at}: {name!r} must be a {_KIND[may[name]]}", name, step)

    def word(
        self, data: Any, name: str, words: Any, at: str, step: int | None, field: str | None = None
    ) -> None:
        value = data.get(name)
        known = sorted(str(w) for w in words)
        if value is not None and value not in known:
            message = f"{at}: unknown {name} {value!r}; known are {', '.join(known)}"
            self.say(message, field or name, step)


_KIND = {str: "text", dict: "table", list: "list", bool: "true or false"}


def check_shape(data: dict[str, Any], name: str) -> list[Mistake]:
    """Mistakes in the fields of a regime read from TOML; `name` is the file's name without its ending."""
    check = _Checker()
    check.fields(data, _REGIME, _REGIME_MAY, "the regime")
    if check.found:
        return check.found
    if data["id"] != name:
        check.say(f"the id {data['id']!r} is not the name of the file", "id")
    check.word(data, "depth", DEPTHS, "the regime", None)
    if "en" not in data["name"]:
        check.say("the name lacks 'en'", "name")
    _attempt(check, Day.parse, data["since"], "since", None, "the regime")
    for day in data.get("sittings", ()):
        _attempt(check, date.fromisoformat, day, "sittings", None, "the regime")
    for follow in data.get("follows", ()):
        if follow.get("how") not in ("automatic", "by_act") or not isinstance(follow.get("regime"), str):
            check.say("'follows' needs a regime and how: automatic or by_act", "follows")
    ids: set[str] = set()
    for n, step in enumerate(data["step"]):
        _check_step(check, n, step, ids, data["kind"] == "recognition")
    for n, step in enumerate(data["step"]):
        for anchor in step.get("rule", {}).get("anchor", ()):
            if anchor not in ids:
                check.say(
                    f"step {step.get('id')!r}: the anchor {anchor!r} is no step of this regime", "rule", n
                )
    return check.found


def _attempt(check: _Checker, read: Any, value: Any, name: str, step: int | None, at: str) -> None:
    try:
        read(value)
    except (ValueError, TypeError):
        check.say(f"{at}: {name} {value!r} is not a day; write YYYY-MM-DD", name.split(".")[0], step)
    except BadInput as error:
        check.say(f"{at}: {name}: {error}", name.split(".")[0], step)


def _check_step(check: _Checker, n: int, step: dict[str, Any], ids: set[str], recognition: bool) -> None:
    at = f"step {step.get('id', n + 1)!r}"
    before = len(check.found)
    check.fields(step, _STEP, _STEP_MAY, at, n)
    if len(check.found) > before:
        return
    if step["id"] in ids:
        check.say(f"{at}: a second step of this id", "id", n)
    ids.add(step["id"])
    check.word(step, "act", Act, at, n)
    check.word(step, "aim", Act, at, n)
    check.word(step, "end_reason", EndReason, at, n)
    check.word(step, "effect", Effect, at, n)
    if step["act"] in {str(a) for a in AIMED_ACTS} and "aim" not in step:
        check.say(f"{at}: {step['act']} needs an aim", "act", n)
    allowed = (RECOGNITION_STATES if recognition else LEGAL_STATES) - KNOWLEDGE_STATES
    for name in ("from", "into"):
        try:
            state = State.parse(step[name])
        except ValueError:
            check.say(f"{at}: no such state {step[name]!r}", name, n)
            continue
        if state.measure not in allowed:
            check.say(f"{at}: {state.measure} is no state of such a regime", name, n)
    if "since" in step:
        _attempt(check, date.fromisoformat, step["since"], "since", n, at)
    if step.get("verified") is False and not step.get("why_unverified"):
        check.say(f"{at}: not verified, but no reason is given in 'why_unverified'", "verified", n)
    if "rule" in step:
        _check_rule(check, n, step, at)


def _check_rule(check: _Checker, n: int, step: dict[str, Any], at: str) -> None:
    rule = step["rule"]
    at = f"{at}, rule"
    check.fields(rule, {"kind": str}, _RULE_MAY, at, n)
    check.word(rule, "kind", KINDS, at, n, "rule")
    check.word(rule, "days", ("calendar", "working", "sitting"), at, n, "rule")
    check.word(rule, "silence", SILENCES, at, n, "rule")
    check.word(rule, "of", ("entry", "regime"), at, n, "rule")
    check.word(rule, "count", ("inclusive", "exclusive"), at, n, "rule")
    periods = [("period", rule["period"])] if "period" in rule else []
    periods += [("earlier", e.get("period", "")) for e in step.get("earlier", ())]
    for name, text in periods:
        try:
            Period.parse(text)
        except BadInput as error:
            check.say(f"{at}: impossible {name}: {error}", "earlier" if name == "earlier" else "rule", n)
    for old in step.get("earlier", ()):
        _attempt(check, date.fromisoformat, old.get("until"), "earlier.until", n, at)
    if "fixed" in rule:
        _attempt(check, day_of_year, rule["fixed"], "rule.fixed", n, at)
    if "date" in rule:
        _attempt(check, date.fromisoformat, rule["date"], "rule.date", n, at)
    termed = "period" in rule or "fixed" in rule
    if termed and "anchor" not in rule and "date" not in rule and "fixed" not in rule:
        check.say(f"{at}: a term must name the step it runs from in 'anchor', or a 'date'", "rule", n)
    if rule.get("kind") in TERMED and not termed and not rule.get("set_by_act"):
        check.say(f"{at}: {rule['kind']} without a period is a loop without time", "rule", n)


def check_graph(regime: Regime) -> list[Mistake]:
    """Mistakes in the state machine: states nobody reaches, steps from them, and full regimes with no way
    out.
    """
    found: list[Mistake] = []
    index = {s.id: n for n, s in enumerate(regime.steps)}
    reached = reachable(regime)
    for step in regime.steps:
        if step.source not in reached:
            found.append(
                Mistake(
                    f"step {step.id!r} begins at {step.source}, a state that no step leads to",
                    "from",
                    index[step.id],
                )
            )
    loop = _timeless_loop(regime)
    if loop is not None:
        found.append(
            Mistake(
                f"step {loop.id!r} closes a loop without time: nothing in it waits", "rule", index[loop.id]
            )
        )
    if regime.full:
        sources = {s.source for s in regime.steps if s.moves}
        found += [
            Mistake(f"the state {s.target} has an open proceeding and no way out", "into", index[s.id])
            for s in regime.steps
            if s.target.proceedings and s.target not in sources
        ]
    return found


def reachable(regime: Regime) -> frozenset[State]:
    """The states that the steps lead to from `none`; a measure that ended can be made anew."""
    reached, frontier = {State(Measure.NONE)}, [State(Measure.NONE)]
    while frontier:
        state = frontier.pop()
        for step in regime.steps:
            if step.source == state and step.target not in reached:
                reached.add(step.target)
                frontier.append(step.target)
    return frozenset(reached)


def _by_itself(step: Step) -> bool:
    rule = step.rule
    return step.act is Act.LAPSE and rule is not None and rule.kind in ("immediate", "none")


def _timeless_loop(regime: Regime) -> Step | None:
    """A step that closes a ring of steps which all happen by themselves and at once."""
    for first in regime.steps:
        if not _by_itself(first):
            continue
        seen, frontier = {first.target}, [first.target]
        while frontier:
            state = frontier.pop()
            if state == first.source:
                return first
            for step in regime.steps:
                if _by_itself(step) and step.source == state and step.target not in seen:
                    seen.add(step.target)
                    frontier.append(step.target)
    return None
