"""The track record of announcements: what was planned, expected or called possible, and what then happened."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..law.forecasts import Forecast, Record, forecasts, track_record
from ..model.keys import fold
from ..model.standing import SubjectRef
from .dossier import Dossier
from .moment import Moment
from .rows import rows


@dataclass(frozen=True, slots=True)
class Announced:
    """One announcement with the subject and regime it is about, and what became of it."""

    subject: SubjectRef
    jurisdiction: str | None
    regime: str | None
    forecast: Forecast


def announcements(about: Iterable[Dossier], moment: Moment, source: str | None = None) -> list[Announced]:
    """Every announcement known at the moment, judged by what counts; `source` names who said it (a part is enough).

    An announcement need not be accepted to be held against what happened: it is what somebody said.
    """
    found = []
    for one in about:
        ref = SubjectRef(one.subject.id, one.subject.name)
        for (jurisdiction, regime), items in rows(one.claims).items():
            claims = [j.claim for j in items if j.counts or (j.awaits and j.claim.factuality != "fact")]
            found += [Announced(ref, jurisdiction, regime, f) for f in forecasts(claims, moment.on)]
    wanted = fold(source or "")
    chosen = [a for a in found if wanted in fold(a.forecast.said_by)]
    return sorted(chosen, key=lambda a: (a.forecast.said_by, a.subject.name, a.forecast.claim.id))


def records(found: Iterable[Announced]) -> tuple[Record, ...]:
    """The record of each source."""
    return track_record(a.forecast for a in found)
