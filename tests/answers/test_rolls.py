"""Rolls name the place of an entry, and no more of them are kept than fit."""

from datetime import UTC, datetime

from proscribe.answers.rolls import Rolls
from proscribe.ledger.memory import MemoryLedger
from proscribe.model.dates import Day
from proscribe.model.entries import Snapshot


class Counting(MemoryLedger):
    def __init__(self):
        super().__init__()
        self.asked = []

    def body(self, sha256):
        self.asked.append(sha256)
        return super().body(sha256)


def shelved(*days):
    ledger = Counting()
    made = [
        Snapshot("un_sc", Day.parse(day), ("0" * 64,), (("a" * 64, f"row {n}"), ("b" * 64, "")))
        for n, day in enumerate(days)
    ]
    ledger.append(made, datetime(2026, 1, 1, tzinfo=UTC))
    return ledger, [s.edition for s in made]


def test_a_place_is_that_of_the_edition():
    ledger, (first, second) = shelved("2020-01-01", "2021-01-01")
    rolls = Rolls()
    assert rolls.place(ledger, first, "a" * 64) == "row 0"
    assert rolls.place(ledger, second, "a" * 64) == "row 1"
    assert rolls.place(ledger, first, "b" * 64) is None
    assert rolls.place(ledger, first, "c" * 64) is None
    assert len(ledger.asked) == 2


def test_what_does_not_fit_is_read_again():
    ledger, (first, second) = shelved("2020-01-01", "2021-01-01")
    rolls = Rolls(most=len(ledger.body(first.roll)))
    ledger.asked.clear()
    for edition in (first, first, second, first):
        rolls.place(ledger, edition, "a" * 64)
    assert len(ledger.asked) == 3
