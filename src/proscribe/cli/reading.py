"""The command that reads reports into proposed claims."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from ..answers import forms
from ..answers.articles import TABLES, Article, archived, holds_many, tabled
from ..answers.reading import LARGEST, Reads, Report, Source, read_report, reader
from ..answers.register import Register
from ..config import open_register, starter_register
from ..errors import BadInput, ProscribeError
from ..model.dates import Day
from . import show
from .options import as_json, engine_options, print_json

#: What could not be read is named one by one up to so many.
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Given:
    """One thing to read: a path or address, and what is known about its publication."""

    path: str
    source: Source


@click.command()
@click.argument("files", nargs=-1, metavar="FILE|URL...")
@click.option(
    "--manifest", metavar="M.jsonl", help="One JSON object a line: path, published, publisher, lang."
)
@click.option("--published", metavar="EDTF", help="The day of publication; nothing is guessed without it.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--lang", "language", metavar="CODE", help="The language; found by itself when left out.")
@click.option(
    "--feed", "feeds", multiple=True, metavar="URL", help="An RSS or Atom feed; each item is read once."
)
@click.option("--reader", "kind", type=click.Choice(["rules", "llm"]), default="rules", show_default=True)
@click.option("--endpoint", metavar="URL", help="With --reader llm: an OpenAI-compatible endpoint (…/v1).")
@click.option(
    "--model", metavar="M", help="With --reader llm: the model's name there. No model ships with this."
)
@click.option(
    "--column", metavar="C", default="text", help="The column of texts in a Parquet file of articles."
)
@click.option("--out", metavar="DIR", help="With --engine spark: the folder of the claims, as lines of JSON.")
@click.option("--dry-run", is_flag=True, help="Show the claims and keep nothing.")
@engine_options("skip")
@as_json
@click.pass_obj
def read(
    db: str | None,
    files: tuple[str, ...],
    manifest: str | None,
    published: str | None,
    publisher: str | None,
    language: str | None,
    feeds: tuple[str, ...],
    kind: str,
    endpoint: str | None,
    model: str | None,
    column: str,
    out: str | None,
    dry_run: bool,
    engine: str,
    master: str,
    conf: tuple[str, ...],
    on_error: str,
    as_json: bool,
) -> None:
    """Read reports into proposed claims, each with its exact quote. Nothing counts until a person accepts it.

    A report is a text or HTML file or an address; many are in a web archive (.warc, .warc.gz) or in a Parquet table
    with columns called as in a manifest.
    """
    common = Source(Day.parse(published) if published else None, publisher, language)
    register = starter_register() if dry_run else open_register(db)
    if engine == "spark":
        if manifest or feeds or kind != "rules" or as_json or not files:
            raise BadInput(
                "--engine spark reads archives and Parquet by the rules into --out, and takes no feed"
            )
        from . import batch

        to = batch.cluster(master, conf, out, on_error)
        batch.read(to, files, column, common, register, not dry_run)
        return
    made = _reader(kind, endpoint, model, register)
    given = [Given(path, common) for path in files]
    given += _manifest(Path(manifest), common) if manifest else []
    for feed in feeds:
        given += _feed(feed, common, register)
    if not given and not feeds:
        raise BadInput("nothing to read; name a file, an address, a --feed, or a --manifest")
    reports: list[tuple[Article, Report]] = []
    refused: list[str] = []
    failed = 0
    with show.progress("reading", len(given)) as step:
        for item in given:
            try:
                for one in _articles(item, column, refused):
                    try:
                        found = read_report(made, one.body, one.path, one.source, one.media_type)
                    except BadInput as error:
                        if not holds_many(item.path):
                            raise
                        refused.append(_refusal(one.path, error))
                        continue
                    # of a file of many only what says something is kept: the rest is in the file
                    if found.claims or not holds_many(item.path):
                        reports.append((one, found))
            except (ProscribeError, OSError) as error:
                refused.append(_refusal(item.path, error))
                failed += 1
            step()
    if refused and on_error == "refuse":
        raise BadInput(f"{refused[0]}; nothing was kept; --on-error skip does the rest")
    receipt = None
    if not dry_run:
        receipt = register.append(thing for _, report in reports for thing in report.items)
    if as_json:
        print_json(
            forms.proposal_form(claim, register.resolve, item.path)
            for item, report in reports
            for claim in report.claims
        )
    else:
        _show(reports, register, receipt is not None)
    for text in refused[:-1][:_SHOWN]:
        click.echo(f"proscribe: {text}", err=True)
    if len(refused) > _SHOWN + 1:
        click.echo(f"proscribe: … and {len(refused) - _SHOWN - 1} more", err=True)
    if refused:
        rest = f" ({len(given) - failed} of {len(given)} were read)" if len(given) > 1 else ""
        raise BadInput(refused[-1] + rest)


def _show(reports: list[tuple[Article, Report]], register: Register, kept: bool) -> None:
    for item, report in reports:
        _report(item.path, report, register)
    count = sum(len(report.claims) for _, report in reports)
    if kept and count:
        show.line(f"\n[b]{count}[/b] claims proposed; judge them with: proscribe review")


def _report(path: str, report: Report, register: Register) -> None:
    show.line(f"[b]{escape(path)}[/b]  [dim]{report.document.sha256[:12]}[/dim]")
    for problem in report.problems:
        show.line(f"  [magenta]![/magenta] {escape(str(problem))}")
    if not report.claims:
        show.line("  [dim]no claim about a ban or a recognition[/dim]")
    for claim in report.claims:
        show.line(f"  {show.claim_line(claim, register)}")
        said = f"  ({' ← '.join(claim.sources)})" if claim.sources else ""
        show.console().print(Padding(Text(f"“{claim.quote.exact}”{said}", style="italic"), (0, 0, 0, 14)))


def _manifest(path: Path, common: Source) -> Iterator[Given]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError:
        raise BadInput(f"{path} is not UTF-8 text; a manifest has one JSON object a line") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{path} line {number}"
        try:
            row: Any = json.loads(line)
        except ValueError:
            raise BadInput(f'{where}: not a JSON object; write for example {{"path": "a.txt"}}') from None
        if not isinstance(row, dict) or not isinstance(row.get("path"), str):
            raise BadInput(f'{where}: a line needs a "path"')
        try:
            day = Day.parse(row["published"]) if row.get("published") else common.published
        except BadInput as error:
            raise BadInput(f"{where}: {error}") from None
        source = replace(
            common,
            published=day,
            publisher=row.get("publisher") or common.publisher,
            language=row.get("lang") or common.language,
        )
        name = row["path"]
        beside = path.parent / name
        yield Given(
            name if Path(name).exists() or "://" in name or not beside.exists() else str(beside), source
        )


def _reader(kind: str, endpoint: str | None, model: str | None, register: Register) -> Reads:
    if kind == "rules":
        if endpoint or model:
            raise BadInput("--endpoint and --model go with --reader llm")
        return reader(register.roster())
    if not endpoint or not model:
        raise BadInput("--reader llm needs --endpoint URL and --model M: no model ships with this program")
    from ..gather.endpoint import post
    from ..news.llm import ModelReader

    key = os.environ.get("PROSCRIBE_LLM_KEY")
    return ModelReader(endpoint, model, lambda url, question: post(url, question, key))


def _feed(feed: str, common: Source, register: Register) -> Iterator[Given]:
    """The items of a feed whose report the register does not hold yet."""
    from ..news.feed import items

    for item in items(_bytes(Given(feed, common)), feed):
        if item.url and not any(register.ledger.documents([f"url:{item.url}"])):
            yield Given(item.url, replace(common, published=item.published or common.published))


def _articles(item: Given, column: str, refused: list[str]) -> Iterator[Article]:
    """The reports in a thing to read: itself, or those of an archive or table, one at a time."""
    if not holds_many(item.path) or "://" in item.path:
        yield Article(0, item.path, item.source, _bytes(item))
        return
    path = Path(item.path)
    table = path.suffix.lower() in TABLES
    found = tabled(path, item.source, column) if table else archived(path, item.source)
    for one in found:
        if isinstance(one, Article):
            yield one
        else:
            refused.append(f"{path} {'row' if table else 'at byte'} {one.place}: {one.reason}")


def _bytes(given: Given) -> bytes:
    path = given.path
    if path.startswith(("http://", "https://")):
        from ..gather.fetch import fetch_page

        return fetch_page(path, LARGEST)
    file = Path(path)
    if file.is_dir():
        raise BadInput(f"{path} is a folder; name the files in it")
    if not file.exists():
        raise BadInput(f"{path} does not exist")
    size = file.stat().st_size
    if size > LARGEST:
        raise BadInput(f"{path} has {size / 1e6:.0f} MB; a report may have at most {LARGEST / 1e6:.0f} MB")
    return file.read_bytes()


def _refusal(path: str, error: Exception) -> str:
    text = error.strerror or str(error) if isinstance(error, OSError) else str(error)
    return text if text.startswith(path) else f"{path}: {text}"
