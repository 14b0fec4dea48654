"""Why a standing is what it is: each claim of its basis down to quote, source and document hash."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..ledger.protocol import Ledger
from ..model.claims import Claim
from ..model.decisions import Decision
from ..model.evidence import Document
from ..model.standing import Known, Standing
from .dossier import Dossier

if TYPE_CHECKING:
    from ..news.grouping import Group


@dataclass(frozen=True, slots=True)
class Reason:
    """One claim a standing rests on, with its document, the decision that let it count, and when it was known.

    `document` comes without its text, which may be long. `group` is everything on record about the same act: who
    reported it first, who confirms it, who contradicts it.
    """

    claim: Claim
    known: Known
    document: Document | None
    decision: Decision | None = None
    group: "Group | None" = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A standing with its reasons in order of effect, and the claims that stand beside it unused."""

    standing: Standing
    reasons: tuple[Reason, ...]
    beside: tuple[Reason, ...]


def explain(ledger: Ledger, about: Dossier, standing: Standing) -> Explanation:
    """Bring each claim of a standing together with its evidence."""
    from ..news.grouping import groups  # loads the reader's package, which other questions do not need

    judged = {item.claim.id: item for item in about.claims}
    said = [item.claim for item in about.claims if item.counts or item.awaits]
    home = {claim.id: group for group in groups(said) for claim in group.claims}

    def reasons(claims: Iterable[Claim]) -> tuple[Reason, ...]:
        found = []
        for claim in claims:
            item = judged.get(claim.id)
            documents = ledger.document(claim.document)
            document = replace(documents[0].value, text=None) if documents else None
            if item is not None:
                found.append(Reason(claim, item.known, document, item.decision, home.get(claim.id)))
        return tuple(found)

    return Explanation(standing, reasons(standing.outcome.basis), reasons(standing.reported))


def decisive(standing: Standing) -> Claim | None:
    """The claim that brought the present measure about, or else the last of the basis."""
    turns, basis = standing.outcome.turns, standing.outcome.basis
    by_id = {claim.id: claim for claim in basis}
    made = None
    for turn in turns:
        if made is None or turn.state.measure is not made.state.measure:
            made = turn
    last = by_id.get(made.claim or "") if made else None
    return last or (basis[0] if basis else None)
