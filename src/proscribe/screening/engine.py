"""The engine: an index and the questions it answers. A column of names is the unit of work.

engine = Engine.open(Path("lists.index"))
hits = engine.screen([Query("Ali Hassan")], alarms=1)
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..errors import BadInput
from ..model.words import PartyKind
from . import calibration, explain, normalise
from .hits import Hit, Query
from .index import SIDES, Index, build, identifier_hashes, side_of
from .match import Match, match
from .qualifiers import identifier_key, qualifiers
from .vocabulary import Column, Reader

ALARMS = 1.0  # false alarms per thousand hard clean names, where nothing else is asked for
MOST = 50  # hits of a query that are given, beside the literal ones
_BESIDE = {"vessel": ("vessel", "organisation"), "aircraft": ("aircraft", "organisation")}
_Found = defaultdict[int, dict[int, Hit]]


@dataclass(frozen=True)
class Engine:
    """Screens columns of names against one index, or against those of its entries that `only` marks."""

    index: Index
    only: NDArray[np.bool_] | None = None

    @classmethod
    def open(cls, path: Path) -> "Engine":
        """The engine of an index file; raises `BadInput` when the file cannot be used."""
        return cls(Index.open(path))

    def restricted(self, keys: Collection[str]) -> "Engine":
        """The engine that finds only the entries with these keys (`list:ref`); scores stay what they are."""
        numbers = {key: number for number, key in enumerate(self.index.digests())}
        mask = np.zeros(self.index.entries, bool)
        mask[[numbers[key] for key in keys if key in numbers]] = True
        return replace(self, only=mask)

    def thresholds(self, *, threshold: float | None = None, alarms: float | None = None) -> dict[str, float]:
        """The least calibrated score of a hit on each side.

        `alarms` is the number of false alarms wanted per thousand hard clean names (1 where neither is given),
        `threshold` a calibrated score. Raises `BadInput` when both are given or one is out of range.
        """
        if threshold is not None and alarms is not None:
            raise BadInput("both a threshold and a number of alarms are given; give one of them")
        if threshold is None:
            wanted = ALARMS if alarms is None else alarms
            return {s: calibration.threshold(wanted, s, self.index.names(s)) for s in self.index.halves}
        if not 0 < threshold <= 1:
            raise BadInput(f"threshold {threshold:g} is out of range; give a score above 0 and up to 1")
        return dict.fromkeys(self.index.halves, threshold)

    def screen(
        self, queries: Sequence[Query], *, threshold: float | None = None, alarms: float | None = None
    ) -> list[list[Hit]]:
        """The hits of each query, best first.

        A name whose words are listed as they are is a hit whatever its score, and so is one whose identifier is
        listed. Raises `BadInput` for a name that cannot be screened; `normalise.unreadable` tells beforehand.
        """
        least = self.thresholds(threshold=threshold, alarms=alarms)
        words = [_words(place, query.name) for place, query in enumerate(queries)]
        found: _Found = defaultdict(dict)
        for side, asked, column in self._columns(queries, words):
            for met in match(column, self.index.halves[side], calibration.raw(least[side], side)):
                self._bearers(side, met, queries[asked[met.name]], found[asked[met.name]])
        for place, query in enumerate(queries):
            if query.identifiers:
                self._by_identifier(query, found[place])
        return [_ranked(list(found[i].values())) if i in found else [] for i in range(len(queries))]

    def _columns(
        self, queries: Sequence[Query], words: list[normalise.Words]
    ) -> Iterator[tuple[str, Sequence[int], Column]]:
        """For each side the places of the queries searched on it, and their names as a column."""
        reader, asked, read = Reader(), dict[str, Sequence[int]](), dict[tuple[bool, Sequence[int]], int]()
        untold = all(q.kind is None for q in queries)
        for side in (s for s in SIDES if s in self.index.halves):
            asked[side] = (
                range(len(queries))
                if untold
                else tuple(i for i, q in enumerate(queries) if searched(q.kind, side))
            )
            key = (side == "person", asked[side])
            if key not in read:
                read[key] = reader.read((words[i] for i in asked[side]), person=side == "person")
        columns = reader.columns()
        for side, places in asked.items():
            yield side, places, columns[read[side == "person", places]]

    def _bearers(self, side: str, met: Match, query: Query, hits: dict[int, Hit]) -> None:
        """Add a hit for every entry that bears the form, unless it has a better one already."""
        half = self.index.halves[side]
        score = calibration.calibrated(met.score, side)
        for at in range(int(half.bearer_start[met.form]), int(half.bearer_start[met.form + 1])):
            number = int(half.bearer_entry[at])
            have = hits.get(number)
            if have is not None and (have.literal, have.score) >= (met.literal, score):
                continue
            if self.only is None or self.only[number]:
                entry = self.index.listed(number)
                name = entry.names[half.bearer_name[at]]
                hits[number] = explain.hit(query, entry, name, met, score, person=side == "person")

    def _by_identifier(self, query: Query, hits: dict[int, Hit]) -> None:
        """Add a hit for every entry that has one of the query's identifiers and is none by its name."""
        hashes = identifier_hashes([key for i in query.identifiers if (key := identifier_key(i.value))])
        low = np.searchsorted(self.index.identifier_key, hashes, "left")
        high = np.searchsorted(self.index.identifier_key, hashes, "right")
        for begin, end in zip(low.tolist(), high.tolist(), strict=True):
            for number in self.index.identifier_entry[begin:end].tolist():
                if number in hits or (self.only is not None and not self.only[number]):
                    continue
                entry = self.index.listed(number)
                beside = qualifiers(query, entry)
                if any(q.what == "identifier" and q.verdict == "agrees" for q in beside):
                    name = entry.names[0]
                    hits[number] = Hit(query, entry, name, 0.0, False, "identifier", qualifiers=beside)


def searched(kind: PartyKind | None, side: str) -> bool:
    """Whether a query about this kind of party is searched for on this side.

    Lists differ in what they call a ship or an aircraft, so these are searched for among organisations too.
    """
    if kind is None:
        return True
    own = side_of(kind)
    return side in _BESIDE.get(own, (own,))


def _words(place: int, name: str) -> normalise.Words:
    found = normalise.words(name) if isinstance(name, str) else normalise.Words((), frozenset())
    odd = len(name) > normalise.LONGEST_NAME or len(found.words) < 2
    if odd and (why := normalise.unreadable(name)):
        raise BadInput(f"query {place + 1} ({name[:40]!r}): {why}; leave it out or mend it")
    return found


def _ranked(hits: list[Hit]) -> list[Hit]:
    hits.sort(key=lambda h: (not h.literal, -h.score, h.entry.key))
    sure = [h for h in hits if h.literal or h.by == "identifier"]
    return sure + [h for h in hits if not h.literal and h.by == "name"][:MOST]


__all__ = ["ALARMS", "Engine", "Index", "Query", "build", "searched"]
