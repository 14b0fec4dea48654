"""A third party's tables of the UK Sanctions List, turned back into the publisher's CSV: for tests only."""

import csv
import io
from importlib import resources
from pathlib import Path

TABLES = Path(__file__).parents[2].parent / "shared" / "lists" / "gb_sanctions"
_GIVEN = ("name_6", "name_1", "name_2", "name_3", "name_4", "name_5")
_TYPES = {"primary": "Primary Name", "alias": "Alias", "primary_variation": "Primary Name Variation"}


def _rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _by_subject(name: str) -> dict[str, list[dict[str, str]]]:
    table: dict[str, list[dict[str, str]]] = {}
    for row in _rows(name):
        table.setdefault(row["unique_id"], []).append(row)
    return table


def _born(row: dict[str, str]) -> str:
    year, month, day = row["year"], row["month"] or "mm", row["day"] or "dd"
    return f"{day}/{month}/{year}" if year else ""


def uk_csv() -> bytes:
    """The list as CSV with the columns its publisher documents; regimes and texts are not in the tables."""
    sample = resources.files("proscribe.lists") / "gb_sanctions" / "sample.csv"
    titles = sample.read_text(encoding="utf-8").splitlines()[1]
    columns = next(csv.reader([titles]))
    names, births, numbers = (_by_subject(f"subject_{t}.csv") for t in ("names", "dobs", "identifiers"))
    out = io.StringIO(newline="")
    out.write("Report Date: 01-May-2026\r\n")
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    for subject in _rows("subjects.csv"):
        ident = subject["unique_id"]
        usual = {
            "Last Updated": subject["last_updated"],
            "Unique ID": ident,
            "OFSI Group ID": subject["ofsi_group_id"],
            "UN Reference Number": subject["un_reference_number"],
            "Designation Type": subject["subject_type"].title(),
            "Date Designated": subject["date_designated"],
            "Regime Name": "not in the tables",
        }
        rows = []
        for name in names.get(ident, []):
            kind = _TYPES.get(name["name_type"], name["name_type"].replace("_", " ").title())
            parts = {f"Name {f[-1]}": name[f] for f in _GIVEN}
            rows.append({**parts, "Name type": kind, "Alias strength": name["alias_strength"]})
        rows += [{"D.O.B": _born(b)} for b in births.get(ident, [])]
        for number in numbers.get(ident, []):
            which = "Passport" if number["identifier_type"] == "passport" else "National Identifier"
            rows.append(
                {
                    f"{which} number": number["raw_value"],
                    f"{which} additional information": number["additional_info"],
                }
            )
        for row in rows:
            writer.writerow({**usual, **row})
    return out.getvalue().encode()
