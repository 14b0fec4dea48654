"""Hits as rows of a file: CSV, JSON lines or Parquet."""

import csv
import json
from collections.abc import Iterable, Mapping
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

    Raises `BadInput` for a suffix that is not written and for a path that cannot be written to.
    """
    writer = {".csv": _csv, ".jsonl": _jsonl, ".parquet": _parquet}.get(path.suffix.lower())
    if writer is None:
        raise BadInput(f"{path}: hits are written as .csv, .jsonl or .parquet; give one of these suffixes")
    try:
        return writer(path, rows, columns)
    except OSError as error:
        raise BadInput(f"{path}: it cannot be written: {error.strerror or error}") from None


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
            out.writerow({k: _safe(v) for k, v in record.items()})
    return count


def _safe(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula; truth in lower case, as JSON writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _jsonl(path: Path, rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", errors="replace") as file:
        for count, record in enumerate(rows, 1):  # noqa: B007
            file.write(json.dumps({c: record[c] for c in columns}, ensure_ascii=False) + "\n")
    return count


def _parquet(path: Path, rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...]) -> int:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise BadInput("Parquet needs the extra `parquet`: pip install 'proscribe[parquet]'") from None
    kinds = {c: pa.string() for c in columns}
    kinds |= {c: pa.float64() for c in _FLOATS if c in kinds} | {c: pa.bool_() for c in _TRUTHS if c in kinds}
    kinds |= {"row": pa.int64()} if "row" in kinds else {}
    schema = pa.schema(list(kinds.items()))
    count, held = 0, list[Mapping[str, Any]]()
    with pq.ParquetWriter(path, schema) as out:
        for count, record in enumerate(rows, 1):  # noqa: B007
            held.append(record)
            if len(held) == 10_000:
                out.write_table(pa.Table.from_pylist(held, schema))
                held.clear()
        out.write_table(pa.Table.from_pylist(held, schema))
    return count
