"""Claims of several documents about one act: who reported it first, who confirms it, who contradicts it."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..model.claims import Claim
from ..model.words import Act, Factuality, Origin

#: Days that two reports of one act may lie apart.
NEAR = 45


@dataclass(frozen=True, slots=True)
class Group:
    """Claims about one act, by day of publication.

    `first` is the claim published first, `confirmed` those of other documents that say the same as a fact,
    `contradicted` those that deny it, and `official` those of an official list or notice.
    """

    claims: tuple[Claim, ...]
    first: Claim
    confirmed: tuple[Claim, ...]
    contradicted: tuple[Claim, ...]
    official: tuple[Claim, ...]


def groups(claims: Iterable[Claim]) -> list[Group]:
    """Group claims about one act: same act, aim, subject and jurisdiction, on days that do not rule each other out."""
    kept: dict[tuple[object, ...], list[list[Claim]]] = {}
    for claim in sorted(claims, key=_order):
        rows = kept.setdefault(_key(claim), [])
        for row in rows:
            if all(_may_be_one(claim, other) for other in row):
                row.append(claim)
                break
        else:
            rows.append([claim])
    return [_group(row) for rows in kept.values() for row in rows]


def _order(claim: Claim) -> tuple[str, str]:
    return (claim.published.earliest.isoformat() if claim.published else "9999", claim.id)


def _key(claim: Claim) -> tuple[object, ...]:
    party = claim.subject
    who = (party.refs[0] if party.refs else party.name.casefold()) if party else None
    act = Act.REMOVE if claim.act is Act.ANNUL else claim.act
    return (act, claim.aim, who, claim.jurisdiction)


def _may_be_one(one: Claim, other: Claim) -> bool:
    if one.regime and other.regime and one.regime != other.regime:
        return False
    a, b = one.date, other.date
    if a is None or b is None:
        return True
    overlap = a.earliest <= b.latest and b.earliest <= a.latest
    return overlap or abs((a.earliest - b.earliest).days) <= NEAR


def _group(row: list[Claim]) -> Group:
    first = row[0]
    others = [c for c in row[1:] if c.document != first.document]
    return Group(
        claims=tuple(row),
        first=first,
        confirmed=tuple(c for c in others if c.factuality is Factuality.FACT),
        contradicted=tuple(
            c
            for c in others
            if (c.factuality is Factuality.NEGATED) != (first.factuality is Factuality.NEGATED)
        ),
        official=tuple(c for c in row if c.origin is Origin.OFFICIAL),
    )
