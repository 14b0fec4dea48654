"""Registers with something to judge: reports of agencies, one of which is hostile, beside lists and starter facts."""

import hashlib
from importlib.resources import files
from pathlib import Path

from proscribe.answers.reading import Source, read_report, reader
from proscribe.config import open_register
from proscribe.ledger.protocol import Filed
from proscribe.model.claims import Claim, Party
from proscribe.model.dates import Day
from proscribe.model.evidence import Document, Quote
from proscribe.model.words import Act, Factuality, Origin, Verdict
from tests.web.listed import make

#: A name and words that would run, turn the line around, or fill the page.
MARKUP = '<script>alert(1)</script><img src=x onerror=alert(2)> "quoted" {{ 7 * 7 }}'
TURNED = "Front \u202egnorw ti sdaer\u202c of Liberation"
ENDLESS = "endless " * 131_072  # 1 MB


def furnished(path: Path) -> str:
    """A register of the starter facts, samples of lists, two reports and the hostile ones."""
    db = make(path)
    register = open_register(db)
    folder = files("proscribe.cli") / "dispatches"
    made = reader(register.roster())
    for day, publisher in (("2025-03-31", "Agency One"), ("2025-04-17", "Agency Two")):
        text = (folder / f"{day}.txt").read_bytes()
        register.append(
            read_report(made, text, f"dispatch of {day}", Source(Day.parse(day), publisher, "en")).items
        )
    for name, quote in ((MARKUP, MARKUP), (TURNED, TURNED), (ENDLESS, ENDLESS)):
        register.append(proposal(name, f"It was said that {quote} is banned."))
    register.ledger.close()
    return db


def proposal(
    name: str,
    text: str,
    *,
    quote: str | None = None,
    act: Act = Act.DESIGNATE,
    factuality: Factuality = Factuality.FACT,
    day: str = "2025-05-02",
    publisher: str = "Agency Three",
    refs: tuple[str, ...] = (),
) -> list[Filed | Claim]:
    """A report with one claim about a party, which quotes the whole of it unless a part is named."""
    body = text.encode()
    start = text.index(quote) if quote else 0
    document = Document(
        hashlib.sha256(body).hexdigest(),
        "text/plain; charset=utf-8",
        len(body),
        title=f"{name[:60]} is in the news",
        publisher=publisher,
        published=Day.parse(day),
        language="en",
        text=text,
        extractor="plain/1",
    )
    claim = Claim(
        document=document.sha256,
        act=act,
        subject=Party(name, refs),
        quote=Quote.of(text, start, start + len(quote or text)),
        origin=Origin.PROPOSED,
        factuality=factuality,
        jurisdiction="RU",
        date=Day.parse(day),
        published=Day.parse(day),
        sources=("a ministry", "two officials"),
    )
    return [Filed(document, body), claim]


def waiting(db: str, name: str) -> str:
    """The id of the proposal about a party."""
    register = open_register(db)
    found = next(j.claim.id for j in register.review() if j.claim.subject and j.claim.subject.name == name)
    register.ledger.close()
    return found


def verdicts(db: str) -> list[tuple[Verdict, str, str, str]]:
    """What was decided: verdict, target, name and reason, in the order of recording."""
    register = open_register(db)
    found = [
        (r.value.verdict, r.value.target, r.value.by, r.value.because) for r in register.ledger.decisions()
    ]
    register.ledger.close()
    return found
