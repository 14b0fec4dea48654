"""Hits as scored matches: one a party, with the features that make the score and what stands beside them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ...screening.explain import sentence
from ...screening.hits import Hit
from .collection import Collection, Flags
from .examples import Example

#: The one algorithm that is served, and the names by which it may be asked for.
ALGORITHM = "proscribe"
ASKED_FOR = frozenset({ALGORITHM, "best"})
FEATURES: dict[str, str] = {
    "name_literal": "The words of the name are listed as they are, in any order: 1, or 0.",
    "name_match": (
        "How rarely a name that is not listed comes as near to a listed one: of a thousand hard clean names "
        "(1 - s)³ · 1000 do."
    ),
    "identifier_match": "An identifier of the query is listed for this party: 1, or 0.",
    "birth_date": "Date of birth, compared and reported; never part of the score.",
    "country": "Country, compared and reported; never part of the score.",
    "gender": "Gender, compared and reported; never part of the score.",
}
_BESIDE = {"birth": "birth_date", "country": "country", "gender": "gender"}


@dataclass(frozen=True, slots=True)
class Scored:
    """A party that an example may be, with its best hit. `score` is the greatest of its features."""

    party: int
    score: float
    hit: Hit


def scored(collection: Collection, asked: Example, hits: Iterable[Hit], among: Flags | None) -> list[Scored]:
    """The parties that hits point to, each once, best first."""
    best: dict[int, Scored] = {}
    for hit in hits:
        if hit.entry.kind not in asked.kinds:
            continue
        party = collection.number_of(hit.entry.key)
        if among is not None and not among[party]:
            continue
        made = Scored(party, score(hit), hit)
        have = best.get(party)
        if have is None or (made.score, made.hit.score) > (have.score, have.hit.score):
            best[party] = made
    return sorted(best.values(), key=lambda s: (-s.score, -s.hit.score, collection.ids[s.party]))


def score(hit: Hit) -> float:
    """1 for a name that is listed word for word, or an identifier; the calibrated score of the name otherwise."""
    return 1.0 if hit.literal or _identified(hit) else round(hit.score, 4)


def _identified(hit: Hit) -> bool:
    return any(q.what == "identifier" and q.verdict == "agrees" for q in hit.qualifiers)


def features(hit: Hit) -> dict[str, dict[str, Any]]:
    """Each feature with its score, what it compared, and a sentence."""
    found: dict[str, dict[str, Any]] = {}
    if hit.by == "name":
        found["name_match"] = _feature(hit.score, sentence(hit), hit.query.name, hit.name, 1.0)
    if hit.literal:
        found["name_literal"] = _feature(1.0, "the words are the same", hit.query.name, hit.name, 1.0)
    for q in hit.qualifiers:
        if q.what == "identifier":
            agrees = 1.0 if q.verdict == "agrees" else 0.0
            found["identifier_match"] = _feature(agrees, q.verdict, q.query, q.listed, agrees)
        else:
            found[_BESIDE[q.what]] = _feature(0.0, q.verdict, q.query, q.listed, 0.0)
    return found


def _feature(value: float, detail: str, query: str, candidate: str, weight: float) -> dict[str, Any]:
    return {
        "score": round(value, 4),
        "detail": detail,
        "query": query,
        "candidate": candidate,
        "weight": weight,
    }


def explanation(hit: Hit) -> dict[str, Any]:
    """What the engine says of a hit: which words met which, and what met nothing."""
    return {
        "entry": hit.entry.key,
        "name": hit.name,
        "score": round(hit.score, 4),
        "literal": hit.literal,
        "by": hit.by,
        "parts": [
            {
                "query": p.query,
                "listed": p.listed,
                "near": round(p.near, 3),
                "weight": round(p.weight, 2),
                "score": round(p.score, 4),
            }
            for p in hit.parts
        ],
        "unmet": list(hit.unmet),
        "extra": list(hit.extra),
        "conflicts": list(hit.conflicts),
    }
