"""Hits as rows of a file: CSV, JSON lines or Parquet."""

import csv
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..errors import BadInput
from .explain import sentence
from .hits import Hit
from .readers import Reject

FIELDS = (
    "id",
    "name",
    "score",
    "literal",
    "by",
    "list",
    "ref",
    "kind",
    "listed_name",
    "parts",
    "unmet",
    "extra",
    "qualifiers",
    "regimes",
    "listed",
    "entry_digest",
    "sentence",
)
REJECT_FIELDS = ("row", "id", "value", "reason", "screened")
_FLOATS, _TRUTHS = ("score",), ("literal", "screened")


def row(hit: Hit) -> dict[str, Any]:
    """One hit as a flat row; the parts read `query~listed=score`, and add up to the score."""
    entry = hit.entry
    return {
        "id": hit.query.id,
        "name": hit.query.name,
        "score": round(hit.score, 4),
        "literal": hit.literal,
        "by": hit.by,
        "list": entry.list,
        "ref": entry.ref,
        "kind": entry.kind.value,
        "listed_name": hit.name,
        "parts": "; ".join(f"{p.query}~{p.listed}={p.score:.4f}" for p in hit.parts),
        "unmet": " ".join(hit.unmet),
        "extra": " ".join(hit.extra),
        "qualifiers": "; ".join(f"{q.what} {q.verdict}: {q.query} / {q.listed}" for q in hit.qualifiers),
        "regimes": "; ".join(entry.regimes),
        "listed": entry.listed.text if entry.listed else None,
        "entry_digest": entry.digest,
        "sentence": sentence(hit),
    }


def write(path: Path, rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...] = FIELDS) -> int:
    """Write rows with these columns, a row at a time, and say how many; the kind of file goes by its suffix.

    The file appears whole under its name or not at all.
    Raises `BadInput` for a suffix that is not written and for a path that cannot be written to.
    """
    writer = {".csv": _csv, ".jsonl": _jsonl, ".parquet": _parquet}.get(path.suffix.lower())
    if writer is None:
        raise BadInput(f"{path}: hits are written as .csv, .jsonl or .parquet; give one of these suffixes")
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        count = writer(partial, rows, columns)
        partial.replace(path)
    except OSError as error:
        raise BadInput(f"{path}: it cannot be written: {error.strerror or error}") from None
    finally:
        partial.unlink(missing_ok=True)
    return count


def write_rejects(path: Path, rejects: Iterable[Reject]) -> int:
    """Write the rows that could not be used, with the reasons, and say how many."""
    rows = ({f: getattr(r, f) for f in REJECT_FIELDS} for r in rejects)
    return write(path, rows, REJECT_FIELDS)


def _csv(path: Path, rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        out = csv.DictWriter(file, columns, lineterminator="\n")
        out.writeheader()
        for count, record in enumerate(rows, 1):  # noqa: B007
            out.writerow({k: cell(v) for k, v in record.items()})
    return count


def cell(value: Any) -> Any:
    """A cell of a table that no spreadsheet takes for a formula; truth in lower case, as JSON writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _jsonl(path: Path, rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", errors="replace") as file:
        for count, record in enumerate(rows, 1):  # noqa: B007
            file.write(json.dumps({c: record[c] for c in columns}, ensure_ascii=False) + "\n")
    return count


def batches(rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...] = FIELDS) -> Iterator[Any]:
    """Rows as Arrow batches with these columns, some thousand rows each, and at least one."""
    try:
        import pyarrow as pa
    except ImportError:
        raise BadInput("Parquet needs the extra `parquet`: pip install 'proscribe[parquet]'") from None
    kinds = {c: pa.string() for c in columns}
    kinds |= {c: pa.float64() for c in _FLOATS if c in kinds} | {c: pa.bool_() for c in _TRUTHS if c in kinds}
    kinds |= {"row": pa.int64()} if "row" in kinds else {}
    schema = pa.schema(list(kinds.items()))
    held: list[Mapping[str, Any]] = []
    for record in rows:
        held.append(record)
        if len(held) == 10_000:
            yield pa.RecordBatch.from_pylist(held, schema)
            held = []
    yield pa.RecordBatch.from_pylist(held, schema)


def _parquet(path: Path, rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...]) -> int:
    count, out = 0, None
    try:
        for batch in batches(rows, columns):
            import pyarrow.parquet as pq

            out = out or pq.ParquetWriter(path, batch.schema)
            out.write_batch(batch)
            count += batch.num_rows
    finally:
        if out is not None:
            out.close()
    return count
