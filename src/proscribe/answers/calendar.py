"""The calendar: reviews, expiries, hearings and other terms between two days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..law.agenda import agenda
from ..model.dates import Day
from ..model.standing import SubjectRef
from ..model.words import Act
from .dossier import Dossier
from .places import Place
from .rows import inside


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


def calendar(about: Iterable[Dossier], first: date, last: date, where: Place | None = None) -> list[Due]:
    """What is due between two days (both included) for these subjects, by day."""
    found = []
    for one in about:
        ref = SubjectRef(one.subject.id, one.subject.name)
        for row in one.rows:
            if row[1] is None or not inside(row, where):
                continue
            for item in agenda(one.run(row), first, last):
                uid = f"{row[1]}/{one.subject.id}/{item.key}"
                found.append(
                    Due(
                        uid,
                        item.day,
                        item.kind,
                        item.act,
                        ref,
                        row[0],
                        row[1],
                        item.actor,
                        item.silence,
                        item.citation,
                        item.verified,
                        item.claim,
                    )
                )
    return sorted(found, key=lambda d: (d.day.latest, d.kind, d.regime, d.subject.name, d.uid))
