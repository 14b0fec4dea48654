"""Pakistan's proscribed persons as the JSON of NACTA's site: names, fathers, districts and CNIC numbers.

A CNIC has 13 digits; a few rows have none, another number, or one that another row has too.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from ...errors import Problem
from ...model.entries import Entry, Identifier, Name
from ...model.words import NameKind, PartyKind
from ..countries import once
from ..files import only, text_of
from ..keys import Keys, slug
from ..names import distinct
from ..parsed import Parsed, Placed, Refusal
from ..text import clean, script_of

_KNOWN = {"Name", "FatherName", "CNIC", "Province", "District"}


def parse(files: Mapping[str, bytes]) -> Parsed:
    """Read the one JSON file; raises `Refusal` when it is cut or not a list of such persons."""
    name, data = only(files)
    rows = _rows(text_of(data, name), name)
    keys, placed, problems, seen = Keys(), list[Placed](), list[Problem](), set[str]()
    for number, row in enumerate(rows):
        where = f"[{number}]"
        written = json.dumps(row, sort_keys=True)
        if written in seen:
            problems.append(
                Problem("repeated", "the row stands there twice; it is one entry", where=f"{name} {where}")
            )
            continue
        seen.add(written)
        cells = {k: clean(str(v)) for k, v in row.items() if v is not None}
        if not cells.get("Name"):
            raise Refusal("other_format", f"row {number} has no Name", name)
        cnic = re.sub(r"[\s-]", "", cells.get("CNIC", ""))
        if not re.fullmatch(r"\d{13}", cnic):
            problems.append(
                Problem("no_cnic", f"{cells['Name']} has no CNIC of 13 digits", where=f"{name} {where}")
            )
        placed.append(Placed(_entry(cells, cnic, keys), where))
    unknown = sorted({k for row in rows for k in row} - _KNOWN)
    problems += (
        Problem("unknown_column", f"field {k!r} is not known; kept as a remark", where=name) for k in unknown
    )
    return Parsed(tuple(placed), tuple(problems))


def _rows(text: str, name: str) -> list[dict[str, Any]]:
    try:
        rows = json.loads(text)
    except RecursionError:
        raise Refusal("unsafe", "is nested deeper than any list", name) from None
    except ValueError as error:
        code = "truncated" if text.lstrip()[:1] in "[{" else "other_format"
        raise Refusal(code, f"is not whole JSON: {error}", name) from None
    if not isinstance(rows, list) or not all(
        isinstance(r, dict) and "Name" in r and "CNIC" in r for r in rows
    ):
        raise Refusal("other_format", "is not a list of rows with Name and CNIC", name)
    return rows


def _entry(cells: Mapping[str, str], cnic: str, keys: Keys) -> Entry:
    given, *others = re.split(r"\s*@\s*|\s+alias\s+", cells["Name"], flags=re.IGNORECASE)
    father, district = cells.get("FatherName", ""), cells.get("District", "")
    usual = cnic if re.fullmatch(r"\d{13}", cnic) else ""
    names = distinct(
        [
            Name(clean(given) or cells["Name"], NameKind.PRIMARY, None, script_of(given)),
            *(Name(clean(o), NameKind.ALIAS, None, script_of(o)) for o in others if clean(o)),
        ]
    )
    return Entry(
        list="pk_nacta",
        ref=keys.fresh(usual, [slug(given), slug(father), slug(district)]),
        kind=PartyKind.PERSON,
        names=tuple(names),
        identifiers=(Identifier("national", cnic, "PK", "CNIC"),) if cnic else (),
        countries=("PK",),
        addresses=once([", ".join(t for t in (district, cells.get("Province", "")) if t)]),
        remarks=once(
            [
                f"Father: {father}" if father else "",
                *(f"{k}: {v}" for k, v in cells.items() if k not in _KNOWN and v),
            ]
        ),
    )
