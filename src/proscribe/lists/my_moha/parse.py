"""Malaysia's list under Act 613: a PDF of two tables, persons and groups, or the tagged XML that Acrobat
saves of it.

Copies saved from a browser have a sentence before the XML. Columns are told by number: 13 for persons, 7 for
groups.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from ...errors import Problem
from ...model.entries import Entry, Identifier, Name
from ...model.words import NameKind, PartyKind
from ..countries import code, codes, once
from ..days import any_form
from ..days import once as days_once
from ..files import only
from ..names import distinct, packed
from ..parsed import Parsed, Placed, Refusal
from ..pdf import tables
from ..registry import source
from ..text import clean, script_of, split_lettered
from ..xml import Element, records

_PERSON = (
    *(
        "number",
        "ref",
        "name",
        "title",
        "position",
        "born",
        "birthplace",
        "others",
        "nationality",
        "passport",
    ),
    *("national", "address", "listed"),
)
_GROUP = ("number", "ref", "name", "aliases", "others", "address", "listed")
_REF = re.compile(r"KDN\.\s*([IK])[.\s]*(\d+)\s*-\s*(\d{4})", re.IGNORECASE)

Cells = tuple[str, list[list[str]]]  # where the row stands, and the lines of each of its cells


def parse(files: Mapping[str, bytes]) -> Parsed:
    """Read the one file; raises `Refusal` when its tables are not those of this list."""
    name, data = only(files)
    rows = _pdf_rows(data, name) if data.lstrip()[:5] == b"%PDF-" else _xml_rows(data, name)
    placed, problems = list[Placed](), list[Problem]()
    for where, cells in rows:
        texts = [clean(" ".join(c)) for c in cells]
        if not any(texts) or texts[0].startswith("(1)"):
            continue  # the numbers and titles of the columns
        fields = {13: _PERSON, 7: _GROUP}.get(len(cells))
        if fields is None or not _REF.search(texts[1]):
            if placed and not texts[0]:
                problems.append(
                    Problem("loose_row", f"a row continues another: {' '.join(texts)!r}", where=where)
                )
                continue
            raise Refusal(
                "other_format", f"has a row of {len(cells)} columns without a KDN reference at {where}", name
            )
        placed.append(Placed(_entry(dict(zip(fields, cells, strict=True)), fields is _PERSON), where))
    if not placed:
        raise Refusal("other_format", "has no rows with KDN references", name)
    return Parsed(tuple(placed), tuple(problems))


def _xml_rows(data: bytes, name: str) -> Iterator[Cells]:
    start = data.find(b"<")
    if start < 0:
        raise Refusal("other_format", "is neither PDF nor XML", name)
    for path, element in records(data[start:], name, "TaggedPDF-doc"):
        if path == "/TaggedPDF-doc":
            continue
        for index, row in enumerate(element.iter("TR"), start=1):
            yield f"{path}//TR[{index}]", [_lines(cell) for cell in row if cell.tag in ("TH", "TD")]


def _lines(cell: Element) -> list[str]:
    return [t for e in cell.iter("P", "LBody") if (t := clean(e.text))]


def _pdf_rows(data: bytes, name: str) -> Iterator[Cells]:
    for table in tables(data, name):
        for place, cells in table:
            yield place, [[c] for c in cells]


def _entry(cells: Mapping[str, list[str]], person: bool) -> Entry:
    def text(field: str) -> str:
        joined = clean(" ".join(cells.get(field, ())))
        return "" if joined in ("-", "—", "") else joined

    found = _REF.search(text("ref"))
    ref = f"KDN.{found[1].upper()}.{int(found[2]):02d}-{found[3]}" if found else text("ref")
    born = [i for line in cells.get("born", ()) for i in _items(line)]
    numbers = [("passport", i) for i in _items(text("passport"))] + [
        ("national", i) for i in _items(text("national"))
    ]
    lived = once(code(part.strip()) or "" for a in _items(text("address")) for part in a.rsplit(",", 1)[-1:])
    return Entry(
        list="my_moha",
        ref=ref,
        kind=PartyKind.PERSON if person else PartyKind.ORGANISATION,
        names=tuple(_names(text("name"), [*_items(text("aliases")), *_items(text("others"))])),
        identifiers=tuple(Identifier(kind, number) for kind, number in numbers),
        births=days_once(any_form(b) for b in born),
        birth_places=once(_items(text("birthplace"))),
        countries=once([*(c for n in _items(text("nationality")) for c in codes(n)), *lived]),
        addresses=once(_items(text("address"))),
        regimes=source("my_moha").regimes,
        listed=any_form(text("listed")),
        references=(f"my_moha:{ref}",),
        titles=once([text("title"), text("position")]),
        remarks=once(f"Birth: {b}" for b in born if any_form(b) is None),
    )


def _items(text: str) -> list[str]:
    return [i for i in split_lettered(re.sub(r"(?<!\w)([ivx]{1,4})\.\s", r"\1) ", text)) if i != "-"]


def _names(name: str, others: Iterable[str]) -> list[Name]:
    head = [n for part in name.split("@") for n in packed(part, NameKind.PRIMARY)]
    first = head[0] if head else Name(name, NameKind.PRIMARY, None, script_of(name))
    rest = [Name(n.text, NameKind.ALIAS, None, n.script) for n in head[1:]]
    return distinct(
        [first, *rest, *(n for o in others for part in o.split("@") for n in packed(part, NameKind.ALIAS))]
    )
