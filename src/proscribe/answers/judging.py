"""What people add to a register: decisions on claims and subjects, and claims entered by hand."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import Ambiguous, BadInput, NotFound
from ..ledger.protocol import Ledger, Recorded
from ..model.claims import Claim
from ..model.decisions import Decision
from ..model.keys import party_keys
from ..model.words import Origin, Verdict
from .known import Judged, judged, known_claims, latest
from .moment import Moment

if TYPE_CHECKING:
    from ..news.grouping import Group


def proposals(ledger: Ledger, moment: Moment) -> list[Judged]:
    """Proposed claims that nobody has judged, in the order they were recorded."""
    found = [r for r in ledger.claims(None, moment.before) if r.value.origin is Origin.PROPOSED]
    known = judged(found, ledger.decisions(None, moment.before), moment.known)
    return [item for item in known if item.awaits]


@dataclass(frozen=True, slots=True)
class Matter:
    """One act that awaits judgement: everything that is said of it, and which of that are proposals to judge.

    `copies` are claims from documents that carry nearly the same text as the first one: one report with several
    publishers, and no confirmation.
    """

    group: "Group"
    awaiting: tuple[Judged, ...]
    copies: tuple[Claim, ...] = ()


def matters(ledger: Ledger, moment: Moment) -> list[Matter]:
    """Proposals grouped by the act they speak of, with what else is on record of it (curated, official, accepted)."""
    from ..news.grouping import groups  # loads the reader's package, which other questions do not need

    waiting = {p.claim.id: p for p in proposals(ledger, moment)}
    keys = {key for p in waiting.values() for key in party_keys(p.claim.subject)}
    held = list(ledger.claims(keys, moment.before)) if keys else []
    beside = [item.claim for item in known_claims(ledger, held, moment) if item.counts]
    found = []
    for group in groups([*(p.claim for p in waiting.values()), *beside]):
        mine = tuple(waiting[c.id] for c in group.claims if c.id in waiting)
        if mine:
            found.append(_matter(ledger, group, mine))
    order = {ident: n for n, ident in enumerate(waiting)}
    return sorted(found, key=lambda m: min(order[p.claim.id] for p in m.awaiting))


def _matter(ledger: Ledger, group: "Group", awaiting: tuple[Judged, ...]) -> Matter:
    from ..news.copies import copies

    documents = list(dict.fromkeys(c.document for c in group.claims))
    if len(documents) < 2:
        return Matter(group, awaiting)
    held = [found[0].value.text if (found := ledger.document(d)) else None for d in documents]
    alike = next((row for row in copies([text or "" for text in held]) if 0 in row), [])
    same = {documents[n] for n in alike if held[n]} - {group.first.document}
    one = tuple(c for c in group.claims if c.document in same)
    confirmed = tuple(c for c in group.confirmed if c.document not in same)
    return Matter(replace(group, confirmed=confirmed), awaiting, one)


def claim_by_prefix(ledger: Ledger, prefix: str) -> Recorded[Claim]:
    """The claim whose id begins so; raises `NotFound` when none does, `Ambiguous` when several do."""
    if len(prefix.strip()) < 4:
        raise BadInput(f"{prefix!r} is too short for the id of a claim; give at least its first 4 characters")
    found = ledger.claim(prefix)
    if not found:
        raise NotFound(f"no claim has an id that begins with {prefix[:64]!r}; see: proscribe review")
    if len(found) > 1:
        raise Ambiguous(
            f"several claims have an id that begins with {prefix!r}; give more of it",
            ((r.value.id, r.value.act.value) for r in found),
        )
    return found[0]


def document_by_prefix(ledger: Ledger, prefix: str) -> str:
    """The SHA-256 of the document whose hash begins so; raises `NotFound` or `Ambiguous` else."""
    if len(prefix.strip()) < 4:
        raise BadInput(
            f"{prefix!r} is too short for a document; give at least the first 4 characters of its SHA-256"
        )
    found = ledger.document(prefix)
    if not found:
        raise NotFound(f"no document has a SHA-256 that begins with {prefix[:64]!r}")
    if len(found) > 1:
        raise Ambiguous(
            f"several documents have a SHA-256 that begins with {prefix!r}; give more of it",
            ((r.value.sha256, r.value.title or "") for r in found),
        )
    return found[0].value.sha256


def verdict_on(ledger: Ledger, claim: Claim) -> Decision | None:
    """The decision that counts for a claim now."""
    return latest(ledger.decisions([claim.id])).get(claim.id)


def decide(
    ledger: Ledger,
    verdict: Verdict,
    claim: Claim,
    by: str,
    because: str,
    replacement: Claim | None = None,
) -> list[Decision]:
    """The decisions to append for a verdict on a claim: none when the same verdict already counts.

    Raises `BadInput` where name or reason are missing, or a claim would supersede itself.
    """
    require(by, because)
    if replacement is not None and replacement.id == claim.id:
        raise BadInput("a claim cannot supersede itself; give the id of another claim")
    if verdict in (Verdict.ACCEPT, Verdict.REJECT) and claim.origin is not Origin.PROPOSED:
        counts = verdict is Verdict.ACCEPT
        if counts and verdict_on(ledger, claim) is None:
            raise BadInput(f"claim {claim.id[:12]} is {claim.origin.value} and counts without acceptance")
    kind = Verdict.SUPERSEDE if replacement is not None else verdict
    instead = replacement.id if replacement else None
    before = verdict_on(ledger, claim)
    if before and (before.verdict, before.replacement) == (kind, instead):
        return []
    return [Decision(kind, claim.id, by, because, replacement=instead)]


def require(by: str, because: str) -> None:
    """Raise `BadInput` unless a decision has a name and a reason."""
    if not by.strip():
        raise BadInput("a decision needs the name of who makes it: --by NAME")
    if not because.strip():
        raise BadInput("a decision needs a reason: --because TEXT")
