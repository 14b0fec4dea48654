"""What `screen` and `read` do with `--engine spark`: the run, its counters, and where the bad rows went."""

import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click

from ..answers.reading import Source
from ..answers.register import Register
from ..answers.screening import FIELDS, Findings, telling_words
from ..batch import job, parts, reading, screening
from ..batch.files import Files
from ..batch.rows import Row, mapped
from ..batch.session import session
from ..errors import BadInput
from ..model.canonical import digest
from ..screening import writers
from ..screening.engine import Engine
from ..screening.index import Index
from ..screening.readers import Columns
from . import show

#: Bytes of a file that cannot be cut for which its rows are spread in one piece.
_PIECE = 8_000_000


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where a run goes: Spark's master and settings, the folder of the output, and what to do with damaged files."""

    master: str
    settings: Mapping[str, str]
    out: str
    refuse: bool


@dataclass(frozen=True, slots=True)
class Work:
    """How customers are screened: the columns of their table, the limits, and which hits are shown."""

    columns: Columns
    encoding: str | None
    threshold: float | None
    alarms: float | None
    only: frozenset[str] | None
    cleared: bool


def cluster(master: str, conf: Sequence[str], out: str | None, on_error: str) -> Cluster:
    """The options as one value; raises `BadInput` where they cannot be."""
    if not out:
        raise BadInput("--engine spark needs --out DIR: a folder that every worker can write to")
    settings = {}
    for text in conf:
        key, found, value = text.partition("=")
        if not found or not key.startswith("spark."):
            raise BadInput(f"--conf {text!r} is no setting; write for example spark.executor.memory=2g")
        settings[key] = value
    return Cluster(master, settings, out, on_error == "refuse")


def screen(
    to: Cluster,
    given: str,
    work: Work,
    register: Register,
    findings: Findings,
    index: Index,
    key: bytes,
    rejects: Path | None,
) -> None:
    """Screen tables on Spark; prints what came of it and raises `BadInput` at the end where rows could not be used."""
    Engine(index).thresholds(threshold=work.threshold, alarms=work.alarms)
    with session(to.master, to.settings) as spark, _shipped(spark, index) as name:
        files = Files(spark)
        inputs = parts.files([given], (".parquet", ".csv", ".tsv", ".txt", ".jsonl", ".ndjson"), files)
        settings = screening.Settings(
            work.columns, name, key, work.encoding, work.threshold, work.alarms, work.only
        )
        said = ("screen", index.id, register.head().digest, work, digest(key))
        run = _run(
            to,
            digest(said),
            inputs,
            partial(screening.customers, settings),
            partial(screening.screened, settings),
        )
        counters = job.earlier(files, run)
        if counters is not None:
            show.line(_again(to.out, counters["counters"]))
            return
        done = _perform(spark, files, run, to)
        hits = done.frame.filter("kind = 'hit'")

        def write(folder: str) -> Mapping[str, int]:
            found = hits.selectExpr("get_json_object(data, '$[1]') as entry").distinct().collect()
            told = screening.Told(
                _standings(findings, index, {r.entry for r in found}), findings.decisions(), work.cleared
            )
            ordered = _ordered(hits, done.counters.get("query", 0))
            fields = (*writers.FIELDS, *FIELDS)
            mapped(ordered, partial(screening.tables, told, fields), _ddl(fields)).write.parquet(folder)
            kept, all_ = spark.read.parquet(folder).count(), hits.count()
            return {**done.counters, "hits": kept, "cleared": all_ - kept}

        bad = _rejects(done, inputs, to, rejects)
        counters = job.finish(files, run, write)
    show.line(f"{counters.get('query', 0):,} names screened, {counters['hits']:,} hits written to {to.out}")
    if counters["cleared"]:
        show.silent(counters["cleared"])
    _complain(bad, done.errors)


