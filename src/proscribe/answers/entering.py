"""Claims entered by a person, each with its source."""

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..errors import BadInput
from ..law.load import regime
from ..ledger.protocol import Filed
from ..model.claims import Claim, Party
from ..model.dates import Day
from ..model.evidence import Document, Quote
from ..model.words import AIMED_ACTS, RECOGNITION_ACTS, Act, Effect, EndReason, Factuality, Origin
from ..subjects.roster import Subject
from .places import place
from .rows import RECOGNITION

#: Schemes of addresses that a browser would run or open on the reader's own machine.
_ACTIVE = frozenset({"javascript", "data", "vbscript", "file", "blob"})


@dataclass(frozen=True, slots=True)
class Entered:
    """What a person states: an act on a subject, where, when, on which source, with their name."""

    act: Act
    where: str
    source: str
    by: str
    date: str | None = None
    quote: str | None = None
    aim: Act | None = None
    factuality: Factuality = Factuality.FACT
    actor: str | None = None
    published: str | None = None
    instrument: str | None = None
    scope: str | None = None
    effect: Effect | None = None
    end_reason: EndReason | None = None
    note: str | None = None


def entered(subject: Subject, given: Entered) -> tuple[Filed, Claim]:
    """The document and the claim of a statement by hand.

    The document is the statement itself; the claim quotes the words given from the source, or else the statement's
    first line. Raises `BadInput` for a missing name or source, an aim where none belongs, or an unknown place.
    """
    if not given.by.strip():
        raise BadInput("a claim by hand needs the name of who enters it: --by NAME")
    if not given.source.strip():
        raise BadInput("a claim by hand needs the address of its source: --source URL")
    if urlsplit(given.source.strip()).scheme.lower() in _ACTIVE:
        raise BadInput(
            "the source must be an address that is read, not one that is run; give its https address"
        )
    if (given.aim is not None) != (given.act in AIMED_ACTS):
        need = "needs an --aim, the act asked for" if given.act in AIMED_ACTS else "takes no --aim"
        raise BadInput(f"the act {given.act.value!r} {need}")
    at = place(given.where)
    if given.act in RECOGNITION_ACTS:
        if at.jurisdiction is None:
            raise BadInput("recognition is by a jurisdiction: --in RU, not a regime")
        jurisdiction, ident = at.jurisdiction, RECOGNITION
    else:
        ident = at.regime or ""
        jurisdiction = regime(ident).jurisdiction if ident else str(at.jurisdiction)
    day = Day.parse(given.date) if given.date else None
    published = Day.parse(given.published) if given.published else None
    aim = f" {given.aim.value}" if given.aim else ""
    certainty = given.factuality.value
    line = f"{subject.name}: {given.act.value}{aim}, {ident or jurisdiction}, {day or 'undated'}, {certainty}"
    quoted = given.quote.strip() if given.quote else ""
    fields = {
        "quote": quoted,
        "source": given.source,
        "published": given.published,
        "actor": given.actor,
        "instrument": given.instrument,
        "scope": given.scope,
        "note": given.note,
        "entered by": given.by,
    }
    text = "\n".join([line, *(f"{key}: {value}" for key, value in fields.items() if value)]) + "\n"
    start = text.index(quoted, len(line)) if quoted else 0
    stop = start + len(quoted) if quoted else len(line)
    body = text.encode()
    sha256 = hashlib.sha256(body).hexdigest()
    document = Document(
        sha256,
        "text/plain; charset=utf-8",
        len(body),
        url=given.source,
        title=line,
        publisher=given.by,
        published=published,
        text=text,
        extractor="plain/1",
    )
    claim = Claim(
        document=sha256,
        act=given.act,
        subject=Party(subject.name, subject.refs[:1]),
        quote=Quote.of(text, start, stop),
        origin=Origin.ENTERED,
        factuality=given.factuality,
        aim=given.aim,
        jurisdiction=jurisdiction,
        regime=ident or None,
        actor=given.actor,
        date=day,
        published=published,
        instrument=given.instrument,
        scope=given.scope,
        effect=given.effect,
        end_reason=given.end_reason,
        url=given.source,
        note=given.note,
    )
    return Filed(document, body), claim
