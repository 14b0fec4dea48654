"""Screening names against what a register holds for a day: lists, and the organisations it knows by name."""

import hmac
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..errors import BadInput
from ..ledger.protocol import Ledger
from ..model.canonical import digest
from ..model.claims import Party
from ..model.dates import Day
from ..model.decisions import Decision
from ..model.entries import Entry, Name
from ..model.standing import Standing, State
from ..model.words import EndReason, NameKind, PartyKind, Verdict
from ..screening.delta import customer_digest
from ..screening.explain import sentence
from ..screening.hits import Hit, Listed, Query
from ..screening.index import Index, Source, build
from ..subjects.roster import Roster, Subject
from .dossier import Dossier, dossier, of_entry
from .editions import entries
from .judging import require
from .listed import ORGANISATIONS, Shelf
from .moment import Moment
from .standing import standings

#: The list id of organisations that the register knows by name, whether a list shows them or not.
ROSTER = "register"
_HIT = re.compile(r"[0-9a-f]{20}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Searched:
    """What is searched for a moment: the entries of the last edition of each list, and the roster's organisations."""

    sources: tuple[Source, ...]
    key: str


def searched(roster: Roster, shelf: Shelf, moment: Moment) -> Searched:
    """Which editions a search of this moment goes through.

    `key` stands for them and names an index of them; moments at which the same is listed have the same key.
    """
    editions = [e for key in sorted(shelf.editions) if (e := shelf.at(key, moment.on))]
    sources = [Source(e.list, e.published, e.content, e.size) for e in editions]
    names = digest([(s.id, *s.names) for s in roster])
    sources.append(Source(ROSTER, None, names, len(roster.subjects)))
    key = digest([(s.list, s.published.text if s.published else "", s.content) for s in sources])
    return Searched(tuple(sources), key)


def index(ledger: Ledger, roster: Roster, shelf: Shelf, moment: Moment) -> Index:
    """Build the index of what is searched for a moment."""
    what = searched(roster, shelf, moment)
    return build(
        _entries(ledger, roster, shelf, moment), on=moment.on, known=moment.known, lists=what.sources
    )


def _entries(ledger: Ledger, roster: Roster, shelf: Shelf, moment: Moment) -> Iterator[Entry]:
    for key in sorted(shelf.editions):
        edition = shelf.at(key, moment.on)
        if edition is not None:
            yield from entries(ledger, edition)
    for subject in roster:
        names = (Name(subject.name), *(Name(n, NameKind.ALIAS) for n in subject.aliases))
        yield Entry(ROSTER, subject.id, PartyKind.ORGANISATION, names)


@dataclass(frozen=True, slots=True)
class Brief:
    """A standing in brief: the regime (or the jurisdiction alone), the state on the day, how it ended, since when."""

    jurisdiction: str | None
    regime: str | None
    state: State
    since: Day | None = None
    end_reason: EndReason | None = None
    on_record: bool = False

    @classmethod
    def of(cls, standing: Standing) -> "Brief":
        """A standing without its reasons."""
        outcome = standing.outcome
        return cls(
            standing.jurisdiction,
            standing.regime,
            outcome.state,
            outcome.since,
            outcome.end_reason,
            outcome.on_record,
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit with the standing of the party it points to, and what people said of it before.

    `id` names the hit for a decision on it: what it is about, a hyphen, and a mark of how customer and entry are now.
    `cleared` is True when a person cleared it and neither has changed since; `back` says why a cleared hit is shown
    again.
    """

    hit: Hit
    id: str
    standings: tuple[Brief, ...]
    decision: Decision | None = None
    cleared: bool = False
    back: str | None = None


class Mark(NamedTuple):
    """What names a hit: which customer and entry it is `about`, and in which `state` both are."""

    about: str
    state: str

    @property
    def id(self) -> str:
        """The id of the hit, as a decision on it gives it."""
        return f"{self.about}-{self.state}"


def sign_with(key: bytes) -> Callable[[str], str]:
    """What signs texts with a key: HMAC-SHA256, in hexadecimal."""
    return lambda text: hmac.new(key, text.encode("utf-8", "surrogatepass"), "sha256").hexdigest()


def mark(sign: Callable[[str], str], query: Query, entry: Listed) -> Mark:
    """The mark of a hit of a query on an entry.

    `sign` makes a keyed digest: customers' data never enters the record, not even as a plain hash that could be
    guessed.
    """
    about = sign(f"hit\n{query.id or query.name}\n{entry.key}")
    return Mark(about[:20], sign(f"{customer_digest(query)}\n{entry.digest}")[:12])


@dataclass(frozen=True, slots=True)
class Judgement:
    """What people said of a hit: `cleared` and `back` are those of `Finding`."""

    id: str
    decision: Decision | None
    cleared: bool
    back: str | None

    def row(self, standing: str) -> Mapping[str, object]:
        """What the register adds to the row of a hit in a file; `standing` is that of its entry in words."""
        said = f"{self.decision.verdict.value} by {self.decision.by}" if self.decision else None
        return {"finding": self.id, "standing": standing, "decision": said, "back": self.back}


def judgement(mark: Mark, decision: Decision | None) -> Judgement:
    """What the last decision on a hit, if there is one, means for it as it is now."""
    same = decision is not None and decision.other == mark.state
    cleared = decision is not None and decision.verdict is Verdict.CLEARED
    back = None
    if cleared and not same and decision is not None:
        back = (
            f"cleared by {decision.by} ({decision.because}); the list entry or the customer has changed since"
        )
    return Judgement(mark.id, decision, cleared and same, back)


class Findings:
    """Makes findings of hits, remembering the standing of each entry. `sign` is that of `mark`."""

    def __init__(
        self, ledger: Ledger, roster: Roster, shelf: Shelf, moment: Moment, sign: Callable[[str], str]
    ) -> None:
        self._ledger, self._roster, self._shelf, self._moment = ledger, roster, shelf, moment
        self._sign = sign
        self._known: dict[str, tuple[Standing, ...]] = {}
        self._briefly: dict[str, tuple[Brief, ...]] = {}

    def of(self, hit: Hit) -> Finding:
        """The finding of a hit."""
        found = mark(self._sign, hit.query, hit.entry)
        said = judgement(found, self.decision(found.about))
        return Finding(hit, said.id, self.brief(hit.entry), said.decision, said.cleared, said.back)

    def standings(self, entry: Listed) -> tuple[Standing, ...]:
        """The standings of the party that an entry names, on the day asked about."""
        if entry.key not in self._known:
            self._known[entry.key] = tuple(standings(self._ledger, self._about(entry), self._moment))
        return self._known[entry.key]

    def brief(self, entry: Listed) -> tuple[Brief, ...]:
        """The same standings in brief."""
        if entry.key not in self._briefly:
            self._briefly[entry.key] = tuple(map(Brief.of, self.standings(entry)))
        return self._briefly[entry.key]

    def _about(self, entry: Listed) -> Dossier:
        if entry.list == ROSTER:
            return dossier(
                self._ledger, self._roster, self._roster.subjects[entry.ref], self._moment, self._shelf
            )
        if entry.kind in ORGANISATIONS:
            known = {s.id: s for n in entry.names[:1] if (s := self._roster.of(Party(n))) is not None}
            if len(known) == 1:
                (subject,) = known.values()
                return dossier(self._ledger, self._roster, subject, self._moment, self._shelf)
        subject = Subject(entry.key, entry.names[0], (), (entry.key,))
        return of_entry(self._ledger, subject, self._moment, self._shelf)

    def decision(self, about: str) -> Decision | None:
        """The last decision on the hits of a customer on an entry."""
        found = [d.value for d in self._ledger.decisions([about], self._moment.before)]
        return found[-1] if found else None

    def decisions(self) -> Mapping[str, Decision]:
        """The last decision on every hit that was judged, by what it is about."""
        found = (d.value for d in self._ledger.decisions(None, self._moment.before))
        return {d.target: d for d in found if d.verdict in (Verdict.CLEARED, Verdict.CONFIRMED)}


def decision(ident: str, verdict: Verdict, by: str, because: str) -> Decision:
    """The decision on a hit, by the id that screening shows for it; raises `BadInput` for what is none."""
    about, _, state = ident.strip().partition("-")
    if not _HIT.fullmatch(ident.strip()):
        raise BadInput(f"{ident[:80]!r} is not the id of a hit; screening shows it beside each hit")
    require(by, because)
    return Decision(verdict, about, by, because, other=state)


FIELDS: tuple[str, ...] = ("finding", "standing", "decision", "back")


def row(finding: Finding) -> Mapping[str, object]:
    """What a finding adds to the row of its hit in a file."""
    said = Judgement(finding.id, finding.decision, finding.cleared, finding.back)
    return said.row(telling_words(finding.standings))


def telling_words(found: Iterable[Brief]) -> str:
    """The standings that say something, in words."""
    return "; ".join(in_words(s) for s in found if telling(s))


def finding_form(finding: Finding) -> dict[str, Any]:
    """A finding as plain data: the hit with its explanation, the standings, and what people said of it."""
    return {
        **finding.hit.to_json(),
        "finding": finding.id,
        "sentence": sentence(finding.hit),
        "standing": [
            {
                "regime": s.regime,
                "jurisdiction": s.jurisdiction,
                "state": str(s.state),
                "since": s.since.text if s.since else None,
                "end_reason": s.end_reason.value if s.end_reason else None,
                "on_record": s.on_record,
            }
            for s in finding.standings
        ],
        "decision": finding.decision.to_json() if finding.decision else None,
        "cleared": finding.cleared,
        "back": finding.back,
    }


def in_words(standing: Brief) -> str:
    """A standing in a few words: `un.1267 in_force since 2001-10-06`."""
    since = f" since {standing.since}" if standing.since else ""
    return f"{standing.regime or standing.jurisdiction} {standing.state}{since}"


def telling(standing: Standing | Brief) -> bool:
    """True for a standing that says more than that nothing is known."""
    return standing.state.measure.value not in ("none", "unknown")


def weight(hit: Hit) -> tuple[bool, float, str]:
    """The order in which a reviewer reads hits: literal and confirmed ones first, then by score."""
    return not hit.literal, -hit.score, hit.entry.key


def by_weight(found: Iterable[Finding]) -> Sequence[Finding]:
    """Findings in the order a reviewer reads them."""
    return sorted(found, key=lambda f: weight(f.hit))
