"""Archives and tables of articles read on Spark, by the functions that read them in one process."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..answers.articles import Article, Unread, archived, tabled
from ..answers.dossier import subject_of
from ..answers.forms import proposal_form
from ..answers.reading import Reads, Source, read_report, reader
from ..errors import BadInput
from ..ledger.protocol import Filed, Item
from ..model.canonical import plain
from ..model.claims import Claim, Party
from ..model.evidence import Document
from ..subjects.roster import Roster, Subject
from .parts import Part
from .rows import Row, packed, unpacked


@dataclass(frozen=True)
class Settings:
    """What the workers need to read: the names they know, what is common to all reports, the column of texts."""

    roster: Roster
    common: Source
    column: str = "text"


def reports(settings: Settings, part: Part, path: Path) -> Iterator[Row]:
    """The reports of a part that claim something, and the places that could not be read."""
    made = _reader(_Held(settings.roster))
    for article in _articles(settings, part, path):
        if isinstance(article, Unread) and article.damage:
            text = f"{part.path} at byte {article.place}: {article.reason}"
            yield Row("error", part.key, article.place, 0, packed(text))
            continue
        if isinstance(article, Unread):
            yield _reject(part, article.place, "", article.reason)
            continue
        yield Row("seen", part.key, article.place)
        try:
            found = read_report(made, article.body, article.path, article.source, article.media_type)
        except BadInput as error:
            yield _reject(part, article.place, article.path, str(error))
            continue
        if found.claims:
            data = [article.path, plain(found.document), [plain(c) for c in found.claims]]
            yield Row("report", part.key, article.place, 0, packed(data), article.body)


def kept(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows that are kept: not those that only count."""
    return (row for row in rows if row.kind != "seen")


def items(rows: Iterable[Row]) -> Iterator[Item]:
    """What goes into the ledger: each document with its bytes, then its claims."""
    for row in rows:
        _, document, claims = row.json
        yield Filed(Document.from_json(document), row.body or b"")
        yield from map(Claim.from_json, claims)


def lines(roster: Roster, rows: Iterable[Row]) -> Iterator[str]:
    """The claims as `read --json` prints them, one a line."""

    def resolve(party: Party) -> Subject:
        return subject_of(roster, party)

    for row in rows:
        path, _, claims = row.json
        for claim in map(Claim.from_json, claims):
            yield json.dumps(proposal_form(claim, resolve, path), ensure_ascii=False)


def texts(roster: Roster, found: Iterable[Any]) -> Iterator[Any]:
    """Arrow batches of reports as Arrow batches of such lines."""
    import pyarrow as pa

    for batch in found:
        column = pa.array(lines(roster, unpacked([batch])), pa.string())
        yield pa.RecordBatch.from_arrays([column], names=["value"])


def _articles(settings: Settings, part: Part, path: Path) -> Iterator[Article | Unread]:
    if path.name.lower().endswith(".parquet"):
        place = (part.group, part.first, part.count, part.before)
        return tabled(path, settings.common, settings.column, *place)
    stop = None if part.count is None else part.first + part.count
    return archived(path, settings.common, part.first, stop)


def _reject(part: Part, place: int, name: str, reason: str) -> Row:
    return Row("reject", part.key, place, 0, packed({"id": name or None, "value": "", "reason": reason}))


class _Held:
    """A roster that is the same key for the same content, so that a worker makes its reader once."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self._names = tuple(roster.names())

    def __hash__(self) -> int:
        return hash(self._names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other._names == self._names


@lru_cache(1)
def _reader(held: _Held) -> Reads:
    return reader(held.roster)
