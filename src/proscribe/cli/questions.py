"""Commands that ask: standing, why, history, matrix.

What shows answers to people is loaded by answers for people: it takes a sixth of the time of one standing as JSON.
"""

from datetime import date

import click

from ..answers import forms
from ..config import open_for_questions
from .options import DAY, as_json, knowledge, moment, print_json

IN = click.option("--in", "where", metavar="PLACE", help="A jurisdiction (RU, EU, UN) or a regime (us.fto).")


@click.command()
@click.argument("subject")
@IN
@moment
@as_json
@click.pass_obj
def standing(
    db: str | None,
    subject: str,
    where: str | None,
    on: date | None,
    known: date | None,
    recorded: date | None,
    as_json: bool,
) -> None:
    """The standing of SUBJECT (any of its names, in any script) on a day, as known on a day."""
    register = open_for_questions(db)
    found = register.standing(subject, where, on, known, recorded)
    if as_json:
        print_json(forms.standing_form(s, register.resolve) for s in found)
    else:
        from . import show

        show.standings(found, register)


@click.command()
@click.argument("subject")
@click.argument("regime", metavar="REGIME")
@moment
@as_json
@click.pass_obj
def why(
    db: str | None,
    subject: str,
    regime: str,
    on: date | None,
    known: date | None,
    recorded: date | None,
    as_json: bool,
) -> None:
    """The reasons of a standing, down to quote and document hash. REGIME may be a jurisdiction."""
    register = open_for_questions(db)
    found = register.why(subject, regime, on, known, recorded)
    if as_json:
        print_json(forms.explanation_form(e, register.resolve) for e in found)
    else:
        from . import show

        show.explanations(found, register)


@click.command()
@click.argument("subject")
@IN
@knowledge
@as_json
@click.pass_obj
def history(
    db: str | None,
    subject: str,
    where: str | None,
    known: date | None,
    recorded: date | None,
    as_json: bool,
) -> None:
    """Every act on SUBJECT that is on record, in the order of their days."""
    register = open_for_questions(db)
    events = register.history(subject, where, known, recorded)
    if as_json:
        print_json(forms.event_form(e, register.resolve) for e in events)
    else:
        from . import show

        show.history(register.find(subject), events, register)


@click.command()
@click.option("--since", type=DAY, required=True, help="What came to be known after this day.")
@click.option("--until", type=DAY, help="The last day of knowledge; today when left out.")
@click.option("--recorded", type=DAY, help="Only what this register had recorded by this day (audits).")
@as_json
@click.pass_obj
def changes(db: str | None, since: date, until: date | None, recorded: date | None, as_json: bool) -> None:
    """What came to be known between two days: acts, list entries, corrections; one line each."""
    from . import show

    register = open_for_questions(db)
    with show.waiting("comparing what was known"):
        found = register.changes(since, until, recorded)
    if as_json:
        print_json(forms.change_form(c) for c in found)
    else:
        show.changes(found, register.note)


@click.command()
@click.argument("subjects", nargs=-1, metavar="[SUBJECT]...")
@moment
@as_json
@click.pass_obj
def matrix(
    db: str | None,
    subjects: tuple[str, ...],
    on: date | None,
    known: date | None,
    recorded: date | None,
    as_json: bool,
) -> None:
    """Subjects by jurisdictions on a day: those named, or all."""
    register = open_for_questions(db)
    rows = register.matrix(subjects, on, known, recorded)
    if as_json:
        print_json(forms.standing_form(s, register.resolve) for row in rows for s in row.standings)
    else:
        from . import show

        show.matrix(rows, register, register.moment(on, known, recorded))
