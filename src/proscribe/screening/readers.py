"""Columns of names in files: CSV, JSON lines, Parquet. Read as a stream, with the rows that cannot be used and why."""

import csv
import difflib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ..errors import BadInput
from ..model.dates import Day
from ..model.entries import Identifier
from ..model.words import PartyKind
from . import lake, parquet
from .hits import Query
from .normalise import LONGEST_NAME, unreadable

_SAMPLE = 1 << 18
Tells = Callable[[str], None] | None
_KINDS = {
    "person": PartyKind.PERSON,
    "individual": PartyKind.PERSON,
    "natural person": PartyKind.PERSON,
    "people": PartyKind.PERSON,
    "organisation": PartyKind.ORGANISATION,
    "organization": PartyKind.ORGANISATION,
    "company": PartyKind.ORGANISATION,
    "entity": PartyKind.ORGANISATION,
    "legal person": PartyKind.ORGANISATION,
    "legalentity": PartyKind.ORGANISATION,
    "legal entity": PartyKind.ORGANISATION,
    "corporate": PartyKind.ORGANISATION,
    "vessel": PartyKind.VESSEL,
    "ship": PartyKind.VESSEL,
    "aircraft": PartyKind.AIRCRAFT,
    "airplane": PartyKind.AIRCRAFT,
}
_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a file holds what; only `name` is needed."""

    name: str
    id: str | None = None
    birth: str | None = None
    country: str | None = None
    kind: str | None = None
    gender: str | None = None
    identifier: str | None = None

    @property
    def wanted(self) -> list[str]:
        """The columns that are read."""
        return [c for f in fields(self) if (c := getattr(self, f.name)) is not None]


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that could not be used, or not wholly: then it was `screened` all the same, without what is named.

    `row` counts the rows of data from 1; `value` is what the reason is about, shortened.
    """

    row: int
    id: str | None
    value: str
    reason: str
    screened: bool = False


def read(
    path: Path,
    columns: Columns,
    *,
    encoding: str | None = None,
    damaged: Tells = None,
) -> Iterator[Query | Reject]:
    """The rows of a file as queries and rejects, in order; the kind of file goes by its suffix.

    `.csv`, `.tsv` and `.txt` are read as CSV (the delimiter is found out; UTF-8, or UTF-16 with its mark, unless
    `encoding` says otherwise), `.jsonl` and `.ndjson` as one JSON object a line, `.parquet` by column; a
    folder or a pattern is of Parquet files. Raises
    `BadInput` for a file that cannot be read, one of another encoding, and for a column that it does not have; with
    `damaged`, a row group that cannot be read is told there instead, and the next one is read.
    """
    return (item for _, item in numbered(path, columns, encoding=encoding, damaged=damaged))


def numbered(
    path: Path,
    columns: Columns,
    *,
    encoding: str | None = None,
    damaged: Tells = None,
) -> Iterator[tuple[int, Query | Reject]]:
    """What `read` gives, each with the number of its row from 1."""
    suffix = ".parquet" if lake.many(path) else path.suffix.lower()
    if suffix not in _READERS:
        raise BadInput(
            f"{path}: a file {suffix or 'without a suffix'} is not read; give .csv, .jsonl or .parquet"
        )
    if not path.is_file() and not lake.many(path):
        raise BadInput(f"{path}: there is no such file")
    for row, record in enumerate(_READERS[suffix](path, columns, encoding, damaged), 1):
        if isinstance(record, str):
            yield row, Reject(row, None, "", record)
        else:
            for item in query(row, record, columns):
                yield row, item


def query(row: int, record: Mapping[str, Any], columns: Columns) -> Iterator[Query | Reject]:
    """One row as a query, and what of it could not be used."""
    name, id_ = record.get(columns.name), record.get(columns.id) if columns.id else None
    key = None if id_ is None or id_ == "" else str(id_)
    if why := unreadable("" if name is None else name):
        yield Reject(row, key, _short(name), why)
        return
    kind_text = _text(record, columns.kind).lower()
    birth_text, identifier = _text(record, columns.birth), _text(record, columns.identifier)
    births = birth_days(birth_text)
    if birth_text and births is None:
        yield Reject(row, key, _short(birth_text), "the date of birth cannot be read; write 1980-12-31", True)
    if kind_text and kind_text not in _KINDS:
        why = "the kind of party is none of person, organisation, vessel, aircraft; all were searched"
        yield Reject(row, key, _short(kind_text), why, True)
    yield Query(
        str(name),
        key,
        _KINDS.get(kind_text),
        births or (),
        _listed(record, columns.country),
        _listed(record, columns.gender),
        (Identifier("", identifier),) if identifier else (),
    )


def birth_days(text: str) -> tuple[Day, ...] | None:
    """The days that a date of birth may mean; None when it cannot be read.

    EDTF and `19801231` are one day; `03/04/1980` is two, since nothing tells the day from the month.
    """
    text = text.strip()
    if not text:
        return ()
    if match := _COMPACT.fullmatch(text):
        text = "-".join(match.groups())
    if match := _NUMERIC.fullmatch(text):
        first, second, year = match.groups()
        candidates = {f"{year}-{int(m):02d}-{int(d):02d}" for d, m in ((first, second), (second, first))}
    else:
        candidates = {text.removesuffix("T00:00:00").split(" ")[0]}
    days = tuple(day for c in sorted(candidates) if (day := _day(c)) is not None)
    return days or None


def _day(text: str) -> Day | None:
    try:
        return Day.parse(text)
    except BadInput:
        return None


def _text(record: Mapping[str, Any], column: str | None) -> str:
    value = record.get(column) if column else None
    return "" if value is None else str(value).strip()


