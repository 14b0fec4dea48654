"""Proof of a search: what was searched, against which lists of which day, and what came of it. Pure values."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..model.canonical import digest, plain
from . import calibration
from .hits import Hit, Query
from .index import Index, Source


@dataclass(frozen=True, slots=True)
class Certificate:
    """A search as it was made, with and without a hit, so that it can be made again and compared.

    `index` is the digest over all entries searched; `calibration` that of the published calibration; `thresholds`
    the least score of a hit by kind of party; `sequence` and `ledger` the place and digest of the ledger's last
    batch, where a ledger was searched. `recorded` is the day the certificate was asked for.
    """

    query: Query
    on: date
    known: date
    recorded: date
    lists: tuple[Source, ...]
    entries: int
    index: str
    calibration: str
    thresholds: tuple[tuple[str, float], ...]
    program: str
    hits: tuple[Hit, ...] = ()
    sequence: int | None = None
    ledger: str | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def id(self) -> str:
        """SHA-256 of the certificate: the same search over the same record gives the same."""
        return digest(plain(self))

    @property
    def result(self) -> str:
        """The result in one sentence, which claims no more than was searched."""
        asked = f"{self.query.name!r} was searched among {self.entries:,} entries of "
        asked += ", ".join(f"{s.list} ({s.published or 'day unknown'})" for s in self.lists) or "no list"
        sure = sum(h.literal for h in self.hits)
        if not self.hits:
            return (
                f"{asked}: no listed name came near it. This is no finding on lists that were not searched."
            )
        near = len(self.hits) - sure
        found = [f"{sure} listed under these very words"] if sure else []
        found += [f"{near} under a name that comes near or with a shared identifier"] if near else []
        return f"{asked}: {' and '.join(found)}. Whether it is the same party is for a person to judge."

    def to_json(self) -> dict[str, Any]:
        """The plain form, with its id and result."""
        data: dict[str, Any] = plain(self)
        return {"id": self.id, "result": self.result, **data}


def certify(
    query: Query,
    hits: list[Hit],
    index: Index,
    thresholds: dict[str, float],
    *,
    recorded: date,
    program: str,
    sequence: int | None = None,
    ledger: str | None = None,
    notes: tuple[str, ...] = (),
) -> Certificate:
    """The certificate of one search that gave these hits."""
    return Certificate(
        query,
        index.on,
        index.known,
        recorded,
        index.lists,
        index.entries,
        index.id,
        calibration.edition(),
        tuple(sorted((side, round(least, 6)) for side, least in thresholds.items())),
        program,
        tuple(hits),
        sequence,
        ledger,
        notes,
    )
