"""What falls due between two days: reviews, expiries, time limits and hearings."""

from dataclasses import dataclass
from datetime import date

from ..model.dates import Day
from ..model.standing import Deadline
from ..model.words import Act, Factuality
from .machine import ACTIVE
from .procedure import Run


@dataclass(frozen=True, slots=True)
class Item:
    """Something due or set for a day. `key` is the same for the same thing when its day changes."""

    key: str
    kind: str
    act: Act
    day: Day
    actor: str | None = None
    silence: str | None = None
    citation: str | None = None
    claim: str | None = None
    verified: bool = True


def agenda(run: Run, begin: date, end: date) -> tuple[Item, ...]:
    """What falls due for one subject under one regime from `begin` to `end`, both included, the next
    first.

    The terms are those of the states that hold in that time by the claims of the run: a term that starts with an
    act in between counts; the terms of a measure that ends in between are dropped.
    """
    # a renewal changes no state and yet starts a term anew, so every act in between counts
    acts = (c.date.latest for c in run.claims if c.factuality is Factuality.FACT and c.date)
    days = {begin} | {day for day in acts if begin < day <= end}
    found: dict[str, Item] = {}
    for day in sorted(days):
        outcome = run.whole(day)
        if outcome.state.measure not in ACTIVE:
            found = {key: item for key, item in found.items() if item.day.latest < day}
        running = (_item(d) for d in outcome.deadlines)
        found |= {i.key: i for i in running if _within(i.day, begin, end) and i.day.latest >= day}
    for claim in run.claims:
        hearing = claim.act is Act.HEAR and claim.factuality is Factuality.PLANNED
        if hearing and claim.date and _within(claim.date, begin, end):
            key = f"hear/{claim.record or claim.instrument or claim.id}"
            found[key] = Item(key, "hearing", Act.HEAR, claim.date, claim.actor, claim=claim.id)
    return tuple(sorted(found.values(), key=lambda i: (i.day.latest, i.key)))


def _item(deadline: Deadline) -> Item:
    return Item(
        deadline.key,
        deadline.kind,
        deadline.act,
        deadline.by,
        deadline.actor,
        deadline.silence,
        deadline.citation,
        deadline.anchor,
        deadline.verified,
    )


def _within(day: Day, begin: date, end: date) -> bool:
    return day.earliest <= end and day.latest >= begin
