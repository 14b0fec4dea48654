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
from ..config import open_for_questions
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
    if register.note:
        show.line(f"[yellow]{register.note}[/yellow]")
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
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column(overflow="fold")
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
    if note:
        show.line(f"[yellow]{note}[/yellow]")
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
