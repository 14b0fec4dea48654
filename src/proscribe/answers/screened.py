"""Many names screened: the findings of each, in the order asked, with those that a person cleared left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..model.canonical import plain
from ..screening.batch import Screened
from ..screening.hits import Query
from ..screening.index import Index
from ..screening.readers import Reject
from .screening import Finding, Findings, by_weight, finding_form


@dataclass(frozen=True, slots=True)
class Answered:
    """One name with its findings; `silent` counts those left out, cleared before and unchanged since."""

    query: Query
    findings: tuple[Finding, ...]
    silent: int = 0


def answered(findings: Findings, parts: Iterable[Screened], *, cleared: bool = False) -> Iterator[Answered]:
    """The answer to each name of a screening; `cleared` shows also what a person cleared."""
    for part in parts:
        for query, hits in zip(part.queries, part.hits, strict=True):
            found = by_weight(findings.of(hit) for hit in hits)
            shown = tuple(f for f in found if cleared or not f.cleared)
            yield Answered(query, shown, len(found) - len(shown))


def answered_form(item: Answered) -> dict[str, Any]:
    """The answer to one name as plain data. No hits is no finding on lists that were not searched."""
    return {
        "query": plain(item.query),
        "hits": [finding_form(f) for f in item.findings],
        "silent": item.silent,
    }


def searched_form(index: Index) -> dict[str, Any]:
    """What was searched: the two days, each list with the day and digest of its edition, and how many entries."""
    return {
        "on": index.on.isoformat(),
        "known": index.known.isoformat(),
        "entries": index.entries,
        "index": index.id,
        "lists": [plain(source) for source in index.lists],
    }


def reject_form(reject: Reject) -> dict[str, Any]:
    """A row that could not be used, or not wholly."""
    data: dict[str, Any] = plain(reject)
    return data
