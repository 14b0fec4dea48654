"""Files that hold many reports: web archives and Parquet tables of articles."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..errors import BadInput
from ..model.dates import Day
from ..news.warc import Damage, pages
from ..screening import parquet
from .reading import Source

#: What a file of many reports is known by.
ARCHIVES = (".warc", ".warc.gz")
TABLES = (".parquet",)
#: The columns of a table of articles beside that of their text, called as in a manifest.
BESIDE = ("url", "published", "publisher", "lang")


@dataclass(frozen=True, slots=True)
class Article:
    """One report: its place in the file (byte of its record, or row from 1), its name, what is known of it, bytes."""

    place: int
    path: str
    source: Source
    body: bytes
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A place in a file that gives no report, and why; `damage` when it is the file that is broken there."""

    place: int
    reason: str
    damage: bool = False


def holds_many(path: str) -> bool:
    """True for a file of many reports, by its suffix."""
    return path.lower().endswith((*ARCHIVES, *TABLES))


def archived(
    path: Path, common: Source, start: int = 0, stop: int | None = None
) -> Iterator[Article | Unread]:
    """The pages of an archive whose records begin from byte `start` up to `stop`; raises `BadInput` for no archive."""
    with path.open("rb") as stream:
        for page in pages(stream, str(path), start, stop):
            if isinstance(page, Damage):
                yield Unread(page.offset, page.reason, damage=True)
            else:
                yield Article(page.offset, page.url, common, page.body, page.media_type)


def tabled(
    path: Path,
    common: Source,
    column: str = "text",
    group: int | None = None,
    skip: int = 0,
    count: int | None = None,
    before: int = 0,
) -> Iterator[Article | Unread]:
    """The articles of a Parquet table, or of a slice of one row group with `before` rows of the file before it.

    The text, plain or HTML, stands in `column`; columns named as in a manifest count before what is `common`. Raises
    `BadInput` for a column that is not there and for a file or row group that cannot be read.
    """
    there = parquet.groups(path)[0]
    if column not in there:
        raise BadInput(f"{path}: there is no column {column!r} of texts; it has: {', '.join(there[:30])}")
    wanted = [column, *(c for c in BESIDE if c in there and c != column)]
    for row, record in enumerate(parquet.rows(path, wanted, group, skip, count), before + 1):
        yield _article(path, row, record, column, common)


def _article(path: Path, row: int, record: dict[str, Any], column: str, common: Source) -> Article | Unread:
    text = record[column]
    if not text:
        return Unread(row, "there is no text in it")
    said = {key: record.get(key) for key in BESIDE}
    try:
        day = Day.parse(str(said["published"])[:10]) if said["published"] else common.published
    except BadInput as error:
        return Unread(row, str(error))
    source = replace(
        common,
        published=day,
        publisher=said["publisher"] or common.publisher,
        language=said["lang"] or common.language,
    )
    body = text if isinstance(text, bytes) else str(text).encode("utf-8", "replace")
    return Article(row, said["url"] or f"{path.name} row {row}", source, body)
