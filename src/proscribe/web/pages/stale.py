"""What became of a thing since a form about it was made: nothing, or who judged it meanwhile and what is new."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock

from ...answers.judging import Matter
from ...answers.known import latest
from ...ledger.protocol import Ledger, Recorded
from ...model.canonical import digest
from ...model.claims import Claim
from ...model.decisions import Decision

#: Held while a form is compared with the record and its decision appended, so that of two forms one is stale.
DECIDING = Lock()


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What changed since a form was made: decisions by others, and claims about the same act that are new."""

    decisions: tuple[Recorded[Decision], ...] = ()
    fresh: tuple[Claim, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.decisions or self.fresh)


def mark(found: Iterable[Recorded[Decision]]) -> str:
    """What a form carries to tell whether anything was decided since: a digest of the decisions that it knows of."""
    return digest([[r.number, r.value.to_json()] for r in found])[:16]


def since(found: Sequence[Recorded[Decision]], seen: str) -> Meanwhile:
    """The decisions that a form which carries `seen` did not know all of; nothing where it knew them."""
    return Meanwhile() if mark(found) == seen else Meanwhile(tuple(found))


def about(ledger: Ledger, matter: Matter | None, judged: Sequence[str], seen: Iterable[str]) -> Meanwhile:
    """What changed about an act: claims that a form wants to judge and others have judged, and claims it did not show.

    `judged` are the ids of the proposals that the form is about, `seen` those of the other claims it showed.
    """
    decided = latest(ledger.decisions(judged))
    others = tuple(r for r in ledger.decisions(judged) if decided.get(r.value.target) == r.value)
    shown = {*judged, *seen}
    fresh = tuple(c for c in matter.group.claims if c.id not in shown) if matter else ()
    return Meanwhile(others, fresh)
