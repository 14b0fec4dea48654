"""Where entries stand in their files, by the rolls of the editions that were last looked into.

A roll is found by the SHA-256 of its text, so what is kept here never grows stale.
"""

import json
from collections import OrderedDict
from threading import Lock

from ..ledger.protocol import Ledger
from ..model.entries import Edition

#: Bytes of rolls that are kept: an edition of fifteen thousand entries takes a little over one million.
MOST = 32 << 20


class Rolls:
    """Rolls as text, the last ones used."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._size = most, 0
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def place(self, ledger: Ledger, edition: Edition, digest: str) -> str | None:
        """Where the entry with a digest stands in the file of an edition (row, sheet or XML path)."""
        roll = self._roll(ledger, edition.roll)
        at = roll.find(digest.encode())
        if at < 0:
            return None
        place = json.loads(roll[at + len(digest) + 1 : roll.index(b"\n", at)])
        return str(place) or None

    def _roll(self, ledger: Ledger, sha256: str) -> bytes:
        with self._lock:
            if sha256 in self._kept:
                self._kept.move_to_end(sha256)
                return self._kept[sha256]
        roll = ledger.body(sha256) or b""
        with self._lock:
            if sha256 not in self._kept and len(roll) <= self._most:
                self._kept[sha256] = roll
                self._size += len(roll)
                while self._size > self._most:
                    self._size -= len(self._kept.popitem(last=False)[1])
        return roll
