"""How the standings of two moments differ: of two days, or of one day as known on two."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..model.standing import Standing, SubjectRef
from .matrix import Row


@dataclass(frozen=True, slots=True)
class Difference:
    """A standing that reads otherwise at a later moment; None where nothing is known of it at one of them."""

    subject: SubjectRef
    jurisdiction: str | None
    regime: str | None
    before: Standing | None
    after: Standing | None


def differences(before: Iterable[Row], after: Iterable[Row]) -> list[Difference]:
    """The standings of which state, scope or reason of the end differ, by subject, jurisdiction and regime."""
    one, other = _by_place(before), _by_place(after)
    found = []
    for key in {**one, **other}:
        old, new = one.get(key), other.get(key)
        if _says(old) != _says(new):
            given = new or old
            assert given is not None
            found.append(Difference(given.subject, given.jurisdiction, given.regime, old, new))
    return sorted(found, key=lambda d: (d.subject.name.casefold(), d.jurisdiction or "", d.regime or ""))


def _by_place(rows: Iterable[Row]) -> dict[tuple[str, str | None, str | None], Standing]:
    return {(s.subject.id, s.jurisdiction, s.regime): s for row in rows for s in row.standings}


def _says(standing: Standing | None) -> tuple[str, object, object]:
    """What a reader sees of a standing; one of which nothing is known reads as unknown."""
    if standing is None:
        return "unknown", None, None
    outcome = standing.outcome
    return str(outcome.state), outcome.scope, outcome.end_reason
