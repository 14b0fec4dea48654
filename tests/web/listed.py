"""A register of the starter facts and the samples of some lists, on a file, as servers open it."""

import json
from pathlib import Path
from typing import Any

import proscribe.lists
from proscribe.config import open_register
from proscribe.model.dates import Day
from proscribe.model.entries import Entry, Name, Snapshot
from proscribe.model.words import NameKind, PartyKind
from proscribe.starter import facts

ROOT = Path(next(iter(proscribe.lists.__path__)))
#: The lists that are imported, with the day of each edition.
EDITIONS = {
    "au_dfat": "2025-05-10",
    "ca_sema": "2025-05",
    "my_moha": "2025-10-14",
    "us_ofac_sdn": "2026-01-09",
}


def samples(ident: str) -> list[tuple[str, Entry]]:
    """The entries of a list's sample with their places."""
    lines = (ROOT / ident / "expected.jsonl").read_text("utf-8").splitlines()[1:]
    rows = [json.loads(line) for line in lines]
    return [(row["place"], Entry.from_json({k: v for k, v in row.items() if k != "place"})) for row in rows]


def snapshot(ident: str, day: str, rows: list[tuple[str, Entry]]) -> list[Any]:
    """A publication of a list as it is appended."""
    members = tuple((e.digest, place) for place, e in rows)
    return [*(e for _, e in rows), Snapshot(ident, Day.parse(day), (), members)]


def make(path: Path) -> str:
    """Make the register; the list of the UN has two editions, and one entry came with the second."""
    register = open_register(str(path), create=True)
    register.append(facts.changes([]))
    for ident, day in EDITIONS.items():
        register.append(snapshot(ident, day, samples(ident)))
    rows = samples("un_sc")
    qaida = Entry(
        "un_sc",
        "QDe.004",
        PartyKind.ORGANISATION,
        (Name("Al-Qaida"), Name("Usama Bin Laden Network", NameKind.ALIAS)),
        regimes=("un.1267",),
        listed=Day.parse("2001-10-06"),
        references=("un:QDe.004",),
    )
    register.append(snapshot("un_sc", "2025-03-05", [*rows[1:], ("made", qaida)]))
    register.append(snapshot("un_sc", "2026-03-05", [*rows, ("made", qaida)]))
    register.ledger.close()
    return str(path)
