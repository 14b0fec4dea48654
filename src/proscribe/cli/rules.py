"""Commands about procedure: docket, calendar, regimes, regime, forecasts."""

from datetime import date
from pathlib import Path

import click
from rich import box
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from ..answers import forms
from ..answers.calendar import Due
from ..answers.docket import Docketed
from ..answers.forecasts import records
from ..answers.places import place
from ..config import open_for_questions
from ..law import diagram
from ..law.load import load_regimes
from ..law.load import regime as regime_by_id
from ..law.regime import Regime
from ..model.standing import NextStep
from . import show
from .options import DAY, as_json, knowledge, moment, print_json
from .questions import IN


@click.command()
@IN
@moment
@as_json
@click.pass_obj
def docket(
    db: str | None,
    where: str | None,
    on: date | None,
    known: date | None,
    recorded: date | None,
    as_json: bool,
) -> None:
    """Open cases: the last step, what is scheduled, who may do what next, and by when."""
    register = open_for_questions(db)
    with show.waiting("folding every case"):
        found = register.docket(where, on, known, recorded)
    if as_json:
        print_json(forms.docketed_form(item, register.resolve) for item in found)
        return
    show.note(register.note)
    at = register.moment(on, known, recorded)
    show.line(f"open cases on [b]{at.on}[/b], as known on [b]{at.known}[/b]: {len(found)}")
    for item in found:
        _case(item)


def _case(item: Docketed) -> None:
    s, case = item.standing, item.case
    opened = f"since {case.opened}" if case.opened else "since an unknown day"
    show.line("")
    show.line(
        f"[b]{escape(s.subject.name)}[/b]  {s.regime}  [yellow]{case.proceeding.value}[/yellow] open {opened}"
        f"  [dim]measure: {s.state.measure.value}[/dim]"
    )
    rows = show.pairs()
    rows.add_row("  last step", Text(case.last))
    for text in case.scheduled:
        rows.add_row("  scheduled", Text(text))
    for text in case.announced:
        rows.add_row("  announced", Text(text))
    for step in case.next:
        rows.add_row("  then" if step.after else "  next", step_text(step))
    show.console().print(rows)


def step_text(step: NextStep) -> Text:
    """A possible step: `suspend → suspended, by the Supreme Court, within P5D`."""
    aim = f" {step.aim.value}" if step.aim else ""
    text = Text(f"{step.act.value}{aim}", style="bold")
    text.append(f" after {step.after.value}" if step.after else f" → {step.leads_to}", style="not bold")
    parts = [f"by {step.actor}" if step.actor else "", f"not later than {step.by}" if step.by else ""]
    parts += [
        f"within {step.within}" if step.within else "",
        f"silence: {step.silence}" if step.silence else "",
    ]
    for part in filter(None, parts):
        text.append(f", {part}", style="not bold")
    if not step.verified:
        text.append("  rule unverified", style="not bold magenta")
    return text


@click.command()
@click.option("--from", "first", type=DAY, help="The first day; today when left out.")
@click.option("--to", "last", type=DAY, help="The last day; a year later when left out.")
@click.option(
    "--ics", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write iCalendar."
)
@IN
@knowledge
@as_json
@click.pass_obj
def calendar(
    db: str | None,
    first: date | None,
    last: date | None,
    ics: Path | None,
    where: str | None,
    known: date | None,
    recorded: date | None,
    as_json: bool,
) -> None:
    """Reviews, expiries, hearings and other terms between two days."""
    register = open_for_questions(db)
    with show.waiting("computing every term"):
        found = register.calendar(first, last, where, known, recorded)
    if ics is not None:
        from ..publish.icalendar import icalendar

        stamped = register.head().at or register.now()
        ics.write_bytes(icalendar(found, stamped))
        show.line(f"{len(found)} events written to {ics}")
    elif as_json:
        print_json(forms.due_form(due) for due in found)
    else:
        _calendar(found, register.note)


