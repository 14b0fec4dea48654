"""What came to be known between two days: acts, list entries, corrections; one line each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from ..ledger.protocol import Ledger
from ..lists.diff import Whole, diff
from ..lists.registry import sources
from ..model.claims import Claim
from ..model.dates import Day
from ..model.entries import Edition, Entry, Snapshot
from ..model.standing import SubjectRef
from ..model.words import Factuality, Origin, Verdict
from ..subjects.roster import Roster
from .dossier import subject_of
from .editions import snapshot
from .known import Judged, judged
from .listed import Shelf
from .moment import Moment

_BACK = (Verdict.WITHDRAW, Verdict.SUPERSEDE, Verdict.REJECT)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that came to be known.

    `kind` is an act (`designate`, `suspend`, …), `appeared`, `changed` or `absent` for entries of a list, or
    `correction` for a claim that was taken back. `known` is the day it came to be known, `day` when it happened as far
    as that is said: of a list entry the interval between two editions. `ref` is the id of the claim or the reference
    of the entry.
    """

    kind: str
    known: date
    day: Day | None
    subject: SubjectRef
    jurisdiction: str | None
    regime: str | None
    text: str
    ref: str
    factuality: Factuality = Factuality.FACT
    counts: bool = True


def changes(ledger: Ledger, roster: Roster, since: date, until: date, moment: Moment) -> list[Change]:
    """What came to be known after `since`, up to and including `until`, in that order."""
    found = [
        *_acts(ledger, roster, since, until, moment),
        *_entries(ledger, since, until, moment),
        *_corrections(ledger, roster, since, until, moment),
    ]
    return sorted(found, key=lambda c: (c.known, c.kind, c.regime or "", c.subject.name, c.ref))


def _acts(ledger: Ledger, roster: Roster, since: date, until: date, moment: Moment) -> Iterator[Change]:
    known = judged(ledger.claims(None, moment.before), ledger.decisions(None, moment.before), until)
    for item in known:
        if item.known.since > since and (item.counts or item.awaits):
            yield _act(item, roster)


def _act(item: Judged, roster: Roster) -> Change:
    claim = item.claim
    parts = (claim.actor, claim.instrument, " ← ".join(claim.sources))
    return Change(
        claim.act.value + (f" {claim.aim.value}" if claim.aim else ""),
        item.known.since,
        claim.date,
        _subject(claim, roster),
        claim.jurisdiction,
        claim.regime,
        "; ".join(filter(None, parts)),
        claim.id,
        claim.factuality,
        item.counts,
    )


def _subject(claim: Claim, roster: Roster) -> SubjectRef:
    if claim.subject is None:
        return SubjectRef("", "the rules")
    subject = subject_of(roster, claim.subject)
    return SubjectRef(subject.id, subject.name)


def _corrections(
    ledger: Ledger, roster: Roster, since: date, until: date, moment: Moment
) -> Iterator[Change]:
    """Decisions by which this register took claims back. Corrections are of its own record, so they go by it."""
    after, upto = (datetime.combine(day, time.max, UTC) for day in (since, until))
    for found in ledger.decisions(None, moment.before):
        decision = found.value
        if decision.verdict not in _BACK or not after < found.at <= upto:
            continue
        claims = ledger.claim(decision.target)
        if len(claims) != 1 or claims[0].value.origin is Origin.PROPOSED:
            continue
        claim = claims[0].value
        text = f"{decision.verdict.value} by {decision.by}: {decision.because}"
        yield Change(
            "correction",
            found.at.date(),
            claim.date,
            _subject(claim, roster),
            claim.jurisdiction,
            claim.regime,
            text,
            claim.id,
        )


def _entries(ledger: Ledger, since: date, until: date, moment: Moment) -> Iterator[Change]:
    shelf = Shelf.known(ledger, Moment(until, until, moment.recorded))
    for editions in shelf.editions.values():
        before: Edition | None = None
        for edition in editions:
            if before is not None and edition.published.latest > since and edition.content != before.content:
                yield from _difference(ledger, before, edition)
            before = edition


def _difference(ledger: Ledger, older: Edition, newer: Edition) -> Iterator[Change]:
    """What two editions differ in. Entries that both hold are not even loaded."""
    rolls = [snapshot(ledger, e) for e in (older, newer)]
    one, other = ({d for d, _ in roll.members} for roll in rolls)
    differing = {e.digest: e for e in ledger.entries(one ^ other)}
    wholes = [
        Whole(
            Snapshot(r.list, r.published, r.documents, tuple(m for m in r.members if m[0] in differing)),
            tuple(differing[d] for d, _ in r.members if d in differing),
        )
        for r in rolls
    ]
    found = diff(*wholes)
    for a in found.appeared:
        yield _entry(
            "appeared", newer, a.entry, a.listed or a.within, f"new since the list of {older.published}"
        )
    for c in found.changed:
        yield _entry("changed", newer, c.newer, c.within, f"differs in {', '.join(c.fields)}")
    for g in found.absent:
        yield _entry("absent", newer, g.entry, g.within, f"on the list of {older.published}, gone")


def _entry(kind: str, edition: Edition, entry: Entry, day: Day, text: str) -> Change:
    source = sources().get(edition.list)
    regime = entry.regimes[0] if len(entry.regimes) == 1 else None
    return Change(
        kind,
        edition.published.latest,
        day,
        SubjectRef(f"{entry.list}:{entry.ref}", entry.name),
        source.jurisdiction if source else None,
        regime,
        f"{edition.list} of {edition.published}: {text}",
        f"{entry.list}:{entry.ref}",
    )
