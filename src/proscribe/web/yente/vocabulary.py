"""The words of FollowTheMoney that queries may use: schemata, and which properties of an example are compared."""

from ...model.words import PartyKind
from ..problems import Refusal

_LEGAL = frozenset({PartyKind.ORGANISATION, PartyKind.OTHER})
_ALL = frozenset(PartyKind)

#: The kinds of party that each schema asks for. Lists do not say which organisation is a company or a public body.
KINDS: dict[str, frozenset[PartyKind]] = {
    "Thing": _ALL,
    "LegalEntity": _LEGAL | {PartyKind.PERSON},
    "Person": frozenset({PartyKind.PERSON, PartyKind.OTHER}),
    "Organization": _LEGAL,
    "Company": _LEGAL,
    "PublicBody": _LEGAL,
    "Asset": frozenset({PartyKind.VESSEL, PartyKind.AIRCRAFT}),
    "Vehicle": frozenset({PartyKind.VESSEL, PartyKind.AIRCRAFT}),
    "Vessel": frozenset({PartyKind.VESSEL}),
    "Airplane": frozenset({PartyKind.AIRCRAFT}),
}
#: Schemata that may be matched and name no kind of party that lists show: their identifiers are compared.
BESIDE = frozenset({"Address", "BankAccount", "CryptoWallet", "Position", "Security", "UserAccount"})
#: What the engine searches for each schema that names one kind; every kind where none is here.
SEARCHED: dict[str, PartyKind] = {
    "Person": PartyKind.PERSON,
    "Organization": PartyKind.ORGANISATION,
    "Company": PartyKind.ORGANISATION,
    "PublicBody": PartyKind.ORGANISATION,
    "Vessel": PartyKind.VESSEL,
    "Airplane": PartyKind.AIRCRAFT,
}
NAMES = ("name", "alias", "weakAlias", "previousName", "abbreviation")
GIVEN = ("firstName", "secondName", "middleName", "fatherName")
FAMILY = ("lastName",)
BIRTHS = ("birthDate",)
COUNTRIES = ("country", "nationality", "citizenship", "jurisdiction", "mainCountry", "birthCountry", "flag")
GENDERS = ("gender",)
#: The kind of identifier that each property holds.
IDENTIFIERS: dict[str, str] = {
    "idNumber": "id",
    "passportNumber": "passport",
    "socialSecurityNumber": "national",
    "taxNumber": "tax",
    "innCode": "tax",
    "vatCode": "tax",
    "registrationNumber": "registration",
    "ogrnCode": "registration",
    "okpoCode": "registration",
    "uscCode": "registration",
    "licenseNumber": "licence",
    "leiCode": "lei",
    "swiftBic": "swift",
    "bikCode": "bik",
    "dunsCode": "duns",
    "imoNumber": "imo",
    "mmsi": "mmsi",
    "callSign": "call_sign",
    "serialNumber": "aircraft_serial",
    "icaoCode": "aircraft_transponder",
    "isin": "isin",
    "isinCode": "isin",
    "ticker": "ticker",
    "publicKey": "digital_currency",
    "email": "email",
    "phone": "phone",
    "website": "website",
}
COMPARED = frozenset({*NAMES, *GIVEN, *FAMILY, *BIRTHS, *COUNTRIES, *GENDERS, *IDENTIFIERS})
#: The schemata that a schema stands for in a filter.
BELOW: dict[str, frozenset[str] | None] = {
    "Thing": None,
    "LegalEntity": frozenset({"LegalEntity", "Organization", "Person"}),
    "Person": frozenset({"Person"}),
    "Organization": frozenset({"Organization"}),
    "Company": frozenset({"Organization"}),
    "PublicBody": frozenset({"Organization"}),
    "Asset": frozenset({"Vessel", "Airplane"}),
    "Vehicle": frozenset({"Vessel", "Airplane"}),
    "Vessel": frozenset({"Vessel"}),
    "Airplane": frozenset({"Airplane"}),
}
LABELS = {
    "LegalEntity": "Legal entity",
    "Organization": "Organization",
    "Person": "Person",
    "Vessel": "Vessel",
    "Airplane": "Airplane",
    "Sanction": "Sanction",
}
PLURALS = {
    "LegalEntity": "Legal entities",
    "Organization": "Organizations",
    "Person": "People",
    "Vessel": "Vessels",
    "Airplane": "Airplanes",
}
TOPIC_LABELS = {
    "sanction": "Sanctioned entity",
    "export.control": "Export controlled",
    "crime.terror": "Terrorism",
}


def below(schema: str) -> frozenset[str] | None:
    """The schemata that a schema stands for in a filter, None for all; refused (400) for one that is not known."""
    if schema in BESIDE:
        return frozenset()
    if schema not in BELOW:
        raise Refusal(400, "Invalid schema", code="bad_schema", field="schema")
    return BELOW[schema]
