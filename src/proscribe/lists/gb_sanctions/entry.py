"""One designation of the UK Sanctions List from its rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...model.entries import Entry, Identifier, Name
from ...model.words import NameKind, PartyKind, Quality
from ..countries import code, codes, once
from ..days import any_form
from ..days import once as days_once
from ..languages import language
from ..names import distinct, named
from ..references import un
from ..registry import source
from ..text import split_lettered

_KINDS = {"individual": PartyKind.PERSON, "entity": PartyKind.ORGANISATION, "ship": PartyKind.VESSEL}
_GIVEN = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5")
_NAMES = {
    "primary name": NameKind.PRIMARY,
    "primary": NameKind.PRIMARY,
    "primary name variation": NameKind.ALIAS,
    "alias": NameKind.ALIAS,
    "aka": NameKind.ALIAS,
    "fka": NameKind.FORMER,
}
_QUALITIES = {
    "good quality": Quality.STRONG,
    "good": Quality.STRONG,
    "low quality": Quality.WEAK,
    "low": Quality.WEAK,
}
_ADDRESS = (*(f"address{n}" for n in range(1, 7)), "postcode", "country")
_NOTES = {
    "other": "",
    "reasons": "UK Statement of Reasons",
    "source": "Designation source",
    "sanctions": "Sanctions imposed",
    "entity_type": "Type of entity",
    "subsidiaries": "Subsidiaries",
    "parent": "Parent company",
    "owner": "Current owner or operator",
    "former_owner": "Previous owner or operator",
    "flag": "Flag of ship",
    "former_flag": "Previous flags",
    "ship_type": "Type of ship",
    "tonnage": "Tonnage of ship",
    "length": "Length of ship",
    "built": "Year built",
}
_NUMBERS = {
    "phone": "phone",
    "website": "website",
    "email": "email",
    "registration": "registration",
    "imo": "imo",
    "hull": "hull",
}


@dataclass(frozen=True, slots=True)
class Fields:
    """The known fields of a row, and the texts of unknown ones with their names."""

    known: Mapping[str, str]
    unknown: tuple[tuple[str, str], ...] = ()

    def get(self, field: str) -> str:
        """The text of a field, "" when there is none."""
        return self.known.get(field, "")


def entry(ref: str, rows: Sequence[Fields]) -> Entry:
    """The entry that these rows describe together; repeated texts count once."""

    def all_of(field: str) -> tuple[str, ...]:
        return once(r.get(field) for r in rows)

    regimes = all_of("regime")
    births = {t: any_form(t) for text in all_of("born") for t in split_lettered(text)}
    kind = next((_KINDS[t.lower()] for t in all_of("kind") if t.lower() in _KINDS), PartyKind.OTHER)
    names = tuple(_names(rows, kind is PartyKind.PERSON))
    return Entry(
        list="gb_sanctions",
        ref=ref,
        kind=kind,
        names=names or (Name(ref),),
        identifiers=tuple(dict.fromkeys(_identifiers(rows))),
        births=days_once(births.values()),
        birth_places=once(", ".join(t for t in (r.get("town"), r.get("birth_country")) if t) for r in rows),
        genders=once(t.lower() for t in all_of("gender")),
        countries=once(
            [
                *(c for t in all_of("nationality") for c in codes(t)),
                *(code(t) or "" for field in ("flag", "country") for t in all_of(field)),
            ]
        ),
        addresses=once(", ".join(t for f in _ADDRESS if (t := r.get(f))) for r in rows),
        programmes=regimes,
        regimes=source("gb_sanctions").regimes_of(regimes),
        listed=next((d for t in all_of("designated") if (d := any_form(t))), None),
        updated=days_once(any_form(t) for t in all_of("updated")),
        references=once(
            [f"uksl:{ref}", *(f"ofsi:{t}" for t in all_of("ofsi")), *(u for t in all_of("un") for u in un(t))]
        ),
        titles=once(t for f in ("title", "position") for text in all_of(f) for t in split_lettered(text)),
        remarks=once(
            [
                *(f"{label}: {t}" if label else t for field, label in _NOTES.items() for t in all_of(field)),
                *(f"Birth: {t}" for t, day in births.items() if day is None),
                *(f"UN reference as written: {t}" for t in all_of("un") if not un(t)),
                *(t for r in rows for _, t in r.unknown),
            ]
        ),
    )


def _names(rows: Sequence[Fields], person: bool) -> list[Name]:
    found: list[Name | None] = []
    for row in rows:
        kind = _NAMES.get(row.get("name_type").lower(), NameKind.ALIAS)
        quality = _QUALITIES.get(row.get("strength").lower())
        parts = [(f, row.get(f)) for f in ("Name 6", *_GIVEN) if row.get(f)]
        order = [*range(1, len(parts)), 0] if person and len(parts) > 1 and parts[0][0] == "Name 6" else None
        found.append(named(parts, kind, quality, order))
        if original := row.get("original"):
            spoken = language(row.get("language"))
            found.append(named([("", original)], NameKind.ORIGINAL, None, language=spoken))
    names = distinct(found)
    usual = [n for n in names if n.kind is NameKind.PRIMARY]
    texts = {n.text for n in usual}
    return usual + [n for n in names if n.kind is not NameKind.PRIMARY and n.text not in texts]


def _identifiers(rows: Sequence[Fields]) -> Iterator[Identifier]:
    for row in rows:
        for kind in ("passport", "national"):
            if number := row.get(kind):
                yield Identifier(kind, number, None, row.get(f"{kind}_note") or None)
        for field, kind in _NUMBERS.items():
            yield from (Identifier(kind, number) for number in split_lettered(row.get(field)))
