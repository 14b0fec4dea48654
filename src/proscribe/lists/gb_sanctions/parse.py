"""The UK Sanctions List as its publisher documents it: CSV (a row a name and address) or XML (an element a
designation).

CSV begins with `Report Date: dd-Mon-yyyy`; XML has the same fields under tags without blanks. Both are read
into the same fields, so that the two forms of one day give the same entries where they say the same.
"""

import re
from collections.abc import Iterator, Mapping

from ...errors import Problem
from ...model.dates import Day
from ..days import any_form, in_words, iso
from ..files import only, text_of
from ..parsed import Parsed, Placed, Refusal
from ..rows import csv_rows, fold_title, headed, unknown_texts
from ..text import clean
from ..xml import Element, records, value
from .entry import Fields, entry

_TITLES = {
    "Last Updated": "updated",
    "Unique ID": "ref",
    "OFSI Group ID": "ofsi",
    "UN Reference Number": "un",
    "Name 6": "Name 6",
    "Name 1": "Name 1",
    "Name 2": "Name 2",
    "Name 3": "Name 3",
    "Name 4": "Name 4",
    "Name 5": "Name 5",
    "Name type": "name_type",
    "Alias strength": "strength",
    "Title": "title",
    "Name non-latin script": "original",
    "Non-latin script type": "script",
    "Non-latin script language": "language",
    "Regime Name": "regime",
    "Designation Type": "kind",
    "Individual, Entity, Ship": "kind",
    "Designation source": "source",
    "Sanctions Imposed": "sanctions",
    "Other Information": "other",
    "UK Statement of Reasons": "reasons",
    **{f"Address Line {n}": f"address{n}" for n in range(1, 7)},
    "Address Postal Code": "postcode",
    "Address Country": "country",
    "Phone number": "phone",
    "Website": "website",
    "Email address": "email",
    "Date Designated": "designated",
    "D.O.B": "born",
    "Nationality(/ies)": "nationality",
    "National Identifier number": "national",
    "National Identifier additional information": "national_note",
    "Passport number": "passport",
    "Passport additional information": "passport_note",
    "Position": "position",
    "Gender": "gender",
    "Town of birth": "town",
    "Country of birth": "birth_country",
    "Type of entity": "entity_type",
    "Subsidiaries": "subsidiaries",
    "Parent company": "parent",
    "Business registration number (s)": "registration",
    "IMO number": "imo",
    "Current owner/operator (s)": "owner",
    "Previous owner/operator (s)": "former_owner",
    "Current believed flag of ship": "flag",
    "Previous flags": "former_flag",
    "Type of ship": "ship_type",
    "Tonnage of ship": "tonnage",
    "Length of ship": "length",
    "Year Built": "built",
    "Hull identification number (HIN)": "hull",
}
_KNOWN = {fold_title(title): field for title, field in _TITLES.items()}
#: Tags of the XML that differ from the titles of the CSV by more than blanks.
_TAGS = {
    **_KNOWN,
    "individualentityship": "kind",
    "namenonlatinscript": "original",
    "nonlatinscripttype": "script",
    "nonlatinscriptlanguage": "language",
    "emailaddress": "email",
    "dob": "born",
    "nationality": "nationality",
    "nationalidentifiernumber": "national",
    "nationalidentifieradditionalinformation": "national_note",
    "passportnumber": "passport",
    "passportadditionalinformation": "passport_note",
    "townofbirth": "town",
    "countryofbirth": "birth_country",
    "typeofentity": "entity_type",
    "subsidiary": "subsidiaries",
    "parentcompany": "parent",
    "businessregistrationnumber": "registration",
    "imonumber": "imo",
    "currentowneroperator": "owner",
    "previousowneroperator": "former_owner",
    "currentbelievedflagofship": "flag",
    "previousflag": "former_flag",
    "yearbuilt": "built",
    "hullidentificationnumber": "hull",
    "alternativename": "Name 6",
}
#: Elements each of which is a row of its own: what stands inside one belongs together.
_ROWS = {"Name", "NonLatinName", "Address", "Passport", "NationalIdentifier", "Location"}


