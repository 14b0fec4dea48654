"""Tables as rows of text: CSV, and xls or xlsx through the `lists` extra; sizes are bounded before anything
is read."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from ..errors import BadInput, Problem
from .parsed import Refusal
from .text import clean

Row = tuple[int, list[str]]

_LONGEST_LINE = 1 << 20
_MOST_LINES_IN_ROW = 5_000
#: Cells of one sheet, filled or not: a sheet is held as a rectangle from its first to its last cell.
_MOST_CELLS = 12_000_000
_UNPACKED = 192 << 20


def csv_rows(text: str, name: str, delimiter: str = ",") -> Iterator[Row]:
    """Rows of a CSV text with the number of the line each begins on, blank lines left out.

    Raises `Refusal` for a line, field or row that no publisher writes, and for a quote that is never closed.
    """
    lines = _Lines(text, name)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        start, lines.used = lines.number + 1, 0
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            code = "truncated" if "unexpected end" in str(error) else "other_format"
            raise Refusal(code, f"is broken in the row that begins on line {start}: {error}", name) from None
        if any(row):
            yield start, row


class _Lines:
    """Feeds lines to the CSV reader and stops it at what would exhaust memory."""

    def __init__(self, text: str, name: str) -> None:
        self._lines = iter(io.StringIO(text, newline=""))
        self._name, self.number, self.used = name, 0, 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number, self.used = self.number + 1, self.used + 1
        if len(line) > _LONGEST_LINE or self.used > _MOST_LINES_IN_ROW:
            raise Refusal("unsafe", f"has a row at line {self.number} that is far too long", self._name)
        return line


_CELL = re.compile(rb"""<(?:\w+:)?c\b[^<]*?\br=["']([A-Za-z]{1,3})(\d{1,7})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^<]*?\br=["'](\d{1,7})["']""")


def sheets(data: bytes, name: str) -> Mapping[str, list[Row]]:
    """The sheets of an xls or xlsx workbook by name, each as its rows with their numbers (from 1), blank
    ones left out.

    Whole numbers lose their `.0`, days become ISO dates. Raises `Refusal` for what is no workbook, is cut,
    or would unpack to more than can be held; `BadInput` when the `lists` extra is not installed.
    """
    if data[:4] == b"PK\x03\x04":
        _check_zip(data, name)
    elif data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        _check_biff(data, name)
    else:
        raise Refusal("other_format", "is not an Excel workbook", name)
    try:
        from python_calamine import CalamineWorkbook
    except ImportError:
        raise BadInput("Excel lists need the extra `lists`: pip install 'proscribe[lists]'") from None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        tables = {n: book.get_sheet_by_name(n) for n in names}
        return {n: list(_cells(t.to_python(skip_empty_area=False))) for n, t in tables.items()}
    except BaseException as error:  # a panic of the reader is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise Refusal("truncated", f"is a damaged workbook: {clean(str(error))[:120]}", name) from None


def _cells(table: Sequence[Sequence[Any]]) -> Iterator[Row]:
    for number, row in enumerate(table, start=1):
        texts = [_plain(cell) for cell in row]
        if any(texts):
            yield number, texts


def _plain(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return (
            cell.date().isoformat()
            if (cell.hour, cell.minute, cell.second) == (0, 0, 0)
            else cell.isoformat()
        )
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def excel_day(text: str) -> str:
    """An Excel serial number as an ISO date; any other text as it is."""
    if re.fullmatch(r"\d{4,5}", text) and 3_000 <= int(text) <= 60_000:
        return (date(1899, 12, 30) + timedelta(days=int(text))).isoformat()
    return text


def _check_zip(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            left = _UNPACKED
            for member in archive.infolist():
                left = _check_member(archive, member, left, name)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
    ) as error:
        raise Refusal("truncated", f"is a damaged workbook: {error}", name) from None
    except Exception as error:  # zlib.error and struct.error of a forged archive
        if isinstance(error, Refusal):
            raise
        raise Refusal("truncated", f"is a damaged workbook: {error}", name) from None


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, name: str) -> int:
    sheet = "worksheets/" in member.filename
    columns = rows = 1
    tail = b""
    with archive.open(member) as stream:
        while piece := stream.read(1 << 18):
            left -= len(piece)
            if left < 0:
                raise Refusal("too_large", f"unpacks to more than {_UNPACKED >> 20} MB", name)
            if not sheet:
                continue
            window = tail + piece
            for letters, digits in _CELL.findall(window):
                columns, rows = max(columns, _column(letters)), max(rows, int(digits))
            rows = max([rows, *map(int, _ROW.findall(window))])
            if columns * rows > _MOST_CELLS:
                raise Refusal("unsafe", f"has a sheet of {columns} by {rows} cells", name)
            tail = window[-256:]
    return left


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _check_biff(data: bytes, name: str) -> None:
    """Refuse an xls whose cells would span a huge rectangle, by walking the records of its workbook
    stream."""
    from .biff import extent

    rows, columns = extent(data, name)
    if rows * columns > _MOST_CELLS:
        raise Refusal("unsafe", f"has a sheet of {columns} by {rows} cells", name)


def headed(rows: Sequence[Row], known: Mapping[str, str], name: str, needed: Sequence[str] = ()) -> "Headed":
    """Read rows under a header row. `known` maps each column's title (folded) to the field it fills.

    Raises `Refusal` (`other_format`) when a `needed` field has no column. A column nobody knows is reported.
    """
    if not rows:
        raise Refusal("empty", "has no rows", name)
    number, titles = rows[0]
    fields_ = [known.get(fold_title(t)) for t in titles]
    if missing := [f for f in needed if f not in fields_]:
        raise Refusal("other_format", f"has no column for {', '.join(missing)} in line {number}", name)
    for at, row in rows[1:]:
        if len(row) < len(titles):
            code = "truncated" if at == rows[-1][0] else "other_format"
            raise Refusal(
                code, f"row {at} has {len(row)} columns of {len(titles)}: the file is cut or shifted", name
            )
    unknown = [clean(t) for t, f in zip(titles, fields_, strict=True) if f is None and clean(t)]
    problems = tuple(
        Problem("unknown_column", f"column {t!r} is not known; its texts are kept as remarks", where=name)
        for t in unknown
    )
    return Headed(titles, fields_, rows[1:], problems)


def fold_title(title: str) -> str:
    """A column's title for comparing: lower case, letters and digits only."""
    return "".join(c for c in title.casefold() if c.isalnum())


class Headed:
    """Rows as mappings from field to cleaned text; texts of unknown columns under `+` and their title."""

    def __init__(
        self,
        titles: Sequence[str],
        fields: Sequence[str | None],
        rows: Sequence[Row],
        problems: tuple[Problem, ...],
    ) -> None:
        self.fields = [
            f if f else f"+{clean(t)}" if clean(t) else "" for t, f in zip(titles, fields, strict=True)
        ]
        self.rows = rows
        self.problems = problems

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]]]:
        for number, row in self.rows:
            found: dict[str, str] = {}
            for field, cell in zip(self.fields, row, strict=False):
                if cell and (text := clean(cell)):
                    found[field] = f"{found[field]}; {text}" if field in found else text
            for extra in row[len(self.fields) :]:
                if clean(extra):
                    found[""] = clean(f"{found.get('', '')} {extra}")
            if found:
                yield number, found


def unknown_texts(row: Mapping[str, str]) -> list[str]:
    """The texts of a row's unknown columns, each with its title."""
    return [f"{k[1:]}: {v}" if k else v for k, v in row.items() if not k or k[0] == "+"]
