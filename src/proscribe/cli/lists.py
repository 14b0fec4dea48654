"""Commands about official lists: import, update, and which there are."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich import box
from rich.markup import escape
from rich.table import Table

from ..answers.forms import links_forms
from ..answers.holdings import Holding, form, holdings
from ..answers.importing import Imported, import_list
from ..answers.linking import linked
from ..answers.register import Register
from ..answers.updating import Looked, update_list
from ..config import Look, keep_looks, now, open_for_questions, open_register, validators
from ..errors import BadInput, CheckFailed, Problem
from ..gather.fetch import Fetcher
from ..lists.importing import Refused
from ..lists.registry import source
from ..model.dates import Day
from . import show
from .options import as_json, moment, print_json


@click.command("import")
@click.argument("list_id", metavar="LIST")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--published", metavar="EDTF", help="The day of publication, where the files do not state it.")
@click.option("--force", is_flag=True, help="Let a great loss of entries pass, and read again what is held.")
@as_json
@click.pass_obj
def import_(
    db: str | None, list_id: str, paths: tuple[str, ...], published: str | None, force: bool, as_json: bool
) -> None:
    """Import publications of a list: each path is one, a file or a folder of the files of one day."""
    day = Day.parse(published) if published else None
    source(list_id)
    register = open_register(db)
    done: list[tuple[str, Imported]] = []
    refused: list[str] = []
    with show.progress(f"importing {list_id}", len(paths)) as step:
        for path in paths:
            answer = _imported(register, list_id, path, day, force)
            if isinstance(answer, Imported):
                done.append((path, answer))
                if not as_json:
                    _show(path, answer)
            else:
                refused.append(f"{path}: {answer.message}")
            step()
    if as_json:
        print_json(_form(path, answer) for path, answer in done)
    _finish(refused, len(paths), "imported")


def _imported(
    register: Register, list_id: str, path: str, day: Day | None, force: bool
) -> Imported | Problem:
    try:
        files = _files(Path(path), source(list_id).tripwires.megabytes)
    except BadInput as error:
        return Problem("unreadable", str(error))
    answer = import_list(register, list_id, files, day, force=force)
    return answer.problem if isinstance(answer, Refused) else answer


def _files(path: Path, megabytes: int) -> Mapping[str, bytes]:
    """The files of one publication; names in a folder carry the folder's name, which may be a day."""
    if path.is_dir():
        members = sorted(p for p in path.iterdir() if p.is_file() and not p.name.startswith("."))
        found = {f"{path.name}/{p.name}": p for p in members}
    elif path.exists():
        found = {path.name: path}
    else:
        raise BadInput("does not exist")
    size = sum(p.stat().st_size for p in found.values())
    if size > megabytes << 20:
        raise BadInput(f"has {size / 1e6:.0f} MB, more than the {megabytes} MB that this list can have")
    try:
        return {name: p.read_bytes() for name, p in found.items()}
    except OSError as error:
        raise BadInput(f"cannot be read ({error.strerror})") from None


@click.command()
@click.argument("list_ids", metavar="[LIST...]", nargs=-1)
@click.option("--due", is_flag=True, help="Only lists whose time to look again has come.")
@click.option("--allow-private", is_flag=True, help="Allow addresses that are not of the public internet.")
@as_json
@click.pass_obj
def update(db: str | None, list_ids: tuple[str, ...], due: bool, allow_private: bool, as_json: bool) -> None:
    """Fetch lists from their publishers; what fails leaves the others done and itself as it was."""
    register = open_register(db)
    today = now().date()
    chosen = _chosen(holdings(register.ledger, today), list_ids, due, today)
    if not chosen:
        show.line("no list is due")
        return
    looks: list[Looked] = []
    fetcher = Fetcher() if not allow_private else Fetcher.private()
    with validators(db) as known, show.progress("fetching", len(chosen)) as step:
        for holding in chosen:
            looked = update_list(register, fetcher, holding, known, today)
            looks.append(looked)
            failure = str(looked.failure) if looked.failure else None
            keep_looks(db, {looked.list: Look(now(), failure)})
            if not as_json:
                _look(looked)
            step()
    if as_json:
        print_json(_look_form(looked) for looked in looks)
    failed = [f"{looked.list}: {looked.failure}" for looked in looks if looked.failure]
    _finish(failed, len(looks), "updated")


def _chosen(rows: Sequence[Holding], list_ids: Sequence[str], due: bool, today: date) -> list[Holding]:
    by_id = {h.list.id: h for h in rows}
    for ident in list_ids:
        if ident not in by_id:
            source(ident)  # says which there are
        if not by_id[ident].list.readable:
            raise BadInput(f"{ident} has no reader yet; its page is {by_id[ident].list.page}")
    found = [by_id[i] for i in list_ids] or [h for h in rows if h.list.readable and not h.list.closed]
    return [h for h in found if h.is_due(today)] if due else found


