"""Which claims count, from when: publication, acceptance, withdrawal."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..ledger.protocol import Ledger, Recorded
from ..model.claims import Claim
from ..model.decisions import Decision
from ..model.standing import Known
from ..model.words import Factuality, Origin, Verdict
from .moment import Moment

_ON_CLAIMS = frozenset({Verdict.ACCEPT, Verdict.REJECT, Verdict.WITHDRAW, Verdict.SUPERSEDE})


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with the latest decision on it and the day from which it counts as known."""

    claim: Claim
    known: Known
    decision: Decision | None = None

    @property
    def counts(self) -> bool:
        """True when a standing may be folded from it: it needs no acceptance or has it, and nobody took it back."""
        verdict = self.decision.verdict if self.decision else None
        if self.claim.origin is Origin.PROPOSED:
            return verdict is Verdict.ACCEPT
        return verdict in (None, Verdict.ACCEPT)

    @property
    def awaits(self) -> bool:
        """True for a proposal that nobody has judged."""
        return self.claim.origin is Origin.PROPOSED and self.decision is None


def known_from(found: Recorded[Claim]) -> Known:
    """From which day a claim counts as known.

    Its publication day; for a curated or entered claim without one, the latest day of the act's own date; otherwise
    the day it was recorded. The last two are assumed. Of an interval the last day counts: earlier, it may not yet
    have been public.
    """
    claim = found.value
    if claim.published and claim.published.latest != date.max:
        return Known(claim.published.latest, assumed=False)
    own = claim.date if claim.origin in (Origin.CURATED, Origin.ENTERED) else None
    if own and own.latest != date.max and claim.factuality is Factuality.FACT:
        return Known(own.latest, assumed=True)
    return Known(found.at.date(), assumed=True)


def latest(decisions: Iterable[Recorded[Decision]]) -> Mapping[str, Decision]:
    """The decision that counts for each claim: the one recorded last."""
    table: dict[str, Decision] = {}
    for found in decisions:
        if found.value.verdict in _ON_CLAIMS:
            table[found.value.target] = found.value
    return table


def known_claims(ledger: Ledger, found: Collection[Recorded[Claim]], moment: Moment) -> list[Judged]:
    """Those of the claims found that are known at a moment, each with the decision that counts for it."""
    decisions = ledger.decisions([r.value.id for r in found], moment.before) if found else ()
    return judged(found, decisions, moment.known)


def judged(
    claims: Iterable[Recorded[Claim]], decisions: Iterable[Recorded[Decision]], known: date
) -> list[Judged]:
    """The claims known on a day, each with the decision that counts for it."""
    verdicts = latest(decisions)
    found = (Judged(r.value, known_from(r), verdicts.get(r.value.id)) for r in claims)
    return [item for item in found if item.known.since <= known]
