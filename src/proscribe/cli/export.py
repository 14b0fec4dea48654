"""The command that writes what the register knows on a day in other people's formats."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from ..answers.everybody import count, everybody
from ..answers.places import place
from ..config import open_for_questions
from ..errors import BadInput
from . import show
from .options import moment
from .questions import IN

FORMATS = ("ftm", "statements", "csv", "jsonl", "parquet", "prov")


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@click.option(
    "--out",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write.",
)
@IN
@moment
@click.pass_obj
def export(
    db: str | None,
    form: str,
    out: Path,
    where: str | None,
    on: date | None,
    known: date | None,
    recorded: date | None,
) -> None:
    """Write every party with its standings on a day: ftm, statements, csv, jsonl, parquet; or the record: prov.

    `ftm` is FollowTheMoney entities as JSON lines, `statements` their values as CSV, `prov` the claims, documents and
    decisions as W3C PROV-JSON. The file appears whole or not at all.
    """
    register = open_for_questions(db)
    at = register.moment(on, known, recorded)
    chosen = place(where) if where else None
    with show.progress("exporting", count(register, at)) as step, _whole(out) as partial:
        found = everybody(register, at, chosen, step)
        if form == "parquet":
            from ..publish.tables import parquet

            parquet(partial, found)
        elif form == "prov":
            from ..publish import prov

            _write(partial, prov.lines(register, at, chosen))
        elif form == "ftm":
            from ..publish import entities

            _write(partial, entities.lines(found))
        elif form == "statements":
            from ..publish import statements

            _write(partial, statements.lines(found, at.known))
        else:
            from ..publish import tables

            made = tables.csv_lines(found) if form == "csv" else tables.json_lines(found, register.resolve)
            _write(partial, made)
        size = partial.stat().st_size
    show.note(register.note)
    show.line(f"{form} on [b]{at.on}[/b], as known on [b]{at.known}[/b]: {size:,} bytes written to {out}")


def _write(path: Path, pieces: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        file.writelines(pieces)


@contextmanager
def _whole(out: Path) -> Iterator[Path]:
    """A name beside the file to write to; the file gets its own when all is written."""
    partial = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        yield partial
        partial.replace(out)
    except OSError as error:
        raise BadInput(f"{out}: it cannot be written: {error.strerror or error}") from None
    finally:
        partial.unlink(missing_ok=True)
