"""Which forms a name has to be compared with at all.

A form can only reach the floor if enough weight of the name meets in it. So it must hold, nearly, one of the words
that are left when as many of the lightest words are set aside as together weigh less than that.
"""

import numpy as np
from numpy.typing import NDArray

from . import ragged
from .profile import Profile
from .score import needed
from .side import Side


def candidates(profile: Profile, side: Side, floor: float) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """All pairs of name and form that may score `floor` or more, ordered by name and form."""
    owner, weight, total = profile.owner, profile.word_weight.astype(np.float64), profile.total
    order = np.lexsort((weight, owner))
    running = np.cumsum(weight[order])
    ended = np.cumsum(total)
    lighter = running - (ended - total)[owner[order]]
    key = np.zeros(len(owner), bool)
    key[order] = lighter >= needed(total, floor)[owner[order]] - 1e-6
    place = np.arange(len(owner)) - ragged.starts(np.bincount(owner, minlength=len(total)))[owner]
    wanted = np.zeros(len(total), np.uint64)
    np.bitwise_or.at(wanted, owner[key], np.uint64(1) << place[key].astype(np.uint64))
    use = np.flatnonzero((profile.mask & wanted[profile.name]) != 0)
    if len(use) == 0:
        return np.zeros(0, np.int64), np.zeros(0, np.int32)

    spelling = profile.spelling[ragged.positions(profile.low[use], profile.count[use])]
    asker = np.repeat(profile.name[use], profile.count[use])
    count = side.post_start[spelling + 1] - side.post_start[spelling]
    form = side.post_form[ragged.positions(side.post_start[spelling], count)]
    width = np.int64(max(len(side.form_weight), 1))
    both = ragged.distinct(np.repeat(asker, count) * width + form)
    return both // width, (both % width).astype(np.int32)
