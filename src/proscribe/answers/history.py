"""The history of a subject: every claim that counts, in the order of the acts' own days."""

from dataclasses import dataclass

from ..model.claims import Claim
from ..model.standing import Known, SubjectRef
from .dossier import Dossier
from .places import Place
from .rows import inside, rows


@dataclass(frozen=True, slots=True)
class Event:
    """One act in a history: the claim, the regime it belongs to, whether it counts, and from when it was known."""

    subject: SubjectRef
    regime: str | None
    claim: Claim
    counts: bool
    known: Known


def history(about: Dossier, where: Place | None = None) -> list[Event]:
    """Acts in the order of their days; undated ones by the day they were known."""
    ref = SubjectRef(about.subject.id, about.subject.name)
    events = [
        Event(ref, row[1], item.claim, item.counts, item.known)
        for row, items in rows(about.claims).items()
        if inside(row, where)
        for item in items
    ]
    return sorted(
        events,
        key=lambda e: (e.claim.date.earliest if e.claim.date else e.known.since, e.known.since, e.claim.id),
    )
