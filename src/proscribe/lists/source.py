"""What is known of an official list before reading it: its `source.toml` as a value."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ..errors import BadInput
from ..model.dates import Day


@dataclass(frozen=True, slots=True)
class Tripwires:
    """Limits outside which a file is refused instead of read as news.

    `fewest` and `most` count entries; `greatest_loss` is the share of the entries of the publication before
    that may be gone within a year (0.25 is a quarter); `megabytes` is the most that its files may have
    together, uncompressed.
    """

    fewest: int
    most: int
    greatest_loss: float
    megabytes: int


@dataclass(frozen=True, slots=True)
class Source:
    """One official list.

    `scheme` is the prefix under which other lists cite its entries (`un` in `un:QDe.115`). `regimes` are
    those that every entry is under; `programmes` maps a programme as published to more of them. `cadence` is
    an ISO 8601 period: how often to look. `list_is_law` says that standing on the list is itself the
    measure, so that being gone from it is a removal; otherwise an absence stays an absence until an act is
    found. `edition_of` names the list whose other language edition this is, `closed` the day after which the
    publisher issues it no more, `untested` what
    it has not been tested against, `manual` why it cannot be fetched and what to do instead.
    """

    id: str
    title: str
    publisher: str
    jurisdiction: str
    scheme: str
    address: str
    page: str
    format: str
    cadence: str
    licence: str
    tripwires: Tripwires
    list_is_law: bool
    regimes: tuple[str, ...] = ()
    programmes: Mapping[str, tuple[str, ...]] | None = None
    language: str | None = None
    addresses: tuple[str, ...] = ()
    edition_of: str | None = None
    closed: Day | None = None
    untested: str | None = None
    manual: str | None = None

    def regimes_of(self, programmes: tuple[str, ...]) -> tuple[str, ...]:
        """The regimes of an entry with these programmes, each once."""
        table = self.programmes or {}
        found = [*self.regimes, *(regime for p in programmes for regime in table.get(p, ()))]
        return tuple(dict.fromkeys(found))


def load(file: Path, ident: str) -> Source:
    """Read a `source.toml`; raises `BadInput` that names the file and the key that is wrong."""
    data: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    known = {f.name for f in fields(Source)} - {"id"}
    if unknown := sorted(set(data) - known):
        raise BadInput(f"{ident}/source.toml: unknown keys {', '.join(unknown)}")
    try:
        return Source(
            id=ident,
            **{
                **data,
                "tripwires": Tripwires(**data["tripwires"]),
                "regimes": tuple(data.get("regimes", ())),
                "addresses": tuple(data.get("addresses", ())),
                "programmes": {k: tuple(v) for k, v in data.get("programmes", {}).items()},
                "closed": Day.parse(data["closed"]) if "closed" in data else None,
            },
        )
    except (KeyError, TypeError) as error:
        raise BadInput(f"{ident}/source.toml: {error}") from None
