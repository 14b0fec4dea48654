"""Parts of an organisation under names of their own: "its External Security Organisation"."""

from dataclasses import replace

from . import marks
from .coding import Coded, Mention, with_orgs
from .context import Org, org_at
from .lexicon import Lexicon
from .names import NameIndex
from .phrases import tokens
from .view import view_of

#: Owners that are tried for one part.
MOST = 6


def is_owned(coded: Coded, at: int, lex: Lexicon) -> bool:
    """Whether the name at `at` is that of a part of another organisation."""
    return bool(lex.words["owner_before"].search(coded.text, max(0, at - 30), at))


def parts_named(coded: tuple[Coded, ...], lex: Lexicon, index: NameIndex) -> tuple[Coded, ...]:
    """The sentences with the parts that the register knows by the name of their owner and their own."""
    owners: dict[str, Org] = {}
    made: list[Coded] = []
    for sentence in coded:
        known: list[Mention] = []
        for at in sentence.find(marks.ORG):
            mention, org = sentence.mentions[at], org_at(sentence, at)
            if org.id is not None:
                owners.pop(org.id, None)
                owners[org.id] = org
            elif (
                mention is not None
                and is_owned(sentence, at, lex)
                and (part := _part(org.name, list(owners.values())[-MOST:], index)) is not None
            ):
                known.append(replace(mention, id=part))
        made.append(with_orgs(sentence, known, lex, instead=True) if known else sentence)
    return tuple(made)


def _part(name: str, owners: list[Org], index: NameIndex) -> str | None:
    for owner in reversed(owners):
        view = view_of(f"{owner.name} {name}")
        row = tokens(view.text)
        hit = next(iter(index.find(row, view)), None)
        if hit is not None and hit.id != owner.id and hit.first == 0 and hit.last == len(row):
            return hit.id
    return None
