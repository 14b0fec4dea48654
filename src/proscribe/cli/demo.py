"""The tour: the matrix, a day, what was known, a report read, accepted, and why."""

import tempfile
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path

import click
from rich.rule import Rule

from ..answers.reading import Source, read_report, reader
from ..answers.register import Register
from ..config import open_register, starter_register
from ..model.dates import Day
from ..model.words import Act, Verdict
from ..starter import facts
from . import show

TOUR = ("taliban", "hay-at-tahrir-al-sham", "ansar-allah-houthis", "farc", "mek", "hizballah", "ltte", "pkk")
DISPATCHES = ("2025-03-31", "2025-04-17")


@click.command()
def demo() -> None:
    """A tour of the product on the starter facts and two short dispatches."""
    register = starter_register()
    register.note = None
    _matrix(register)
    _days(register)
    with tempfile.TemporaryDirectory(prefix="proscribe-") as folder:
        _reports(open_register(str(Path(folder) / "tour.db"), create=True))
    _next()


def _say(title: str, command: str, text: str = "") -> None:
    out = show.console()
    out.print()
    out.print(Rule(f"[b]{title}[/b]", align="left", style="dim"))
    if text:
        out.print(text)
    if command:
        out.print(f"[dim]$ {command}[/dim]")


def _matrix(register: Register) -> None:
    _say(
        "1. Who is banned where, today",
        f"proscribe matrix {' '.join(TOUR)}",
        "From the starter facts: cited acts, each with its source. A blank is not a no.",
    )
    show.matrix(register.matrix(TOUR), register, register.moment())


def _days(register: Register) -> None:
    day = date(2025, 4, 18)
    _say("2. One organisation, one day", f"proscribe standing Taliban --on {day}")
    show.standings(register.standing("Taliban", on=day), register)
    known = date(2025, 3, 1)
    _say(
        "3. The same day, as it was known before",
        f"proscribe standing Талибан --in RU --on {day} --known {known}",
        "Nothing published after that day counts. Any name in any script finds the subject.",
    )
    show.standings(register.standing("Талибан", "RU", on=day, known=known), register)


def _reports(register: Register) -> None:
    folder = files(__package__) / "dispatches"
    register.append([facts.table("organisations")])
    text = (folder / f"{DISPATCHES[0]}.txt").read_text("utf-8")
    _say("4. A report, read into proposals", f"proscribe read dispatch.txt --published {DISPATCHES[0]}")
    click.echo("\n".join(f"    {line}" for line in text.strip().splitlines()))
    _read(register, text, DISPATCHES[0])
    show.proposals(register.matters(), register)
    _say(
        "5. Nothing counts until a person accepts it",
        "proscribe standing Taliban --in RU --on 2025-04-01",
        "This second register holds that report and nothing else.",
    )
    _standing(register, date(2025, 4, 1))
    _accept(register, lambda act, aim: act is Act.DESIGNATE)
    _say(
        "6. The ban of 2003 accepted",
        "proscribe accept ID --by 'A. Editor' --because 'checked at the source'",
    )
    _standing(register, date(2025, 4, 1))
    text = (folder / f"{DISPATCHES[1]}.txt").read_text("utf-8")
    _read(register, text, DISPATCHES[1])
    _accept(register, lambda act, aim: act is Act.SUSPEND)
    _say("7. A second report accepted: before and after, and why", "proscribe why Taliban RU --on 2025-04-18")
    _standing(register, date(2025, 4, 16))
    found = [e for e in register.why("Taliban", "RU", on=date(2025, 4, 18)) if e.reasons]
    show.explanations(found, register)
    problems = list(register.verify())
    head = register.head()
    kept = "the chain of hashes holds" if not problems else "the chain of hashes is broken"
    show.line(f"\n{kept}: {head.batch} batches, digest {head.digest}")


def _read(register: Register, text: str, day: str) -> None:
    source = Source(Day.parse(day), "an agency", "en")
    register.append(read_report(reader(register.roster()), text.encode(), f"dispatch of {day}", source).items)


def _accept(register: Register, wanted: Callable[[Act, Act | None], bool]) -> None:
    for proposal in register.review():
        if wanted(proposal.claim.act, proposal.claim.aim):
            register.judge(Verdict.ACCEPT, proposal.claim.id, "A. Editor", "checked at the source")


def _standing(register: Register, day: date) -> None:
    found = [s for s in register.standing("Taliban", "RU", on=day) if s.regime != "int.recognition"]
    show.standings(found, register)


def _next() -> None:
    _say("Next", "")
    show.line("  .venv/bin/proscribe init                      a register of your own, in ./proscribe.db")
    show.line("  .venv/bin/proscribe standing NAME --in PLACE  any organisation, any day")
    show.line("  .venv/bin/proscribe --help                    all commands")
