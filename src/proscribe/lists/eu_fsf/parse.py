"""The EU's financial sanctions files, XML 1.1: one element an entity, with several names and regulations
each.

The older `global.xml` (root WHOLE) is refused: it is not issued any more and has no reference numbers.
"""

from collections.abc import Iterator, Mapping

from ...errors import Problem
from ...model.dates import Day
from ...model.entries import Entry, Identifier, Name
from ...model.words import NameKind, PartyKind, Quality
from ..countries import code, once
from ..days import day, iso
from ..days import once as days_once
from ..files import only
from ..names import distinct
from ..parsed import Parsed, Placed
from ..references import un
from ..registry import source
from ..text import clean, script_of
from ..xml import Element, records

_KINDS = {"person": PartyKind.PERSON, "enterprise": PartyKind.ORGANISATION, "vessel": PartyKind.VESSEL}
_KNOWN = {
    *(
        "remark",
        "regulation",
        "subjectType",
        "nameAlias",
        "citizenship",
        "birthdate",
        "address",
        "identification",
    ),
    "contactInfo",
}
_NUMBERS = {
    "passport": "passport",
    "id": "national",
    "ssn": "national",
    "fiscalcode": "tax",
    "regnumber": "registration",
}
_CONTACTS = {"phone": "phone", "fax": "phone", "email": "email", "web": "website", "imo": "imo"}


def parse(files: Mapping[str, bytes]) -> Parsed:
    """Read the one XML file; raises `Refusal` when it is cut or in another format."""
    name, data = only(files)
    published: Day | None = None
    placed, problems = list[Placed](), list[Problem]()
    for path, element in records(data, name, "export"):
        if path == "/export":
            published = iso(element.get("generationDate") or "")
        elif element.tag == "sanctionEntity":
            placed.append(Placed(_entry(element), path))
            problems += _findings(element, f"{name} {path}")
        else:
            problems.append(
                Problem("unknown_element", f"element {element.tag} is not known", where=f"{name} {path}")
            )
    return Parsed(tuple(placed), tuple(problems), published)


def _of(element: Element, attribute: str) -> str:
    return clean(element.get(attribute))


def _entry(record: Element) -> Entry:
    ref, logical = _of(record, "euReferenceNumber"), _of(record, "logicalId")
    ref = ref or f"logical.{logical}"
    aliases, births = record.findall("nameAlias"), record.findall("birthdate")
    programmes = once(_of(r, "programme") for r in record.findall("regulation"))
    kind = record.find("subjectType")
    names = distinct(_names(aliases))
    return Entry(
        list="eu_fsf",
        ref=ref,
        kind=PartyKind.OTHER if kind is None else _KINDS.get(_of(kind, "code").lower(), PartyKind.OTHER),
        names=tuple(names) or (Name(ref),),
        identifiers=tuple(dict.fromkeys(_identifiers(record, logical))),
        births=days_once(_birth(b) for b in births),
        birth_places=once(_place(b) for b in births),
        genders=once({"M": "male", "F": "female"}.get(_of(a, "gender"), "") for a in aliases),
        countries=once(_country(e) for tag in ("citizenship", "address") for e in record.findall(tag)),
        addresses=once(_address(a) for a in record.findall("address")),
        programmes=programmes,
        regimes=source("eu_fsf").regimes_of(programmes),
        listed=iso(_of(record, "designationDate")),
        references=once([f"eu:{ref}", *un(_of(record, "unitedNationId"))]),
        titles=once(t for a in aliases for t in (_of(a, "title"), _of(a, "function"))),
        remarks=once(_remarks(record)),
    )


def _names(aliases: list[Element]) -> Iterator[Name]:
    """The first name is the one shown; the file marks none as primary. A regulation repeats names: each is
    given once.
    """
    for index, alias in enumerate(aliases):
        fields = ("firstName", "middleName", "lastName")
        parts = tuple((f, t) for f in fields if (t := _of(alias, f)))
        text = _of(alias, "wholeName") or " ".join(t for _, t in parts)
        quality = Quality.STRONG if _of(alias, "strong") == "true" else Quality.WEAK
        script = script_of(text)
        kind = (
            NameKind.PRIMARY
            if index == 0
            else NameKind.ALIAS
            if script in ("Latn", None)
            else NameKind.ORIGINAL
        )
        spoken = _of(alias, "nameLanguage").lower() or None
        yield Name(
            text, kind, None if index == 0 else quality, script, spoken, parts if len(parts) > 1 else ()
        )