def _listed(record: Mapping[str, Any], column: str | None) -> tuple[str, ...]:
    value = record.get(column) if column else None
    values = value if isinstance(value, list | tuple) else [] if value is None else str(value).split(";")
    return tuple(v for v in (str(v).strip() for v in values) if v)


def _short(value: object) -> str:
    text = "" if value is None else str(value)
    return (text if len(text) <= 60 else f"{text[:57]}...").encode("utf-8", "replace").decode()


def _csv(
    path: Path, columns: Columns, encoding: str | None, damaged: Tells
) -> Iterator[Mapping[str, Any] | str]:
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    if not sample.strip():
        raise BadInput(f"{path}: the file is empty")
    code = encoding or _encoding(path, sample)
    try:
        text = sample.decode(code, "replace")
        with path.open(encoding=code, errors="surrogateescape", newline="") as lines:
            mark, kept = _delimiter(text), list[str]()
            rows = csv.reader(_remembering(lines, kept), delimiter=mark)
            header = [h.strip() for h in next(rows)]
            check(path, columns, header)
            kept.clear()
            yield from _records(rows, header, kept, mark)
    except LookupError:
        raise BadInput(
            f"{path}: no encoding is called {code!r}; give for example utf-8, cp1252 or cp1251"
        ) from None
    except UnicodeError as error:
        raise BadInput(f"{path}: it is not {code} ({error.reason}); say which encoding it is") from None  # type: ignore[attr-defined]


def _remembering(lines: Iterable[str], kept: list[str]) -> Iterator[str]:
    """The lines, each put into `kept` as it is read."""
    for text in lines:
        kept.append(text)
        yield text


def _records(
    rows: Iterator[list[str]], header: list[str], kept: list[str], mark: str
) -> Iterator[Mapping[str, Any] | str]:
    """The rows by column, or why one cannot be used; `kept` holds the lines each was read from."""
    while True:
        kept.clear()
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            row, why = [], f"the row is not CSV: {error}"
        else:
            why = ""
        apart = _apart(kept[1:], len(header), mark)
        if apart:  # the lines are rows of their own: a quote was opened in the first and not closed
            yield "a quote is opened and not closed in this row"
            for alone in apart:
                yield _record(alone, header)
        elif why:
            yield why
        elif row:
            yield _record(row, header)


def _apart(lines: list[str], cells: int, mark: str) -> list[list[str]]:
    """The lines as rows of their own, where every one of them has as many cells as the heading; else none."""
    try:
        rows = list(csv.reader(lines, delimiter=mark))
    except csv.Error:
        return []
    return rows if all(len(row) == cells for row in rows) else []


def _record(row: list[str], header: list[str]) -> Mapping[str, Any] | str:
    if len(row) > len(header) and any(c.strip() for c in row[len(header) :]):
        return f"the row has {len(row)} cells, the heading has {len(header)}"
    return dict(zip(header, row, strict=False))


def _encoding(path: Path, sample: bytes) -> str:
    for mark, code in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if sample.startswith(mark):
            return code
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 4 or len(sample) < _SAMPLE:
            where = f"byte 0x{sample[error.start]:02X} at {error.start}"
            raise BadInput(
                f"{path}: it is not UTF-8 ({where}); say which encoding it is, for example cp1252 or cp1251"
            ) from None
    if b"\0" in sample[:4096]:
        raise BadInput(f"{path}: it holds zero bytes; say which encoding it is, for example utf-16-le")
    return "utf-8"


def _delimiter(text: str) -> str:
    """The mark that parts the cells of the heading; a comma where there is but one column."""
    first = text.splitlines()[0] if text else ""
    unquoted = re.sub(r'"[^"]*"', "", first)
    counts = {mark: unquoted.count(mark) for mark in (",", ";", "\t", "|")}
    return max(counts, key=lambda mark: counts[mark])


def check(path: Path, columns: Columns, header: Iterable[str]) -> None:
    """Raise `BadInput` for a column that is wanted and not there."""
    there = list(header)
    for field in fields(Columns):
        wanted = getattr(columns, field.name)
        if wanted is not None and wanted not in there:
            near = difflib.get_close_matches(wanted.lower(), [h.lower() for h in there], 1)
            hint = next((f"; did you mean {h!r}?" for h in there if near and h.lower() == near[0]), "")
            raise BadInput(f"{path}: there is no column {wanted!r}{hint}; it has: {', '.join(there[:30])}")


def _jsonl(
    path: Path, columns: Columns, encoding: str | None, damaged: Tells
) -> Iterator[Mapping[str, Any] | str]:
    seen = False
    with path.open("rb") as file:
        for line in file:
            if not line.strip():
                continue
            try:
                record = json.loads(line.decode(encoding or "utf-8-sig"))
            except (ValueError, LookupError, RecursionError) as error:
                yield f"the line is not JSON: {error}"
                continue
            if not isinstance(record, dict):
                yield "the line is no JSON object"
                continue
            if not seen:
                check(path, Columns(columns.name), record)
                seen = True
            yield record


def _parquet(
    path: Path, columns: Columns, encoding: str | None, damaged: Tells
) -> Iterator[Mapping[str, Any] | str]:
    found = lake.files(path)
    for file in found:
        check(file, columns, parquet.groups(file)[0])
    yield from lake.rows(found, columns.wanted, damaged, 2 * LONGEST_NAME)


_READERS = {
    ".csv": _csv,
    ".tsv": _csv,
    ".txt": _csv,
    ".jsonl": _jsonl,
    ".ndjson": _jsonl,
    ".parquet": _parquet,
}
