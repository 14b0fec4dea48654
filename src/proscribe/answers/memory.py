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

#: Things kept: some tens of kilobytes each.
MOST = 512


class Memory:
    """The last things that were made from one state of the record."""

    def __init__(self, most: int = MOST) -> None:
        #: Rolls of lists, which any state of the record may use.
        self.rolls = Rolls()
        self._most = most
        self._head = ""
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def of(self, head: str, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for a key while the record's digest is `head`."""
        with self._lock:
            if head != self._head:
                self._kept.clear()
                self._head = head
            if key in self._kept:
                self._kept.move_to_end(key)
                found: T = self._kept[key]
                return found
        made = make()
        with self._lock:
            if head == self._head:
                self._kept[key] = made
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return made
