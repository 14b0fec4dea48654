"""Organisations that reports of bans speak of, with their names in several languages.

They are names only: nothing is said of where an organisation is banned. `known.tsv` has a line for each, its label and
its names; a label that also stands among the names of a gazetteer adds to that organisation.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from .view import fold_text

#: The letters that the names of a language may have besides Latin ones.
_LETTERS = {"ru": re.compile(r"[\u0400-\u04ff]"), "ar": re.compile(r"[\u0600-\u06ff]")}
_OTHER = re.compile(r"[\u0400-\u04ff\u0600-\u06ff]")
#: What an organisation is called that only this list knows, as an id.
OWN = "~"


def known_names(language: str, gazetteer: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each name that a report in a language may write, with the id of its organisation: that of the gazetteer where it
    has one of the names, else one of this list."""
    ids: dict[str, str] = {}
    for name, owner in gazetteer:
        ids.setdefault(fold_text(name), owner)
    own = _LETTERS.get(language)
    for label, names in _lines():
        written = [n for n in names if not _OTHER.search(n) or (own and own.search(n))]
        folded = [fold_text(n) for n in written]
        owner = next((ids[f] for f in (fold_text(label), *folded) if f in ids), OWN + label)
        yield from ((n, owner) for n, f in zip(written, folded, strict=True) if f not in ids)


@cache
def _lines() -> tuple[tuple[str, tuple[str, ...]], ...]:
    text = (Path(__file__).parent / "known.tsv").read_text(encoding="utf-8")
    return tuple(
        (label, tuple(names.split("|")))
        for label, _, names in (line.partition("\t") for line in text.splitlines())
    )