def _birth(birth: Element) -> Day | None:
    circa = "~" if _of(birth, "circa") == "true" else ""
    if _of(birth, "calendarType") not in ("", "GREGORIAN"):
        return None
    if text := _of(birth, "birthdate"):
        return day(text + circa)
    first, last = _of(birth, "yearRangeFrom"), _of(birth, "yearRangeTo")
    if first and last:
        return day(f"{first}{circa}/{last}{circa}")
    year, month, day_ = (_of(birth, f) for f in ("year", "monthOfYear", "dayOfMonth"))
    if not year:
        return None
    parts = [
        year.zfill(4),
        *([month.zfill(2)] if month else []),
        *([day_.zfill(2)] if month and day_ else []),
    ]
    return day("-".join(parts) + circa)


def _place(element: Element) -> str:
    parts = [_of(element, f) for f in ("place", "city", "region", "zipCode")]
    country = _of(element, "countryDescription")
    return ", ".join(p for p in (*parts, "" if country == "UNKNOWN" else country) if p)


def _address(element: Element) -> str:
    parts = [_of(element, f) for f in ("street", "poBox")]
    return ", ".join(p for p in (*parts, _place(element)) if p)


def _country(element: Element) -> str:
    return code(_of(element, "countryIso2Code")) or ""


def _identifiers(record: Element, logical: str) -> Iterator[Identifier]:
    if logical:
        yield Identifier("record", logical)
    for ident in record.findall("identification"):
        kind = _NUMBERS.get(_of(ident, "identificationTypeCode"), "other")
        flags = ("diplomatic", "knownExpired", "knownFalse", "reportedLost", "revokedByIssuer")
        texts = [
            _of(ident, f)
            for f in ("identificationTypeDescription", "issuedBy", "nameOnDocument", "issuedDate")
        ]
        texts += [f for f in flags if _of(ident, f) == "true"]
        texts += [clean(r.text) for r in ident.findall("remark")]
        if number := _of(ident, "number") or _of(ident, "latinNumber"):
            yield Identifier(kind, number, _country(ident) or None, "; ".join(once(texts)) or None)
    for contact in record.iterfind("address/contactInfo"):
        key, text = _of(contact, "key").lower(), _of(contact, "value")
        found = next((k for word, k in _CONTACTS.items() if word in key), "other")
        if text:
            yield Identifier(found, text, None, _of(contact, "key") if found == "other" else None)


def _remarks(record: Element) -> Iterator[str]:
    yield from (clean(r.text) for r in record.iter("remark") if r.getparent().tag != "identification")
    yield _of(record, "designationDetails")
    for regulation in record.findall("regulation"):
        since = _of(regulation, "entryIntoForceDate") or _of(regulation, "publicationDate")
        yield f"Regulation {_of(regulation, 'numberTitle')}, in force {since}"
    for birth in record.findall("birthdate"):
        if _birth(birth) is None and (text := _of(birth, "birthdate") or _of(birth, "year")):
            yield f"Birth: {text} {_of(birth, 'calendarType')}"
    for element in record:
        if element.tag not in _KNOWN:
            texts = [*element.itertext(), *element.attrib.values()]
            yield f"{element.tag}: {clean(' '.join(texts))}"


def _findings(record: Element, where: str) -> Iterator[Problem]:
    for element in record:
        if element.tag not in _KNOWN:
            yield Problem(
                "unknown_element", f"element {element.tag} is not known; kept as a remark", where=where
            )
    if not record.get("euReferenceNumber"):
        yield Problem("missing_field", "no euReferenceNumber; the logical id is used", where=where)
    if not record.findall("nameAlias"):
        yield Problem("missing_field", "no name", where=where)
