"""A regime's procedure as a drawing: plain text for a terminal, Mermaid for a page."""

from ..model.standing import State
from ..model.words import Measure
from .bodies import body_name
from .deadlines import SILENCE
from .regime import Regime, Rule, Step


def plain(regime: Regime) -> str:
    """The procedure as indented text: each state, and under it the steps that leave it or happen in it."""
    lines = [f"{regime.id}  {regime.name}", ""]
    for state in states(regime):
        lines.append(str(state))
        for step in (s for s in regime.steps if s.source == state):
            arrow = f"→ {step.target}" if step.moves else "·"
            lines.append(f"    {describe(step)} {arrow}{_reason(step)}")
            lines += [f"        {line}" for line in _details(step)]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def mermaid(regime: Regime) -> str:
    """The procedure as a Mermaid state diagram; dashed words mark what is not verified."""
    lines = ["stateDiagram-v2", f"    [*] --> {_node(State(Measure.NONE))}"]
    for state in states(regime):
        lines.append(f"    {_node(state)} : {str(state).replace('+', ' + ')}")
    for step in regime.steps:
        term = f" ({term_of(step.rule)})" if step.rule and term_of(step.rule) else ""
        mark = "" if step.verified else " [unverified]"
        lines.append(f"    {_node(step.source)} --> {_node(step.target)} : {describe(step)}{term}{mark}")
    return "\n".join(lines) + "\n"


def describe(step: Step) -> str:
    """The act of a step, with what is asked for."""
    return f"{step.act} ({step.aim})" if step.aim else str(step.act)


def term_of(rule: Rule) -> str:
    """A rule's term in short, empty where it has none."""
    days = "" if rule.days == "calendar" else f" {rule.days} days"
    if rule.fixed:
        return f"{rule.kind.replace('_', ' ')} each {rule.fixed.removeprefix('--')}"
    if rule.period:
        return f"{rule.kind.replace('_', ' ')} {rule.period}{days}"
    return "term set by each act" if rule.set_by_act else ""


def _reason(step: Step) -> str:
    ends = step.end_reason and step.target.measure is Measure.ENDED
    return f" ({step.end_reason})" if ends else ""


def _details(step: Step) -> list[str]:
    """Who, by when, on what basis, and how sure."""
    whom = f" to {step.addressee}" if step.addressee else ""
    found = [f"{step.actor}{whom}"]
    if step.standing:
        found.append("standing: " + ", ".join(body_name(s) for s in step.standing))
    if step.rule:
        rule = [t for t in (term_of(step.rule), step.rule.text, SILENCE.get(step.rule.silence or "")) if t]
        if rule:
            found.append("; ".join(rule))
    if step.note:
        found.append(step.note)
    cited = [step.citation] if step.citation and step.citation != "implied" else []
    if not step.verified:
        cited.append(f"unverified: {step.why_unverified}")
    return found + ([" · ".join(cited)] if cited else [])


def states(regime: Regime) -> list[State]:
    """The states in the order in which a case meets them."""
    found: list[State] = [State(Measure.NONE)]
    for step in regime.steps:
        found += [s for s in (step.source, step.target) if s not in found]
    return sorted(found, key=lambda s: (list(Measure).index(s.measure), len(s.proceedings), str(s)))


def _node(state: State) -> str:
    return str(state).replace("+", "_")
