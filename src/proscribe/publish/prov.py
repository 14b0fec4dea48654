"""The record as provenance (W3C PROV-JSON): documents, claims derived from them, people's decisions on these."""

import json
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from ..answers.known import Judged, known_claims
from ..answers.moment import Moment
from ..answers.places import Place
from ..answers.register import Register
from ..answers.rows import inside, regime_of
from ..ledger.protocol import Recorded
from ..model.canonical import digest, plain
from ..model.claims import Claim
from ..model.decisions import Decision
from ..model.words import Verdict

PREFIX = {
    "proscribe": "urn:proscribe:",
    "sha256": "urn:sha256:",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_PAGE = 1000
_VOID = frozenset({Verdict.REJECT, Verdict.WITHDRAW, Verdict.SUPERSEDE})
Section = Iterator[tuple[str, dict[str, Any]]]


def lines(register: Register, moment: Moment, where: Place | None = None) -> Iterator[str]:
    """The document piece by piece: the record is gone through once for each section and never held.

    Claims are entities that were derived from their documents and attributed to who is said to act; a decision is an
    activity that used a claim, done by a person; a claim that was taken back was invalidated by it.
    """
    sections: dict[str, Callable[[], Section]] = {
        "entity": lambda: chain(_documents(register, moment, where), _claims(register, moment, where)),
        "agent": lambda: _agents(register, moment, where),
        "activity": lambda: _activities(register, moment, where),
        "wasDerivedFrom": lambda: _derived(register, moment, where),
        "wasAttributedTo": lambda: _attributed(register, moment, where),
        "used": lambda: _used(register, moment, where),
        "wasAssociatedWith": lambda: _associated(register, moment, where),
        "wasInvalidatedBy": lambda: _invalidated(register, moment, where),
    }
    yield f'{{"prefix": {json.dumps(PREFIX)}'
    for name, made in sections.items():
        yield f',\n"{name}": {{'
        for number, (key, value) in enumerate(made()):
            yield f"{',' if number else ''}\n {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
        yield "}"
    yield "}\n"


def _known(register: Register, moment: Moment, where: Place | None) -> Iterator[Judged]:
    page: list[Recorded[Claim]] = []
    for found in register.ledger.claims(None, moment.before):
        page.append(found)
        if len(page) == _PAGE:
            yield from _within(register, page, moment, where)
            page = []
    if page:
        yield from _within(register, page, moment, where)


def _within(
    register: Register, page: list[Recorded[Claim]], moment: Moment, where: Place | None
) -> Iterator[Judged]:
    known = known_claims(register.ledger, page, moment)
    rows = regime_of(known) if where is not None else {}
    return (j for j in known if where is None or inside(rows[j.claim.id], where))


def _claims(register: Register, moment: Moment, where: Place | None) -> Section:
    for item in _known(register, moment, where):
        claim = item.claim
        said = {k: v for k, v in plain(claim).items() if isinstance(v, str) and k != "document"}
        yield (
            f"proscribe:{claim.id}",
            {
                "prov:type": "proscribe:Claim",
                **{f"proscribe:{k}": v for k, v in said.items()},
                "proscribe:subject": claim.subject.name if claim.subject else None,
                "prov:value": claim.quote.exact,
                "proscribe:known": item.known.since.isoformat(),
                "proscribe:counts": item.counts,
            },
        )


def _documents(register: Register, moment: Moment, where: Place | None) -> Section:
    wanted = {item.claim.document for item in _known(register, moment, where)}
    for found in register.ledger.documents(None, moment.before):
        document = found.value
        if document.sha256 in wanted:
            wanted.discard(document.sha256)
            told = {"url": document.url, "title": document.title, "publisher": document.publisher}
            yield (
                f"sha256:{document.sha256}",
                {
                    "prov:type": "proscribe:Document",
                    **{f"proscribe:{k}": v for k, v in told.items() if v},
                    **({"proscribe:published": document.published.text} if document.published else {}),
                },
            )
    for sha256 in sorted(wanted):
        yield f"sha256:{sha256}", {"prov:type": "proscribe:Document"}


def _agent(name: str, kind: str) -> str:
    return f"proscribe:{kind}-{digest(name)[:16]}"


def _agents(register: Register, moment: Moment, where: Place | None) -> Section:
    seen: set[str] = set()
    for item in _known(register, moment, where):
        name = item.claim.actor
        if name and (key := _agent(name, "body")) not in seen:
            seen.add(key)
            yield key, {"prov:type": "prov:Organization", "prov:label": name}
    for _, decision in _decisions(register, moment, where):
        if (key := _agent(decision.by, "person")) not in seen:
            seen.add(key)
            yield key, {"prov:type": "prov:Person", "prov:label": decision.by}


def _decisions(register: Register, moment: Moment, where: Place | None) -> Iterator[tuple[str, Decision]]:
    """Decisions on claims, with an id for each."""
    mine = {item.claim.id for item in _known(register, moment, where)}
    for found in register.ledger.decisions(None, moment.before):
        if found.value.target in mine:
            yield f"proscribe:decision-{found.number}", found.value


def _activities(register: Register, moment: Moment, where: Place | None) -> Section:
    for key, decision in _decisions(register, moment, where):
        yield key, {"prov:type": f"proscribe:{decision.verdict.value}", "proscribe:because": decision.because}


def _derived(register: Register, moment: Moment, where: Place | None) -> Section:
    for item in _known(register, moment, where):
        claim = item.claim
        ends = {
            "prov:generatedEntity": f"proscribe:{claim.id}",
            "prov:usedEntity": f"sha256:{claim.document}",
        }
        yield f"_:d{claim.id[:24]}", ends


def _attributed(register: Register, moment: Moment, where: Place | None) -> Section:
    for item in _known(register, moment, where):
        if item.claim.actor:
            ends = {
                "prov:entity": f"proscribe:{item.claim.id}",
                "prov:agent": _agent(item.claim.actor, "body"),
            }
            yield f"_:a{item.claim.id[:24]}", ends


def _used(register: Register, moment: Moment, where: Place | None) -> Section:
    for key, decision in _decisions(register, moment, where):
        yield f"_:u{key[10:]}", {"prov:activity": key, "prov:entity": f"proscribe:{decision.target}"}


def _associated(register: Register, moment: Moment, where: Place | None) -> Section:
    for key, decision in _decisions(register, moment, where):
        yield f"_:w{key[10:]}", {"prov:activity": key, "prov:agent": _agent(decision.by, "person")}


def _invalidated(register: Register, moment: Moment, where: Place | None) -> Section:
    for key, decision in _decisions(register, moment, where):
        if decision.verdict in _VOID:
            yield f"_:i{key[10:]}", {"prov:entity": f"proscribe:{decision.target}", "prov:activity": key}
