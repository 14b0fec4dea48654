"""The calendar: reviews, expiries, hearings and other terms between two days."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ..ledger.protocol import Ledger
from ..model.dates import Day
from ..model.standing import Standing, SubjectRef
from ..model.words import Act, Factuality
from .dossier import Dossier
from .moment import Moment
from .places import Place
from .standing import standings


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due on a day or within an interval.

    `uid` names what is due and not when, so that a day that changes moves the event in a calendar program.
    """

    uid: str
    day: Day
    kind: str
    act: Act
    subject: SubjectRef
    jurisdiction: str | None
    regime: str
    actor: str | None = None
    silence: str | None = None
    citation: str | None = None
    verified: bool = True
    claim: str | None = None


def calendar(
    ledger: Ledger,
    about: Iterable[Dossier],
    moment: Moment,
    first: date,
    last: date,
    where: Place | None = None,
) -> list[Due]:
    """What is due between two days (both included) for these subjects, by day.

    Terms follow from the state: within the span it is taken anew on the day of each act, since an act may start,
    move or end a term.
    """
    found: dict[tuple[str, str], Due] = {}
    for one in about:
        days = {first} | {
            j.claim.date.latest
            for j in one.claims
            if j.counts and j.claim.date and first < j.claim.date.latest <= last
        }
        for day in sorted(days):
            for standing in standings(ledger, one, replace(moment, on=day), where):
                found.update(((due.uid, due.day.text), due) for due in _due(standing))
    inside = [d for d in found.values() if d.day.latest >= first and d.day.earliest <= last]
    return sorted(inside, key=lambda d: (d.day.latest, d.kind, d.regime, d.subject.name))


def _due(standing: Standing) -> Iterable[Due]:
    regime = standing.regime
    if regime is None:
        return
    for term in standing.outcome.deadlines:
        yield Due(
            f"{term.kind}.{term.act.value}.{regime}.{standing.subject.id}",
            term.by,
            term.kind,
            term.act,
            standing.subject,
            standing.jurisdiction,
            regime,
            term.actor,
            term.silence,
            term.citation,
            term.verified,
            term.anchor,
        )
    for claim in standing.reported:
        if claim.act is Act.HEAR and claim.factuality is Factuality.PLANNED and claim.date is not None:
            yield Due(
                f"hearing.{regime}.{standing.subject.id}.{claim.record or claim.id[:16]}",
                claim.date,
                "hearing",
                claim.act,
                standing.subject,
                standing.jurisdiction,
                regime,
                claim.actor,
                citation=claim.instrument,
                claim=claim.id,
            )
