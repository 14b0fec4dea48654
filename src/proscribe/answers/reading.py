"""A report's bytes into a document and the claims it proposes."""

import hashlib
from dataclasses import dataclass

from ..errors import BadInput, Problem
from ..ledger.protocol import Filed, Item
from ..model.claims import Claim
from ..model.dates import Day
from ..model.evidence import Document
from ..news import Gazetteer, Reader

#: A report larger than this, in bytes, is refused.
LARGEST = 20_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """What is known about the publication of a report besides the report itself."""

    published: Day | None = None
    publisher: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was read: its document, the claims it proposes, and what stood in the way."""

    document: Document
    body: bytes
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """What goes into the ledger: the document with its bytes, then its claims."""
        return (Filed(self.document, self.body), *self.claims)


def reader(gazetteer: Gazetteer) -> Reader:
    """A reader that knows these names; keep it for many reports."""
    return Reader(gazetteer)


def read_report(made: Reader, body: bytes, name: str, source: Source) -> Report:
    """Read one report; `name` is its path or address. Raises `BadInput` for bytes that hold no text."""
    if not body.strip():
        raise BadInput(f"{name} is empty")
    if len(body) > LARGEST:
        raise BadInput(
            f"{name} has {len(body) / 1e6:.0f} MB; a report may have at most {LARGEST / 1e6:.0f} MB"
        )
    if b"\0" in body:
        raise BadInput(f"{name} is not a text; give a text, HTML or feed file")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{name} is not UTF-8 text (byte {error.start}); convert it first") from None
    document = Document(
        hashlib.sha256(body).hexdigest(),
        "text/plain; charset=utf-8",
        len(body),
        url=name if "://" in name else None,
        title=None if "://" in name else name,
        publisher=source.publisher,
        published=source.published,
        language=source.language,
        text=text,
        extractor="plain/1",
    )
    reading = made.read(document, published=source.published, language=source.language)
    return Report(document, body, reading.claims, reading.problems)
