"""What official lists show of a subject: on which list it stands, since when, and on which it no longer stands.

Everything here is computed from the snapshots that are known at the moment, and nothing of it is stored: a snapshot
that arrives late narrows every interval.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from ..errors import Problem
from ..law.calendar import Period, add_days, add_months
from ..ledger.protocol import Ledger
from ..lists.registry import sources
from ..lists.source import Source
from ..model.claims import Claim, Party
from ..model.dates import Day
from ..model.entries import Edition, Entry
from ..model.evidence import Quote
from ..model.standing import Coverage, Known, Outcome, State
from ..model.words import Act, Measure, Origin, PartyKind
from .grounds import Grounds
from .known import Judged
from .moment import Moment
from .rolls import Rolls

#: How often citations between lists are followed: an entry cites one list, which is cited by others.
_ROUNDS = 3
#: What a subject by name can be: persons of the same name are other parties.
ORGANISATIONS = frozenset({PartyKind.ORGANISATION, PartyKind.OTHER})


@dataclass(frozen=True)
class Shelf:
    """The editions of every list that are known at a moment, by list, in the order of publication.

    `rolls` are those of editions that were looked into, which several shelves may share; `grounds` what else answers
    of that moment rest on.
    """

    editions: Mapping[str, tuple[Edition, ...]]
    rolls: Rolls = field(default_factory=Rolls, compare=False)
    grounds: Grounds = field(default_factory=Grounds, compare=False)

    @classmethod
    def known(cls, ledger: Ledger, moment: Moment, rolls: Rolls | None = None) -> "Shelf":
        """The editions published by the day of knowledge and recorded in time."""
        table: dict[str, list[Edition]] = {}
        for found in ledger.editions(None, moment.before):
            if found.value.published.latest <= moment.known:
                table.setdefault(found.value.list, []).append(found.value)
        ordered = {
            key: tuple(sorted(kept, key=lambda e: (e.published.latest, e.content)))
            for key, kept in table.items()
        }
        return cls(ordered, rolls or Rolls())

    @cached_property
    def by_regime(self) -> Mapping[str, tuple[str, ...]]:
        """The lists held that cover each regime."""
        table: dict[str, list[str]] = {}
        for key in self.editions:
            if key in sources():
                for regime in regimes_of(sources()[key]):
                    table.setdefault(regime, []).append(key)
        return {regime: tuple(keys) for regime, keys in table.items()}

    def at(self, list_id: str, day: date) -> Edition | None:
        """The last edition of a list that was published by a day."""
        return _last(self.editions.get(list_id, ()), day)

    def covers(self, list_id: str, day: date) -> bool:
        """True when the list is held for the day: between two editions, or not longer after one than it is due."""
        edition = self.at(list_id, day)
        if edition is None:
            return False
        if any(e.published.latest > day for e in self.editions[list_id]):
            return True
        period = Period.parse(sources()[list_id].cadence)
        return day <= add_days(add_months(edition.published.latest, period.months), period.days)

    def coverage(self, regime: str, day: date) -> tuple[Coverage, ...]:
        """What is held for a regime on a day, list by list."""
        found = []
        for key in self.by_regime.get(regime, ()):
            edition = self.at(key, day)
            if edition is not None:
                whole = self.covers(key, day)
                note = None if whole else "a later edition is due"
                found.append(Coverage(sources()[key].title, edition.published, whole, note))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Presence:
    """One subject on one list under one regime: in which editions it stands, and which entry it is there."""

    list: str
    regime: str
    editions: tuple[Edition, ...]
    entries: Mapping[str, Entry]

    def stands(self, edition: Edition) -> bool:
        """True when the subject stands in an edition."""
        return edition.id in self.entries

    def absent_since(self, day: date) -> Day | None:
        """The interval in which the subject went from the list, when on the day it stands there no more."""
        last: Edition | None = None
        gone: Day | None = None
        for edition in self.editions:
            if edition.published.latest > day:
                break
            if self.stands(edition):
                last, gone = edition, None
            elif last is not None and gone is None:
                gone = _between(last, edition)
        return gone

    def standing_on(self, day: date) -> Edition | None:
        """The last edition published by the day, when the subject stands in it."""
        closed = sources()[self.list].closed
        if closed is not None and day > closed.latest:
            return None  # its publisher says nothing more on it
        last = _last(self.editions, day)
        return last if last and self.stands(last) else None


def _last(editions: Sequence[Edition], day: date) -> Edition | None:
    """The last of some editions, in the order of publication, that was published by a day."""
    kept = [e for e in editions if e.published.latest <= day]
    return kept[-1] if kept else None


def regimes_of(source: Source) -> tuple[str, ...]:
    """Every regime that entries of a list may be under."""
    mapped = (r for regimes in (source.programmes or {}).values() for r in regimes)
    return tuple(dict.fromkeys([*source.regimes, *mapped]))


def presences(
    ledger: Ledger,
    keys: Collection[str],
    shelf: Shelf,
    moment: Moment,
    kinds: Collection[PartyKind] = ORGANISATIONS,
) -> tuple[tuple[Presence, ...], tuple[Problem, ...]]:
    """Where the party with these keys stands or stood on lists, and the citations that cannot be right.

    Entries are found by name or reference first, then by what they cite and who cites them.
    """
    if not shelf.editions:
        return (), ()
    entries, problems = _entries(ledger, keys, kinds)
    holding = ledger.holding(list(entries), moment.before)
    table: dict[tuple[str, str], dict[str, Entry]] = {}
    for digest, ids in holding.items():
        entry = entries[digest]
        for regime in entry.regimes:
            table.setdefault((entry.list, regime), {}).update(dict.fromkeys(ids, entry))
    found = tuple(
        Presence(key, regime, shelf.editions.get(key, ()), kept)
        for (key, regime), kept in sorted(table.items())
        if key in shelf.editions
    )
    return found, problems


def _entries(
    ledger: Ledger, keys: Collection[str], kinds: Collection[PartyKind]
) -> tuple[dict[str, Entry], tuple[Problem, ...]]:
    found: dict[str, Entry] = {}
    seeds: set[str] = set()
    asked: set[str] = set()
    wanted = set(keys)
    for turn in range(_ROUNDS):
        fresh = [e for e in ledger.entries_named(wanted - asked) if e.kind in kinds and e.digest not in found]
        asked |= wanted
        found.update((e.digest, e) for e in fresh)
        seeds |= {_key(e) for e in fresh} if turn == 0 else set()
        wanted = {key for e in fresh for key in _citations(e)} - asked
        if not wanted:
            break
    if {_key(e) for e in found.values()} == seeds:
        return found, ()
    # a citation may be wrong: what has no name in common with what it cites joins nothing
    from ..subjects.links import link  # rapidfuzz is loaded where entries are held

    links = link({_key(e): e for e in found.values()}.values(), propose=False)
    joined = seeds | {m for c in links.clusters if seeds & set(c.members) for m in c.members}
    return {d: e for d, e in found.items() if _key(e) in joined}, links.problems


def _key(entry: Entry) -> str:
    return f"{entry.list}:{entry.ref}"


def _citations(entry: Entry) -> Iterable[str]:
    """The keys of the same party on other lists: what it cites, and its own reference as others cite it."""
    if entry.list in sources():
        yield f"{sources()[entry.list].scheme}:{entry.ref}"
    yield _key(entry)
    for reference in entry.references:
        yield reference
        scheme, _, value = reference.partition(":")
        for source in sources().values():
            if source.scheme == scheme:
                yield f"{source.id}:{value}"


def claims(ledger: Ledger, found: Iterable[Presence], rolls: Rolls) -> list[Judged]:
    """The official acts that lists show: a designation for each time a party came on, and, where the list is the
    law, a removal for each time it went off."""
    made: list[Judged] = []
    for presence in found:
        before: Edition | None = None
        for edition in presence.editions:
            was = before is not None and presence.stands(before)
            if presence.stands(edition) and not was:
                made.append(_came(ledger, rolls, presence, before, edition))
            elif was and not presence.stands(edition) and before and sources()[presence.list].list_is_law:
                made.append(_went(presence, before, edition))
            before = edition
    return made


def _came(
    ledger: Ledger, rolls: Rolls, presence: Presence, before: Edition | None, edition: Edition
) -> Judged:
    entry = presence.entries[edition.id]
    seen = _between(before, edition) if before else Day.between(date.min, edition.published.latest)
    listed = (
        entry.listed if entry.listed and (before is None or entry.listed.latest >= seen.earliest) else None
    )
    place = rolls.place(ledger, edition, entry.digest)
    return _official(presence, edition, entry, Act.DESIGNATE, listed or seen, Quote(entry.name, place=place))


def _went(presence: Presence, before: Edition, edition: Edition) -> Judged:
    entry = presence.entries[before.id]
    place = f"not in the list of {edition.published}; it was in that of {before.published}"
    quote = Quote(entry.name, place=place)
    return _official(presence, edition, entry, Act.REMOVE, _between(before, edition), quote)


def _official(presence: Presence, edition: Edition, entry: Entry, act: Act, day: Day, quote: Quote) -> Judged:
    source = sources()[presence.list]
    claim = Claim(
        document=edition.documents[0] if edition.documents else edition.id,
        act=act,
        subject=Party(entry.name, (f"{source.scheme}:{entry.ref}",)),
        quote=quote,
        origin=Origin.OFFICIAL,
        jurisdiction=source.jurisdiction,
        regime=presence.regime,
        actor=source.publisher,
        date=day,
        published=edition.published,
        instrument=f"{source.title}, published {edition.published}",
        url=source.address,
        record=f"{presence.list}:{entry.ref}",
    )
    return Judged(claim, Known(edition.published.latest, assumed=False))


def _between(older: Edition, newer: Edition) -> Day:
    first, last = older.published.latest + timedelta(days=1), newer.published.latest
    return Day.between(min(first, last), last)


def settled(
    outcome: Outcome, regime: str, found: Sequence[Presence], coverage: Sequence[Coverage], on: date
) -> Outcome:
    """A fold held against the lists of the day.

    A party that went from every list without an act is `absent`, not delisted. A party that stands on the list is in
    force even where an expiry passed without a renewal on record. A name that a whole list of the day does not show,
    and of which no act is known, is `none`. Other contradictions stay beside the answer as problems.
    """
    mine = [p for p in found if p.regime == regime]
    shown = next((e for p in mine if (e := p.standing_on(on))), None)
    gone = _gone(mine, on) if shown is None else None
    state, measure = outcome.state, outcome.state.measure
    if gone is not None and measure in (Measure.IN_FORCE, Measure.INTERIM):
        since, presence = gone
        said = f"gone from {sources()[presence.list].title}: {since}; no act found, so this is not read as a delisting"
        problem = Problem("absent", said, tuple(c.id for c in outcome.basis))
        return replace(
            outcome,
            state=State(Measure.ABSENT, state.proceedings),
            since=since,
            problems=(*outcome.problems, problem),
        )
    if shown is not None and measure is Measure.UNKNOWN:
        note = Problem("on_the_list", f"the list of {shown.published} shows it, so it is in force")
        return replace(
            outcome,
            state=State(Measure.IN_FORCE, state.proceedings),
            on_record=True,
            problems=(*outcome.problems, note),
        )
    ended = outcome.since if measure is Measure.ENDED else None
    if shown is not None and ended is not None and ended.latest < shown.published.latest:
        note = Problem("still_listed", f"ended {ended}, yet the list of {shown.published} still shows it")
        return replace(outcome, problems=(*outcome.problems, note))
    whole = [c for c in coverage if c.whole]
    if whole and not mine:
        lists = ", ".join(f"{c.source} of {c.published}" for c in whole)
        if measure is Measure.UNKNOWN and not outcome.basis and not state.proceedings:
            note = Problem("not_listed", f"no entry under any of its names in {lists}")
            return replace(outcome, state=State(Measure.NONE), problems=(*outcome.problems, note))
        if measure is Measure.IN_FORCE and outcome.scope is None:
            note = Problem(
                "not_found_on_list", f"in force by the acts on record, but {lists} shows no such name"
            )
            return replace(outcome, problems=(*outcome.problems, note))
    return outcome


def _gone(mine: Sequence[Presence], day: date) -> tuple[Day, Presence] | None:
    """When and from which list a subject that stands on none of them on the day went last, if it stood on one."""
    gone = [(since, p) for p in mine if (since := p.absent_since(day)) is not None]
    return max(gone, key=lambda pair: pair[0].latest) if gone else None
