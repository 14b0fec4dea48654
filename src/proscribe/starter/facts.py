"""The starter facts as documents and claims.

Each row of `acts.csv` is a document of its own: a short text that states the act and every field of the row, kept by
its SHA-256, with the claim quoting its first line. So a new edition that leaves a row as it was adds nothing, and one
that corrects a row supersedes the old claim by a decision. The address of the source that was read stands in the
claim; the source itself is not held.
"""

import csv
import hashlib
import io
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..ledger.protocol import Filed
from ..model.claims import Claim, Party
from ..model.dates import Day
from ..model.decisions import Decision
from ..model.evidence import Document, Quote
from ..model.words import Act, Effect, EndReason, Factuality, Origin, Verdict
from ..subjects.roster import Roster

#: Who the decisions that follow from a new edition are by.
EDITOR = "starter facts"
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Edition:
    """Which starter facts these are: a name, and the day they were compiled."""

    name: str
    compiled: Day


@lru_cache
def edition() -> Edition:
    """The edition that comes with this version of the program."""
    data = tomllib.loads((_FOLDER / "facts.toml").read_text("utf-8"))
    return Edition(data["edition"], Day.parse(data["compiled"]))


@lru_cache
def table(name: str) -> Filed:
    """`organisations` or `acts`: the whole table as a document, titled with the edition."""
    body = (_FOLDER / f"{name}.csv").read_bytes()
    document = Document(
        hashlib.sha256(body).hexdigest(),
        f"text/csv; header=present; profile={name}",
        len(body),
        title=f"{name}.csv, edition {edition().name}",
        publisher=EDITOR,
        published=edition().compiled,
    )
    return Filed(document, body)


@lru_cache
def roster() -> Roster:
    """The organisations of the starter as a roster."""
    return Roster.read(table("organisations").body.decode())


@lru_cache
def acts() -> tuple[tuple[Filed, Claim], ...]:
    """Every act of the starter: its document and its claim."""
    text = table("acts").body.decode()
    names = {subject.id: subject.name for subject in roster()}
    header, *rows = csv.reader(io.StringIO(text))
    return tuple(_act(dict(zip(header, row, strict=True)), names) for row in rows)


def _act(row: Mapping[str, str], names: Mapping[str, str]) -> tuple[Filed, Claim]:
    subject = row["subject"]
    line = " · ".join(
        part
        for part in (
            names[subject] if subject else "",
            f"{row['regime']} ({row['jurisdiction']})",
            " ".join(filter(None, (row["act"], row["aim"]))),
            row["date"],
            row["factuality"] if row["factuality"] != "fact" else "",
            row["actor"],
            row["instrument"],
        )
        if part
    )
    text = "\n".join([line, *(f"{key}: {value}" for key, value in row.items() if value)]) + "\n"
    body = text.encode()
    published = Day.parse(row["published"]) if row["published"] else None
    document = Document(
        hashlib.sha256(body).hexdigest(),
        "text/plain; charset=utf-8",
        len(body),
        url=row["url"] or None,
        title=row["key"],
        publisher=EDITOR,
        published=published,
        text=text,
        extractor="plain/1",
    )
    claim = Claim(
        document=document.sha256,
        act=Act(row["act"]),
        subject=Party(names[subject], (f"starter:{subject}",)) if subject else None,
        quote=Quote.of(text, 0, len(line)),
        origin=Origin.CURATED,
        factuality=Factuality(row["factuality"]),
        aim=Act(row["aim"]) if row["aim"] else None,
        jurisdiction=row["jurisdiction"],
        regime=row["regime"],
        actor=row["actor"] or None,
        date=Day.parse(row["date"]) if row["date"] else None,
        published=published,
        instrument=row["instrument"] or None,
        scope=row["scope"] or None,
        effect=Effect(row["effect"]) if row["effect"] else None,
        detail=row["detail"] or None,
        end_reason=EndReason(row["end_reason"]) if row["end_reason"] else None,
        url=row["url"] or None,
        confidence=row["confidence"] or None,
        note="; ".join(filter(None, (row["note"], _seen(row["evidence"])))) or None,
        record=row["key"],
    )
    return Filed(document, body), claim


def _seen(evidence: str) -> str:
    return "the source gives a coarser or related date" if evidence == "partial" else ""


def changes(held: Iterable[Claim]) -> Iterator[Filed | Claim | Decision]:
    """What this edition adds to a register in which these curated claims count.

    New and corrected acts are appended; a claim whose row was corrected is superseded by the new one, a claim whose
    row is gone is withdrawn. Nothing is overwritten.
    """
    old = {claim.record: claim for claim in held if claim.origin is Origin.CURATED and claim.record}
    yield table("acts")
    kept = set()
    for filed, claim in acts():
        kept.add(claim.record)
        before = old.get(claim.record or "")
        if before is not None and before.id == claim.id:
            continue
        yield filed
        yield claim
        if before is not None:
            because = f"corrected in edition {edition().name} of the starter facts"
            yield Decision(Verdict.SUPERSEDE, before.id, EDITOR, because, replacement=claim.id)
    for record in sorted(set(old) - kept, key=str):
        because = f"no longer in edition {edition().name} of the starter facts"
        yield Decision(Verdict.WITHDRAW, old[record].id, EDITOR, because)
