"""The command that moves a register to another engine: migrate."""

import click

from ..config import carry_key, open_ledger, shown
from ..errors import CheckFailed
from ..ledger.migrating import Migration
from . import show


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def migrate(source: str, target: str) -> None:
    """Copy a register as it stands, with its digests: from a file to PostgreSQL (postgresql://…), or back.

    A run that was cut off is taken up again by the same command.
    """
    here = open_ledger(source, create=False)
    there = open_ledger(target, create=True)
    names = shown(source), shown(target)
    migration = Migration(here, there, names)
    with show.progress("copying", migration.portions()) as step:
        done = migration.run(step)
    if there.head() != done.head:
        raise CheckFailed(f"{names[1]} does not end as {names[0]} does; run: proscribe verify")
    carry_key(source, target)
    count = f"{done.batches} batch{'' if done.batches == 1 else 'es'} with {done.items} items copied"
    what = count if done.batches else "nothing left to copy"
    show.line(f"register [b]{names[1]}[/b]: {what}")
    show.line(f"[dim]batch {done.head.batch}, digest {done.head.digest}[/dim]")
