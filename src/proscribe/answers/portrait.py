"""Everything that is said of one subject, made from one dossier: what a page about it shows."""

from dataclasses import dataclass
from datetime import date, timedelta

from ..ledger.protocol import Ledger
from ..model.entries import Entry
from ..subjects.roster import Subject
from .dossier import Dossier
from .history import Event, history
from .moment import Moment
from .places import Place
from .standing import standings
from .timeline import Line, Turning, learnings, lines, reach, turnings
from .why import Explanation, explain


@dataclass(frozen=True, slots=True)
class Portrait:
    """A subject at a moment.

    `explanations` are its standings with their reasons, `events` its acts in the order of their days, `lines` the
    course of each standing from `first` to `last`, `entries` its entries on lists. `turnings` are the days on which
    the answer changes, `learnings` the days of knowledge on which the answer about the day asked changes.
    """

    subject: Subject
    same: tuple[Subject, ...]
    moment: Moment
    explanations: tuple[Explanation, ...]
    events: tuple[Event, ...]
    lines: tuple[Line, ...]
    first: date
    last: date
    turnings: tuple[Turning, ...]
    learnings: tuple[Turning, ...]
    entries: tuple[Entry, ...]


def portrait(
    ledger: Ledger,
    about: Dossier,
    everything: Dossier,
    moment: Moment,
    today: date,
    where: Place | None = None,
) -> Portrait:
    """The portrait of a subject at a moment, whole or in one place.

    `about` is its dossier at the moment, `everything` that of what is known on `today`, which may be the same.
    """
    base = about.shelf.grounds.base(ledger, moment)
    found = standings(ledger, about, moment, where)
    events = history(about, where)
    first, last = reach(about.claims, [moment.on, min(moment.known, today), today])
    last = min(last, date.max - timedelta(days=1))
    course = lines(about, moment, [(s.jurisdiction, s.regime) for s in found], first, last, base)
    return Portrait(
        about.subject,
        about.same,
        moment,
        tuple(explain(ledger, about, s) for s in found),
        tuple(events),
        tuple(course),
        first,
        last,
        turnings(course),
        learnings(everything, moment, base),
        _entries(about),
    )


def _entries(about: Dossier) -> tuple[Entry, ...]:
    """The entries of lists that are this subject, the newest of each, by list and reference."""
    latest: dict[tuple[str, str], Entry] = {}
    for presence in about.presences:
        for edition in presence.editions:
            entry = presence.entries.get(edition.id)
            if entry is not None:
                latest[entry.list, entry.ref] = entry
    return tuple(latest[key] for key in sorted(latest))
