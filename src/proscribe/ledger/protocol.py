"""What a ledger is: append and scan, whatever engine keeps it.

A batch is appended whole or not at all, carries the time it was recorded, and is chained to the batch before it by
SHA-256. Appending a thing that is already there adds nothing, except for decisions: judging again is a new judgement.
Nothing is ever changed; a redaction removes the body of a document and the quotes from it, and keeps their digests.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from ..errors import Problem
from ..model.claims import Claim
from ..model.decisions import Decision
from ..model.entries import Edition, Entry, Snapshot
from ..model.evidence import Document

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Filed:
    """A document with its bytes, to be kept."""

    document: Document
    body: bytes


Item = Filed | Claim | Decision | Entry | Snapshot


@dataclass(frozen=True, slots=True)
class Recorded(Generic[T]):
    """A thing with its place in the record: the number of its item, its batch, and when that was recorded (UTC)."""

    value: T
    number: int
    batch: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: the last batch and its digest, which stands for the whole record. Batch 0 is empty."""

    batch: int
    digest: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an append did: the head after it, and how many items were new and how many already there."""

    head: Head
    added: int
    repeated: int


class Ledger(Protocol):
    """The protocol. `before` always limits what is seen to batches recorded at or before that time (UTC)."""

    def append(self, items: Iterable[Item], at: datetime) -> Receipt:
        """Append one batch in one transaction; raises `LedgerError` when it cannot, and then nothing was written.

        `at` is the time of recording; where the record already has a later one, that one is used, so that times
        never run backwards along the chain.
        """

    def head(self, before: datetime | None = None) -> Head:
        """The end of the chain."""

    def claims(
        self, keys: Collection[str] | None = None, before: datetime | None = None
    ) -> Iterator[Recorded[Claim]]:
        """Claims in the order of recording: all, or those about a party with one of `keys`."""

    def claim(self, prefix: str) -> list[Recorded[Claim]]:
        """Claims whose id begins with `prefix` (at most two are given: enough to see that it is not unique)."""

    def parties(self, before: datetime | None = None) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each distinct (name as written, references) that a claim is about, once."""

    def decisions(
        self, targets: Collection[str] | None = None, before: datetime | None = None
    ) -> Iterator[Recorded[Decision]]:
        """Decisions in the order of recording: all, or those on one of `targets`."""

    def documents(
        self, keys: Collection[str] | None = None, before: datetime | None = None
    ) -> Iterator[Recorded[Document]]:
        """Documents in the order of recording: all, or those with one of `keys` (`url:…`, `profile:…`).

        Of a redacted one only its SHA-256 is left.
        """

    def document(self, prefix: str) -> list[Recorded[Document]]:
        """Documents whose SHA-256 begins with `prefix` (at most two)."""

    def body(self, sha256: str) -> bytes | None:
        """The bytes of a document, or None when it is not there or was redacted."""

    def entries(self, digests: Collection[str]) -> Iterator[Entry]:
        """Entries by their digests, in no particular order."""

    def entries_named(self, keys: Collection[str]) -> Iterator[Entry]:
        """Entries found under one of `keys` (names and references; see `model.keys`)."""

    def snapshots(
        self, list_id: str | None = None, before: datetime | None = None
    ) -> Iterator[Recorded[Snapshot]]:
        """Snapshots in the order of recording: all, or those of one list."""

    def editions(
        self, list_id: str | None = None, before: datetime | None = None
    ) -> Iterator[Recorded[Edition]]:
        """Snapshots without their members, in the order of recording: all, or those of one list."""

    def holding(
        self, digests: Collection[str], before: datetime | None = None
    ) -> Mapping[str, frozenset[str]]:
        """For each of these entry digests that some snapshot holds: the ids of those snapshots."""

    def verify(self) -> Iterator[Problem]:
        """Recompute every digest and the chain; each difference is a Problem that names its place."""

    def close(self) -> None:
        """Let go of files and connections."""
