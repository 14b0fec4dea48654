"""Commands that screen: names against what the register holds for a day, decisions on hits, certificates."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich import box
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from ..answers.certificates import CAREFUL
from ..answers.register import Register
from ..answers.screened import answered
from ..answers.screening import (
    FIELDS,
    Finding,
    Findings,
    decision,
    finding_form,
    in_words,
    row,
    telling,
)
from ..config import open_for_questions, open_register, screening_index, signer, signing_key
from ..errors import BadInput
from ..model.dates import Day
from ..model.words import Verdict
from ..screening import writers
from ..screening.batch import Screened
from ..screening.batch import screen as screen_many
from ..screening.delta import changed, customer_digest, sorted_out
from ..screening.engine import Engine
from ..screening.hits import Query
from ..screening.index import Index
from ..screening.readers import Columns, Reject
from ..screening.readers import read as read_file
from . import show
from .options import as_json, engine_options, moment, print_json, signed

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("names", nargs=-1, metavar="NAME...")
@click.option(
    "--file", "given", metavar="F", help="CSV, JSONL, Parquet; also a folder or a pattern of Parquet."
)
@click.option("--column", metavar="C", help="The column of names; `name` when left out.")
@click.option("--id-column", metavar="C", help="The column of the customer's own key.")
@click.option("--birth-column", metavar="C", help="The column of dates of birth.")
@click.option("--country-column", metavar="C", help="The column of countries.")
@click.option(
    "--kind-column", metavar="C", help="The column that says person, organisation, vessel, aircraft."
)
@click.option("--encoding", metavar="E", help="The encoding of a CSV file that is not UTF-8.")
@click.option("--out", metavar="F", help="Write hits: CSV, JSONL, Parquet; for Spark a folder of Parquet.")
@click.option(
    "--rejects",
    type=FILE,
    metavar="F",
    help="Where bad rows go.",
)
@moment
@click.option("--threshold", type=float, metavar="T", help="The least score of a hit, above 0 and up to 1.")
@click.option(
    "--alarms",
    type=float,
    metavar="N",
    help="False alarms per 1,000 clean names; 10 for names, 1 for a file.",
)
@click.option(
    "--since",
    type=FILE,
    metavar="INDEX",
    help="Only what the lists changed since.",
)
@click.option(
    "--save-index",
    type=FILE,
    metavar="F",
    help="Keep the index, for a later --since.",
)
@click.option(
    "--seen",
    type=FILE,
    metavar="F",
    help="Customers of earlier runs: with --since.",
)
@click.option("--cleared", "show_cleared", is_flag=True, help="Show also hits that a person cleared.")
@engine_options("refuse")
@as_json
@click.pass_obj
def screen(
    db: str | None,
    names: tuple[str, ...],
    given: str | None,
    column: str | None,
    id_column: str | None,
    birth_column: str | None,
    country_column: str | None,
    kind_column: str | None,
    encoding: str | None,
    out: str | None,
    rejects: Path | None,
    on: date | None,
    known: date | None,
    recorded: date | None,
    threshold: float | None,
    alarms: float | None,
    since: Path | None,
    save_index: Path | None,
    seen: Path | None,
    show_cleared: bool,
    engine: str,
    master: str,
    conf: tuple[str, ...],
    on_error: str,
    as_json: bool,
) -> None:
    """Screen names against every list the register holds and every organisation it knows, as of a day."""
    if bool(names) == bool(given):
        raise BadInput("give names to screen, or a --file of them, and not both")
    if engine == "spark" and (not given or seen is not None or as_json):
        raise BadInput("--engine spark screens a --file into --out, without --seen and --json")
    register = open_for_questions(db)
    at = register.moment(on, known, recorded)
    with show.waiting("opening the index"):
        index = screening_index(register, at, db)
    whole = searching = Engine(index)
    if alarms is None and threshold is None:
        # a person who types a name looks at every hit; a file of a million must not drown anybody
        alarms = CAREFUL if names else None
    if save_index is not None:
        index.save(save_index)
    only = changed(Index.open(since), index).searched if since is not None else None
    if only is not None:
        searching = whole.restricted(only)
    findings = Findings(register.ledger, register.roster(recorded), register.shelf(at), at, signer(db))
    chosen = Columns(column or "name", id_column, birth_column, country_column, kind_column)
    if engine == "spark" and given:
        from . import batch

        work = batch.Work(chosen, encoding, threshold, alarms, only, show_cleared)
        to = batch.cluster(master, conf, out, on_error)
        batch.screen(to, given, work, register, findings, index, signing_key(db), rejects)
        return
    refused: list[Reject] = []
    damaged: list[str] = []
    file = Path(given) if given else None
    if file is None:
        queries: Iterable[Query] = [Query(name) for name in names]
    else:
        skipped = damaged.append if on_error == "skip" else None
        queries = _queries(read_file(file, chosen, encoding=encoding, damaged=skipped), refused)
    known_before = _seen(seen)
    now: dict[str, str] = {}
    if seen is not None:
        queries = _noted(queries, now)
    cleared = counted = 0

    def found() -> Iterator[Finding]:
        nonlocal cleared, counted
        with show.progress("screening", 0) as step:
            for part in _parts(whole, searching, queries, known_before, threshold, alarms):
                counted += len(part.queries)
                for item in answered(findings, [part], cleared=show_cleared):
                    cleared += item.silent
                    yield from item.findings
                step()

    found_now = found()
    if out is not None:
        count = writers.write(Path(out), (_flat(f) for f in found_now), (*writers.FIELDS, *FIELDS))
        show.line(f"{counted:,} names screened, {count:,} hits written to {out}")
    elif as_json:
        print_json(finding_form(f) for f in found_now)
    else:
        shown = list(found_now)  # counts what is silent, too
        _table(shown, register, index, counted, cleared)
    if seen is not None:
        seen.write_text(json.dumps({**known_before, **now}, ensure_ascii=False), "utf-8")
    if cleared:
        show.silent(cleared)
    for text in damaged if refused else damaged[:-1]:
        click.echo(f"proscribe: {text}", err=True)
    if refused:
        place = rejects or (file or Path("names")).with_suffix(".rejects.csv")
        writers.write_rejects(place, refused)
        first = f"row {refused[0].row}: {refused[0].reason}"
        raise BadInput(
            f"{len(refused)} rows could not be used wholly; they are in {place} (the first: {first})"
        )
    if damaged:
        raise BadInput(f"{damaged[-1]}; the rest is done")


def _seen(path: Path | None) -> dict[str, str]:
    """The digests of the customers of earlier runs, by their id or name; none where there was no run."""
    if path is None or not path.exists():
        return {}
    try:
        data = json.loads(path.read_text("utf-8"))
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise BadInput(f"{path} does not hold the customers of an earlier run; name a file that --seen wrote")
    return {str(k): str(v) for k, v in data.items()}


def _noted(queries: Iterable[Query], now: dict[str, str]) -> Iterator[Query]:
    for query in queries:
        now[query.id or query.name] = customer_digest(query)
        yield query


def _parts(
    whole: Engine,
    changed_only: Engine,
    queries: Iterable[Query],
    before: Mapping[str, str],
    threshold: float | None,
    alarms: float | None,
) -> Iterator[Screened]:
    """Customers as they were against what changed on the lists, new and changed ones against everything."""
    if not before:
        yield from screen_many(changed_only, queries, threshold=threshold, alarms=alarms)
        return
    fresh: list[Query] = []

    def same() -> Iterator[Query]:
        for query, unchanged in sorted_out(queries, before):
            if unchanged:
                yield query
            else:
                fresh.append(query)

    yield from screen_many(changed_only, same(), threshold=threshold, alarms=alarms)
    yield from screen_many(whole, fresh, threshold=threshold, alarms=alarms)


def _queries(rows: Iterable[Query | Reject], refused: list[Reject]) -> Iterator[Query]:
    for item in rows:
        if isinstance(item, Query):
            yield item
        else:
            refused.append(item)


def _flat(finding: Finding) -> dict[str, Any]:
    return {**writers.row(finding.hit), **row(finding)}


def _table(found: list[Finding], register: Register, index: Index, count: int, cleared: int) -> None:
    show.note(register.note)
    searched = ", ".join(f"{s.list}{f' of {s.published}' if s.published else ''}" for s in index.lists)
    show.line(f"{count} names against {index.entries:,} entries: {searched}; standing on [b]{index.on}[/b]")
    if not found:
        near = (
            "Every listed name that comes near was cleared before" if cleared else "No listed name comes near"
        )
        show.line(f"{near}. This is no finding on lists that are not held.")
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("Name", "Score", "Listed as", "Standing on the day", "Why"):
        table.add_column(title, overflow="fold")
    for f in found:
        hit = f.hit
        states = "\n".join(in_words(s) for s in f.standings if telling(s)) or "nothing in force on record"
        score = Text(f"{hit.score:.2f}", style="bold red" if hit.literal else "")
        why = Text("word for word" if hit.literal else "")
        for part in hit.parts:
            if part.near < 1:
                why.append(f"{part.query}~{part.listed} {part.score:+.2f}\n")
        for q in hit.qualifiers:
            why.append(f"{q.what} {q.verdict}\n", style="green" if q.verdict == "agrees" else "magenta")
        if f.back:
            why.append(f.back, style="yellow")
        listed_as = f"{escape(hit.name)}\n[dim]{hit.entry.key}  {f.id}[/dim]"
        table.add_row(escape(hit.query.name), score, listed_as, states, why)
    show.console().print(table)
    show.line(
        "[dim]judge a hit: proscribe clear ID --by NAME --because TEXT, or proscribe confirm ID …[/dim]"
    )


@click.command()
@click.argument("ident", metavar="ID")
@signed
@click.pass_obj
def clear(db: str | None, ident: str, by: str, because: str) -> None:
    """Clear a hit: it stays silent until the list entry or the customer changes."""
    _decide(db, ident, Verdict.CLEARED, by, because)


@click.command()
@click.argument("ident", metavar="ID")
@signed
@click.pass_obj
def confirm(db: str | None, ident: str, by: str, because: str) -> None:
    """Confirm a hit: it is the listed party."""
    _decide(db, ident, Verdict.CONFIRMED, by, because)


def _decide(db: str | None, ident: str, verdict: Verdict, by: str, because: str) -> None:
    register = open_register(db)
    receipt = register.append([decision(ident, verdict, by, because)])
    show.line(f"{verdict.value}: {ident}; batch {receipt.head.batch}, digest {receipt.head.digest}")


@click.command()
@click.argument("name")
@click.option("--birth", metavar="EDTF", help="A date of birth, compared beside the name.")
@click.option("--country", metavar="CODE", help="A country, compared beside the name.")
@click.option(
    "--html",
    type=FILE,
    metavar="FILE",
    help="Write a page fit to print.",
)
@moment
@as_json
@click.pass_obj
def certificate(
    db: str | None,
    name: str,
    birth: str | None,
    country: str | None,
    html: Path | None,
    on: date | None,
    known: date | None,
    recorded: date | None,
    as_json: bool,
) -> None:
    """Proof of a search, hit or no hit: what was searched, of which day and digest, and what came of it."""
    from ..answers.certificates import certificate as certify

    register = open_for_questions(db)
    at = register.moment(on, known, recorded)
    index = screening_index(register, at, db)
    births = (Day.parse(birth),) if birth else ()
    query = Query(name, births=births, countries=(country.upper(),) if country else ())
    findings = Findings(register.ledger, register.roster(recorded), register.shelf(at), at, signer(db))
    proof = certify(register, index, query, at, findings)
    if html is not None:
        from ..publish.certificate import page

        html.write_text(page(proof), "utf-8")
        show.line(f"certificate {proof.id[:16]} written to {html}")
    elif as_json:
        click.echo(json.dumps(proof.to_json(), ensure_ascii=False))
    else:
        _certificate(proof.to_json())


def _certificate(proof: dict[str, Any]) -> None:
    rows = show.pairs()

    def say(key: str, value: object) -> None:
        rows.add_row(key, Text(str(value)))

    say("certificate", proof["id"])
    say("name", proof["query"]["name"])
    say("on", f"{proof['on']}, as known on {proof['known']}, asked on {proof['recorded']}")
    for source in proof.get("lists", ()):
        say(
            "searched",
            f"{source['list']} of {source.get('published', 'unknown day')}, {source['entries']} entries",
        )
        say("", f"SHA-256 {source['content']}")
    say("index", f"{proof['entries']} entries, digest {proof['index']}")
    if proof.get("ledger"):
        say("ledger", f"batch {proof['sequence']}, digest {proof['ledger']}")
    say("result", proof["result"])
    for note in proof.get("notes", ()):
        say("", note)
    show.console().print(rows)
