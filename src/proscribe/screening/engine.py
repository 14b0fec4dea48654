"""The engine: an index and the questions it answers. A column of names is the unit of work.

engine = Engine.open(Path("lists.index"))
hits = engine.screen([Query("Ali Hassan")], alarms=1)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..errors import BadInput
from ..model.words import PartyKind
from . import calibration, explain, normalise
from .hits import Hit, Query
from .index import SIDES, Index, identifier_hashes, side_of
from .match import Match, match
from .qualifiers import identifier_key, qualifiers
from .vocabulary import column

ALARMS = 1.0  # false alarms per thousand hard clean names, where nothing else is asked for
MOST = 50  # hits of a query that are given, beside the literal ones
_BESIDE = {"vessel": ("vessel", "organisation"), "aircraft": ("aircraft", "organisation")}


@dataclass(frozen=True)
class Engine:
    """Screens columns of names against one index."""

    index: Index

    @classmethod
    def open(cls, path: Path) -> "Engine":
        """The engine of an index file; raises `BadInput` when the file cannot be used."""
        return cls(Index.open(path))

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
        self, column: Sequence[Query], *, threshold: float | None = None, alarms: float | None = None
    ) -> list[list[Hit]]:
        """The hits of each query, best first.

        A name whose words are listed as they are is a hit whatever its score, and so is one whose identifier is
        listed. Raises `BadInput` for a name that cannot be screened; `normalise.unreadable` tells beforehand.
        """
        least = self.thresholds(threshold=threshold, alarms=alarms)
        for place, query in enumerate(column):
            if why := normalise.unreadable(query.name):
                raise BadInput(f"query {place + 1} ({query.name[:40]!r}): {why}; leave it out or mend it")
        words = [normalise.words(q.name) for q in column]
        found: list[dict[int, Hit]] = [{} for _ in column]
        for side in SIDES:
            if side in self.index.halves:
                asked = [i for i, q in enumerate(column) if searched(q.kind, side)]
                self._side(side, asked, column, words, least[side], found)
        for hits, query in zip(found, column, strict=True):
            self._by_identifier(query, hits)
        return [_ranked(list(hits.values())) for hits in found]

    def _side(
        self,
        side: str,
        asked: list[int],
        queries: Sequence[Query],
        words: list[normalise.Words],
        least: float,
        found: list[dict[int, Hit]],
    ) -> None:
        half, person = self.index.halves[side], side == "person"
        names = column((words[i] for i in asked), person=person)
        for met in match(names, half, calibration.raw(least, side)):
            place = asked[met.name]
            score = float(calibration.calibrated(np.array([met.score]), side)[0])
            self._bearers(side, met, score, queries[place], found[place])

    def _bearers(self, side: str, met: Match, score: float, query: Query, hits: dict[int, Hit]) -> None:
        """Add a hit for every entry that bears the form, unless it has a better one already."""
        half = self.index.halves[side]
        for at in range(int(half.bearer_start[met.form]), int(half.bearer_start[met.form + 1])):
            number = int(half.bearer_entry[at])
            have = hits.get(number)
            if have is not None and (have.literal, have.score) >= (met.literal, score):
                continue
            entry = self.index.listed(number)
            name = entry.names[half.bearer_name[at]]
            hits[number] = explain.hit(query, entry, name, met, score, person=side == "person")

    def _by_identifier(self, query: Query, hits: dict[int, Hit]) -> None:
        keys = [key for i in query.identifiers if (key := identifier_key(i.value))]
        if not keys:
            return
        hashes = identifier_hashes(keys)
        low = np.searchsorted(self.index.identifier_key, hashes, "left")
        high = np.searchsorted(self.index.identifier_key, hashes, "right")
        for begin, end in zip(low, high, strict=True):
            for number in map(int, self.index.identifier_entry[begin:end]):
                if number in hits:
                    continue
                entry = self.index.listed(number)
                beside = qualifiers(query, entry)
                if any(q.what == "identifier" and q.verdict == "agrees" for q in beside):
                    hits[number] = Hit(
                        query, entry, entry.names[0], 0.0, False, "identifier", qualifiers=beside
                    )


def searched(kind: PartyKind | None, side: str) -> bool:
    """Whether a query about this kind of party is searched for on this side.

    Lists differ in what they call a ship or an aircraft, so these are searched for among organisations too.
    """
    if kind is None:
        return True
    own = side_of(kind)
    return side in _BESIDE.get(own, (own,))


def _ranked(hits: list[Hit]) -> list[Hit]:
    hits.sort(key=lambda h: (not h.literal, -h.score, h.entry.key))
    literal = [h for h in hits if h.literal or h.by == "identifier"]
    return literal + [h for h in hits if not h.literal and h.by == "name"][:MOST]
