"""Standings on a day as tables: CSV, JSON lines, Parquet; one row a party and regime."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from ..answers.everybody import Known
from ..answers.forms import standing_form
from ..errors import BadInput
from ..model.claims import Party
from ..model.standing import Standing
from ..screening.writers import cell
from ..subjects.roster import Subject

#: The columns of CSV and Parquet; each is text, so that a date may be a year or an interval.
COLUMNS = (
    "subject",
    "name",
    "kind",
    "jurisdiction",
    "regime",
    "on",
    "known",
    "state",
    "since",
    "end_reason",
    "scope",
    "open",
    "next_due",
    "coverage",
    "basis",
    "reported",
    "problems",
    "entries",
)
_ROWS = 10_000


def row(party: Known, standing: Standing) -> dict[str, str | None]:
    """A standing as flat text; several values stand with `; ` between."""
    o = standing.outcome
    due = sorted((d.by.earliest, f"{d.by} {d.act.value}") for d in o.deadlines if not d.missed)
    coverage = (
        f"{c.source} of {c.published or 'unknown day'}{'' if c.whole else ' (part)'}"
        for c in standing.coverage
    )
    cells = {
        "subject": party.subject.id,
        "name": party.subject.name,
        "kind": party.kind.value,
        "jurisdiction": standing.jurisdiction,
        "regime": standing.regime,
        "on": standing.on.isoformat(),
        "known": standing.known.isoformat(),
        "state": str(o.state),
        "since": o.since.text if o.since else None,
        "end_reason": o.end_reason.value if o.end_reason else None,
        "scope": o.scope,
        "open": "; ".join(case.proceeding.value for case in o.open),
        "next_due": due[0][1] if due else None,
        "coverage": "; ".join(coverage),
        "basis": "; ".join(c.id for c in o.basis),
        "reported": "; ".join(c.id for c in standing.reported),
        "problems": "; ".join(p.code for p in o.problems),
        "entries": "; ".join(f"{e.list}:{e.ref}" for e in party.entries),
    }
    return {key: value or None for key, value in cells.items()}


def csv_lines(found: Iterable[Known]) -> Iterator[str]:
    """The table as CSV, the heading first; no cell reads as a formula."""
    yield _line(COLUMNS)
    for party in found:
        for standing in party.standings:
            yield _line(cell(v) for v in row(party, standing).values())


def json_lines(found: Iterable[Known], resolve: Callable[[Party], Subject]) -> Iterator[str]:
    """Standings as JSON lines, each with its reasons, as `standing --json` prints them."""
    for party in found:
        for standing in party.standings:
            yield json.dumps(standing_form(standing, resolve), ensure_ascii=False) + "\n"


def parquet(path: Path, found: Iterable[Known]) -> int:
    """Write the table as Parquet by DuckDB, some thousand rows in memory; gives how many rows.

    Raises `BadInput` without the extra `parquet`.
    """
    try:
        import duckdb
        import pyarrow as pa
    except ImportError:
        raise BadInput("Parquet needs the extra `parquet`: pip install 'proscribe[parquet]'") from None
    schema = pa.schema([(c, pa.string()) for c in COLUMNS])
    count = 0

    def batches() -> Iterator[Any]:
        nonlocal count
        held: list[dict[str, str | None]] = []
        for party in found:
            held += [row(party, standing) for standing in party.standings]
            if len(held) >= _ROWS:
                count += len(held)
                yield pa.RecordBatch.from_pylist(held, schema)
                held = []
        count += len(held)
        yield pa.RecordBatch.from_pylist(held, schema)

    with duckdb.connect(config={"threads": 1, "memory_limit": "256MB"}) as base:
        base.execute("SET enable_progress_bar = false")
        base.register("standings", pa.RecordBatchReader.from_batches(schema, batches()))
        target = str(path).replace("'", "''")
        base.execute(
            f"COPY standings TO '{target}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROWS})"
        )
    return count


def _line(cells: Iterable[str | None]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
