"""Tables in a PDF, through pypdf: rows and columns from where the words stand on the page."""

import io
from collections.abc import Iterator
from typing import Any

from ..errors import BadInput
from .parsed import Refusal
from .text import clean

_MOST_PAGES = 500
_MOST_PIECES = 400_000
_SAME_LINE = 3.0  # points: pieces whose baselines differ by less stand on one line

Piece = tuple[float, float, str]
Table = list[tuple[str, list[str]]]


def tables(data: bytes, name: str) -> Iterator[Table]:
    """The tables of a PDF, page after page: each row with its place and the text of its cells.

    A table begins with a line of numbered columns, `(1) (2) (3)…`; their positions divide the lines below
    into cells. A line with nothing in the first column continues the row above. The columns hold until others
    are numbered. Raises `Refusal` for a damaged or huge PDF, `BadInput` when the `lists` extra is not
    installed.
    """
    starts: list[float] = []
    table: Table = []
    for page, lines in enumerate(_pages(data, name), start=1):
        for number, line in enumerate(lines, start=1):
            if columns := _numbered(line):
                if len(columns) != len(starts):
                    if table:
                        yield table
                    table = []
                starts = columns
                continue
            if not starts:
                continue
            cells = _cells(line, starts)
            if cells[0] and not any(cells[1:]):
                continue  # a heading between tables, or the number of the page
            if cells[0] or not table:
                table.append((f"page {page} line {number}", cells))
            else:
                place, above = table[-1]
                table[-1] = place, [clean(f"{a} {c}") for a, c in zip(above, cells, strict=True)]
    if table:
        yield table


def _pages(data: bytes, name: str) -> Iterator[list[list[Piece]]]:
    try:
        from pypdf import PdfReader
    except ImportError:
        raise BadInput("PDF lists need the extra `lists`: pip install 'proscribe[lists]'") from None
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted or len(reader.pages) > _MOST_PAGES:
            raise Refusal("unsafe", f"is encrypted or has more than {_MOST_PAGES} pages", name)
        for page in reader.pages:
            pieces: list[Piece] = []

            def take(
                text: str, _cm: Any, matrix: Any, _font: Any, _size: Any, into: list[Piece] = pieces
            ) -> None:
                if clean(text) and len(into) < _MOST_PIECES:
                    into.append((float(matrix[4]), float(matrix[5]), clean(text)))

            page.extract_text(visitor_text=take)
            yield _lines(pieces)
    except Refusal:
        raise
    except RecursionError:
        raise Refusal("unsafe", "is nested deeper than any list", name) from None
    except Exception as error:  # pypdf raises many kinds for a damaged file
        raise Refusal("truncated", f"is a damaged PDF: {clean(str(error))[:120]}", name) from None


def _lines(pieces: list[Piece]) -> list[list[Piece]]:
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p[1], p[0])):
        if lines and abs(lines[-1][0][1] - piece[1]) < _SAME_LINE:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line) for line in lines]


def _numbered(line: list[Piece]) -> list[float]:
    """Where the columns start, when a line is `(1) (2) (3)…` and nothing else."""
    if len(line) < 3 or [t for _, _, t in line] != [f"({n})" for n in range(1, len(line) + 1)]:
        return []
    return [x for x, _, _ in line]


def _cells(line: list[Piece], starts: list[float]) -> list[str]:
    cells = [""] * len(starts)
    for x, _, text in line:
        column = sum(x + 1 >= start for start in starts) - 1
        cells[max(column, 0)] = clean(f"{cells[max(column, 0)]} {text}")
    return cells
