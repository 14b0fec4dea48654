"""Which official lists there are, which of them the register holds, of what day, and when to look again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ..gather.catalogue import Publication, catalogue
from ..ledger.protocol import Ledger
from ..lists.registry import sources
from ..lists.source import Source
from ..model.dates import Day
from ..model.entries import Edition
from .listed import regimes_of


@dataclass(frozen=True, slots=True)
class Holding:
    """A list of the catalogue and what is held of it.

    `editions` is how many publications are held, `last` the latest; `age` its days on the day asked about;
    `due` the day to look again (None where nobody can: no reader, or issued no more).
    """

    list: Publication
    editions: int
    last: Edition | None
    age: int | None
    due: date | None

    def is_due(self, today: date) -> bool:
        """True when a newer publication should be looked for."""
        return self.due is not None and self.due <= today


def publications() -> Iterator[Publication]:
    """The lists that can be read, as rows of the catalogue."""
    return (_row(s) for s in sources().values())


def _row(source: Source) -> Publication:
    closed = source.closed.text if source.closed else None
    return Publication(
        id=source.id,
        title=source.title,
        publisher=source.publisher,
        jurisdiction=source.jurisdiction,
        regimes=regimes_of(source),
        addresses=(source.address,),
        page=source.page,
        format=source.format,
        cadence=source.cadence,
        licence=source.licence,
        readable=True,
        closed=closed,
        untested=source.untested,
    )


def holdings(
    ledger: Ledger, today: date, known: date = date.max, before: datetime | None = None
) -> list[Holding]:
    """Every list of the catalogue with what the register holds of it, by id.

    Only editions published by the day `known` and recorded at or before `before` count.
    """
    kept: dict[str, list[Edition]] = {}
    for found in ledger.editions(None, before):
        if found.value.published.latest <= known:
            kept.setdefault(found.value.list, []).append(found.value)
    return [_holding(row, kept.get(ident, []), today) for ident, row in catalogue(publications()).items()]


def _holding(row: Publication, editions: list[Edition], today: date) -> Holding:
    last = max(editions, key=lambda e: e.published.latest, default=None)
    day = last.published.latest if last else None
    due = row.due(day) if row.readable else None
    return Holding(row, len(editions), last, (today - day).days if day else None, due)


def form(holding: Holding) -> dict[str, object]:
    """A holding as JSON; the keys are those of the catalogue and of the model."""
    row, last = holding.list, holding.last
    published: Day | None = last.published if last else None
    due = holding.due.isoformat() if holding.due and holding.due != date.min else None
    return {
        "id": row.id,
        "title": row.title,
        "publisher": row.publisher,
        "jurisdiction": row.jurisdiction,
        "regimes": list(row.regimes),
        "addresses": list(row.addresses),
        "page": row.page,
        "format": row.format,
        "cadence": row.cadence,
        "licence": row.licence,
        "readable": row.readable,
        "untested": row.untested,
        "closed": row.closed,
        "editions": holding.editions,
        "published": published.text if published else None,
        "entries": last.size if last else None,
        "age": holding.age,
        "due": due,
    }
