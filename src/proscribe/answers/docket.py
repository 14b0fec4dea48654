"""The docket: every open case, with its last step, what is scheduled, what was announced, and what may come next."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..ledger.protocol import Ledger
from ..model.standing import OpenCase, Standing
from .dossier import Dossier
from .moment import Moment
from .places import Place
from .standing import standings


@dataclass(frozen=True, slots=True)
class Docketed:
    """One open case of one subject under one regime."""

    standing: Standing
    case: OpenCase


def docket(
    ledger: Ledger, about: Iterable[Dossier], moment: Moment, where: Place | None = None
) -> list[Docketed]:
    """The open cases of these subjects, the one with the next term first."""
    found = [
        Docketed(standing, case)
        for one in about
        for standing in standings(ledger, one, moment, where)
        for case in standing.outcome.open
    ]
    return sorted(found, key=urgency)


def urgency(item: Docketed) -> tuple[str, str, str]:
    """Where a case stands in the docket: by its next term, regime and subject."""
    terms = sorted(step.by.text for step in item.case.next if step.by is not None)
    return (terms[0] if terms else "~", item.standing.regime or "", item.standing.subject.name)
