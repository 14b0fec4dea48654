"""Canada's listed entities: the regulation itself in the XML of the Department of Justice, English or French.

Each entity is one item of running text. `lims:fid` stays with an item while amendments change its `lims:id`;
the two languages number their items apart, so the French text is an edition of its own,
`ca_listed_terrorists_fr`.
"""

from collections.abc import Mapping

from ...errors import Problem
from ...model.entries import Entry
from ...model.words import PartyKind
from ..days import iso
from ..files import only
from ..parsed import Parsed, Placed, Refusal
from ..registry import source
from ..text import clean
from ..xml import Element, records
from .names import listed_names

_LIMS = "{http://justice.gc.ca/lims}"
#: Characters of one item; the longest so far has a tenth of this.
_LONGEST = 40_000
_EDITIONS = {"en": "ca_listed_terrorists", "fr": "ca_listed_terrorists_fr"}


def parse(files: Mapping[str, bytes]) -> Parsed:
    """Read the one XML file; raises `Refusal` when it is another regulation or its list is not found."""
    name, data = only(files)
    number = language = ""
    published, body = None, None
    placed: list[Placed] = []
    problems: list[Problem] = []
    for path, element in records(data, name, "Regulation"):
        if path == "/Regulation":
            language = element.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
            # The day up to which the text is current, not that of the copy, which may be weeks later.
            published = iso(element.get(_LIMS + "current-date") or "")
        elif path.startswith("/Regulation/Identification"):
            number = clean(element.findtext("InstrumentNumber"))
        elif path.startswith("/Regulation/Body"):
            if "2002-284" not in number:
                raise Refusal(
                    "other_list", f"is the regulation {number or 'without a number'}, not SOR/2002-284", name
                )
            body = path
            edition = _EDITIONS.get(language, _EDITIONS["en"])
            made = {e.get(_LIMS + "inforce-start-date") or "" for e in element.findall("Section/List")}
            for index, item in enumerate(element.findall("Section/List/Item"), start=1):
                where = f"{path}//List/Item[{index}]"
                if sum(len(t) for t in item.itertext()) > _LONGEST:
                    raise Refusal(
                        "unsafe", f"has an item of more than {_LONGEST} characters at {where}", name
                    )
                placed.append(Placed(_entry(item, edition, min(made)), where))
                if not item.get(_LIMS + "fid"):
                    problems.append(
                        Problem("missing_field", "the item has no lims:fid", where=f"{name} {where}")
                    )
    if body is None or not placed:
        raise Refusal("other_format", "is a regulation without the list of entities", name)
    return Parsed(tuple(placed), tuple(problems), published)


def _entry(item: Element, list_id: str, made: str) -> Entry:
    text = clean("".join(item.itertext()))
    src = source(list_id)
    names = listed_names(text, src.language)
    ref = item.get(_LIMS + "fid") or names[0].text
    since = item.get(_LIMS + "inforce-start-date") or ""
    # An item that was never amended is in force since it was added; those as old as the list's present form
    # are older.
    added = since if item.get(_LIMS + "id") == ref and since != made else ""
    return Entry(
        list=list_id,
        ref=ref,
        kind=PartyKind.OTHER,  # an entity is a person or a group: the regulation does not say which
        names=tuple(names),
        regimes=src.regimes,
        listed=iso(added),
        references=(f"{src.scheme}:{ref}",),
        remarks=(text,) if text != names[0].text else (),
    )
