"""Standings: the claims about a subject, folded regime by regime, with what is reported beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from ..law.load import load_regimes, regime
from ..law.transpose import follow
from ..ledger.protocol import Ledger
from ..model.claims import Claim
from ..model.dates import Day
from ..model.standing import NOT_YET, Coverage, Outcome, Standing, State, SubjectRef
from ..model.words import Measure
from .dossier import Dossier
from .known import Judged
from .listed import settled
from .moment import Moment
from .places import Place
from .rows import Row, inside

#: What is known of a row without claims.
NOTHING = Outcome(State(Measure.UNKNOWN))
_BITES = frozenset({Measure.IN_FORCE, Measure.INTERIM})


def standings(ledger: Ledger, about: Dossier, moment: Moment, where: Place | None = None) -> list[Standing]:
    """The standing of a subject under every regime that anything is known of, or in one place.

    Where the law of a jurisdiction points to an upper list (that of the UN, say), an entry there is in force in it
    without any act of its own. Asked about a place of which nothing is held, the one row says `unknown`. Rows are in
    the order of jurisdictions and regimes.
    """
    grounds, table = about.shelf.grounds, about.rows
    base = grounds.base(ledger, moment)
    folds = Folds(about, moment, base)
    wanted = {row for row in (*table, *_by_law(folds, table, where)) if inside(row, where)}
    if where is not None:
        held = (r for r in about.shelf.by_regime if where.jurisdiction == regime(r).jurisdiction)
        wanted |= {(where.jurisdiction, ident) for ident in held}
        wanted = wanted or {(_home(where), where.regime)}
    rules = {place: grounds.rules(ledger, place, moment) for place in {row[0] for row in wanted} if place}
    ref = SubjectRef(about.subject.id, about.subject.name)
    answers = []
    for row in sorted(wanted, key=lambda r: (r[0] or "~", r[1] or "~")):
        beside = [*table.get(row, ()), *_on_rules(rules.pop(row[0], ()) if row[0] else (), row)]
        outcome, coverage = folds.of(row)
        answers.append(
            Standing(
                ref, row[0], row[1], moment.on, moment.known, outcome, coverage, tuple(_reported(beside))
            )
        )
    return answers


@dataclass(frozen=True)
class Folds:
    """The outcomes of one subject: each fold held against the lists, in the light of the regimes above it.

    `brief` is for asking about many days: outcomes then have no problems of their own and nothing ahead.
    """

    about: Dossier
    moment: Moment
    base: tuple[Coverage, ...]
    brief: bool = False
    made: dict[Row, tuple[Outcome, tuple[Coverage, ...]]] = field(default_factory=dict)

    def of(self, row: Row) -> tuple[Outcome, tuple[Coverage, ...]]:
        """The outcome of a row and what it rests on; made once, since regimes below ask for those above."""
        if row not in self.made:
            self.made[row] = self._make(row)
        return self.made[row]

    def _make(self, row: Row) -> tuple[Outcome, tuple[Coverage, ...]]:
        if row[1] is None:
            # claims that name no regime the register could tell: shown, but no procedure to fold them by
            return Outcome(State(Measure.UNKNOWN)), self.base
        law = regime(row[1])
        outcome = NOTHING
        if row in self.about.rows:
            run = self.about.run(row)
            outcome = run.on(self.moment.on) if self.brief else run.whole(self.moment.on)
        coverage = (*self.base, *self.about.shelf.coverage(row[1], self.moment.on))
        outcome = settled(outcome, row[1], self.about.presences, coverage, self.moment.on)
        if self.about.conflicts and any(p.regime == row[1] for p in self.about.presences):
            outcome = replace(outcome, problems=(*outcome.problems, *self.about.conflicts))
        if law.follows:
            above = {link.regime: (regime(link.regime).jurisdiction, link.regime) for link in law.follows}
            upper = {ident: self.of(up)[0] for ident, up in above.items() if up in self.about.rows}
            outcome = follow(law, outcome, upper)
        return outcome, coverage


def _home(where: Place) -> str | None:
    return regime(where.regime).jurisdiction if where.regime else where.jurisdiction


@cache
def _followers(jurisdiction: str | None) -> Mapping[str, tuple[str, ...]]:
    """The regimes of a jurisdiction, or all, that follow an upper one by law, without an act of their own."""
    table: dict[str, list[str]] = {}
    for law in load_regimes().following(jurisdiction):
        for link in law.follows:
            if link.how == "automatic":
                table.setdefault(link.regime, []).append(law.id)
    return {upper: tuple(below) for upper, below in table.items()}


def _by_law(folds: Folds, table: Mapping[Row, Sequence[Judged]], where: Place | None) -> list[Row]:
    """Rows without claims of their own in which the subject stands by force of an upper list.

    Where the upper list covers only a part of the subject, such rows are given for a place that is asked about, and
    otherwise left to the row of the upper list itself.
    """
    found: list[Row] = []
    home = _home(where) if where else None
    for row in table:
        below = _followers(home).get(row[1], ()) if row[1] and row[1].startswith(("un.", "eu.")) else ()
        above = folds.of(row)[0] if below else None
        if above and above.state.measure in _BITES and (where is not None or above.scope is None):
            found += [(regime(ident).jurisdiction, ident) for ident in below]
    return found


def _reported(items: Iterable[Judged]) -> list[Claim]:
    beside = [j.claim for j in items if j.awaits or (j.counts and j.claim.factuality in NOT_YET)]
    return sorted(beside, key=lambda c: ((c.published or c.date or Day.parse("9999")).earliest, c.id))


def _on_rules(rules: Iterable[Judged], row: Row) -> list[Judged]:
    return [item for item in rules if item.awaits and item.claim.regime in (None, row[1])]
