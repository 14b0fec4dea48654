"""BIS Denied Persons: a tab-separated text, one row for each address of a person under one order."""

from collections.abc import Mapping

from ...model.entries import Entry, Name
from ...model.words import NameKind, PartyKind
from ..countries import code, once
from ..days import iso, month_first
from ..days import once as days_once
from ..files import only, text_of
from ..keys import Keys, slug
from ..parsed import Parsed, Placed
from ..rows import csv_rows, fold_title, headed, unknown_texts
from ..text import script_of

_COLUMNS = (
    *(
        "Name",
        "Street_Address",
        "City",
        "State",
        "Country",
        "Postal_Code",
        "Effective_Date",
        "Expiration_Date",
    ),
    *("Standard_Order", "Last_Update", "Action", "FR_Citation"),
)
_KNOWN = {fold_title(c): c for c in _COLUMNS}
_ADDRESS = ("Street_Address", "City", "State", "Postal_Code", "Country")


def parse(files: Mapping[str, bytes]) -> Parsed:
    """Read the one text file; raises `Refusal` when it is not this list."""
    name, data = only(files)
    rows = list(csv_rows(text_of(data, name, "cp1252"), name, "\t"))
    table = headed(rows, _KNOWN, name, needed=("Name", "Effective_Date", "Expiration_Date"))
    groups: dict[tuple[str, str, str], list[tuple[int, dict[str, str]]]] = {}
    for number, row in table:
        who = (slug(row.get("Name", "")), row.get("Effective_Date", ""), row.get("Expiration_Date", ""))
        groups.setdefault(who, []).append((number, row))
    keys = Keys()
    placed = (Placed(_entry([r for _, r in g], keys), f"row {g[0][0]}") for g in groups.values())
    return Parsed(tuple(placed), table.problems)


def _entry(rows: list[dict[str, str]], keys: Keys) -> Entry:
    first = rows[0]
    name, since, until = (first.get(f, "") for f in ("Name", "Effective_Date", "Expiration_Date"))
    start = month_first(since)
    return Entry(
        list="us_bis_dpl",
        ref=keys.fresh(slug(name), [start.text if start else since, until]),
        kind=PartyKind.OTHER,  # the list does not tell persons from companies
        names=(Name(name or "unnamed", NameKind.PRIMARY, None, script_of(name)),),
        countries=once(code(r.get("Country", "")) or "" for r in rows),
        addresses=once(", ".join(r[f] for f in _ADDRESS if f in r) for r in rows),
        listed=start,
        updated=days_once(iso(r.get("Last_Update", "")) for r in rows),
        remarks=once(
            [
                f"Effective: {since}" if start is None and since else "",
                f"Expires: {until}" if until else "",
                *(
                    f"{f.replace('_', ' ')}: {r[f]}"
                    for r in rows
                    for f in ("Standard_Order", "Action", "FR_Citation")
                    if f in r
                ),
                *(t for r in rows for t in unknown_texts(r)),
            ]
        ),
    )
