"""What changed since the last run: in the lists, and among the customers. The rest need not be screened again."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..model.canonical import canonical
from .hits import Query
from .index import Index


@dataclass(frozen=True, slots=True)
class Changes:
    """Keys (`list:ref`) of the entries that appeared, whose content changed, and that are gone."""

    appeared: frozenset[str]
    changed: frozenset[str]
    gone: frozenset[str]

    @property
    def searched(self) -> frozenset[str]:
        """The entries that customers seen before must be screened against again."""
        return self.appeared | self.changed


def changed(old: Index, new: Index) -> Changes:
    """What differs between two indexes, by the digest of each entry."""
    before, after = old.digests(), new.digests()
    return Changes(
        frozenset(after.keys() - before.keys()),
        frozenset(k for k in after.keys() & before.keys() if after[k] != before[k]),
        frozenset(before.keys() - after.keys()),
    )


def customer_digest(query: Query) -> str:
    """A digest of all that is known of a customer, but its id: 32 hexadecimal characters."""
    rest = (query.kind, query.births, query.countries, query.genders, query.identifiers)
    text = "\x1f".join((query.name, *(canonical(v) if v else "" for v in rest)))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def sorted_out(queries: Iterable[Query], seen: Mapping[str, str]) -> Iterator[tuple[Query, bool]]:
    """Each query with whether it is as it was: `seen` gives the digest of a customer (by id, or else by name)."""
    for query in queries:
        yield query, seen.get(query.id or query.name) == customer_digest(query)
