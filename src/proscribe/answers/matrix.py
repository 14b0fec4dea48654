"""The matrix: subjects by jurisdictions on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..model.standing import Standing, State, SubjectRef
from ..model.words import Measure
from .rows import RECOGNITION

#: Which state speaks for a jurisdiction with several regimes: the one that bites hardest.
_WEIGHT = {
    Measure.IN_FORCE: 0,
    Measure.INTERIM: 1,
    Measure.DISPUTED: 2,
    Measure.SUSPENDED: 3,
    Measure.ABSENT: 4,
    Measure.UNKNOWN: 5,
    Measure.ENDED: 6,
    Measure.NONE: 7,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One subject: its standings under every regime, and the one that speaks for each jurisdiction."""

    subject: SubjectRef
    cells: Mapping[str, Standing]
    standings: tuple[Standing, ...]


def row(subject: SubjectRef, standings: Iterable[Standing]) -> Row:
    """Choose for each jurisdiction the standing that bites hardest; recognition does not count among bans."""
    given = tuple(standings)
    cells: dict[str, Standing] = {}
    for standing in given:
        if standing.regime == RECOGNITION or standing.jurisdiction is None:
            continue
        best = cells.get(standing.jurisdiction)
        if best is None or _weight(standing.state) < _weight(best.state):
            cells[standing.jurisdiction] = standing
    return Row(subject, cells, given)


def _weight(state: State) -> int:
    return _WEIGHT.get(state.measure, 9)
