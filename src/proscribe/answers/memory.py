"""What was made from the record and may be used again until the record grows.

A dossier or a shelf depends on nothing but the record and the moment, so it is kept under both; a new head of the
chain lets go of all of it. One memory may be shared by several registers over the same ledger.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from .rolls import Rolls

T = TypeVar("T")

#: Things about one subject that are kept: some tens of kilobytes each.
MOST = 1024
#: Answers about every subject that are kept: some megabytes each.
MOST_LARGE = 8


class Memory:
    """The last things that were made from one state of the record."""

    def __init__(self, most: int = MOST, most_large: int = MOST_LARGE) -> None:
        #: Rolls of lists, which any state of the record may use.
        self.rolls = Rolls()
        self._head = ""
        self._small, self._large = _Kept(most), _Kept(most_large)
        self._lock = Lock()

    def of(self, head: str, key: Hashable, make: Callable[[], T], *, large: bool = False) -> T:
        """What `make` gives, made once for a key while the record's digest is `head`.

        `large` things are those about every subject; few of them are kept.
        """
        kept = self._large if large else self._small
        with self._lock:
            if head != self._head:
                self._small.clear()
                self._large.clear()
                self._head = head
            if key in kept:
                kept.move_to_end(key)
                found: T = kept[key]
                return found
        made = make()
        with self._lock:
            if head == self._head:
                kept.put(key, made)
        return made


class _Kept(OrderedDict[Hashable, Any]):
    """The last few things used."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def put(self, key: Hashable, made: Any) -> None:
        """Keep one more thing, and let go of the one not used for longest where there are too many."""
        self[key] = made
        while len(self) > self._most:
            self.popitem(last=False)