def _calendar(found: list[Due], note: str | None) -> None:
    show.note(note)
    if not found:
        show.line("Nothing is due between these days.")
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("By", "What", "Subject", "Regime", "If nothing is done"):
        table.add_column(title, overflow="fold")
    for due in found:
        what = Text(f"{due.kind.replace('_', ' ')} ({due.act.value})")
        if not due.verified:
            what.append("\nrule unverified", style="magenta")
        silence = "" if due.kind == "hearing" else due.silence or "nothing changes"
        table.add_row(due.day.text, what, escape(due.subject.name), due.regime, silence)
    show.console().print(table)


@click.command()
@click.option("--source", metavar="NAME", help="Only what this source said; a part of its name is enough.")
@moment
@as_json
@click.pass_obj
def forecasts(
    db: str | None,
    source: str | None,
    on: date | None,
    known: date | None,
    recorded: date | None,
    as_json: bool,
) -> None:
    """Announcements and forecasts against what then happened: how many came true, after how many days."""
    register = open_for_questions(db)
    with show.waiting("holding announcements against acts"):
        found = register.forecasts(source, on, known, recorded)
    if as_json:
        print_json(forms.forecast_form(item, register.resolve) for item in found)
        return
    show.note(register.note)
    if not found:
        show.line("No announcement is on record.")
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("Said by", "Subject", "Act", "For", "What became of it"):
        table.add_column(title, overflow="fold")
    for item in found:
        f = item.forecast
        days = f" after {f.days} days" if f.days is not None else ""
        other = "" if f.exact else ", by another act of the kind"
        act = f"{f.claim.act.value}, {f.claim.factuality.value}"
        what = f.verdict.value.replace("_", " ") + days + other
        table.add_row(escape(f.said_by), escape(item.subject.name), act, str(f.claim.date or ""), what)
    show.console().print(table)
    for record in records(found):
        middle = f", median {record.median_days:g} days" if record.median_days is not None else ""
        show.line(
            f"  [b]{escape(record.source)}[/b]: {record.total} said, {record.came_true} came true, {record.late} late, "
            f"{record.lapsed} lapsed, {record.open} open{middle}"
        )


@click.command()
@IN
@as_json
def regimes(where: str | None, as_json: bool) -> None:
    """The regimes this program knows: id, jurisdiction, name, and how complete the procedure on file is."""
    chosen = place(where) if where else None
    found = [
        law
        for law in load_regimes().values()
        if chosen is None or law.jurisdiction == chosen.jurisdiction or law.id == chosen.regime
    ]
    if as_json:
        print_json(forms.regime_form(law) for law in found)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("Regime", "Name", "Procedure", "Steps", "Unverified"):
        table.add_column(title, overflow="fold")
    for law in found:
        doubt = sum(not s.verified for s in law.steps)
        table.add_row(law.id, escape(law.name), law.depth, str(len(law.steps)), str(doubt or ""))
    show.console().print(table)
    show.line(f"{len(found)} regimes; one of them in full: proscribe regime ID")


@click.command()
@click.argument("ident", metavar="ID")
@click.option("--mermaid", is_flag=True, help="As a Mermaid state diagram.")
@as_json
def regime(ident: str, mermaid: bool, as_json: bool) -> None:
    """The procedure of a regime: its states, who may do what in each, by when, and what silence means."""
    law = regime_by_id(ident.strip().lower())
    if as_json:
        print_json([forms.regime_form(law)])
    elif mermaid:
        click.echo(diagram.mermaid(law), nl=False)
    else:
        _regime(law)


def _regime(law: Regime) -> None:
    click.echo(diagram.plain(law))
    if law.original:
        show.line(f"[dim]name[/dim]     {escape(law.original)}")
    for basis in law.legal_basis:
        article = f", art. {basis.article}" if basis.article else ""
        show.line(
            f"[dim]law[/dim]      {escape(basis.act + article)}{f' ({basis.date})' if basis.date else ''}"
        )
    for effect in law.effects:
        show.line(f"[dim]effect[/dim]   {escape(effect)}")
    if law.official_list.url:
        show.line(f"[dim]list[/dim]     {law.official_list.url}")
    if law.not_verified:
        show.line(f"[magenta]unverified[/magenta]  {escape(law.not_verified)}")
