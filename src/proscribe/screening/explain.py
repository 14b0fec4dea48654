"""From a match of words to a hit that a reviewer can read."""

from . import normalise
from .hits import Hit, Listed, Part, Query
from .match import Match
from .qualifiers import qualifiers
from .vocabulary import MOST_WORDS

_WORDS = {"birth": "date of birth", "country": "country", "gender": "gender", "identifier": "identifier"}


def hit(query: Query, entry: Listed, name: str, match: Match, score: float, *, person: bool) -> Hit:
    """The hit of a match. What each pair adds to the calibrated score is in proportion to what it agreed by."""
    ours, theirs = reading(query.name, person=person), reading(name, person=person)
    agreed = sum(m.agreed for m in match.met)
    parts = tuple(
        Part(
            _at(ours, m.query_mask),
            _at(theirs, m.list_mask),
            m.near,
            m.weight,
            score * m.agreed / agreed if agreed > 0 else 0.0,
        )
        for m in match.met
    )
    return Hit(
        query,
        entry,
        name,
        score if agreed > 0 else 0.0,
        match.literal,
        "name",
        parts,
        _unmet(ours, [m.query_mask for m in match.met]),
        _unmet(theirs, [m.list_mask for m in match.met]),
        qualifiers(query, entry),
    )


def reading(name: str, *, person: bool) -> tuple[str, ...]:
    """The words by which a name is compared."""
    found = normalise.words(name).words
    return (normalise.person(found) if person else normalise.party(found))[:MOST_WORDS]


def _at(words: tuple[str, ...], mask: int) -> str:
    return " ".join(w for place, w in enumerate(words) if mask >> place & 1)


def _unmet(words: tuple[str, ...], masks: list[int]) -> tuple[str, ...]:
    used = 0
    for mask in masks:
        used |= mask
    return tuple(w for place, w in enumerate(words) if not used >> place & 1)


def sentence(hit: Hit) -> str:
    """What a reviewer would write about this hit, in one sentence or two."""
    entry = hit.entry
    where = f"{entry.list} {entry.ref}"
    if hit.by == "identifier":
        met = next(q for q in hit.qualifiers if q.what == "identifier" and q.verdict == "agrees")
        return f"{hit.query.name!r} shares the {met.listed} with {hit.name!r} ({where}); the names differ."
    if hit.literal:
        lead = f"{hit.query.name!r} is listed word for word as {hit.name!r} ({where})"
    else:
        spelt = [f"{p.query} for {p.listed}" for p in hit.parts if p.near < 1 and p.query != p.listed]
        lead = f"{hit.query.name!r} comes near {hit.name!r} ({where}), score {hit.score:.2f}"
        lead += f": {', '.join(spelt)}" if spelt else ""
        lead += f"; only in the query: {' '.join(hit.unmet)}" if hit.unmet else ""
        lead += f"; only on the list: {' '.join(hit.extra)}" if hit.extra else ""
    beside = [f"{_WORDS[q.what]} {q.verdict} ({q.query} / {q.listed})" for q in hit.qualifiers]
    return (
        f"{lead}. Beside the name: {'; '.join(beside)}."
        if beside
        else f"{lead}. Nothing beside the name to compare."
    )
