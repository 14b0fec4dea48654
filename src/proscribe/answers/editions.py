"""An edition of a list with what it holds."""

from ..ledger.protocol import Ledger
from ..model.entries import Edition, Entry, Snapshot


def snapshot(ledger: Ledger, edition: Edition) -> Snapshot:
    """The edition with its members."""
    return Snapshot.of(edition, ledger.body(edition.roll) or b"")


def entries(ledger: Ledger, edition: Edition) -> list[Entry]:
    """The entries of the edition, in no particular order."""
    return list(ledger.entries([digest for digest, _ in snapshot(ledger, edition).members]))
