"""The catalogue: official lists of the world, where they are published, with or without a reader."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Publication:
    """An official list as its publisher offers it.

    `addresses` are the files of one publication, `page` is where people read about it. `cadence` is an ISO
    8601 period of whole days, how often to look. `readable` says that this program can read it; `closed` that
    it is issued no more, from which day on.
    """

    id: str
    title: str
    publisher: str
    jurisdiction: str
    regimes: tuple[str, ...]
    addresses: tuple[str, ...]
    page: str
    format: str
    cadence: str
    licence: str
    readable: bool = False
    closed: str | None = None
    untested: str | None = None

    def due(self, last: date | None) -> date | None:
        """The day to look again after the last publication held; None for a list that is closed and was
        fetched.

        A list that was never fetched is due at once: that is `date.min`.
        """
        if self.closed:
            return None
        return last + timedelta(days=days(self.cadence)) if last else date.min


def days(cadence: str) -> int:
    """The days of a cadence; raises ValueError for one that is not a number of days."""
    if not (cadence.startswith("P") and cadence.endswith("D") and cadence[1:-1].isdigit()):
        raise ValueError(f"{cadence!r} is not a number of days such as P7D")
    return int(cadence[1:-1])


@cache
def unread() -> Mapping[str, Publication]:
    """The lists that no reader exists for, by id."""
    text = (resources.files(__package__) / "catalogue.toml").read_text(encoding="utf-8")
    found = {}
    for ident, data in tomllib.loads(text).items():
        regimes, address = tuple(data.pop("regimes")), data.pop("address")
        found[ident] = Publication(id=ident, regimes=regimes, addresses=(address,), **data)
    return MappingProxyType(found)


def catalogue(readable: Iterable[Publication]) -> Mapping[str, Publication]:
    """All lists by id: those with a reader, given here, and those without. A reader takes the place of its
    row.
    """
    return MappingProxyType(dict(sorted({**unread(), **{p.id: p for p in readable}}.items())))
