"""The certificate of a search: proof of what was searched and of what came of it, hit or no hit."""

from .. import __version__
from ..screening.certificate import Certificate, certify
from ..screening.engine import Engine
from ..screening.hits import Query
from ..screening.index import Index
from .moment import Moment
from .register import Register
from .screening import Findings, in_words, telling

#: False alarms per thousand clean names that a search of one name accepts: a proof must not overlook a spelling.
CAREFUL = 10.0


def certificate(
    register: Register, index: Index, query: Query, at: Moment, findings: Findings
) -> Certificate:
    """Search one name and certify it: the same search over the same record gives the same certificate.

    The ledger cited is that of the day of recording asked about, so that a certificate can be made again later.
    """
    engine = Engine(index)
    [hits] = engine.screen([query], alarms=CAREFUL)
    notes = []
    for hit in hits:
        finding = findings.of(hit)
        states = (
            "; ".join(in_words(s) for s in finding.standings if telling(s)) or "nothing in force on record"
        )
        notes.append(f"{hit.name} ({hit.entry.key}): {states}")
        if finding.decision is not None:
            d = finding.decision
            notes.append(f"{hit.name} ({hit.entry.key}): {d.verdict.value} by {d.by}: {d.because}")
    if register.note:
        notes.append(register.note)
    head = register.ledger.head(at.before)
    return certify(
        query,
        hits,
        index,
        engine.thresholds(alarms=CAREFUL),
        recorded=at.recorded or register.moment().on,
        program=f"proscribe {__version__}",
        sequence=head.batch or None,
        ledger=head.digest if head.batch else None,
        notes=tuple(notes),
    )
