"""Everybody on a day as FollowTheMoney entities: each party, followed by its measures."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ..answers.everybody import Known
from ..model.canonical import digest
from . import ftm

Json = dict[str, Any]


def lines(found: Iterable[Known]) -> Iterator[str]:
    """Entities as JSON lines."""
    for party in found:
        for entity in entities(party):
            yield json.dumps(entity, ensure_ascii=False) + "\n"


def entities(party: Known) -> Iterator[Json]:
    """The entity of a party, then one for each of its standings and each of its entries on a list.

    A party has the topics of what is in force on it, and, where the law of its listing is not held, of its entries.
    """
    subject, bare = party.subject, [e for e in party.entries if not e.regimes]
    topics = [
        *ftm.standing_topics(party.standings),
        *(t for e in bare for t in ftm.listed_topics(e.list, ())),
    ]
    own = ftm.entity(subject.id, party.entries, subject, ())
    own["properties"].pop("topics", None)
    if topics:
        own["properties"]["topics"] = list(dict.fromkeys(topics))
    yield _named(own)
    for standing in party.standings:
        yield _named(ftm.measure(subject.id, standing))
    for entry in party.entries:
        yield _named(ftm.listing(subject.id, entry))


def _named(entity: Json) -> Json:
    """The entity with ids in the characters that ids have there."""
    properties: Json = entity["properties"]
    if "entity" in properties:
        properties = {**properties, "entity": [ident(i) for i in properties["entity"]]}
    referents = [ident(i) for i in entity["referents"]]
    return {**entity, "id": ident(entity["id"]), "properties": properties, "referents": referents}


def ident(text: str) -> str:
    """An id in the characters that ids have there, told apart from those of other publishers."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-.") else "-" for c in text)
    return f"proscribe-{plain}" if plain == text else f"proscribe-{plain}-{digest(text)[:8]}"
