"""Subjects by the words of their names, and one subject with all that is known of who it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..model.keys import fold
from ..subjects.names import latin
from ..subjects.roster import Subject
from .dossier import Dossier


@dataclass(frozen=True, slots=True)
class OnList:
    """A subject on one list under one regime: the entries it is there, and whether the last edition shows it."""

    list: str
    regime: str
    entries: tuple[str, ...]
    stands: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """Who a subject is: its names, the subjects decided to be the same, the lists it stands or stood on.

    `claims` counts what is known about it, `awaiting` the proposals among them that nobody has judged.
    """

    subject: Subject
    same: tuple[Subject, ...]
    lists: tuple[OnList, ...]
    claims: int
    awaiting: int


def search(subjects: Iterable[Subject], query: str) -> list[Subject]:
    """Subjects of whom some name has a word that begins with each word of the query, in any script; by name.

    Without a word in the query all are given.
    """
    words = [(word, latin(word)) for word in fold(query).split()]
    found = (s for s in subjects if not words or any(_fits(words, name) for name in s.names))
    return sorted(found, key=place)


def place(subject: Subject) -> tuple[str, str]:
    """Where a subject stands in a list of subjects."""
    return subject.name.casefold(), subject.id


def _fits(words: list[tuple[str, str]], name: str) -> bool:
    own, said = fold(name).split(), latin(name).split()
    return all(
        any(w.startswith(word) for w in own) or any(w.startswith(other) for w in said if other)
        for word, other in words
    )


def profile(about: Dossier, day: date) -> Profile:
    """Who a subject is, from its dossier."""
    lists = tuple(
        OnList(
            p.list,
            p.regime,
            tuple(sorted({f"{e.list}:{e.ref}" for e in p.entries.values()})),
            p.standing_on(day) is not None,
        )
        for p in about.presences
    )
    claims = [c for c in about.claims if c.counts or c.awaits]
    return Profile(about.subject, about.same, lists, len(claims), sum(c.awaits for c in claims))
