"""A reader with the starter's names, made once."""

import pytest

from benchmarks.quality import STARTER, Table
from proscribe.model.dates import Day
from proscribe.model.evidence import Document
from proscribe.news import Reader, Reading


def document(text: str) -> Document:
    """A plain document with this text."""
    return Document("0" * 64, "text/plain", len(text.encode()), text=text)


class Desk:
    """Reads texts as a test wants them read."""

    def __init__(self) -> None:
        self.reader = Reader(Table(STARTER))

    def read(self, text: str, published: str | None = None, language: str | None = "en") -> Reading:
        """The reading of a text published on a day."""
        return self.reader.read(
            document(text), published=Day.parse(published) if published else None, language=language
        )

    def lines(self, text: str, published: str | None = None, language: str | None = "en") -> list[str]:
        """Its claims as `act subject jurisdiction day factuality` lines."""
        return [
            " ".join(
                str(part)
                for part in (
                    claim.act.value + (f"/{claim.aim.value}" if claim.aim else ""),
                    claim.subject.name if claim.subject else "-",
                    claim.jurisdiction,
                    claim.date.text if claim.date else "undated",
                    claim.factuality.value,
                )
            )
            for claim in self.read(text, published, language).claims
        ]


@pytest.fixture(scope="session")
def desk() -> Desk:
    """One desk for all tests: its reader keeps its indexes."""
    return Desk()
