"""Which entries of the lists held are one subject, at a moment: joined, in conflict, or proposed for
judgement.
"""

from collections.abc import Collection

from ..errors import BadInput, NotFound
from ..ledger.protocol import Ledger
from ..subjects.links import Links, link
from .editions import entries
from .listed import Shelf
from .moment import Moment


def linked(ledger: Ledger, moment: Moment, list_ids: Collection[str] = ()) -> Links:
    """Link the entries of the last edition of every list (or of those named) that is known at the moment.

    Raises `BadInput` when fewer than two lists are held: there is nothing to link.
    """
    shelf = Shelf.known(ledger, moment)
    wanted = list(list_ids) or sorted(shelf.editions)
    if missing := [i for i in wanted if i not in shelf.editions]:
        raise NotFound(f"nothing is held of {', '.join(missing)}; import it first")
    last = [e for i in wanted if (e := shelf.at(i, moment.on)) is not None]
    if len(last) < 2:
        raise BadInput("linking needs two lists; import another one first")
    return link(entry for edition in last for entry in entries(ledger, edition))
