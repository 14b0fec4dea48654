"""Keys under which names and references are found again, whatever their case, accents or punctuation."""

import unicodedata
from functools import lru_cache

from .claims import Party
from .entries import Entry


def _kept(character: str) -> str:
    """What a character comes to in a folded name."""
    if unicodedata.combining(character) or character in "'’ʼʻ‘`":
        return ""
    return character if character.isalnum() else " "


#: What the characters of plain English come to.
_ASCII = {ord(c): _kept(c) for c in map(chr, range(128))}


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name without case, accents, punctuation or a leading English article, in its own script.

    `The Tálibān` and `taliban` fold alike; `Талибан` folds to `талибан`. A name of punctuation only folds to "".
    """
    marked = unicodedata.normalize("NFKD", name).casefold()
    words = (marked.translate(_ASCII) if marked.isascii() else "".join(map(_kept, marked))).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)


def name_key(name: str) -> str:
    """The key of a name as written."""
    return "name:" + fold(name)


def party_keys(party: Party | None) -> tuple[str, ...]:
    """The keys a claim about this party is found by: its references, and its folded name."""
    if party is None:
        return ()
    return tuple(dict.fromkeys([*party.refs, *([name_key(party.name)] if fold(party.name) else [])]))


def member_key(digest: str) -> str:
    """The key that the snapshots which hold an entry are found by."""
    return "entry:" + digest[:20]


def entry_keys(entry: Entry) -> tuple[str, ...]:
    """The keys an entry of a list is found by: its own reference, those it cites, and each folded name."""
    names = (name_key(n.text) for n in entry.names if fold(n.text))
    return tuple(dict.fromkeys([f"{entry.list}:{entry.ref}", *entry.references, *names]))
