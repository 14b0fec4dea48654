"""How a thing becomes an item of a batch: its kind, id, seal, stored body and the keys it is found by.

The seal is the SHA-256 that enters the chain. It is made so that a redaction leaves it as it was: the quote of a
claim enters by its own digest, and a redacted document keeps its seal beside the removed body.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from ..model.canonical import canonical
from ..model.claims import Claim
from ..model.decisions import Decision
from ..model.entries import Edition, Entry, Snapshot
from ..model.evidence import Document
from ..model.keys import entry_keys, member_key, party_keys
from .protocol import Filed, Item

T = TypeVar("T")

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Sealed:
    """An item ready to be kept.

    `stored` is the text that is kept of it, or the claim that the text is made from. `content` are bytes kept beside
    it by their SHA-256: those of a document, the roll of a snapshot.
    """

    kind: str
    id: str
    seal: str
    stored: str | Claim
    keys: tuple[str, ...] = ()
    content: tuple[str, bytes] | None = None

    @property
    def body(self) -> str:
        """The text that is kept; that of a claim is made when it is asked for, since its seal does without."""
        return self.stored if isinstance(self.stored, str) else canonical(self.stored)

    @property
    def unique(self) -> bool:
        """True when a second one with the same id adds nothing."""
        return self.kind != "decision"


def document_key(sha256: str) -> str:
    """The key that the claims of one document are found by."""
    return "doc:" + sha256[:20]


def seal(item: Item) -> Sealed:
    """Seal one item."""
    if isinstance(item, Claim):
        keys = (*(party_keys(item.subject) or _place_keys(item)), document_key(item.document))
        return Sealed("claim", item.id, item.id, item, keys)
    if isinstance(item, Filed):
        body = canonical(item.document)
        ident, keys = item.document.sha256, _document_keys(item.document)
        return Sealed("document", ident, _sha(body), body, keys, (ident, item.body))
    if isinstance(item, Snapshot):
        body = canonical(item.edition)
        keys = (f"list:{item.list}", *dict.fromkeys(member_key(d) for d, _ in item.members))
        return Sealed("snapshot", item.id, _sha(body), body, keys, (item.edition.roll, item.roll))
    body = canonical(item)
    if isinstance(item, Decision):
        keys = tuple(f"target:{t}" for t in (item.target, item.other) if t)
        return Sealed("decision", _sha(body), _sha(body), body, keys)
    return Sealed("entry", item.digest, _sha(body), body, entry_keys(item))


def place_key(jurisdiction: str) -> str:
    """The key that claims about no party but about the rules of a jurisdiction are found by."""
    return "place:" + jurisdiction


def profile_key(profile: str) -> str:
    """The key that documents of a profile (`organisations`, `acts`) are found by."""
    return "profile:" + profile


def _place_keys(claim: Claim) -> tuple[str, ...]:
    return (place_key(claim.jurisdiction),) if claim.jurisdiction else ()


def _document_keys(document: Document) -> tuple[str, ...]:
    _, found, profile = document.media_type.partition("profile=")
    url = (f"url:{document.url}",) if document.url else ()
    return (*url, *((profile_key(profile),) if found else ()))


def unseal(kind: str, body: str, ident: str | None = None) -> Claim | Decision | Entry | Edition | Document:
    """The value that a stored body holds.

    `ident` is the id it was stored under, which then need not be hashed again; leave it out to check the body.
    """
    data: dict[str, Any] = json.loads(body)
    match kind:
        case "claim":
            claim = Claim.from_json(data)
            if ident is not None:
                vars(claim)["id"] = ident
            return claim
        case "decision":
            return Decision.from_json(data)
        case "entry":
            entry = Entry.from_json(data)
            if ident is not None:
                vars(entry)["digest"] = ident
            return entry
        case "snapshot":
            return Edition.from_json(data)
    return Document.from_json(data)


def resealed(kind: str, body: str, roll: bytes = b"") -> Sealed:
    """Seal a stored body again, to compare it with what was sealed when it was appended; `roll` is a snapshot's."""
    value = unseal(kind, body)
    if isinstance(value, Edition):
        return seal(Snapshot.of(value, roll))
    return seal(Filed(value, b"") if isinstance(value, Document) else value)


def removed(sha256: str) -> Document:
    """What remains of a redacted document."""
    return Document(sha256, "application/x-redacted", 0)


class BatchDigest:
    """The digest of a batch, fed one item at a time in order."""

    def __init__(self, sequence: int, at: datetime, previous: str) -> None:
        head = {"batch": sequence, "at": stamp(at), "previous": previous}
        self._hash = hashlib.sha256(canonical(head).encode())

    def add(self, kind: str, ident: str, sealed: str) -> None:
        """Take in one item."""
        self._hash.update(f"\n{kind} {ident} {sealed}".encode())

    def hex(self) -> str:
        """The digest of what was taken in so far."""
        return self._hash.hexdigest()


def stamp(at: datetime) -> str:
    """A time as kept in the record: UTC with microseconds, of constant length, so that it sorts as text."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def unstamp(text: str) -> datetime:
    """The time of a stamp."""
    return datetime.fromisoformat(text)


def chunks(values: Iterable[T], size: int = 400) -> Iterator[list[T]]:
    """Values in lists of at most `size`, for engines that limit the parameters of a statement."""
    rest = list(values)
    for at in range(0, len(rest), size):
        yield rest[at : at + size]


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
