"""People's decisions that two subjects are the same or different."""

from collections.abc import Callable, Iterable
from datetime import date

from ..model.decisions import Decision
from ..model.words import Verdict


def same_as(
    subject: str, decisions_on: Callable[[str], Iterable[tuple[Decision, date]]], known: date
) -> tuple[str, ...]:
    """The ids of all subjects decided to be the same as this one, as known on a day; the subject itself first.

    `decisions_on` gives the decisions on one subject id with the day each was recorded, in order. A decision counts
    from the day of its evidence, or else from the day it was made; of two on one pair the later one counts.
    """
    group, queue = [subject], [subject]
    while queue:
        here = queue.pop()
        verdicts: dict[str, Verdict] = {}
        for decision, made in decisions_on(here):
            if decision.verdict not in (Verdict.SAME, Verdict.DIFFERENT) or decision.other is None:
                continue
            since = decision.evidence.latest if decision.evidence else made
            if since <= known:
                other = decision.other if decision.target == here else decision.target
                verdicts[other] = decision.verdict
        for other, verdict in verdicts.items():
            if verdict is Verdict.SAME and other not in group:
                group.append(other)
                queue.append(other)
    return tuple(group)