def parse(files: Mapping[str, bytes]) -> Parsed:
    """Read the one file; raises `Refusal` when it is not this list."""
    name, data = only(files)
    if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        return _xml(name, data)
    return _csv(name, text_of(data, name, "cp1252"))


def _csv(name: str, text: str) -> Parsed:
    rows = list(csv_rows(text, name))
    published = _report_date(" ".join(rows[0][1])) if rows else None
    if published is None:
        raise Refusal("other_format", "does not begin with a line `Report Date: …`", name)
    table = headed(rows[1:], _KNOWN, name, needed=("ref", "Name 6", "regime"))
    groups: dict[str, list[tuple[int, Fields]]] = {}
    for number, row in table:
        extra = [("", t) for t in unknown_texts(row)]
        fields = {k: v for k, v in row.items() if k and k[0] != "+"}
        if "ref" not in fields:
            raise Refusal("truncated", f"row {number} has no Unique ID: the file is cut or shifted", name)
        groups.setdefault(fields["ref"], []).append((number, Fields(fields, tuple(extra))))
    placed = (Placed(entry(ref, [f for _, f in g]), f"row {g[0][0]}") for ref, g in groups.items())
    return Parsed(tuple(placed), table.problems, published)


def _report_date(line: str) -> Day | None:
    match = re.match(r"\s*(?:Report Date|Last Updated|Date Generated)\s*[:,]?\s*(\S.*)", line, re.IGNORECASE)
    if not match:
        return None
    text = clean(match[1]).strip(", ")
    return any_form(text) or in_words(text.replace("-", " "))


def _xml(name: str, data: bytes) -> Parsed:
    published: Day | None = None
    placed, problems, unknown = list[Placed](), list[Problem](), set[str]()
    for path, element in records(data, name, "Designations"):
        if element.tag == "DateGenerated":
            published = any_form(clean(element.text)) or iso(clean(element.text))
        elif element.tag == "Designation":
            ref = value(element, "UniqueID")
            if not ref:
                raise Refusal("other_format", f"has a designation without UniqueID at {path}", name)
            rows = list(_rows(element))
            unknown |= {tag for row in rows for tag, _ in row.unknown}
            placed.append(Placed(entry(ref, rows), path))
        elif path != "/Designations":
            unknown.add(element.tag)
    problems += (
        Problem("unknown_element", f"element {tag} is not known; its texts are kept as remarks", where=name)
        for tag in sorted(unknown)
    )
    return Parsed(tuple(placed), tuple(problems), published)


def _rows(designation: Element) -> Iterator[Fields]:
    """A designation as rows like those of the CSV: one for each group of fields that belong together."""
    general: dict[str, str] = {}
    more: list[Fields] = []
    unknown: list[tuple[str, str]] = []
    for leaf in designation.iter():
        text = clean(leaf.text)
        if len(leaf) or not text:
            continue
        group = next((a for a in leaf.iterancestors() if a.tag in _ROWS), None)
        field = _TAGS.get(fold_title(leaf.tag))
        if any(a.tag == "SanctionsImposedIndicators" for a in leaf.iterancestors()):
            continue  # the same as SanctionsImposed, word by word
        if field is None:
            unknown.append((leaf.tag, f"{leaf.tag}: {text}"))
        elif group is None and field not in general:
            general[field] = text
        elif group is None:
            more.append(Fields({field: text}))
    yield Fields(general, tuple(unknown))
    yield from more
    for element in designation.iter(*_ROWS):
        pairs = ((_TAGS.get(fold_title(e.tag)), clean(e.text)) for e in element.iter() if not len(e))
        yield Fields({f: t for f, t in pairs if f and t})
