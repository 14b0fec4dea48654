"""How many listed parties are found under names that no list has, at what price in false alarms."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from benchmarks import screening_lists, screening_names
from benchmarks.screening_names import Positive
from proscribe.model.entries import Entry
from proscribe.model.words import PartyKind
from proscribe.screening import normalise
from proscribe.screening.compare import agreement
from proscribe.screening.index import Index, build, side_of
from proscribe.screening.match import match
from proscribe.screening.vocabulary import column

FLOOR = 0.15  # raw scores below are not looked at; well below the line that 5 % of clean names reach
RATES = (0.001, 0.01, 0.05)
DAY = date(2026, 5, 1)
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its interval of 95 % (Wilson)."""

    found: int
    of: int

    def __str__(self) -> str:
        z, n, p = 1.96, self.of, self.found / self.of
        middle, spread = p + z * z / (2 * n), z * ((p * (1 - p) + z * z / (4 * n)) / n) ** 0.5
        low, high = (middle - spread) / (1 + z * z / n), (middle + spread) / (1 + z * z / n)
        return f"{p:.3f} ({low:.3f}–{high:.3f})"


def shares(positives: Floats, clean: Floats, rates: Sequence[float]) -> list[Share]:
    """How many positives reach the score that a given share of clean names reaches."""
    lines = [max(float(np.quantile(clean, 1 - rate)), 1e-9) for rate in rates]
    return [Share(int((positives >= line).sum()), len(positives)) for line in lines]


@dataclass(frozen=True)
class Case:
    """Lists, names that are not in them but of their parties, and clean names."""

    what: str
    entries: list[Entry]
    kind: PartyKind
    positives: list[Positive]
    clean: list[str]

    @cached_property
    def index(self) -> Index:
        """The index of the lists."""
        return build(self.entries, on=DAY, known=DAY)

    def measure(self, rates: Sequence[float] = RATES) -> list[Share]:
        """The share found at each rate of false alarms."""
        found = self._scores([p.name for p in self.positives], self.positives)
        return shares(found, self._scores(self.clean), rates)

    def _scores(self, names: list[str], wanted: list[Positive] | None = None) -> Floats:
        """The best score of each name, among the entries wanted of it where they are given."""
        side = side_of(self.kind)
        half, best = self.index.halves[side], np.zeros(len(names))
        keys = [f"{e.list}:{e.ref}" for e in self.entries]
        for met in match(column(map(normalise.words, names), person=side == "person"), half, FLOOR):
            bearers = half.bearer_entry[half.bearer_start[met.form] : half.bearer_start[met.form + 1]]
            if wanted is None or any(keys[b] in wanted[met.name].entries for b in bearers.tolist()):
                best[met.name] = max(best[met.name], met.score)
        return best


def cases() -> Iterator[Case]:
    """What is measured, one after the other."""
    entries = screening_lists.four_lists()
    listed = screening_names.names_of(entries)
    person, organisation = PartyKind.PERSON, PartyKind.ORGANISATION
    hard = screening_names.hard_people(60_000, listed)
    rest, hidden = screening_names.hidden(entries, person, 4_000)
    yield Case("persons, Latin: aliases hidden from all four lists", rest, person, hidden, hard)
    pairs = screening_names.across_lists(entries, person)
    yield Case("persons, Latin: as another list spells them", entries, person, pairs, hard)
    only = [e for e in entries if e.list == "us_ofac_sdn"]
    rest, hidden = screening_names.hidden(only, person, 4_000)
    yield Case("persons, Latin: aliases hidden from OFAC alone", rest, person, hidden, hard)
    rest, hidden = screening_names.hidden(entries, person, 4_000, lambda n: not screening_names.is_latin(n))
    other = screening_names.original_script_people(20_000, listed)
    yield Case("persons, original script; clean names in such scripts", rest, person, hidden, other)
    yield Case("persons, original script; clean names as above", rest, person, hidden, hard)
    companies = screening_names.companies()
    if companies:
        pairs = screening_names.across_lists(entries, organisation)
        yield Case("organisations: as another list spells them", entries, organisation, pairs, companies)
        rest, hidden = screening_names.hidden(entries, organisation, 3_000)
        yield Case("organisations: aliases hidden from all four lists", rest, organisation, hidden, companies)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, the schema of their bearers."""

    schema: str
    one: str
    other: str

    @property
    def kind(self) -> PartyKind | None:
        """The kind of party, None where the schema leaves it open."""
        kinds = {"Person": PartyKind.PERSON, "Vessel": PartyKind.VESSEL, "LegalEntity": None}
        return kinds.get(self.schema, PartyKind.ORGANISATION)


def labelled_pairs() -> tuple[list[Pair], NDArray[np.bool_]]:
    """nomenklatura's labelled pairs, and which of them are of one party."""
    with (screening_names.NAMES / "nomenklatura_name_bench_cases.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        rows = list(csv.DictReader(file))
    pairs = [Pair(r["schema"], r["name1"], r["name2"]) for r in rows]
    return pairs, np.array([r["is_match"] == "true" for r in rows])


def labelled() -> tuple[float, float, float, int]:
    """AUC, best F1 and the agreement it is reached at, over the labelled pairs; and their number."""
    pairs, same = labelled_pairs()
    scores = np.array([agreement(p.one, p.other, p.kind) for p in pairs])
    return auc(scores, same), *best_f1(scores, same), len(pairs)


def auc(scores: Floats, same: NDArray[np.bool_]) -> float:
    """The chance that a pair of one party scores above one of two; ties count half."""
    above = (scores[same][:, None] > scores[~same][None, :]).mean()
    ties = (scores[same][:, None] == scores[~same][None, :]).mean()
    return float(above + ties / 2)


def best_f1(scores: Floats, same: NDArray[np.bool_]) -> tuple[float, float]:
    """The best F1 over all thresholds, and the threshold."""
    return max(
        (2 * float((same & (scores >= t)).sum()) / float((scores >= t).sum() + same.sum()), float(t))
        for t in np.unique(scores)
    )
