"""Ukraine's sanctions as a workbook: a sheet of persons and one of companies, each row an action of one
decree.

So it is a log: a party stands on the list while the last action about it applies or changes sanctions. Rows
carry no number of the party; it is known by its name with its date of birth or company number.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from ...errors import Problem
from ...model.entries import Entry, Identifier, Name
from ...model.words import NameKind, PartyKind
from ..countries import codes, once
from ..days import any_form, iso
from ..days import once as days_once
from ..files import only
from ..keys import Keys, slug
from ..names import distinct, packed
from ..parsed import Parsed, Placed, Refusal
from ..registry import source
from ..rows import excel_day, fold_title, headed, sheets, unknown_texts
from ..text import script_of

_FIELDS = {
    "row": "",
    "№ указу": "decree",
    "Дата указу": "decreed",
    "Дія щодо об'єкту санкцій": "action",
    "Зміни": "amended",
    "п/н": "number",
    "Тип обмеження": "measures",
    "Термін обмеження": "term",
    "Дата закінчення обмеження": "until",
    "Назва укр.": "name",
    "Назва ориг.": "original",
    "Назва альт.": "others",
    "Дата народження": "born",
    "Громадянство": "citizenship",
    "Місце народження": "birthplace",
    "Зайнятість": "position",
    "Місце проживання": "address",
    "ОКПО/ЄДРПОУ": "company",
    "ІПН": "tax",
    "Місце діяльності": "address",
    "Місце діяльності додатково": "address2",
    "Додатково": "more",
    "Відповідальний орган": "body",
}
_KNOWN = {fold_title(title): field or "line" for title, field in _FIELDS.items()}
_NOTES = {
    "measures": "Measures",
    "term": "Term",
    "until": "Until",
    "more": "Details",
    "body": "Responsible body",
    "amended": "Amended",
}
_NUMBER = re.compile(r"([^\W\d_]{3,8}|[^\W\d_]+\.?)\s*[:№]?\s*(\d[\d\s-]{5,})")

Rows = list[tuple[str, dict[str, str]]]


def parse(files: Mapping[str, bytes]) -> Parsed:
    """Read the one workbook; raises `Refusal` when its sheets are not those of this list."""
    name, data = only(files)
    keys, placed, problems = Keys(), list[Placed](), list[Problem]()
    for sheet, rows in sheets(data, name).items():
        where = f"{name} {sheet}"
        table = headed(rows, _KNOWN, where, needed=("decree", "action", "name"))
        person = "born" in table.fields
        problems += table.problems
        parties: dict[tuple[str, str], Rows] = {}
        for number, row in table:
            called = row.get("name") or row.get("original") or row.get("others") or row.get("company", "")
            if not called:
                raise Refusal("other_format", f"row {number} names nobody", where)
            if not _named(row):
                problems.append(
                    Problem("missing_field", f"row {number} has a number and no name", where=where)
                )
            more = row.get("born") or row.get("company", "")
            who = (slug(called), more if more != called else "")
            parties.setdefault(who, []).append((f"{sheet}!row {number}", row))
        for (base, more), actions in parties.items():
            ordered = sorted(actions, key=lambda a: excel_day(a[1].get("decreed", "")))
            problems += _actions(ordered, name)
            if _ends(ordered[-1][1].get("action", "")):
                continue
            ref = keys.fresh(f"{base}/{slug(more)}" if more else base)
            placed.append(Placed(_entry(ref, [r for _, r in ordered], person), actions[0][0]))
    return Parsed(tuple(placed), tuple(problems))


def _named(row: Mapping[str, str]) -> bool:
    return any(row.get(field) for field in ("name", "original", "others"))


def _ends(action: str) -> bool:
    return any(word in action.lower() for word in ("скасування", "виключення", "припинення", "зняття"))


def _actions(rows: Rows, name: str) -> Iterator[Problem]:
    for place, row in rows:
        action = row.get("action", "").lower()
        if not _ends(action) and not any(word in action for word in ("застосування", "змін", "продовження")):
            yield Problem(
                "unknown_type", f"action {action!r} is not known; read as applying", where=f"{name} {place}"
            )


def _entry(ref: str, rows: Sequence[Mapping[str, str]], person: bool) -> Entry:
    def all_of(field: str) -> tuple[str, ...]:
        return once(r[field] for r in rows if field in r)

    decrees = all_of("decree")
    born = {t: any_form(excel_day(t)) for t in all_of("born")}
    dates = days_once(iso(excel_day(t)) for t in all_of("decreed"))
    return Entry(
        list="ua_nsdc",
        ref=ref,
        kind=PartyKind.PERSON if person else PartyKind.ORGANISATION,
        names=tuple(_names(rows)),
        identifiers=tuple(dict.fromkeys(_identifiers(all_of("company"), all_of("tax")))),
        births=days_once(born.values()),
        birth_places=all_of("birthplace"),
        countries=once(c for t in all_of("citizenship") for part in t.split(",") for c in codes(part)),
        addresses=once([*all_of("address"), *all_of("address2")]),
        programmes=decrees,
        regimes=source("ua_nsdc").regimes,
        listed=min(dates, key=lambda d: d.earliest) if dates else None,
        updated=dates[1:],
        titles=all_of("position"),
        remarks=once(
            [
                *(f"{label}: {t}" for field, label in _NOTES.items() for t in all_of(field) if t != "Ні"),
                *(f"Birth: {t}" for t, day in born.items() if day is None),
                *(t for r in rows for t in unknown_texts(r)),
            ]
        ),
    )


def _names(rows: Sequence[Mapping[str, str]]) -> list[Name]:
    found: list[Name] = []
    for row in rows:
        for field, kind, spoken in (("name", NameKind.PRIMARY, "uk"), ("original", NameKind.ORIGINAL, None)):
            if text := row.get(field):
                found.append(Name(text, kind, None, script_of(text), spoken))
        found += packed(row.get("others", ""), NameKind.ALIAS)
        if not _named(row):
            found.append(Name(row.get("company", ""), NameKind.PRIMARY))
    names = distinct(found)
    usual = [n for n in names if n.kind is NameKind.PRIMARY][:1] or names[:1]
    rest = [n for n in names if n is not usual[0]]
    first = usual[0]
    return [
        Name(first.text, NameKind.PRIMARY, None, first.script, first.language),
        *(
            n if n.kind is not NameKind.PRIMARY else Name(n.text, NameKind.ALIAS, None, n.script, n.language)
            for n in rest
        ),
    ]


def _identifiers(companies: Sequence[str], taxes: Sequence[str]) -> Iterator[Identifier]:
    for kind, texts in (("registration", companies), ("tax", taxes)):
        for text in texts:
            numbers = _NUMBER.findall(text)
            for label, number in numbers:
                yield Identifier(kind, number.strip(" -"), None, label)
            if not numbers:
                yield Identifier(kind, text)
