"""The case tables of these tests, as rows and as entries."""

import csv
from pathlib import Path

from proscribe.model.dates import Day
from proscribe.model.entries import Entry, Identifier, Name
from proscribe.model.words import NameKind, PartyKind

CASES = Path(__file__).parent / "cases"


def rows(name):
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _split(text):
    return tuple(t for t in text.split("|") if t)


def entries():
    return [
        Entry(
            row["list"],
            row["ref"],
            PartyKind(row["kind"]),
            tuple(
                Name(text, NameKind.ALIAS if place else NameKind.PRIMARY)
                for place, text in enumerate(_split(row["names"]))
            ),
            tuple(Identifier(*i.split(":")) for i in _split(row["identifiers"])),
            tuple(Day.parse(b) for b in _split(row["births"])),
            genders=_split(row["genders"]),
            countries=_split(row["countries"]),
        )
        for row in rows("listed")
    ]
