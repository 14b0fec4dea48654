"""What is asked and what is found, as frozen values."""

from dataclasses import dataclass
from typing import Any

from ..model.canonical import plain
from ..model.dates import Day
from ..model.entries import Identifier
from ..model.words import PartyKind


@dataclass(frozen=True, slots=True)
class Query:
    """One name to screen, with what else is known of its bearer.

    `id` is the customer's own key and goes back out with the hits. Without `kind` every kind of party is searched.
    What stands beside the name never changes the score; it is compared and reported beside it.
    """

    name: str
    id: str | None = None
    kind: PartyKind | None = None
    births: tuple[Day, ...] = ()
    countries: tuple[str, ...] = ()
    genders: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A word of the query (or two run together) and the listed word it met.

    `near` is how near their spellings are, 0 to 1; `weight` how much the word tells, in nats; `score` what the pair
    adds to the score of the hit: the parts of a hit add up to its score.
    """

    query: str
    listed: str
    near: float
    weight: float
    score: float


@dataclass(frozen=True, slots=True)
class Qualifier:
    """One thing compared beside the name: `what` (birth, country, gender, identifier), whether it `agrees` or
    `conflicts`, and the values on either side."""

    what: str
    verdict: str
    query: str
    listed: str


@dataclass(frozen=True, slots=True)
class Listed:
    """The entry a hit points to: what screening keeps of it. `digest` is that of the whole entry."""

    list: str
    ref: str
    kind: PartyKind
    names: tuple[str, ...]
    births: tuple[Day, ...]
    genders: tuple[str, ...]
    countries: tuple[str, ...]
    identifiers: tuple[Identifier, ...]
    regimes: tuple[str, ...]
    listed: Day | None
    digest: str

    @property
    def key(self) -> str:
        """List and reference as one word, `gb_ofsi:13340`."""
        return f"{self.list}:{self.ref}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed party that a query may be.

    `name` is the listed name that it met, `score` says how rarely a name that is not listed comes as near to one
    (see `calibration`), `literal` that the words are the same, so that the hit is reported whatever its score.
    `by` is `name` or `identifier`; a hit by identifier alone has score 0 and no parts. `unmet` are words of the
    query, `extra` words of the listed name that met nothing.
    """

    query: Query
    entry: Listed
    name: str
    score: float
    literal: bool
    by: str = "name"
    parts: tuple[Part, ...] = ()
    unmet: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    qualifiers: tuple[Qualifier, ...] = ()

    @property
    def conflicts(self) -> tuple[str, ...]:
        """What beside the name speaks against this hit."""
        return tuple(q.what for q in self.qualifiers if q.verdict == "conflicts")

    def to_json(self) -> dict[str, Any]:
        """The plain form, without fields that say nothing."""
        data: dict[str, Any] = plain(self)
        return data