@click.command()
@click.option("--held", is_flag=True, help="Only lists of which something is held.")
@as_json
@click.pass_obj
def lists(db: str | None, held: bool, as_json: bool) -> None:
    """The official lists: which can be read, what is held, how old it is, and when it is due."""
    register = open_for_questions(db)
    rows = [h for h in holdings(register.ledger, now().date()) if h.editions or not held]
    if as_json:
        print_json(form(h) for h in rows)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("List", "Title and publisher", "Reader", "Held", "Published", "Age", "Due"):
        table.add_column(title, overflow="fold", no_wrap=title in ("List", "Published", "Due"))
    for h in rows:
        table.add_row(*_cells(h))
    show.console().print(table)


@click.command()
@click.argument("list_ids", metavar="[LIST...]", nargs=-1)
@moment
@as_json
@click.pass_obj
def links(
    db: str | None, list_ids: tuple[str, ...], on: Any, known: Any, recorded: Any, as_json: bool
) -> None:
    """Which entries of the lists held are one subject: wrong citations, and likely pairs for a person to
    judge.
    """
    register = open_register(db)
    with show.waiting("comparing lists"):
        found = linked(register.ledger, register.moment(on, known, recorded), list_ids)
    if as_json:
        print_json(links_forms(found))
        return
    count = sum(len(c.members) for c in found.clusters)
    show.line(f"{count} entries are {len(found.clusters)} subjects by what they cite")
    for problem in found.problems:
        show.line(f"  [magenta]![/magenta] {escape(problem.message)}")
    if found.proposed:
        show.line(
            f"{len(found.proposed)} pairs are likely one subject; nothing joins them but a person's word"
        )
    for pair in found.proposed:
        show.line(f"  [b]{pair.one}[/b] ~ [b]{pair.other}[/b]  {escape(', '.join(pair.evidence))}")


def _cells(h: Holding) -> tuple[str, ...]:
    reader = "no" if not h.list.readable else "untested" if h.list.untested else "yes"
    held = f"{h.editions} ({h.last.size} entries)" if h.last else ""
    age = f"{h.age} d" if h.age is not None else ""
    due = (
        "closed"
        if h.list.closed
        else ""
        if h.due is None
        else "now"
        if h.due == date.min
        else h.due.isoformat()
    )
    published = h.last.published.text if h.last else ""
    title = f"{escape(h.list.title)}\n[dim]{escape(h.list.publisher)}[/dim]"
    return h.list.id, title, reader, held, published, age, due


def _show(path: str, done: Imported) -> None:
    show.line(f"[b]{escape(path)}[/b]  {_words(done)}")
    for text in _summed(done.problems):
        show.line(f"  [magenta]![/magenta] {escape(text)}")


def _words(done: Imported) -> str:
    edition = done.edition
    what = f"{edition.list} {edition.published}: {edition.size} entries"
    if not done.added:
        return f"{what}; was there already, nothing added"
    if done.before is None:
        return f"{what}; none before it is held"
    counts = _counts(done)
    said = ", ".join(f"{n} {word}" for word, n in counts.items() if n) or "no change"
    return f"{what}; {said} since {done.before.published}"


def _counts(done: Imported) -> dict[str, int]:
    found = done.difference
    return {"appeared": len(found.appeared), "changed": len(found.changed), "absent": len(found.absent)}


def _summed(problems: Sequence[str]) -> Iterator[str]:
    """Problems in a few lines: the first five, and how many more there are."""
    yield from problems[:5]
    if len(problems) > 5:
        yield f"and {len(problems) - 5} more findings"


def _form(path: str, done: Imported) -> dict[str, object]:
    edition = done.edition
    return {
        "path": path,
        "list": edition.list,
        "published": edition.published.text,
        "entries": edition.size,
        "snapshot": edition.id,
        "content": edition.content,
        "added": done.added,
        "before": done.before.published.text if done.before else None,
        **_counts(done),
        "problems": list(done.problems),
    }


def _look(looked: Looked) -> None:
    if looked.done is not None:
        show.line(f"[b]{looked.list}[/b]  {_words(looked.done)}")
        for text in _summed(looked.done.problems):
            show.line(f"  [magenta]![/magenta] {escape(text)}")
    elif looked.note:
        show.line(f"[b]{looked.list}[/b]  {escape(looked.note)}")


def _look_form(looked: Looked) -> dict[str, object]:
    form = (
        _form(looked.address, looked.done) if looked.done else {"path": looked.address, "list": looked.list}
    )
    return {**form, "note": looked.note, "failure": str(looked.failure) if looked.failure else None}


def _finish(failed: Sequence[str], count: int, verb: str) -> None:
    """Say each failure on a line of its own; the last ends the command with status 1."""
    kinds = Counter(failed)
    for text in failed[:-1]:
        click.echo(f"proscribe: {' '.join(text.split())}", err=True)
    if kinds:
        rest = f" ({count - len(failed)} of {count} {verb})" if count > 1 else ""
        raise CheckFailed(failed[-1] + rest)
