"""Small registers for tests: a ledger in memory, a clock that stands still."""

import hashlib
from datetime import UTC, datetime

from proscribe.answers.register import Register
from proscribe.ledger.memory import MemoryLedger
from proscribe.ledger.protocol import Filed
from proscribe.model.claims import Claim, Party
from proscribe.model.dates import Day
from proscribe.model.evidence import Document, Quote
from proscribe.model.words import Act, Factuality, Origin
from proscribe.starter import facts

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def empty():
    """A register with the names of organisations and nothing else."""
    register = Register(MemoryLedger(), facts.roster(), lambda: NOW)
    register.append([facts.table("organisations")])
    return register


def started():
    """A register with the starter facts."""
    register = Register(MemoryLedger(), facts.roster(), lambda: NOW)
    register.append([facts.table("organisations"), *facts.changes([])])
    return register


def filed(text):
    body = text.encode()
    sha256 = hashlib.sha256(body).hexdigest()
    return Filed(Document(sha256, "text/plain", len(body), text=text, extractor="plain/1"), body)


def reported(act, day=None, published=None, **fields):
    """A document and a proposed claim from it."""
    act = Act(act)
    text = f"Somebody reports {act.value} of {day} published {published} {sorted(fields)}."
    document = filed(text)
    values = {
        "subject": Party("Taliban", ("starter:taliban",)),
        "jurisdiction": "RU",
        "regime": "ru.fsb_terrorist_list",
        "origin": Origin.PROPOSED,
        "factuality": Factuality.FACT,
        "date": Day.parse(day) if day else None,
        "published": Day.parse(published) if published else None,
        **fields,
    }
    return document, Claim(document=document.document.sha256, act=act, quote=Quote.of(text, 0, 16), **values)
