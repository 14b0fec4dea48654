"""Standings: the claims about a subject, folded regime by regime, with what is reported beside them."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from ..law.load import load_regimes, regime
from ..law.procedure import fold
from ..ledger.protocol import Ledger
from ..ledger.sealing import place_key, profile_key
from ..model.claims import Claim
from ..model.dates import Day
from ..model.standing import NOT_YET, Coverage, Outcome, Standing, State, SubjectRef
from ..model.words import RECOGNITION_ACTS, Measure
from .dossier import Dossier
from .known import Judged, judged
from .moment import Moment
from .places import Place

#: The regime that recognition of a government belongs to, whoever recognises.
RECOGNITION = "int.recognition"
Row = tuple[str | None, str | None]


def standings(ledger: Ledger, about: Dossier, moment: Moment, where: Place | None = None) -> list[Standing]:
    """The standing of a subject under every regime that anything is known of, or in one place.

    Asked about a place of which nothing is held, the one row says `unknown`. Rows are in the order of
    jurisdictions and regimes.
    """
    rows = _rows(about.claims)
    if where is not None:
        rows = {row: claims for row, claims in rows.items() if _inside(row, where)}
        if not rows:
            home = regime(where.regime).jurisdiction if where.regime else where.jurisdiction
            rows = {(home, where.regime): []}
    ref = SubjectRef(about.subject.id, about.subject.name)
    rules = {place: _rules(ledger, place, moment) for place in {row[0] for row in rows} if place}
    base = _coverage(ledger, moment)
    answers = []
    for row in sorted(rows, key=lambda r: (r[0] or "~", r[1] or "~")):
        counted = [j.claim for j in rows[row] if j.counts]
        beside = [*rows[row], *_on_rules(rules.pop(row[0], []) if row[0] else [], row)]
        reported = _reported(beside)
        outcome = _outcome(row, counted, moment)
        answers.append(Standing(ref, row[0], row[1], moment.on, moment.known, outcome, base, tuple(reported)))
    return answers


def _outcome(row: Row, counted: Sequence[Claim], moment: Moment) -> Outcome:
    if row[1] is None:
        # claims that name no regime the register could tell: shown, but no procedure to fold them by
        return Outcome(State(Measure.UNKNOWN))
    return fold(regime(row[1]), counted, moment.on)


def _rows(claims: Iterable[Judged]) -> dict[Row, list[Judged]]:
    items = list(claims)
    placed = regime_of(items)
    rows: dict[Row, list[Judged]] = {}
    for item in items:
        rows.setdefault(placed[item.claim.id], []).append(item)
    return rows


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


def _inside(row: Row, where: Place) -> bool:
    return row[1] == where.regime if where.regime else row[0] == where.jurisdiction


def _reported(items: Iterable[Judged]) -> list[Claim]:
    beside = [j.claim for j in items if j.awaits or (j.counts and j.claim.factuality in NOT_YET)]
    return sorted(beside, key=lambda c: ((c.published or c.date or Day.parse("9999")).earliest, c.id))


def _rules(ledger: Ledger, jurisdiction: str, moment: Moment) -> list[Judged]:
    """What is said about the rules of a jurisdiction: laws passed or announced."""
    found = list(ledger.claims([place_key(jurisdiction)], moment.before))
    decisions = ledger.decisions([r.value.id for r in found], moment.before) if found else ()
    return judged(found, decisions, moment.known)


def _on_rules(rules: Iterable[Judged], row: Row) -> list[Judged]:
    return [item for item in rules if item.awaits and item.claim.regime in (None, row[1])]


def _coverage(ledger: Ledger, moment: Moment) -> tuple[Coverage, ...]:
    found = list(ledger.documents([profile_key("acts")], moment.before))
    if not found:
        return ()
    last = found[-1].value
    return (Coverage("starter facts", last.published, whole=False, note=last.title),)
