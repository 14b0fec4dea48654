"""Russia's unified federal list on the FSB's page: a table of names and of the judgments that each rests
on.
"""

import re
from collections.abc import Iterator, Mapping

from ...model.dates import Day
from ...model.entries import Entry, Name
from ...model.words import NameKind, PartyKind, Quality
from ..countries import once
from ..days import day_first
from ..files import only
from ..html import page, tables
from ..keys import Keys, slug
from ..names import distinct
from ..parsed import Parsed, Placed, Refusal
from ..registry import source
from ..text import clean, script_of, split_outside

_FORCE = re.compile(
    r"вступил\w*\s+в\s+(?:законную\s+)?силу\s*:?\s*(?:с\s+)?(\d{1,2}\.\d{1,2}\.\d{4})", re.IGNORECASE
)
_TAIL = re.compile(r"^(?P<name>[^()]*?\S)\s*\((?P<inside>.*)\)\s*$")
_FORMER = re.compile(r"^(?:бывш\w+|ранее\s*[-–—:]?|прежнее\s+наименование\s*:?)\s*", re.IGNORECASE)
_OTHER = re.compile(
    r"^(?:друг\w+\s+(?:используем\w+\s+)?(?:наименовани\w+|названи\w+)|также|он[аои]?\s+же|известн\w+\s+как)\s*[:,–—-]?\s*",
    re.IGNORECASE,
)
#: Letters of Kazakh, Kyrgyz, Tajik, Ukrainian and Belarusian: a page with these is another country's list.
_FOREIGN = set("әғқңөұүһіїєґўҳҷӯ")
_QUOTES = '«»„“”" '


def parse(files: Mapping[str, bytes]) -> Parsed:
    """Read the page; raises `Refusal` when the table of the list is not there."""
    name, data = only(files)
    keys, placed = Keys(), list[Placed]()
    for number, rows in tables(page(data, name)):
        titles = [t.lower() for t in rows[0][1]] if rows else []
        at = next((i for i, t in enumerate(titles) if "наименовани" in t), None)
        if at is None or any(_FOREIGN & set(t) for t in titles):
            continue
        for index, cells in rows[1:]:
            if len(cells) > at and (written := cells[at].replace(" | ", " ")) and not written.isdigit():
                notes = [c for i, c in enumerate(cells) if i != at and not re.fullmatch(r"[\d.\s№]*", c)]
                placed.append(Placed(_entry(written, notes, keys), f"table {number} row {index}"))
    if not placed:
        raise Refusal("other_format", "has no table with a column of names (Наименование организации)", name)
    return Parsed(tuple(placed))


def _entry(written: str, notes: list[str], keys: Keys) -> Entry:
    names = distinct(_names(clean(written)))
    judgments = [clean(n.replace(" | ", "; ")) for n in notes]
    return Entry(
        list="ru_fsb",
        ref=keys.fresh(slug(names[0].text)),
        kind=PartyKind.ORGANISATION,
        names=tuple(names),
        regimes=source("ru_fsb").regimes,
        listed=next((d for j in judgments if (d := _in_force(j))), None),
        remarks=once([*judgments, written if len(names) > 1 else ""]),
    )


def _in_force(judgment: str) -> Day | None:
    """The day the judgment came into force, when it is stated: the list gives no day of listing of its
    own.
    """
    match = _FORCE.search(judgment)
    return day_first(match[1]) if match else None


def _names(text: str) -> Iterator[Name]:
    match = _TAIL.match(text)
    head, inside = (match["name"], match["inside"]) if match else (text, "")
    yield _name(head, NameKind.PRIMARY)
    kind = NameKind.ALIAS
    for piece in split_outside(inside, ",;"):
        for item in re.split(r"\s+(?:или|либо)\s+|»\s*[–—-]\s*«", piece):
            if former := _FORMER.match(item):
                kind, item = NameKind.FORMER, item[former.end() :]
            elif other := _OTHER.match(item):
                kind, item = NameKind.ALIAS, item[other.end() :]
            if clean(item).strip(_QUOTES):
                yield _name(item, kind)


def _name(text: str, kind: NameKind) -> Name:
    plain = clean(text)
    if plain[:1] in '«„“"' and plain.count("«") <= 1 and plain[-1:] in '»“”"':
        plain = plain.strip(_QUOTES)
    script = script_of(plain)
    return Name(
        plain,
        kind,
        Quality.STRONG if kind is NameKind.ALIAS else None,
        script,
        "ru" if script == "Cyrl" else None,
    )
