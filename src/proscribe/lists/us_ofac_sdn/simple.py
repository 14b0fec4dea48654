"""OFAC's simple XML (`sdn.xml`, `consolidated.xml`), whose default namespace differs by year."""

from collections.abc import Iterator

from ...errors import Problem
from ...model.dates import Day
from ...model.entries import Entry, Identifier, Name
from ...model.words import NameKind, PartyKind, Quality
from ..countries import code, codes, once
from ..days import in_words, month_first
from ..days import once as days_once
from ..names import distinct, named
from ..parsed import Parsed, Placed, Refusal
from ..source import Source
from ..xml import Element, records, value, values
from .remarks import labels, number, read_remarks

_KINDS = {
    "individual": PartyKind.PERSON,
    "entity": PartyKind.ORGANISATION,
    "vessel": PartyKind.VESSEL,
    "aircraft": PartyKind.AIRCRAFT,
}
_QUALITIES = {"strong": Quality.STRONG, "weak": Quality.WEAK}
_ADDRESS = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")
_VESSEL = ("vesselType", "vesselFlag", "vesselOwner", "tonnage", "grossRegisteredTonnage")
_KNOWN = {
    *("uid", "firstName", "lastName", "title", "sdnType", "remarks", "programList", "idList", "akaList"),
    *(
        "addressList",
        "nationalityList",
        "citizenshipList",
        "dateOfBirthList",
        "placeOfBirthList",
        "vesselInfo",
    ),
}


def read(name: str, data: bytes, source: Source) -> Parsed:
    """Read the file; its own count of records must hold."""
    published: Day | None = None
    stated = ""
    placed: list[Placed] = []
    problems: list[Problem] = []
    for path, element in records(data, name, "sdnList"):
        tag = path.rpartition("/")[2].partition("[")[0]
        if tag == "publshInformation":  # the publisher's spelling
            published = month_first(value(element, "Publish_Date"))
            stated = value(element, "Record_Count")
        elif tag == "sdnEntry":
            placed.append(Placed(_entry(element, source), path))
            problems += _findings(element, f"{name} {path}")
        elif tag != "sdnList":
            problems.append(Problem("unknown_element", f"element {tag} is not known", where=f"{name} {path}"))
    if stated.isdigit() and int(stated) != len(placed):
        raise Refusal("truncated", f"states {stated} records and has {len(placed)}", name)
    return Parsed(tuple(placed), tuple(problems), published)


def _entry(record: Element, source: Source) -> Entry:
    ident, person = value(record, "uid"), value(record, "sdnType").lower() == "individual"
    programmes = tuple(sorted(once(values(record, "programList/program"))))
    addresses = record.findall("addressList/address")
    found = read_remarks(value(record, "remarks"), person)
    births = {t: in_words(t) for t in values(record, "dateOfBirthList/dateOfBirthItem/dateOfBirth")}
    nations = [
        *values(record, "nationalityList/nationality/country"),
        *values(record, "citizenshipList/citizenship/country"),
    ]
    flag = code(value(record, "vesselInfo/vesselFlag"))
    lived = (code(c) for c in values(record, "addressList/address/country"))
    return Entry(
        list=source.id,
        ref=ident,
        kind=_KINDS.get(value(record, "sdnType").lower(), PartyKind.OTHER),
        names=tuple(distinct([*_names(record), *found.names])),
        identifiers=tuple(
            dict.fromkeys([*_identifiers(record, found.genders, found.rest), *found.identifiers])
        ),
        births=days_once([*births.values(), *found.births]),
        birth_places=once(
            [*values(record, "placeOfBirthList/placeOfBirthItem/placeOfBirth"), *found.birth_places]
        ),
        genders=once(found.genders),
        countries=once(
            [*(c for n in nations for c in codes(n)), *found.countries, flag or "", *(c for c in lived if c)]
        ),
        addresses=once(", ".join(t for f in _ADDRESS if (t := value(a, f))) for a in addresses),
        programmes=programmes,
        regimes=source.regimes_of(programmes),
        references=(f"ofac:{ident}",),
        titles=once([value(record, "title")]),
        remarks=once(
            [
                *found.rest,
                *(f"Birth: {text}" for text, day in births.items() if day is None),
                *(f"{f}: {t}" for f in _VESSEL if (t := value(record, f"vesselInfo/{f}"))),
                *(f"{e.tag}: {' '.join(e.itertext()).strip()}" for e in record if e.tag not in _KNOWN),
            ]
        ),
    )


def _names(record: Element) -> Iterator[Name | None]:
    yield _name(record, NameKind.PRIMARY, None)
    for aka in record.findall("akaList/aka"):
        kind = NameKind.FORMER if value(aka, "type").startswith("f.k.a") else NameKind.ALIAS
        yield _name(aka, kind, _QUALITIES.get(value(aka, "category")))


def _name(element: Element, kind: NameKind, quality: Quality | None) -> Name | None:
    first, last = value(element, "firstName"), value(element, "lastName")
    return named([("last", last), ("first", first)], kind, quality, (1, 0) if first and last else None)


def _identifiers(record: Element, genders: list[str], rest: list[str]) -> Iterator[Identifier]:
    for ident in record.findall("idList/id"):
        label, text = value(ident, "idType"), value(ident, "idNumber")
        dates = [
            f"{w} {t}"
            for w, f in (("issued", "issueDate"), ("expires", "expirationDate"))
            if (t := value(ident, f))
        ]
        if label == "Gender":
            genders.append(text.lower())
        elif label in labels():
            yield number(label, text, value(ident, "idCountry"), " ".join(dates))
        else:  # not a number: `Secondary sanctions risk:`, `Organization Established Date`
            rest.append(" ".join(t for t in (label, text, value(ident, "idCountry"), *dates) if t))
    if call_sign := value(record, "vesselInfo/callSign"):
        yield Identifier("call_sign", call_sign)


def _findings(record: Element, where: str) -> Iterator[Problem]:
    for element in record:
        if element.tag not in _KNOWN:
            yield Problem(
                "unknown_element", f"element {element.tag} is not known; kept as a remark", where=where
            )
    if value(record, "sdnType").lower() not in _KINDS:
        yield Problem("unknown_type", f"type {value(record, 'sdnType')!r} is not known", where=where)
    if not value(record, "uid") or not value(record, "lastName"):
        yield Problem("missing_field", "uid or lastName is empty", where=where)
