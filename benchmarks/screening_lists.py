"""The real lists that screening is measured on, read from the copies in `../shared/lists`."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from proscribe.errors import BadInput
from proscribe.lists.importing import Refused, read_snapshot
from proscribe.model.dates import Day
from proscribe.model.entries import Entry, Identifier, Name
from proscribe.model.words import NameKind, PartyKind, Quality

LISTS = Path(__file__).resolve().parents[2] / "shared" / "lists"
_SDN = LISTS / "us_ofac_sdn"


def united_nations(published: str = "2026-02-27") -> list[Entry]:
    """The UN Security Council consolidated list of one day, names in original script included."""
    return _read("un_sc", [LISTS / f"un_sc/history/{published}.xml.gz"], published)


def ofac() -> list[Entry]:
    """OFAC's SDN list of May 2024 with the aliases of January 2024 (later ones are not at hand)."""
    return _read(
        "us_ofac_sdn", [_SDN / "history/2024-05-03.csv.gz", _SDN / "set_2024-01/alt.csv.gz"], "2024-05-03"
    )


def ofac_consolidated() -> list[Entry]:
    """OFAC's consolidated list of December 2025."""
    return _read("us_ofac_cons", sorted((LISTS / "us_ofac_cons/set_2025-12").iterdir()), "2025-12-18")


def united_kingdom_old() -> list[Entry]:
    """The UK's consolidated list of asset freezes (OFSI) of April 2025."""
    return _read("gb_ofsi", [LISTS / "gb_ofsi/ConList_2025-04-10.xlsx"], "2025-04-10")


@cache
def _four() -> tuple[Entry, ...]:
    lists = (united_nations(), ofac(), ofac_consolidated(), united_kingdom_old(), united_kingdom())
    return tuple(entry for entries in lists for entry in entries)


def four_lists() -> list[Entry]:
    """UN, OFAC (SDN and consolidated), OFSI and UK lists together."""
    return list(_four())


def _read(list_: str, paths: list[Path], published: str) -> list[Entry]:
    names = {"2024-05-03.csv.gz": "sdn.csv.gz"}
    files = {names.get(p.name, p.name): p.read_bytes() for p in paths}
    found = read_snapshot(list_, files, Day.parse(published))
    if isinstance(found, Refused):
        raise BadInput(str(found))
    return list(found.entries)


def united_kingdom() -> list[Entry]:
    """The UK Sanctions List of May 2026, which is at hand only as tables that a third party made of it."""
    base = LISTS / "gb_sanctions"
    kinds = {"individual": PartyKind.PERSON, "ship": PartyKind.VESSEL}
    names: dict[str, list[Name]] = {}
    for row in _table(base / "subject_names.csv"):
        kind = NameKind.PRIMARY if row["name_type"] == "primary" else NameKind.ALIAS
        weak = Quality.WEAK if row["alias_strength"].startswith("low") else None
        names.setdefault(row["unique_id"], []).append(Name(" ".join(row["full_name"].split()), kind, weak))
    births: dict[str, dict[Day, None]] = {}
    for row in _table(base / "subject_dobs.csv"):
        text = "-".join(p for p in (row["year"], row["month"], row["day"]) if p)
        if text:
            births.setdefault(row["unique_id"], {}).setdefault(Day.parse(text))
    numbers: dict[str, dict[Identifier, None]] = {}
    for row in _table(base / "subject_identifiers.csv"):
        one = Identifier(row["identifier_type"] or "number", row["raw_value"])
        numbers.setdefault(row["unique_id"], {}).setdefault(one)
    return [
        Entry(
            "gb_sanctions",
            row["unique_id"],
            kinds.get(row["subject_type"], PartyKind.ORGANISATION),
            tuple(names[row["unique_id"]]),
            tuple(numbers.get(row["unique_id"], ())),
            births=tuple(births.get(row["unique_id"], ())),
        )
        for row in _table(base / "subjects.csv")
        if row["unique_id"] in names
    ]


def _table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)
