"""OFAC's advanced XML (`sdn_advanced.xml`), the sanctions data model whose look-up tables stand in the file
itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...errors import Problem
from ...model.dates import Day
from ...model.entries import Entry, Identifier, Name
from ...model.words import NameKind, PartyKind, Quality
from ..countries import code, codes, once
from ..days import day, exact
from ..days import once as days_once
from ..names import distinct, named
from ..parsed import Parsed, Placed, Refusal
from ..source import Source
from ..text import clean
from ..xml import Element, records, value
from .remarks import labels, number

_ENTITY_TYPES = {
    "individual": PartyKind.PERSON,
    "entity": PartyKind.ORGANISATION,
    "vessel": PartyKind.VESSEL,
    "aircraft": PartyKind.AIRCRAFT,
}
_SURNAMES = ("Last Name", "Patronymic", "Matronymic")


@dataclass(slots=True)
class _File:
    """What parties refer to, gathered before them: the file gives tables, places and documents first."""

    tables: dict[str, dict[str, str]] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)  # party subtype → party type
    places: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    documents: dict[str, list[Identifier]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(
        default_factory=dict
    )  # identity → what its documents say and are no numbers
    listings: dict[str, "_Listing"] = field(default_factory=dict)
    parties: list[tuple[str, "_Party"]] = field(default_factory=list)

    def word(self, table: str, ident: str | None) -> str:
        return self.tables.get(table, {}).get(ident or "", "")


@dataclass(slots=True)
class _Listing:
    programmes: list[str] = field(default_factory=list)
    dates: list[Day] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Party:
    kind: PartyKind = PartyKind.OTHER
    names: list[Name | None] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    features: dict[str, list[tuple[str, Day | None, str | None]]] = field(default_factory=dict)
    profiles: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read(name: str, data: bytes, source: Source) -> Parsed:
    """Read the file in one pass; raises `Refusal` when it has parties but no sanctions entries, or the
    reverse."""
    file, problems, issue = _File(), list[Problem](), dict[str, str]()
    for path, element in records(data, name, "Sanctions", depth=2):
        group, _, tag = path[1:].removeprefix("Sanctions/").partition("/")
        tag = tag.partition("[")[0]
        if group == "DateOfIssue":
            issue[tag] = clean(element.text)
        elif group == "ReferenceValueSets":
            _table(element, file)
        elif tag == "Location":
            file.places[element.get("ID", "")] = _place(element, file)
        elif tag == "IDRegDocument":
            _document(element, file)
        elif tag == "DistinctParty":
            file.parties.append((path, _party(element, file)))
        elif tag == "SanctionsEntry":
            _listing(element, file)
        elif tag not in ("ProfileRelationship", "SanctionsEntryLink") and group != "Sanctions":
            problems.append(Problem("unknown_element", f"element {tag} is not known", where=f"{name} {path}"))
    if bool(file.parties) != bool(file.listings):
        raise Refusal("truncated", "has parties without their entries on the list", name)
    placed = [Placed(_entry(party, file, source), path) for path, party in file.parties]
    published = (
        day("-".join(v.zfill(2) for k in ("Year", "Month", "Day") if (v := issue.get(k, ""))))
        if issue
        else None
    )
    return Parsed(tuple(placed), tuple(problems), published)


def _table(element: Element, file: _File) -> None:
    kind = element.tag.removesuffix("Values")
    for item in element:
        ident = item.get("ID", "")
        file.tables.setdefault(kind, {})[ident] = item.get("ISO2") or clean(item.text)
        if kind == "PartySubType":
            file.groups[ident] = item.get("PartyTypeID", "")
        if kind == "Country":
            file.tables.setdefault("CountryName", {})[ident] = clean(item.text)


def _place(element: Element, file: _File) -> tuple[str, str | None]:
    parts = [clean(v.text) for v in element.iterfind("LocationPart/LocationPartValue/Value")]
    country = element.find("LocationCountry")
    area = element.find("LocationAreaCode")
    ident = None if country is None else country.get("CountryID")
    name = file.word("CountryName", ident)
    if not name and area is not None:
        name = file.word("AreaCode", area.get("AreaCodeID"))
    return ", ".join(p for p in (*parts, name) if p), code(file.word("Country", ident)) or code(name)


def _document(element: Element, file: _File) -> None:
    label = file.word("IDRegDocType", element.get("IDRegDocTypeID"))
    text, owner = value(element, "IDRegistrationNo"), element.get("IdentityID", "")
    dates = []
    for dated in element.findall("DocumentDate"):
        what = file.word("IDRegDocDateType", dated.get("IDRegDocDateTypeID"))
        if found := _period(dated.find("DatePeriod")):
            dates.append(f"{what.lower()} {found.text}")
    country = file.word("Country", element.get("IssuedBy-CountryID"))
    if validity := file.word("Validity", element.get("ValidityID")):
        dates += [validity] if validity.lower() not in ("valid", "") else []
    if label in labels() and text:
        file.documents.setdefault(owner, []).append(number(label, text, country, "; ".join(dates)))
    elif text:
        file.notes.setdefault(owner, []).append(" ".join([label, text, country, *dates]).strip())


def _party(element: Element, file: _File) -> _Party:
    party = _Party()
    party.remarks += [clean(c.text) for c in element.findall("Comment")]
    for profile in element.findall("Profile"):
        subtype = profile.get("PartySubTypeID", "")
        words = (file.word("PartySubType", subtype), file.word("PartyType", file.groups.get(subtype)))
        party.kind = next((_ENTITY_TYPES[w.lower()] for w in words if w.lower() in _ENTITY_TYPES), party.kind)
        party.profiles.append(profile.get("ID", ""))
        for identity in profile.findall("Identity"):
            party.names += _names(identity, file, party.kind)
            party.identifiers += file.documents.pop(identity.get("ID", ""), [])
            party.remarks += file.notes.pop(identity.get("ID", ""), [])
        for feature in profile.findall("Feature"):
            label = file.word("FeatureType", feature.get("FeatureTypeID"))
            party.features.setdefault(label, []).extend(_values(feature, file))
    return party


def _names(identity: Element, file: _File, kind: PartyKind) -> Iterator[Name | None]:
    types = {
        g.get("ID"): file.word("NamePartType", g.get("NamePartTypeID"))
        for g in identity.iterfind("NamePartGroups/MasterNamePartGroup/NamePartGroup")
    }
    for alias in identity.findall("Alias"):
        primary = alias.get("Primary") == "true" and identity.get("Primary") == "true"
        word = file.word("AliasType", alias.get("AliasTypeID"))
        usual = (
            NameKind.PRIMARY if primary else NameKind.FORMER if word.startswith("F.K.A") else NameKind.ALIAS
        )
        quality = None if primary else Quality.WEAK if alias.get("LowQuality") == "true" else Quality.STRONG
        for index, written in enumerate(alias.findall("DocumentedName")):
            values_ = list(written.iterfind("DocumentedNamePart/NamePartValue"))
            parts = [(types.get(v.get("NamePartGroupID"), ""), clean(v.text)) for v in values_]
            script = {file.word("Script", v.get("ScriptID")) for v in values_}
            foreign = index > 0 and script != {"Latin"}
            order = None
            if kind is PartyKind.PERSON and not foreign:
                given = [i for i, (t, _) in enumerate(parts) if t not in _SURNAMES]
                order = given + [i for i in range(len(parts)) if i not in given]
            yield named(parts, NameKind.ORIGINAL if foreign else usual, quality, order)


def _values(feature: Element, file: _File) -> Iterator[tuple[str, Day | None, str | None]]:
    for version in feature.findall("FeatureVersion"):
        texts = [clean(version.findtext("Comment"))]
        for detail in version.findall("VersionDetail"):
            texts.append(clean(detail.text) or file.word("DetailReference", detail.get("DetailReferenceID")))
        country = None
        for place in version.findall("VersionLocation"):
            where, country = file.places.get(place.get("LocationID", ""), ("", None))
            texts.append(where)
        yield ", ".join(t for t in texts if t), _period(version.find("DatePeriod")), country


def _period(period: Element) -> Day | None:
    if period is None:
        return None
    low, high = _boundary(period.find("Start"), "From"), _boundary(period.find("End"), "To")
    mark = "~" if period.find(".//*[@Approximate='true']") is not None else ""
    if low is None or high is None:
        return low or high
    found = Day.between(low.earliest, high.latest) if low.earliest <= high.latest else low
    return day(found.text + mark) or found if mark and "/" not in found.text else found


def _boundary(element: Element, side: str) -> Day | None:
    point = None if element is None else element.find(side)
    if point is None:
        return None
    numbers = [value(point, f) for f in ("Year", "Month", "Day")]
    return day("-".join(n.zfill(2) for n in numbers if n))


def _listing(element: Element, file: _File) -> None:
    listing = file.listings.setdefault(element.get("ProfileID", ""), _Listing())
    for event in element.findall("EntryEvent"):
        date = event.find("Date")
        if date is not None and (found := exact(_boundary_of(date))):
            listing.dates.append(Day.of(found))
    for measure in element.findall("SanctionsMeasure"):
        kind = file.word("SanctionsType", measure.get("SanctionsTypeID"))
        comment = clean(measure.findtext("Comment"))
        if kind == "Program":
            listing.programmes.append(comment)
        elif comment:
            listing.remarks.append(f"{kind}: {comment}")
    listing.lists.append(file.word("List", element.get("ListID")))
    listing.remarks += [clean(c.text) for c in element.findall("Comment")]


def _boundary_of(date: Element) -> Day | None:
    return day("-".join(value(date, f).zfill(2) for f in ("Year", "Month", "Day")))


def _entry(party: _Party, file: _File, source: Source) -> Entry:
    ident = party.profiles[0] if party.profiles else ""
    listings = [file.listings[p] for p in party.profiles if p in file.listings]
    programmes = tuple(sorted(once(p for listing in listings for p in listing.programmes)))
    features = {k: list(v) for k, v in party.features.items()}

    def taken(label: str) -> list[tuple[str, Day | None, str | None]]:
        return features.pop(label, [])

    births = taken("Birthdate")
    homes, nations = taken("Location"), taken("Nationality Country") + taken("Citizenship Country")
    genders, places, titles = taken("Gender"), taken("Place of Birth"), taken("Title")
    calls, numbers_ = taken("VESSEL CALL SIGN"), list(party.identifiers)
    numbers_ += [Identifier("call_sign", text) for text, _, _ in calls if text]
    for label in [k for k in features if k in labels()]:
        numbers_ += [number(label, text) for text, _, _ in taken(label) if text]
    dates = sorted((d for listing in listings for d in listing.dates), key=lambda d: d.earliest)
    return Entry(
        list=source.id,
        ref=ident,
        kind=party.kind,
        names=tuple(distinct(party.names)),
        identifiers=tuple(dict.fromkeys(numbers_)),
        births=days_once(d for _, d, _ in births),
        birth_places=once(t for t, _, _ in places),
        genders=once(t.lower() for t, _, _ in genders),
        countries=once(
            [*(c for t, _, k in nations for c in ((k,) if k else codes(t))), *(k or "" for _, _, k in homes)]
        ),
        addresses=once(t for t, _, _ in homes),
        programmes=programmes,
        regimes=source.regimes_of(programmes),
        listed=dates[0] if dates else None,
        references=(f"ofac:{ident}",),
        titles=once(t for t, _, _ in titles),
        remarks=once(
            [
                *party.remarks,
                *(
                    f"{k}: {' '.join(x for x in (t, d.text if d else '') if x)}"
                    for k, v in features.items()
                    for t, d, _ in v
                ),
                *(r for listing in listings for r in listing.remarks),
            ]
        ),
    )
