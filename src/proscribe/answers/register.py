"""The register: one façade for library, command line, API and pages.

Every question takes `on` (the day asked about), `known` (the day of knowledge) and `recorded` (the day of this
register's own record); today and everything recorded where they are not given. The façade finds, filters and hands
on; each answer is made in a module of its own, loaded by the question that needs it, so that one question on the
command line starts fast.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from ..errors import BadInput, NotFound, Problem
from ..ledger.protocol import Head, Item, Ledger, Receipt
from ..ledger.sealing import profile_key
from ..lists.registry import sources
from ..model.claims import Claim, Party
from ..model.dates import Day
from ..model.decisions import Decision
from ..model.standing import Standing, SubjectRef
from ..model.words import Origin, Verdict
from ..subjects.roster import Roster, Subject
from . import dossier
from .known import Judged, judged
from .listed import Shelf
from .memory import Memory
from .moment import Moment
from .places import place
from .standing import standings

if TYPE_CHECKING:
    from .calendar import Due
    from .changes import Change
    from .docket import Docketed
    from .entering import Entered
    from .forecasts import Announced
    from .history import Event
    from .judging import Matter
    from .matrix import Row
    from .portrait import Portrait
    from .searching import Profile
    from .timeline import Turning
    from .why import Explanation

T = TypeVar("T")


class Register:
    """A register over a ledger. `now` is the clock (UTC); `note` says where answers come from when not a ledger.

    `memory` may be shared by registers over the same ledger, each in a thread of its own.
    """

    def __init__(
        self,
        ledger: Ledger,
        fallback: Roster,
        now: Callable[[], datetime],
        note: str | None = None,
        memory: Memory | None = None,
    ) -> None:
        self.ledger = ledger
        self.note = note
        self.now = now
        self.memory = memory or Memory()
        self._fallback = fallback

    # the words of a question

    def moment(
        self, on: date | None = None, known: date | None = None, recorded: date | None = None
    ) -> Moment:
        """The moment a question is about; what is not given is today, and all that is recorded."""
        today = self.now().date()
        return Moment(on or today, known or today, recorded)

    def roster(self, recorded: date | None = None) -> Roster:
        """The organisations this register knows by name: its own table, or else the one that comes with the program."""
        return self._kept(("roster", recorded), lambda: self._roster(recorded))

    def _roster(self, recorded: date | None) -> Roster:
        before = Moment(date.max, date.max, recorded).before
        found = list(self.ledger.documents([profile_key("organisations")], before))
        body = self.ledger.body(found[-1].value.sha256) if found else None
        return Roster.read(body.decode()) if body else self._fallback

    def _kept(self, key: Hashable, make: Callable[[], T], *, large: bool = False) -> T:
        return self.memory.of(self.ledger.head().digest, key, make, large=large)

    def find(self, query: str) -> Subject:
        """The subject that a person's words name; raises `BadInput` when none or several fit."""
        return dossier.find(self.ledger, self.roster(), query)

    def resolve(self, party: Party) -> Subject:
        """The subject that a claim's party is."""
        return dossier.subject_of(self.roster(), party)

    def resolver(self) -> Callable[[Party], Subject]:
        """`resolve` for many parties of one answer: the organisations are looked up once."""
        roster = self.roster()
        return lambda party: dossier.subject_of(roster, party)

    def shelf(self, moment: Moment) -> Shelf:
        """The editions of every list that are known at a moment."""
        key = ("shelf", moment.known, moment.recorded)
        return self._kept(key, lambda: Shelf.known(self.ledger, moment, self.memory.rolls))

    # questions

    def standing(
        self,
        subject: str,
        where: str | None = None,
        on: date | None = None,
        known: date | None = None,
        recorded: date | None = None,
    ) -> list[Standing]:
        """The standing of a subject: one for each regime anything is known of, or in one place (`RU`, `us.fto`)."""
        moment = self.moment(on, known, recorded)
        about = self._dossier(subject, moment)
        return standings(self.ledger, about, moment, place(where) if where else None)

    def why(
        self,
        subject: str,
        where: str,
        on: date | None = None,
        known: date | None = None,
        recorded: date | None = None,
    ) -> list[Explanation]:
        """The reasons of each standing in a place, down to quote and document hash."""
        from .why import explain

        moment = self.moment(on, known, recorded)
        about = self._dossier(subject, moment)
        found = standings(self.ledger, about, moment, place(where))
        return [explain(self.ledger, about, standing) for standing in found]

    def history(
        self,
        subject: str,
        where: str | None = None,
        known: date | None = None,
        recorded: date | None = None,
    ) -> list[Event]:
        """Every act on a subject that is known, in the order of their days."""
        from .history import history

        about = self._dossier(subject, self.moment(None, known, recorded))
        return history(about, place(where) if where else None)

    def portrait(
        self,
        subject: Subject,
        where: str | None = None,
        on: date | None = None,
        known: date | None = None,
        recorded: date | None = None,
    ) -> Portrait:
        """Standings with their reasons, history, course and names of one subject, made from one dossier."""
        from .portrait import portrait

        moment, today = self.moment(on, known, recorded), self.now().date()
        chosen = place(where) if where else None

        def made() -> Portrait:
            about = self._about(subject, moment)
            later = moment.known < today
            everything = self._about(subject, Moment(moment.on, today, recorded)) if later else about
            return portrait(self.ledger, about, everything, moment, today, chosen)

        return self._kept(("portrait", subject.id, moment, today, chosen), made)

    def busy(
        self, moment: Moment, where: str | None = None
    ) -> tuple[tuple[Turning, ...], tuple[Turning, ...]]:
        """The days of acts in a place (or all), and the days on which acts came to be known."""
        from .timeline import busy

        def found() -> tuple[tuple[Turning, ...], tuple[Turning, ...]]:
            held = self.ledger.claims(None, moment.before), self.ledger.decisions(None, moment.before)
            return busy(judged(*held, self.now().date()), moment.known, where)

        return self._kept(("busy", moment.known, moment.recorded, where), found)

    def listed(self, key: str) -> Subject | None:
        """The subject that an entry of a list is (`un_sc:QDe.004`): one known by name, or the entry itself."""
        return dossier.listed_subject(self.ledger, self.roster(), key)

    def matrix(
        self,
        subjects: Sequence[str] = (),
        on: date | None = None,
        known: date | None = None,
        recorded: date | None = None,
    ) -> list[Row]:
        """Standings of subjects by jurisdiction: of those given, or of all of whom anything is known."""
        moment = self.moment(on, known, recorded)
        chosen = [self.find(s) for s in subjects] or self.subjects(moment)
        key = ("matrix", tuple(s.id for s in chosen) if subjects else None, moment)
        return list(self._kept(key, lambda: self._matrix(chosen, moment, whole=not subjects), large=True))

    def _matrix(self, chosen: Sequence[Subject], moment: Moment, *, whole: bool) -> tuple[Row, ...]:
        from .matrix import row

        rows = []
        for about in self._dossiers(moment, chosen):
            found = standings(self.ledger, about, moment)
            if found or not whole:
                rows.append(row(SubjectRef(about.subject.id, about.subject.name), found))
        return tuple(rows)

    def docket(
        self,
        where: str | None = None,
        on: date | None = None,
        known: date | None = None,
        recorded: date | None = None,
    ) -> list[Docketed]:
        """Every open case, the one with the next term first."""
        from .docket import docket

        moment = self.moment(on, known, recorded)
        chosen = place(where) if where else None

        def made() -> tuple[Docketed, ...]:
            return tuple(docket(self.ledger, self._dossiers(moment), moment, chosen))

        return list(self._kept(("docket", chosen, moment), made, large=True))

    def calendar(
        self,
        first: date | None = None,
        last: date | None = None,
        where: str | None = None,
        known: date | None = None,
        recorded: date | None = None,
    ) -> list[Due]:
        """What is due between two days: from today for a year when they are not given."""
        from .calendar import calendar

        moment = self.moment(None, known, recorded)
        begin = first or moment.on
        end = last or begin + timedelta(days=365)
        if end < begin:
            raise BadInput(
                f"the calendar would end ({end}) before it begins ({begin}); give --from before --to"
            )
        chosen = place(where) if where else None

        def made() -> tuple[Due, ...]:
            return tuple(calendar(self._dossiers(moment), begin, end, chosen))

        return list(self._kept(("calendar", chosen, begin, end, moment), made, large=True))

    def changes(self, since: date, until: date | None = None, recorded: date | None = None) -> list[Change]:
        """What came to be known after `since`, up to and including `until` (today when left out)."""
        from .changes import changes

        moment = self.moment(None, until, recorded)
        if moment.known < since:
            raise BadInput(
                f"--until {moment.known} lies before --since {since}; give the earlier day to --since"
            )
        return changes(self.ledger, self.roster(recorded), since, moment.known, moment)

    def forecasts(
        self,
        source: str | None = None,
        on: date | None = None,
        known: date | None = None,
        recorded: date | None = None,
    ) -> list[Announced]:
        """What was announced or forecast, by whom, and what became of it."""
        from .forecasts import announcements

        moment = self.moment(on, known, recorded)
        return announcements(self._dossiers(moment), moment, source)

    def subjects(self, moment: Moment) -> list[Subject]:
        """Every subject that some claim is about, by name."""
        from .searching import place

        roster = self.roster(moment.recorded)
        found: dict[str, Subject] = {}
        for name, refs in self.ledger.parties(moment.before):
            subject = dossier.subject_of(roster, Party(name, refs))
            found.setdefault(subject.id, subject)
        return sorted(found.values(), key=place)

    def search(self, query: str = "", recorded: date | None = None) -> list[Subject]:
        """Subjects whose names have these words (all without any): those known by name and those of claims."""
        from .searching import search

        moment = self.moment(None, None, recorded)
        known = {s.id: s for s in (*self.roster(recorded), *self.subjects(moment))}
        return search(known.values(), query)

    def profile(self, subject: str, known: date | None = None, recorded: date | None = None) -> Profile:
        """Who a subject is: its names, what it was decided to be the same as, the lists it is on."""
        from .searching import profile

        moment = self.moment(None, known, recorded)
        return profile(self._dossier(subject, moment), moment.on)

    def review(self, known: date | None = None, recorded: date | None = None) -> list[Judged]:
        """Proposed claims that await judgement."""
        from .judging import proposals

        return proposals(self.ledger, self.moment(None, known, recorded))

    def matters(self, known: date | None = None, recorded: date | None = None) -> list[Matter]:
        """Proposed claims grouped by the act they speak of, with what else is on record of it."""
        from .judging import matters

        return matters(self.ledger, self.moment(None, known, recorded))

    # what people add

    def append(self, items: Iterable[Item]) -> Receipt:
        """Append one batch, recorded now."""
        return self.ledger.append(items, self.now())

    def judge(
        self,
        verdict: Verdict,
        ident: str,
        by: str,
        because: str,
        superseded_by: str | None = None,
    ) -> tuple[Claim, Receipt]:
        """Accept, reject or withdraw a claim by the beginning of its id; the same verdict twice adds nothing."""
        from . import judging

        claim = judging.claim_by_prefix(self.ledger, ident).value
        other = judging.claim_by_prefix(self.ledger, superseded_by).value if superseded_by else None
        return claim, self.append(judging.decide(self.ledger, verdict, claim, by, because, other))

    def judge_group(self, verdict: Verdict, ident: str, by: str, because: str) -> tuple[list[Claim], Receipt]:
        """Judge every proposal about the act of one claim at once, in one batch."""
        from . import judging

        chosen = judging.claim_by_prefix(self.ledger, ident).value
        mine = next((m for m in self.matters() if chosen in m.group.claims), None)
        claims = [p.claim for p in mine.awaiting] if mine else [chosen]
        decisions = [d for c in claims for d in judging.decide(self.ledger, verdict, c, by, because)]
        return claims, self.append(decisions)

    def relate(
        self, verdict: Verdict, one: str, other: str, by: str, because: str, evidence: Day | None = None
    ) -> tuple[tuple[str, str], Receipt]:
        """Decide that two subjects are the same or different; each is named as in a question, or is a list entry.

        It counts from the day of the evidence, or else from today.
        """
        from .judging import require

        require(by, because)
        ids = self.party(one), self.party(other)
        if ids[0] == ids[1]:
            raise BadInput(f"{one!r} and {other!r} are one subject already: {ids[0]}")
        decision = Decision(verdict, ids[0], by, because, ids[1], evidence=evidence)
        return ids, self.append([decision])

    def party(self, query: str) -> str:
        """The id of a subject, or of a list entry that is held (`un_sc:QDe.004`); raises `NotFound` or `Ambiguous`."""
        text = query.strip()
        list_id, found, _ = text.partition(":")
        if found and list_id in sources():
            if not any(self.ledger.entries_named([text])):
                raise NotFound(f"no entry {text[:80]!r} is held; see: proscribe links, or import the list")
            return text
        return self.find(query).id

    def add(self, subject: str, given: Entered, *, new: bool = False) -> tuple[Claim, Receipt]:
        """Enter a claim by hand; `new` allows a subject that the register does not know yet."""
        from .entering import entered

        party = dossier.subject_of(self.roster(), Party(subject.strip())) if new else self.find(subject)
        filed, claim = entered(party, given)
        return claim, self.append([filed, claim])

    def redact(self, ident: str, by: str, because: str) -> tuple[str, Receipt]:
        """Remove the body of a document and the quotes from it; digests and the reason stay."""
        from . import judging

        judging.require(by, because)
        sha256 = judging.document_by_prefix(self.ledger, ident)
        if self.ledger.body(sha256) is None:
            return sha256, Receipt(self.ledger.head(), 0, 1)
        return sha256, self.append([Decision(Verdict.REDACT, sha256, by, because)])

    # the record itself

    def curated(self) -> list[Claim]:
        """The curated claims that count now, in the order of recording."""
        known = judged(self.ledger.claims(), self.ledger.decisions(), date.max)
        return [item.claim for item in known if item.counts and item.claim.origin is Origin.CURATED]

    def verify(self) -> Iterator[Problem]:
        """Recompute the chain of hashes; every difference is a Problem."""
        return self.ledger.verify()

    def head(self) -> Head:
        """The end of the chain: what a certificate cites."""
        return self.ledger.head()

    def _dossiers(
        self, moment: Moment, subjects: Iterable[Subject] | None = None
    ) -> Iterator[dossier.Dossier]:
        return (self._about(s, moment) for s in (self.subjects(moment) if subjects is None else subjects))

    def _dossier(self, query: str, moment: Moment) -> dossier.Dossier:
        return self._about(dossier.find(self.ledger, self.roster(moment.recorded), query), moment)

    def _about(self, subject: Subject, moment: Moment) -> dossier.Dossier:
        def gathered() -> dossier.Dossier:
            shelf = self.shelf(moment)
            if dossier.is_entry(subject):
                return dossier.of_entry(self.ledger, subject, moment, shelf)
            return dossier.dossier(self.ledger, self.roster(moment.recorded), subject, moment, shelf)

        return self._kept(("dossier", subject.id, moment.known, moment.recorded), gathered)
