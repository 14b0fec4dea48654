"""Decisions: what a person judged, with name and reason."""

from dataclasses import dataclass
from typing import Any

from .canonical import plain
from .dates import Day
from .words import Verdict


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's verdict.

    `target` is what it is about: a claim id (accept, reject, withdraw, supersede), a subject id (same, different,
    with the other one in `other`), a screening hit, or a document's SHA-256 (redact). `replacement` is the claim
    that supersedes the target. `evidence` is the day from which two subjects are known to be the same or not.
    The latest decision on a target is the one that counts.
    """

    verdict: Verdict
    target: str
    by: str
    because: str
    other: str | None = None
    replacement: str | None = None
    evidence: Day | None = None

    def to_json(self) -> dict[str, Any]:
        """The plain form, without fields that say nothing."""
        data: dict[str, Any] = plain(self)
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Decision":
        """Rebuild from the plain form."""
        evidence = data.get("evidence")
        return cls(
            **{
                **data,
                "verdict": Verdict(data["verdict"]),
                "evidence": Day.parse(evidence) if evidence else None,
            }
        )
