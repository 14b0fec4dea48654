"""Which regime a claim speaks of: the rows of an answer."""

from collections.abc import Collection, Mapping, Sequence

from ..law.load import load_regimes, regime
from ..model.claims import Claim
from ..model.words import RECOGNITION_ACTS
from .known import Judged
from .places import Place

#: The regime that recognition of a government belongs to, whoever recognises.
RECOGNITION = "int.recognition"
#: A jurisdiction and a regime of it; None where a claim does not tell.
Row = tuple[str | None, str | None]


def rows(claims: Sequence[Judged]) -> dict[Row, list[Judged]]:
    """The claims about a subject that count or await judgement, by jurisdiction and regime."""
    standing = [item for item in claims if item.counts or item.awaits]
    placed = regime_of(standing)
    table: dict[Row, list[Judged]] = {}
    for item in standing:
        table.setdefault(placed[item.claim.id], []).append(item)
    return table


def inside(row: Row, where: Place | None) -> bool:
    """True when a row is about the place that is asked about; every row is, when none is."""
    if where is None:
        return True
    return row[1] == where.regime if where.regime else row[0] == where.jurisdiction


def regime_of(claims: Sequence[Judged]) -> dict[str, Row]:
    """The (jurisdiction, regime) that each claim speaks of, by claim id.

    A text that says no more than "banned in X" speaks of the one ban that X has on the subject, or of the one list
    that X keeps; where there are several, its regime stays None.
    """
    rows = {item.claim.id: _row(item.claim) for item in claims}
    counted = _bans(rows, {item.claim.id for item in claims if item.counts})
    spoken = _bans(rows, {item.claim.id for item in claims if item.awaits})
    for ident, (jurisdiction, named) in rows.items():
        if named is None and jurisdiction is not None:
            kept = {i for i in load_regimes() if i.startswith(jurisdiction.lower() + ".")}
            choices = counted.get(jurisdiction) or spoken.get(jurisdiction) or kept
            if len(choices) == 1:
                rows[ident] = (jurisdiction, next(iter(choices)))
    return rows


def _bans(rows: Mapping[str, Row], among: Collection[str]) -> dict[str | None, set[str]]:
    """The regimes under which some claims name a ban, by jurisdiction."""
    bans: dict[str | None, set[str]] = {}
    for ident in among:
        jurisdiction, named = rows[ident]
        if named and named != RECOGNITION:
            bans.setdefault(jurisdiction, set()).add(named)
    return bans


def _row(claim: Claim) -> Row:
    if claim.act in RECOGNITION_ACTS:
        return claim.jurisdiction, RECOGNITION
    ident = claim.regime if claim.regime in load_regimes() else None
    return claim.jurisdiction or (regime(ident).jurisdiction if ident else None), ident
