"""Kazakhstan's banned organisations: a page with a table whose rows give each name in Kazakh and in Russian.

The two languages stand in two columns, or in one cell on two lines or on both sides of a stroke.
"""

import re
from collections.abc import Iterator, Mapping

from ...model.entries import Entry, Name
from ...model.words import NameKind, PartyKind
from ..countries import once
from ..files import only
from ..html import page, tables
from ..keys import Keys, slug
from ..names import distinct
from ..parsed import Parsed, Placed, Refusal
from ..registry import source
from ..text import clean, script_of

_KAZAKH = re.compile(r"қазақ|казахск|ұйым", re.IGNORECASE)
_RUSSIAN = re.compile(r"русск|орыс|наименовани|организаци", re.IGNORECASE)
_COURT = re.compile(r"\bсуд|\bсот|решени|шешім|дата|күні", re.IGNORECASE)
_KAZAKH_LETTERS = set("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
_QUOTES = '«»„“”" '


def parse(files: Mapping[str, bytes]) -> Parsed:
    """Read the page; raises `Refusal` when the table of the list is not there."""
    name, data = only(files)
    keys, placed = Keys(), list[Placed]()
    for number, rows in tables(page(data, name)):
        titles = rows[0][1] if rows else []
        columns = [
            i
            for i, t in enumerate(titles)
            if (_KAZAKH.search(t) or _RUSSIAN.search(t)) and not _COURT.search(t)
        ]
        if not columns or not any(_KAZAKH.search(t) for t in titles):
            continue
        for index, cells in rows[1:]:
            names = distinct(n for i in columns if i < len(cells) for n in _names(cells[i], titles[i]))
            if names:
                notes = [
                    c for i, c in enumerate(cells) if i not in columns and not re.fullmatch(r"[\d.\s№]*", c)
                ]
                placed.append(Placed(_entry(names, notes, keys), f"table {number} row {index}"))
    if not placed:
        raise Refusal("other_format", "has no table with names in Kazakh and Russian", name)
    return Parsed(tuple(placed))


def _names(cell: str, title: str) -> Iterator[Name]:
    pieces = re.split(r" \| |\s/\s", cell)
    kazakh, russian = _KAZAKH.search(title), _RUSSIAN.search(title)
    usual = ["kk" if kazakh and not russian else "ru"] * len(pieces)
    if kazakh and russian and len(pieces) == 2:
        usual = ["kk", "ru"] if kazakh.start() < russian.start() else ["ru", "kk"]
    for piece, spoken in zip(pieces, usual, strict=True):
        match = re.match(r"^([^()]*\S)\s*\((.*)\)\s*$", clean(piece))
        for text in (match[1], *re.split(r",|;|\s+или\s+|\s+немесе\s+", match[2])) if match else (piece,):
            plain = clean(text).strip(_QUOTES) if text.count("«") <= 1 else clean(text)
            if plain and not plain.isdigit():
                yield Name(plain, NameKind.ALIAS, None, script_of(plain), _language(plain, spoken))


def _language(text: str, usual: str) -> str | None:
    """Letters that Russian lacks tell Kazakh; else the place of the name does."""
    if _KAZAKH_LETTERS & set(text):
        return "kk"
    return usual if script_of(text) == "Cyrl" else None


def _entry(names: list[Name], notes: list[str], keys: Keys) -> Entry:
    # Russian names are what other registers and the press cite; the Kazakh one may differ by its letters
    # alone.
    first = next((n for n in names if n.language == "ru"), names[0])
    rest = [n for n in names if n is not first]
    return Entry(
        list="kz_banned",
        ref=keys.fresh(slug(first.text)),
        kind=PartyKind.ORGANISATION,
        names=(Name(first.text, NameKind.PRIMARY, None, first.script, first.language), *rest),
        regimes=source("kz_banned").regimes,
        remarks=once(clean(n.replace(" | ", "; ")) for n in notes),
    )
