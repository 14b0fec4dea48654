"""Types and properties that the service offers: what may be compared, and what may be fetched."""

from dataclasses import dataclass
from typing import Any

from ...answers import places
from ...law.load import load_regimes
from ..yente import vocabulary as ftm


@dataclass(frozen=True, slots=True)
class Property:
    """A property of parties: its id, the name it is shown by, what it gives."""

    id: str
    name: str
    description: str

    def form(self) -> dict[str, str]:
        """As the protocol writes it."""
        return {"id": self.id, "name": self.name, "description": self.description}


@dataclass(frozen=True, slots=True)
class Type:
    """A kind of party."""

    id: str
    name: str

    def form(self) -> dict[str, Any]:
        """As the protocol writes it."""
        return {"id": self.id, "name": self.name}


TYPES: dict[str, Type] = {
    schema: Type(schema, name) for schema, name in {"Thing": "Anything that is listed", **ftm.PLURALS}.items()
}
#: What can be fetched of a party, beside `standing:PLACE` and `since:PLACE`.
FETCHED: dict[str, Property] = {
    p.id: p
    for p in (
        Property("standing", "Standing", "Every measure, with its state and since when"),
        Property("regimes", "Regimes in force", "The regimes under which a measure is in force"),
        Property("jurisdictions", "Jurisdictions", "Where a measure is in force"),
        Property("lists", "Lists", "The ids of the lists that show the party"),
        Property("entries", "Entries", "The entries of lists, as list:reference"),
        Property("names", "Names", "The primary names on all lists"),
        Property("aliases", "Aliases", "All other names"),
        Property("countries", "Countries", "Countries that lists name, ISO 3166-1 alpha-2"),
        Property("topics", "Topics", "sanction, export.control, crime.terror"),
        Property("programmes", "Programmes", "Programmes as published"),
        Property("birthDate", "Date of birth", "Dates of birth of a person"),
        Property("identifiers", "Identifiers", "Numbers of documents and registers"),
        Property("listed", "Listed", "The days of listing that lists give"),
        Property("first_seen", "First seen", "The first edition held that shows the party"),
        Property("last_change", "Last change", "The last edition held that changed an entry of the party"),
        Property("schema", "Type", "What the party is"),
    )
}
_ONLY = {"birthDate": frozenset({"Person", "Thing"})}
_COMPARED = {
    "birthDate": "Date of birth",
    "country": "Country",
    "nationality": "Nationality",
    "gender": "Gender",
    "alias": "Another name",
    "passportNumber": "Passport number",
    "idNumber": "Number of any document",
    "taxNumber": "Tax number",
    "registrationNumber": "Registration number",
    "leiCode": "LEI",
    "imoNumber": "IMO number",
    "swiftBic": "SWIFT/BIC",
}
COMPARED: dict[str, Property] = {
    ident: Property(ident, name, "Compared with what lists say and reported beside the score")
    for ident, name in _COMPARED.items()
}
PLACED = {"standing": "Standing in", "since": "Since when in"}


def placed(ident: str) -> Property | None:
    """`standing:RU` or `since:us.fto` as a property; None for another word."""
    what, colon, where = ident.partition(":")
    if not colon or what not in PLACED:
        return None
    if where in load_regimes():
        return Property(ident, f"{PLACED[what]} {load_regimes()[where].name}", "One measure")
    if where in places.names():
        return Property(ident, f"{PLACED[what]} {places.names()[where]}", "Every measure of the jurisdiction")
    return None


def fetched(ident: str) -> Property | None:
    """A property that can be fetched."""
    return FETCHED.get(ident) or placed(ident)


def proposed(schema: str | None) -> list[Property]:
    """The properties that can be fetched of parties of a type."""
    fixed = [p for p in FETCHED.values() if schema is None or schema in _ONLY.get(p.id, (schema,))]
    where = sorted({r.jurisdiction for r in load_regimes().values() if r.jurisdiction in places.names()})
    return fixed + [p for what in PLACED for j in where if (p := placed(f"{what}:{j}")) is not None]


def meets(prefix: str, *texts: str) -> bool:
    """True when some word of the texts begins with what a person has typed."""
    typed = prefix.strip().casefold()
    folded = [t.casefold() for t in texts]
    return bool(typed) and any(t.startswith(typed) or f" {typed}" in f" {t}" for t in folded)
