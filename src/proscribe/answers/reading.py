"""A report's bytes into a document and the claims it proposes."""

import hashlib
from dataclasses import dataclass

from ..errors import BadInput, Problem
from ..ledger.protocol import Filed, Item
from ..model.claims import Claim
from ..model.dates import Day
from ..model.evidence import Document
from ..news import Gazetteer, Reader
from ..news.text import extract

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
    """Read one report, plain text or HTML; `name` is its path or address.

    What is given about its publication counts before what the report says itself. Raises `BadInput` for bytes that
    hold no text, that are too many, or whose encoding cannot be told.
    """
    if len(body) > LARGEST:
        raise BadInput(
            f"{name} has {len(body) / 1e6:.0f} MB; a report may have at most {LARGEST / 1e6:.0f} MB"
        )
    found = extract(body, name)
    url = name if "://" in name else None
    document = Document(
        hashlib.sha256(body).hexdigest(),
        found.media_type,
        len(body),
        url=url,
        title=found.title or (None if url else name),
        publisher=source.publisher or found.publisher,
        published=source.published or found.published,
        language=source.language or found.language,
        text=found.text,
        extractor=found.extractor,
    )
    reading = made.read(document, published=source.published, language=source.language)
    return Report(document, body, reading.claims, reading.problems)