def read(
    to: Cluster, given: Sequence[str], column: str, common: Source, register: Register, keep: bool
) -> None:
    """Read archives and tables of articles on Spark into proposed claims; errors as for `screen`."""
    roster = register.roster()
    with session(to.master, to.settings) as spark:
        files = Files(spark)
        inputs = parts.files(given, (*parts.ARCHIVES, ".parquet"), files)
        settings = reading.Settings(roster, common, column)
        names = digest(sorted(roster.names()))
        run = _run(
            to,
            digest(("read", names, common, column)),
            inputs,
            partial(reading.reports, settings),
            reading.kept,
        )
        run = job.Run(run.out, run.key, run.parts, run.read, run.work)
        counters = job.earlier(files, run)
        if counters is not None:
            show.line(_again(to.out, counters["counters"]))
            return
        done = _perform(spark, files, run, to)
        reports = _ordered(done.frame.filter("kind = 'report'"), 0)

        def write(folder: str) -> Mapping[str, int]:
            said = mapped(reports, partial(reading.texts, roster), "value string")
            said.write.text(folder)
            counts = {**done.counters, "claims": spark.read.text(folder).count()}
            if keep:
                rows = (
                    Row(r.kind, r.part, r.row, r.n, r.data, bytes(r.body)) for r in reports.toLocalIterator()
                )
                counts["added"] = register.append(reading.items(rows)).added
            return counts

        bad = _rejects(done, inputs, to, None)
        counters = job.finish(files, run, write)
    seen, claims = counters.get("seen", 0), counters["claims"]
    show.line(f"{seen:,} reports read, [b]{claims:,}[/b] claims written to {to.out}")
    if keep and claims:
        show.line("judge them with: proscribe review")
    _complain(bad, done.errors)


@contextmanager
def _shipped(spark: Any, index: Index) -> Iterator[str]:
    """Send the index to every worker as a file; gives its name there."""
    with tempfile.TemporaryDirectory(prefix="proscribe-") as folder:
        path = Path(folder) / f"{index.id[:32]}-{uuid.uuid4().hex[:8]}.index"
        index.save(path)
        spark.sparkContext.addFile(str(path))
        yield path.name


def _run(to: Cluster, key: str, inputs: Sequence[parts.File], read: job.Reads, work: job.Works) -> job.Run:
    whole = [f for f in inputs if f.remote or not (f.parquet or f.archive)]
    spread = max(4, sum(f.size for f in whole) // _PIECE) if whole else 0
    return job.Run(to.out, key, tuple(parts.cut(inputs, key)), read, work, spread)


def _perform(spark: Any, files: Files, run: job.Run, to: Cluster) -> job.Done:
    with show.progress("working", max(5, len(run.parts))) as step:
        done = job.perform(spark, files, run, step)
    if done.errors and to.refuse:
        more = f" (and {len(done.errors) - 1} more)" if len(done.errors) > 1 else ""
        raise BadInput(f"{done.errors[0]}{more}; nothing was put out; --on-error skip does the rest")
    return done


def _ordered(frame: Any, rows: int) -> Any:
    """Rows in the order of the inputs, in files of some hundred thousand."""
    number = max(1, min(200, rows // 2_000_000))
    return (
        frame.repartitionByRange(number, "place", "row", "n")
        .sortWithinPartitions("place", "row", "n")
        .drop("place")
    )


def _standings(findings: Findings, index: Index, keys: set[str]) -> dict[str, str]:
    numbers = {key: number for number, key in enumerate(index.digests()) if key in keys}
    return {key: telling_words(findings.brief(index.listed(n))) for key, n in numbers.items()}


def _ddl(fields: Sequence[str]) -> str:
    kinds = {"score": "double", "literal": "boolean"}
    return ", ".join(f"{f} {kinds.get(f, 'string')}" for f in fields)


def _rejects(
    done: job.Done, inputs: Sequence[parts.File], to: Cluster, place: Path | None
) -> tuple[int, Path, str] | None:
    """Write the rows that could not be used, in order; how many, where, and the first in words."""
    if not done.counters.get("reject"):
        return None
    where = place or Path(f"{Path(to.out).name if '://' in to.out else to.out.rstrip('/')}.rejects.csv")
    first = ""

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal first
        for row in _ordered_rows(done):
            path = inputs[row.place].path
            found = {"screened": False, **Row("reject", "", data=row.data).json, "row": row.row, "file": path}
            first = first or f"{path} row {row.row}: {found['reason']}"
            yield {f: found.get(f) for f in ("file", *writers.REJECT_FIELDS)}

    count = writers.write(where, rows(), ("file", *writers.REJECT_FIELDS))
    return count, where, first


def _ordered_rows(done: job.Done) -> Iterator[Any]:
    frame = done.frame.filter("kind = 'reject'").select("place", "row", "n", "data")
    return iter(frame.orderBy("place", "row", "n").toLocalIterator())


def _complain(bad: tuple[int, Path, str] | None, errors: Sequence[str]) -> None:
    for text in errors[:-1] if bad is None else errors:
        click.echo(f"proscribe: {text}", err=True)
    if bad is not None:
        raise BadInput(f"{bad[0]} rows could not be used wholly; they are in {bad[1]} (the first: {bad[2]})")
    if errors:
        raise BadInput(f"{errors[-1]}; the rest is done")


def _again(out: str, counters: Mapping[str, int]) -> str:
    said = ", ".join(f"{value:,} {key}" for key, value in sorted(counters.items()))
    return f"done before, nothing to add: {out} ({said})"
