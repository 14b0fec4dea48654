"""How well reports are read, against claims marked by hand.

    python benchmarks/quality.py                         scores on ../shared/articles and on tests/news/cases
    python benchmarks/quality.py --read MANIFEST GAZETTEER.csv      claims as JSON lines, for the scorer

The scorer is ../shared/tools/score_claims.py; it calls this file with `--read` as the reader.
"""

import csv
import hashlib
import json
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from proscribe.model.claims import Claim
from proscribe.model.dates import Day
from proscribe.model.evidence import Document
from proscribe.news import Reader
from proscribe.news.known import OWN, known_names
from proscribe.news.lexicon import languages

SHARED = Path(__file__).resolve().parents[2] / "shared"
STARTER = Path(__file__).resolve().parents[1] / "src" / "proscribe" / "starter" / "organisations.csv"
CASES = Path(__file__).resolve().parents[1] / "tests" / "news" / "cases"


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
    known = (
        next((r.partition(":")[2] for r in party.refs if r.startswith("starter:")), None) if party else None
    )
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


@dataclass
class Tally:
    """Counts of one group of cases."""

    core: int = 0
    strict: int = 0
    missed: int = 0
    spurious: int = 0
    dated: int = 0
    dated_ok: int = 0
    undated: int = 0
    undated_ok: int = 0
    sourced: int = 0
    source_ok: int = 0
    misses: list[str] = field(default_factory=list)

    def row(self, name: str) -> str:
        """One printed line: precision, recall, F1 of core and strict, days and sources of the matched."""
        gold, guess = self.core + self.missed, self.core + self.spurious
        p, r = self.core / max(guess, 1), self.core / max(gold, 1)
        sp, sr = self.strict / max(guess, 1), self.strict / max(gold, 1)
        core, strict = (2 * a * b / (a + b) if a + b else 0.0 for a, b in ((p, r), (sp, sr)))
        days = f"{self.dated_ok / max(self.dated, 1):7.2f}{self.undated_ok / max(self.undated, 1):9.2f}"
        source = self.source_ok / max(self.sourced, 1)
        return f"{name:18}{gold:6}{p:7.2f}{r:7.2f}{core:9.3f}{strict:9.3f}{days}{source:8.2f}"


def _plain(text: str | None) -> str:
    folded = unicodedata.normalize("NFKD", text or "").casefold()
    return "".join(c for c in folded if c.isalnum())


def _day_ok(gold: str, guess: Day | None) -> bool:
    if not gold or guess is None:
        return not gold and guess is None
    wanted = Day.parse(gold)
    return wanted.earliest <= guess.earliest and guess.latest <= wanted.latest


def score_case(
    case: dict[str, Any], language: str, reader: Reader, ids: dict[str, str], tally: Tally
) -> None:
    """Add one case to a tally; `ids` is the id of every known name, folded."""
    text = case["text"]
    data = text.encode()
    document = Document(hashlib.sha256(data).hexdigest(), "text/plain", len(data), text=text)
    published = Day.parse(case["published"]) if "published" in case else None
    left = list(reader.read(document, published=published, language=language).claims)
    for line in case["claims"]:
        parts = [p.strip() for p in line.split("|")] + [""] * 6
        (act, _, aim), name, country, day, sure, sources = parts[0].partition("/"), *parts[1:6]
        wanted = ids.get(_plain(name))

        def same(
            claim: Claim, act: str = act, aim: str = aim, name: str = name, country: str = country
        ) -> bool:
            party = claim.subject
            if (claim.act.value, claim.aim.value if claim.aim else "") != (act, aim):
                return False
            if country and claim.jurisdiction != country:
                return False
            if not name or party is None:
                return not name and party is None
            if wanted:  # noqa: B023 -- read at once
                return f"starter:{wanted}" in party.refs  # noqa: B023
            return not party.refs and _plain(name)[:5] in _plain(party.name)

        found = sorted(
            (c for c in left if same(c)), key=lambda c: (c.factuality.value != sure, not _day_ok(day, c.date))
        )
        if not found:
            tally.missed += 1
            tally.misses.append(f"missed    {line}   <- {text[:110]}")
            continue
        best = found[0]
        left.remove(best)
        tally.core += 1
        tally.strict += best.factuality.value == sure
        if best.factuality.value != sure:
            tally.misses.append(f"{best.factuality.value} for  {line}   <- {text[:110]}")
        ok = _day_ok(day, best.date)
        if day:
            tally.dated += 1
            tally.dated_ok += ok
        else:
            tally.undated += 1
            tally.undated_ok += ok
        if not ok:
            tally.misses.append(f"day {best.date} for  {line}   <- {text[:110]}")
        if sources:
            tally.sourced += 1
            last = {_plain(w) for w in sources.split(">")[-1].split()}
            hit = bool(best.sources) and bool(last & {_plain(w) for w in best.sources[-1].split()})
            tally.source_ok += hit
            if not hit:
                tally.misses.append(f"source {best.sources} for  {line}   <- {text[:110]}")
    tally.spurious += len(left)
    tally.misses += [
        f"spurious  {c.act.value} {c.aim} | {c.subject.name if c.subject else None} | {c.jurisdiction} | "
        f"{c.factuality.value}   <- {text[:110]}"
        for c in left
    ]


def score_cases(folder: Path, table: Table) -> tuple[dict[str, Tally], dict[str, Tally]]:
    """Tallies of the cases one tunes on and of those held out, by language and under `all`."""
    reader = Reader(table)
    names = list(table.names())
    ids = {_plain(name): owner for name, owner in reversed(names)}
    firsts = {owner: name for name, owner in reversed(names)}
    ids |= {_plain(name): owner for owner, name in firsts.items()}
    for language in languages():
        for name, owner in known_names(language, names):
            if not owner.startswith(OWN):
                ids.setdefault(_plain(name), owner)
    seen: dict[str, Tally] = {}
    held: dict[str, Tally] = {}
    for path in sorted(folder.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            part = held if case.get("held_out") else seen
            for group in ("all", path.stem[:2]):
                score_case(case, path.stem[:2], reader, ids, part.setdefault(group, Tally()))
    return seen, held


def main(argv: Sequence[str] = ()) -> None:
    """Print the scores, or with `--read` the claims of a manifest."""
    if not SHARED.exists() and not argv:
        sys.exit(f"the labelled articles are not here: {SHARED}")
    if list(argv[:1]) == ["--read"]:
        read_manifest(Path(argv[1]), Reader(Table(Path(argv[2]))))
        return
    table = SHARED / "facts" / "organisations.csv"
    head = f"{'':18}{'claims':>6}{'P':>7}{'R':>7}{'F1 core':>9}{'strict':>9}{'dated':>7}{'undated':>9}{'source':>8}"
    seen, held = score_cases(CASES, Table(STARTER))
    for title, part in (("cases", seen), ("cases held out", held)):
        print(f"{title}\n{head}")
        for name, tally in part.items():
            print(tally.row(name))
        if "-v" in argv and part is seen:  # the failures of the held-out part stay unseen
            print("\n".join(f"   {m}" for m in part["all"].misses))
    for name in ("seeds", "dev"):
        print(name, flush=True)
        command = [SHARED / "tools/score_claims.py", SHARED / "articles" / name, table, "--", sys.executable]
        subprocess.run(
            [sys.executable, *map(str, command), __file__, "--read", "{manifest}", str(table)],
            check=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])
