"""How well reports are read, against claims marked by hand.

    python benchmarks/quality.py                         scores on ../shared/articles and on tests/news/cases
    python benchmarks/quality.py --read MANIFEST GAZETTEER.csv      claims as JSON lines, for the scorer

The scorer is ../shared/tools/score_claims.py; it calls this file with `--read` as the reader.
"""

import csv
import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from proscribe.model.claims import Claim
from proscribe.model.dates import Day
from proscribe.model.evidence import Document
from proscribe.news import Reader

SHARED = Path(__file__).resolve().parents[2] / "shared"


class Table:
    """A gazetteer from a CSV file with columns id, name, aliases."""

    def __init__(self, path: Path) -> None:
        with path.open(encoding="utf-8") as file:
            self._rows = list(csv.DictReader(file))

    def names(self) -> Iterable[tuple[str, str]]:
        """Every name with its organisation's id."""
        for row in self._rows:
            for name in [row["name"], *row["aliases"].split("|")]:
                if name:
                    yield name, row["id"]


def claim_line(claim: Claim, path: str) -> dict[str, Any]:
    """A claim in the shape of `read --json`."""
    party = claim.subject
    known = next((r.partition(":")[2] for r in party.refs if r.startswith("starter:")), None) if party else None
    quote = claim.quote
    return {
        "id": claim.id,
        "path": path,
        "document": claim.document,
        "act": claim.act.value,
        "aim": claim.aim.value if claim.aim else None,
        "subject": {"id": known, "name": party.name} if party else None,
        "jurisdiction": claim.jurisdiction,
        "regime": claim.regime,
        "actor": claim.actor,
        "date": claim.date.text if claim.date else None,
        "factuality": claim.factuality.value,
        "sources": list(claim.sources),
        "quote": {
            "exact": quote.exact,
            "prefix": quote.prefix,
            "suffix": quote.suffix,
            "start": quote.start,
            "stop": quote.stop,
        },
        "published": claim.published.text if claim.published else None,
        "origin": claim.origin.value,
    }


def read_manifest(manifest: Path, reader: Reader) -> None:
    """Print the claims of the articles of a manifest."""
    for line in manifest.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        data = Path(row["path"]).read_bytes()
        text = data.decode("utf-8")
        published = Day.parse(row["published"]) if row["published"] else None
        document = Document(
            hashlib.sha256(data).hexdigest(), "text/plain", len(data), publisher=row["publisher"], text=text
        )
        for claim in reader.read(document, published=published, language=row["lang"]).claims:
            print(json.dumps(claim_line(claim, row["path"]), ensure_ascii=False))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        read_manifest(Path(sys.argv[2]), Reader(Table(Path(sys.argv[3]))))
