"""Entries of official lists and the snapshots they come in."""

import json
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from .canonical import digest, plain
from .dates import Day
from .words import NameKind, PartyKind, Quality


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a listed party as published.

    `parts` are the fields the publisher gives it in, as (field, text) pairs (`surname`, `given`, …); `script` is an
    ISO 15924 code (`Latn`, `Cyrl`, `Arab`, `Hans`), `language` an ISO 639-1 code where the publisher says so.
    """

    text: str
    kind: NameKind = NameKind.PRIMARY
    quality: Quality | None = None
    script: str | None = None
    language: str | None = None
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Identifier:
    """A document or register number of a party: `kind` in lower case (`passport`, `imo`, `tax`), value as published."""

    kind: str
    value: str
    country: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Entry:
    """One entry of one list, by content.

    `list` is the list's id (its folder's name), `ref` the publisher's own stable key, `regimes` the regimes that its
    programmes map to, `listed` the day of listing the list itself gives, `references` citations of entries of other
    lists as `scheme:value` (`un:QDe.115`, `ofsi:12345`). `remarks` keeps every text that has no field of its own, so
    that nothing published is lost. Where the entry stands in its file is not part of its content.
    """

    list: str
    ref: str
    kind: PartyKind
    names: tuple[Name, ...]
    identifiers: tuple[Identifier, ...] = ()
    births: tuple[Day, ...] = ()
    birth_places: tuple[str, ...] = ()
    genders: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    regimes: tuple[str, ...] = ()
    listed: Day | None = None
    updated: tuple[Day, ...] = ()
    references: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content."""
        return digest(self)

    @property
    def name(self) -> str:
        """The primary name, or else the first one."""
        return next((n.text for n in self.names if n.kind is NameKind.PRIMARY), self.names[0].text)

    def to_json(self) -> dict[str, Any]:
        """The plain form, without fields that say nothing."""
        data: dict[str, Any] = plain(self)
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Entry":
        """Rebuild from the plain form."""
        listed = data.get("listed")
        return cls(
            list=data["list"],
            ref=data["ref"],
            kind=PartyKind(data["kind"]),
            names=tuple(_name(n) for n in data.get("names", ())),
            identifiers=tuple(Identifier(**i) for i in data.get("identifiers", ())),
            births=tuple(Day.parse(b) for b in data.get("births", ())),
            listed=Day.parse(listed) if listed else None,
            updated=tuple(Day.parse(d) for d in data.get("updated", ())),
            **{name: tuple(data[name]) for name in _TEXTS if name in data},
        )


#: Fields that are nothing but texts.
_TEXTS = tuple(f.name for f in fields(Entry) if f.type == tuple[str, ...])


def _name(data: dict[str, Any]) -> Name:
    quality = data.get("quality")
    return Name(
        data["text"],
        NameKind(data["kind"]),
        Quality(quality) if quality else None,
        data.get("script"),
        data.get("language"),
        tuple((field, text) for field, text in data.get("parts", ())),
    )


@dataclass(frozen=True, slots=True)
class Edition:
    """A snapshot without its entries: what list, of which day, how many, and the digests that stand for the rest.

    `id` and `content` are those of the snapshot, `roll` is the SHA-256 of its roll (see `Snapshot.roll`).
    """

    id: str
    list: str
    published: Day
    documents: tuple[str, ...]
    content: str
    roll: str
    size: int

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Edition":
        """Rebuild from the plain form."""
        return cls(
            **{
                **data,
                "published": Day.parse(data["published"]),
                "documents": tuple(data.get("documents", ())),
            }
        )


@dataclass(frozen=True)
class Snapshot:
    """One publication of one list: the day it was published and its entries by content.

    `documents` are the SHA-256 of its files. `members` pairs the digest of each entry with its place in the file
    (row, sheet or XML path), in the order of the file. Two snapshots with the same entries differ only in their
    day and documents; `content` is equal for them.
    """

    list: str
    published: Day
    documents: tuple[str, ...]
    members: tuple[tuple[str, str], ...]

    @cached_property
    def content(self) -> str:
        """SHA-256 over the sorted entry digests: what the snapshot says, whatever its order or bytes."""
        return digest("\n".join(sorted(d for d, _ in self.members)).encode())

    @cached_property
    def id(self) -> str:
        """SHA-256 of list, day and content; the same publication read twice adds nothing."""
        return digest({"list": self.list, "published": self.published.text, "content": self.content})

    @cached_property
    def roll(self) -> bytes:
        """The members as text, one a line: digest, space, place."""
        return "".join(f"{d} {json.dumps(p, ensure_ascii=False)}\n" for d, p in self.members).encode()

    @cached_property
    def edition(self) -> Edition:
        """This snapshot without its members."""
        roll = digest(self.roll)
        return Edition(
            self.id, self.list, self.published, self.documents, self.content, roll, len(self.members)
        )

    @classmethod
    def of(cls, edition: Edition, roll: bytes) -> "Snapshot":
        """Put an edition and its roll together again."""
        lines = (line.split(" ", 1) for line in roll.decode().split("\n")[:-1])
        members = tuple((d, json.loads(p)) for d, p in lines)
        return cls(edition.list, edition.published, edition.documents, members)
