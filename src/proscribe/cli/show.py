"""Answers as a person likes to read them: tables and trees on a terminal, the same text in a pipe."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import click
from rich import box
from rich.console import Console, RenderableType
from rich.console import Group as Stack
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from ..answers.changes import Change
from ..answers.history import Event
from ..answers.judging import Matter
from ..answers.matrix import Row
from ..answers.moment import Moment
from ..answers.places import names as jurisdictions
from ..answers.register import Register
from ..answers.why import Explanation, Reason, decisive
from ..law.load import regime
from ..model.claims import Claim
from ..model.standing import Coverage, OpenCase, Standing, State
from ..model.words import Factuality, Measure
from ..subjects.roster import Subject

if TYPE_CHECKING:
    from ..news.grouping import Group

#: How each measure looks: symbol, style, and words.
LOOK = {
    Measure.IN_FORCE: ("●", "bold red", "in force"),
    Measure.INTERIM: ("◒", "red", "interim"),
    Measure.SUSPENDED: ("◐", "yellow", "suspended"),
    Measure.ENDED: ("○", "green", "ended"),
    Measure.NONE: ("–", "dim", "none"),
    Measure.UNKNOWN: ("?", "dim", "unknown"),
    Measure.ABSENT: ("◌", "magenta", "absent from the list"),
    Measure.DISPUTED: ("≠", "magenta", "disputed"),
    Measure.RECOGNISED: ("✓", "cyan", "recognised"),
    Measure.DE_FACTO: ("~", "cyan", "de facto"),
    Measure.WITHDRAWN: ("✗", "cyan", "recognition withdrawn"),
}


@lru_cache
def console() -> Console:
    """Standard output; in a pipe it is as wide as the text needs and has no colours."""
    plain = not sys.stdout.isatty()
    width = int(os.environ.get("COLUMNS", "0")) or (120 if plain else None)
    return Console(width=width, highlight=False, soft_wrap=False)


def line(text: str) -> None:
    """One line with console markup."""
    console().print(text, soft_wrap=True)


def note(text: str | None) -> None:
    """Where an answer comes from, when that is not a register."""
    if text:
        line(f"[yellow]{text}[/yellow]")


def silent(cleared: int) -> None:
    """Say beside the answer how many hits are left out because a person cleared them."""
    hits = "1 hit stays" if cleared == 1 else f"{cleared:,} hits stay"
    said = f"{hits} silent: cleared before, and nothing changed since; --cleared shows what was cleared"
    click.echo(f"proscribe: {said}", err=True)


def pairs() -> Table:
    """A grid of names and values."""
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column(overflow="fold")
    return rows


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """A spinner on standard error while something takes long; nothing in a pipe."""
    err = Console(stderr=True)
    if not err.is_terminal:
        yield
        return
    with err.status(what):
        yield


def state_text(state: State, end_reason: str | None = None, on_record: bool = False) -> Text:
    """A state in words and colour: `● in force, removal asked`."""
    symbol, style, words = LOOK[state.measure]
    text = Text(f"{symbol} {words}", style=style)
    if end_reason:
        text.append(f" ({end_reason.replace('_', ' ')})")
    if on_record:
        text.append("\nban still on record", style="dim")
    for proceeding in state.proceedings:
        text.append(f"\n+ {proceeding.value} open", style="yellow")
    return text


def place_name(code: str | None) -> str:
    """A jurisdiction with its code."""
    return f"{jurisdictions().get(code, code)} ({code})" if code else "no jurisdiction named"


def regime_name(ident: str | None) -> str:
    """The English name of a regime, after its id."""
    return f"{ident}\n[dim]{escape(regime(ident).name)}[/dim]" if ident else "[dim]no regime named[/dim]"


def claim_line(claim: Claim, register: Register) -> str:
    """One claim on one line: `1a2b3c4d  Taliban · suspend · RU · 2025-04-17 · fact`."""
    subject = register.resolve(claim.subject).name if claim.subject else "the rules"
    aim = f" {claim.aim.value}" if claim.aim else ""
    parts = (
        subject,
        claim.act.value + aim,
        claim.regime or claim.jurisdiction or "no jurisdiction",
        claim.date.text if claim.date else "undated",
        claim.factuality.value,
    )
    return f"[b]{claim.id[:10]}[/b]  " + escape(" · ".join(parts))


def whose_word(claim: Claim) -> str:
    """Who acted, and who says so, outermost source first."""
    said = " ← ".join(claim.sources)
    return "; ".join(filter(None, (claim.actor, claim.instrument, f"said by {said}" if said else "")))


def standings(found: Sequence[Standing], register: Register) -> None:
    """The standings of one subject as a table, with problems and what is only reported below it."""
    if not found:
        line("Nothing is on record about this subject.")
        return
    first = found[0]
    out = console()
    out.print(_heading(first.subject.name, first.subject.id, first.on, first.known, register))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    narrow = out.width < 100
    for title in ("In" if narrow else "Jurisdiction", "Regime", "State", "Since", "On whose word"):
        table.add_column(title, overflow="fold", no_wrap=narrow and title == "Regime")
    for s in found:
        o = s.outcome
        last = decisive(s)
        word = escape(whose_word(last)) if last else "[dim]nothing on record for that day[/dim]"
        if any(text.startswith(("in force by law", "ended by law")) for text in o.implied):
            word += "\n[dim]by law, without an act of its own[/dim]"
        if o.scope:
            word += f"\n[dim]covers: {escape(o.scope)}[/dim]"
        if s.reported:
            word += f"\n[dim]{_count(len(s.reported), 'claim')} reported beside it[/dim]"
        state = state_text(s.state, o.end_reason.value if o.end_reason else None, o.on_record and _rests(s))
        since = o.since.text if o.since else ""
        place = (s.jurisdiction or "") if narrow else place_name(s.jurisdiction)
        table.add_row(place, (s.regime or "") if narrow else regime_name(s.regime), state, since, word)
    out.print(table)
    _notes(found, register)


def _rests(standing: Standing) -> bool:
    return standing.state.measure is Measure.SUSPENDED


def _heading(name: str, ident: str, on: date | None, known: date, register: Register) -> RenderableType:
    when = f"standing on [b]{on}[/b], as known on [b]{known}[/b]" if on else f"as known on [b]{known}[/b]"
    text = f"[b]{escape(name)}[/b] [dim]{escape(ident)}[/dim]\n{when}"
    if register.note:
        text += f"\n[yellow]{register.note}[/yellow]"
    return Panel(Text.from_markup(text), box=box.ROUNDED, expand=False, border_style="dim")


def _notes(found: Sequence[Standing], register: Register) -> None:
    for s in found:
        for problem in s.outcome.problems:
            ids = " ".join(i[:10] for i in problem.claims)
            line(
                f"[magenta]![/magenta] {s.regime or s.jurisdiction}: {escape(problem.message)} [dim]{ids}[/dim]"
            )
        for case in s.outcome.open:
            _case(s, case)
    reported = [(s, c) for s in found for c in s.reported]
    if reported:
        line("\n[b]Reported beside these answers[/b], not used for them:")
        for _, claim in reported:
            line(f"  {claim_line(claim, register)}  [dim]{_certainty(claim)}[/dim]")
    line("\n[dim]Rests on: " + (_coverage(found[0].coverage) or "claims in this register only") + "[/dim]")


def _case(standing: Standing, case: OpenCase) -> None:
    opened = f" since {case.opened}" if case.opened else ""
    line(f"[yellow]+[/yellow] {standing.regime}: a case for {case.proceeding.value} is open{opened}")
    for step in case.next:
        by = f" by {step.by}" if step.by else ""
        unverified = "" if step.verified else " [magenta](rule unverified)[/magenta]"
        line(
            f"    next: {escape(step.act.value)} → {escape(step.leads_to)}{by} {escape(step.actor or '')}{unverified}"
        )


def _coverage(coverage: Iterable[Coverage]) -> str:
    said = []
    for c in coverage:
        note = f", {c.note}" if c.note else ""
        said.append(f"{c.source}{note} ({'whole list' if c.whole else 'not complete'}, of {c.published})")
    return "; ".join(said)


def _certainty(claim: Claim) -> str:
    said = " ← ".join(claim.sources)
    judged = "proposed" if claim.origin.value == "proposed" else claim.origin.value
    return escape(", ".join(filter(None, (judged, f"said by {said}" if said else ""))))


def explanations(found: Sequence[Explanation], register: Register) -> None:
    """Each standing as a tree of reasons, down to quote and document hash."""
    for explanation in found:
        s = explanation.standing
        o = s.outcome
        out = console()
        out.print(_heading(s.subject.name, s.subject.id, s.on, s.known, register))
        state = state_text(s.state, o.end_reason.value if o.end_reason else None)
        title = Text.assemble(f"{s.regime or place_name(s.jurisdiction)}: ", state)
        title.append(f" since {o.since}" if o.since else "")
        tree = Tree(title, guide_style="dim")
        for reason in explanation.reasons:
            tree.add(_reason(reason, register))
        if not explanation.reasons:
            tree.add("[dim]no act on record[/dim]")
        for step in o.implied:
            tree.add(f"[dim]implied, not on record: {escape(step)}[/dim]")
        for problem in o.problems:
            tree.add(f"[magenta]! {escape(problem.message)}[/magenta]")
        if explanation.beside:
            branch = tree.add("[b]reported beside it, not used[/b]")
            for reason in explanation.beside:
                branch.add(_reason(reason, register))
        out.print(tree)
        line("[dim]Rests on: " + (_coverage(s.coverage) or "claims in this register only") + "[/dim]")


def _reason(reason: Reason, register: Register) -> RenderableType:
    claim = reason.claim
    rows = pairs()

    def add(key: str, value: str | None) -> None:
        if value:
            rows.add_row(key, Text(value))

    add("actor", claim.actor)
    add("instrument", claim.instrument)
    add("said by", " ← ".join(claim.sources))
    quote = claim.quote
    add("quote", f"“{quote.exact}”" if quote.exact else f"[removed; its digest is {quote.removed}]")
    add(
        "place",
        quote.place or (f"characters {quote.start} to {quote.stop}" if quote.start is not None else None),
    )
    add("source", claim.url or (reason.document.url if reason.document else None))
    add("document", f"SHA-256 {claim.document}")
    known = f"{reason.known.since}" + (" (assumed)" if reason.known.assumed else "")
    add("known from", known)
    for text in said_elsewhere(reason.group) if reason.group else ():
        add(text.partition(": ")[0], text.partition(": ")[2])
    if reason.decision:
        d = reason.decision
        add("decision", f"{d.verdict.value} by {d.by}: {d.because}")
    add("confidence", f"{claim.origin.value}" + (f", {claim.confidence}" if claim.confidence else ""))
    add("note", claim.note)
    return Stack(Text.from_markup(claim_line(claim, register)), Padding(rows, (0, 0, 0, 2)))


def history(subject: Subject, events: Sequence[Event], register: Register) -> None:
    """Acts in the order of their days."""
    console().print(_heading(subject.name, subject.id, None, register.moment().known, register))
    if not events:
        line("Nothing is on record.")
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("Day", "Regime", "Act", "On whose word", "Known from", "Claim"):
        table.add_column(title, overflow="fold", no_wrap=title in ("Known from", "Claim"))
    for event in events:
        c = event.claim
        act = Text(c.act.value + (f" {c.aim.value}" if c.aim else ""))
        if c.factuality is not Factuality.FACT:
            act.append(f"\n{c.factuality.value}", style="yellow")
        if not event.counts:
            act.append("\nproposed", style="dim")
        known = f"{event.known.since}" + ("*" if event.known.assumed else "")
        where = event.regime or c.jurisdiction or ""
        table.add_row(str(c.date or "undated"), where, act, escape(whose_word(c)), known, c.id[:10])
    console().print(table)
    line("[dim]* assumed from the day of the act: no day of publication is on record[/dim]")


def changes(found: Sequence[Change], origin: str | None) -> None:
    """What came to be known, one line each, under the day it came to be known."""
    note(origin)
    if not found:
        line("Nothing came to be known between these days.")
    day = None
    for change in found:
        if change.known != day:
            day = change.known
            line(f"\n[b]{day}[/b]")
        style = _KIND_STYLE.get(change.kind.split()[0], "")
        kind = f"[{style}]{change.kind:<10}[/]" if style else f"{change.kind:<10}"
        when = f" · {change.day}" if change.day else ""
        doubt = "" if change.factuality is Factuality.FACT else f" · {change.factuality.value}"
        doubt += "" if change.counts else " · proposed"
        where = change.regime or change.jurisdiction or ""
        line(
            f"  {kind} {escape(change.subject.name)} · {where}{when}{doubt}  [dim]{escape(change.text)}[/dim]"
        )


_KIND_STYLE = {
    "designate": "red",
    "appeared": "red",
    "remove": "green",
    "lapse": "green",
    "suspend": "yellow",
    "absent": "magenta",
    "correction": "magenta",
}


def proposals(found: Sequence[Matter], register: Register) -> None:
    """What awaits judgement, act by act, with the words it rests on and what else is on record of it."""
    if not found:
        line("Nothing awaits judgement.")
        return
    count = sum(len(m.awaiting) for m in found)
    line(
        f"[b]{_count(count, 'proposal')} to judge[/b] about {_count(len(found), 'act')}: "
        "proscribe accept ID --by NAME --because TEXT \\[--group]"
    )
    for matter in found:
        line("")
        for proposal in matter.awaiting:
            c = proposal.claim
            line(claim_line(c, register))
            words = c.quote.exact or "[the quote is redacted]"
            console().print(Padding(Text(f"“{words}”", style="italic"), (0, 0, 0, 12)))
            said = " ← ".join(c.sources) or "the publisher's own words"
            published = c.published or "on an unknown day"
            console().print(Padding(Text(f"{said}; published {published}", style="dim"), (0, 0, 0, 12)))
        for text in [*said_elsewhere(matter.group), *_copied(matter)]:
            console().print(Padding(Text(text, style="dim"), (0, 0, 0, 12)))


def _copied(matter: Matter) -> list[str]:
    if not matter.copies:
        return []
    return ["the same report, copied: " + "; ".join(c.id[:10] for c in matter.copies)]


def said_elsewhere(group: "Group") -> list[str]:
    """Who said the same or the opposite: first reported, confirmed, contradicted, official."""

    def named(claims: Iterable[Claim]) -> str:
        return "; ".join(
            f"{c.id[:10]} ({c.origin.value}, {c.published or c.date or 'undated'})" for c in claims
        )

    found = []
    if len({c.document for c in group.claims}) > 1:
        found.append(f"first: {named([group.first])}")
    for what, claims in (("confirmed by", group.confirmed), ("contradicted by", group.contradicted)):
        if claims:
            found.append(f"{what}: {named(claims)}")
    if group.official:
        found.append(f"official: {named(group.official)}")
    return found


def matrix(rows: Sequence[Row], register: Register, moment: Moment) -> None:
    """Subjects by jurisdictions, one symbol a cell."""
    if not rows:
        line("Nothing is on record.")
        return
    codes = sorted({code for row in rows for code in row.cells})
    note(register.note)
    line(f"standing on [b]{moment.on}[/b], as known on [b]{moment.known}[/b]")
    names = max(len(row.subject.name) for row in rows)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 0), collapse_padding=True)
    table.add_column("Subject", no_wrap=True, overflow="ellipsis", max_width=min(names, 40), min_width=20)
    for code in codes:
        table.add_column(code, justify="center", min_width=3, no_wrap=True)
    seen = set()
    for row in rows:
        cells = []
        for code in codes:
            cell = row.cells.get(code)
            seen |= {cell.state.measure} if cell else set()
            cells.append(_symbol(cell))
        table.add_row(escape(row.subject.name), *cells)
    needed = min(names, 40) + 4 * len(codes) + 2
    wide = (
        Console(width=max(console().width, needed), highlight=False) if not sys.stdout.isatty() else console()
    )
    wide.print(table)
    legend = "   ".join(f"[{LOOK[m][1]}]{LOOK[m][0]}[/] {LOOK[m][2]}" for m in LOOK if m in seen)
    line(
        f"{legend}   [yellow]+[/yellow] a case is open   [dim]blank: nothing on record, which is not a no[/dim]"
    )


def _symbol(standing: Standing | None) -> Text:
    if standing is None:
        return Text("")
    symbol, style, _ = LOOK[standing.state.measure]
    text = Text(symbol, style=style)
    if standing.state.proceedings:
        text.append("+", style="yellow")
    return text


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar on standard error for long work over many things; nothing in a pipe or for a few."""
    err = Console(stderr=True)
    if not err.is_terminal or total < 5:
        yield lambda: None
        return
    from rich.progress import Progress

    with Progress(console=err, transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)
