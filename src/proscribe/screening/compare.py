"""Two names by themselves: how much they agree, whatever list they are on.

Screening asks whether a name may be one of thousands, so it takes agreement at its worth and looks only at words that
are near. Here there is nothing to meet by chance: every word of the one name is compared with every word of the other,
and what conflicts counts in full.
"""

import numpy as np

from ..model.words import PartyKind
from . import normalise, ragged
from . import side as sides
from .align import align
from .pairs import pairs
from .profile import bearing, profile
from .score import score
from .spell import Neighbours, Spellings, nearness
from .vocabulary import column

NEAR = 0.6  # below this two words are strangers, even when there is but one of each
CONFLICT = 4.0  # nats of conflict that leave a third of the agreement


def agreement(one: str, other: str, kind: PartyKind | None = None) -> float:
    """How much two names agree, 0 to 1; 1 for the same words in any order. 0 for a name without letters.

    Without `kind` they are read as names of persons and of organisations, and the better reading counts.
    """
    if kind is None:
        return max(agreement(one, other, k) for k in (PartyKind.PERSON, PartyKind.ORGANISATION))
    person = kind is PartyKind.PERSON
    ours, theirs = (column([normalise.words(name)], person=person) for name in (one, other))
    if len(ours.word) == 0 or len(theirs.word) == 0:
        return 0.0
    side = sides.build(theirs, "organisation" if kind is PartyKind.OTHER else kind.value)
    near = _all_pairs(ours.vocabulary.spellings, side.spellings)
    what = profile(ours, side, bearing(ours, side, near))
    found = pairs(what, side, np.zeros(1, np.int64), np.zeros(1, np.int32))
    scores = score(found, align(found), what.total, side, conflict=CONFLICT)
    return float(scores.whole[0])


def _all_pairs(ours: Spellings, theirs: Spellings) -> Neighbours:
    count, other = len(ours.folds), len(theirs.folds)
    left, right = np.repeat(np.arange(count), other), np.tile(np.arange(other, dtype=np.int32), count)
    near = nearness(ours, left, theirs, right, NEAR)
    keep = near >= NEAR
    return Neighbours(ragged.starts(np.bincount(left[keep], minlength=count)), right[keep], near[keep])
