"""Documents and the places in them: what a claim rests on."""

from dataclasses import dataclass, replace
from typing import Any

from .canonical import digest
from .dates import Day


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes as published, known by their SHA-256, with what is known about their publication.

    `text` is the extracted text that quotes count in (characters, not bytes) and `extractor` names what made it,
    with its version; both are None for a document that is not read as text. `published` is the day of publication
    as given or found, None when nobody knows.
    """

    sha256: str
    media_type: str
    size: int
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: Day | None = None
    language: str | None = None
    text: str | None = None
    extractor: str | None = None

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Document":
        """Rebuild from the plain form."""
        published = data.get("published")
        return cls(**{**data, "published": Day.parse(published) if published else None})


@dataclass(frozen=True, slots=True)
class Quote:
    """Where in a document a claim stands.

    For a text: `exact` is the verbatim slice `text[start:stop]` and `prefix`/`suffix` the characters around it (W3C
    text quote and text position selectors). For a list: `place` names row and column, sheet or XML path, and the
    offsets are None. A redacted quote keeps only `removed`, the digest of what it was.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    stop: int | None = None
    place: str | None = None
    removed: str | None = None

    @classmethod
    def of(cls, text: str, start: int, stop: int, around: int = 32) -> "Quote":
        """The quote of `text[start:stop]` with `around` characters of context on each side."""
        return cls(
            text[start:stop],
            text[max(0, start - around) : start],
            text[stop : stop + around],
            start,
            stop,
        )

    @property
    def digest(self) -> str:
        """The digest that stands for this quote in the id of its claim, also after redaction."""
        return self.removed or digest(self)

    def redacted(self) -> "Quote":
        """This quote with its text removed and its digest kept."""
        return replace(Quote(""), removed=self.digest, place=self.place)

    def stands_in(self, text: str) -> bool:
        """True when the quote is exactly the slice of `text` that it says it is."""
        return (
            bool(self.exact)
            and self.start is not None
            and self.stop is not None
            and text[self.start : self.stop] == self.exact
        )

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Quote":
        """Rebuild from the plain form."""
        return cls(**{"exact": "", **data})
