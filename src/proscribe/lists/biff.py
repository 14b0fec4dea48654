"""How far the cells of an old Excel file reach, found without building the sheet."""

import struct
from collections.abc import Iterator

from .parsed import Refusal

_END = 0xFFFFFFFA  # and above: markers of the allocation table, not sectors
#: Records that put something into cells: row and (first) column are their first two numbers.
_CELL_RECORDS = {
    0x0006,
    0x0201,
    0x0203,
    0x0204,
    0x0205,
    0x027E,
    0x00BD,
    0x00BE,
    0x00FD,
    0x00D6,
    0x0002,
    0x0004,
}


def extent(data: bytes, name: str) -> tuple[int, int]:
    """The greatest row and column counts of any sheet; raises `Refusal` when the container is broken."""
    try:
        stream = _workbook(data)
    except (struct.error, IndexError, ValueError) as error:
        raise Refusal("truncated", f"is a damaged workbook: {error}", name) from None
    rows = columns = best = 1
    answer = (1, 1)
    for kind, at, size in _records(stream):
        if kind == 0x0809:  # a new sheet begins
            rows = columns = 1
        elif kind in _CELL_RECORDS and size >= 4:
            row, column = struct.unpack_from("<HH", stream, at)
            last = struct.unpack_from("<H", stream, at + size - 2)[0] if kind in (0x00BD, 0x00BE) else column
            rows, columns = max(rows, row + 1), max(columns, max(column, last) + 1)
            if rows * columns > best:
                best, answer = rows * columns, (rows, columns)
    return answer


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if at + 4 + size > len(stream):
            return
        yield kind, at + 4, size
        at += 4 + size


def _workbook(data: bytes) -> bytes:
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        raise ValueError("sectors of an unknown size")
    size = 1 << shift
    sectors, directory = struct.unpack_from("<I", data, 44)[0], struct.unpack_from("<I", data, 48)[0]
    more, more_count = struct.unpack_from("<II", data, 68)
    table_sectors = [s for s in struct.unpack_from("<109I", data, 76) if s < _END]
    while more < _END and more_count:
        entries = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        table_sectors += [s for s in entries[:-1] if s < _END]
        more, more_count = entries[-1], more_count - 1
        if len(table_sectors) > len(data) // size:
            raise ValueError("its allocation table is longer than the file")
    table: list[int] = []
    for sector in table_sectors[:sectors]:
        table += struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    entries_ = _chain(data, table, directory, size)
    for at in range(0, len(entries_) - 127, 128):
        length = struct.unpack_from("<H", entries_, at + 64)[0]
        title = entries_[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        if title in ("Workbook", "Book"):
            return _chain(data, table, struct.unpack_from("<I", entries_, at + 116)[0], size)
    raise ValueError("no workbook in it")


def _chain(data: bytes, table: list[int], sector: int, size: int) -> bytes:
    parts, seen = [], 0
    while sector < _END:
        parts.append(data[(sector + 1) * size : (sector + 2) * size])
        sector, seen = table[sector], seen + 1
        if seen > len(table):
            raise ValueError("its sectors run in a circle")
    return b"".join(parts)
