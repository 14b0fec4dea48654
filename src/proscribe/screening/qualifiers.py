"""What stands beside a name: dates of birth, countries, genders, identifiers. Compared, reported, never scored.

Nothing is said where one side is silent. Dates agree when some day is possible for both (EDTF), so a year agrees with
every day in it. Identifiers are compared as letters and digits only, within one kind of document where both name it.
"""

import re
from functools import lru_cache

from ..model.dates import Day
from ..model.entries import Identifier
from . import tables
from .hits import Listed, Qualifier, Query
from .normalise import words

_NOT = re.compile(r"[^0-9A-Z]")
SHORTEST = 5  # letters and digits of an identifier that say something by themselves
_GENDERS = {"m": "male", "male": "male", "man": "male", "f": "female", "female": "female", "woman": "female"}


def qualifiers(query: Query, listed: Listed) -> tuple[Qualifier, ...]:
    """Everything that both sides speak of."""
    found = (
        _births(query.births, listed.births),
        _countries(query.countries, listed.countries),
        _genders(query.genders, listed.genders),
        _identifiers(query.identifiers, listed.identifiers),
    )
    return tuple(q for q in found if q is not None)


def _births(query: tuple[Day, ...], listed: tuple[Day, ...]) -> Qualifier | None:
    if not query or not listed:
        return None
    for ours in query:
        for theirs in listed:
            if ours.earliest <= theirs.latest and theirs.earliest <= ours.latest:
                return Qualifier("birth", "agrees", ours.text, theirs.text)
    around = any(d.qualified and abs(d.earliest.year - q.earliest.year) <= 2 for d in listed for q in query)
    verdict = "near" if around else "conflicts"
    return Qualifier("birth", verdict, _joined(d.text for d in query), _joined(d.text for d in listed))


def _countries(query: tuple[str, ...], listed: tuple[str, ...]) -> Qualifier | None:
    ours, theirs = {country(c) for c in query} - {""}, {country(c) for c in listed} - {""}
    if not ours or not theirs:
        return None
    verdict = "agrees" if ours & theirs else "conflicts"
    return Qualifier("country", verdict, _joined(query), _joined(listed))


def _genders(query: tuple[str, ...], listed: tuple[str, ...]) -> Qualifier | None:
    ours = {_GENDERS[g.strip().lower()] for g in query if g.strip().lower() in _GENDERS}
    theirs = {_GENDERS[g.strip().lower()] for g in listed if g.strip().lower() in _GENDERS}
    if not ours or not theirs:
        return None
    return Qualifier("gender", "agrees" if ours & theirs else "conflicts", _joined(ours), _joined(theirs))


def _identifiers(query: tuple[Identifier, ...], listed: tuple[Identifier, ...]) -> Qualifier | None:
    theirs = {identifier_key(i.value): i for i in listed if identifier_key(i.value)}
    for ours in query:
        met = theirs.get(identifier_key(ours.value))
        if met is not None and _same_kind(ours.kind, met.kind):
            return Qualifier("identifier", "agrees", f"{ours.kind} {ours.value}", f"{met.kind} {met.value}")
    comparable = [
        (o, t) for o in query for t in listed if o.kind == t.kind == "imo" and identifier_key(o.value)
    ]
    if comparable:  # a ship has one IMO number for life; other documents come and go
        ours, other = comparable[0]
        return Qualifier("identifier", "conflicts", f"imo {ours.value}", f"imo {other.value}")
    return None


def _same_kind(ours: str, theirs: str) -> bool:
    vague = ("", "id", "identifier", "other", "number")
    return ours == theirs or ours in vague or theirs in vague or ours in theirs or theirs in ours


def identifier_key(value: str) -> str:
    """An identifier as it is compared: letters and digits in capitals; empty when too short to tell anything."""
    key = _NOT.sub("", value.upper())
    key = key.removeprefix("IMO") if key.startswith("IMO") and key[3:].isdigit() else key
    return key if len(key) >= SHORTEST and any(c.isdigit() for c in key) else ""


@lru_cache(maxsize=4096)
def country(text: str) -> str:
    """A country as ISO 3166-1 alpha-2 where it can be told, else its words."""
    text = text.strip()
    if len(text) == 2 and text.isalpha():
        return text.upper()
    key = " ".join(w for w in words(text).words if w not in ("the", "of", "and"))
    return tables.mapping("countries").get(key, key.upper())


def _joined(texts: object) -> str:
    return ", ".join(sorted({str(t) for t in texts}))  # type: ignore[attr-defined]
