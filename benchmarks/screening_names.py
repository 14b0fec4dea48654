"""Names that are not listed, and names that are but spelt otherwise: what screening is measured on.

All are made from the data in `../shared` with fixed seeds. A clean name never has the very words of a listed one; some
clean names are of listed people none the less (Wikipedia has articles on them), so rates of false alarms come out
too high rather than too low.
"""

import csv
import gzip
import html
import random
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from proscribe.model.entries import Entry
from proscribe.model.words import NameKind, PartyKind, Quality
from proscribe.screening import normalise

NAMES = Path(__file__).resolve().parents[2] / "shared" / "names"

#: Nationalities whose names are hard to tell from listed ones: those that most listed people have.
HARD = frozenset(
    [
        "Russian",
        "Iranian",
        "Syrian",
        "Iraqi",
        "Lebanese",
        "Libyan",
        "Yemeni",
        "Saudi",
        "Egyptian",
        "Afghan",
        "Pakistani",
        "Belarusian",
        "Ukrainian",
        "Venezuelan",
        "Mexican",
        "Colombian",
        "Cuban",
        "Chinese",
        "Turkish",
        "Algerian",
        "Tunisian",
        "Moroccan",
        "Sudanese",
        "Somali",
        "Burmese",
        "Serbian",
        "Zimbabwean",
        "Congolese",
        "Nigerian",
        "Indonesian",
        "Malaysian",
        "Filipino",
        "Palestinian",
        "Jordanian",
        "Kuwaiti",
        "Emirati",
        "Qatari",
        "Bahraini",
        "Nicaraguan",
        "Haitian",
        "Uzbekistani",
        "Kazakhstani",
        "Tajikistani",
        "Kyrgyzstani",
        "Azerbaijani",
        "Georgian",
        "Malian",
        "Bangladeshi",
        "Bosnian",
        "Korean",
        "Omani",
    ]
)


@dataclass(frozen=True, slots=True)
class Positive:
    """A name that is not literally in the lists and the entries that it is a name of (`list:ref`)."""

    name: str
    entries: frozenset[str]


def literal(name: str) -> str:
    """The words of a name in one order: two names with the same are literally the same."""
    return " ".join(sorted(normalise.words(name).words))


def is_latin(name: str) -> bool:
    """True for a name in Latin letters, with or without accents."""
    return all(ord(c) < 0x250 or c in "’‘ʼ" for c in name)


def wikipedia() -> list[tuple[str, str]]:
    """A million names of people with their nationalities, unescaped, in one shuffled order."""
    with gzip.open(NAMES / "name2nat_wikipedia_names.tsv.gz", "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    out = [(html.unescape(row[0]), row[1]) for row in rows if len(row) > 1]
    random.Random(1).shuffle(out)
    return out


def hard_people(count: int, listed: Iterable[str], seed: int = 7) -> list[str]:
    """People of the cultures that the lists are full of, without those whose very words are listed."""
    known = set(map(literal, listed))
    found = sorted({n for n, nationality in wikipedia() if HARD & set(re.split(r"[ ,;/]+", nationality))})
    random.Random(seed).shuffle(found)
    return [n for n in found if literal(n) not in known and normalise.unreadable(n) is None][:count]


def original_script_people(count: int, listed: Iterable[str]) -> list[str]:
    """Made-up customers whose names are in another script than Latin."""
    known = set(map(literal, listed))
    with gzip.open(NAMES / "customers_global_50k.csv.gz", "rt", encoding="utf-8") as file:
        found = sorted({row["full_name"] for row in csv.DictReader(file) if not is_latin(row["full_name"])})
    random.Random(7).shuffle(found)
    return [n for n in found if literal(n) not in known][:count]


def use_packages_of(environment: Path) -> None:
    """Make the packages of another environment importable here, after this one's own (for `companies`)."""
    sys.path += [str(p) for p in environment.glob("lib/python*/site-packages") if str(p) not in sys.path]


def companies() -> list[str]:
    """Names of some 1,800 quoted companies, from the package pytickersymbols; empty when it is not installed."""
    try:
        from pytickersymbols import PyTickerSymbols
    except ImportError:
        return []
    return sorted({stock["name"] for stock in PyTickerSymbols().get_all_stocks() if stock.get("name")})


def ships(count: int, listed: list[str], seed: int = 5) -> list[str]:
    """Names as ships have them: half take their words from two listed ships, half are words of people's names."""
    rng, known = random.Random(seed), set(map(literal, listed))
    words = [w for n in listed if (w := normalise.words(n).words)]
    people = [normalise.words(n).words[-1] for n, _ in wikipedia()[:20000] if normalise.words(n).words]
    out: dict[str, None] = {}
    for _ in range(50 * count):
        if len(out) >= count:
            break
        one, other = rng.choice(words), rng.choice(words)
        name = " ".join([one[0], *other[1:]]) if len(other) > 1 and rng.random() < 0.5 else rng.choice(people)
        if literal(name) not in known and len(name) > 2:
            out.setdefault(name)
    return list(out)


def marks(count: int, listed: list[str], seed: int = 5) -> list[str]:
    """Registration marks of aircraft: those of the list with other letters and digits after the hyphen."""
    rng, known = random.Random(seed), set(map(literal, listed))
    hyphened = [n for n in listed if "-" in n]
    out: dict[str, None] = {}
    for _ in range(50 * count):
        if len(out) >= count:
            break
        head, tail = rng.choice(hyphened).split("-", 1)
        other = "".join(
            rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            if c.isalpha()
            else rng.choice("0123456789")
            if c.isdigit()
            else c
            for c in tail
        )
        if literal(f"{head}-{other}") not in known:
            out.setdefault(f"{head}-{other}")
    return list(out)


def names_of(entries: Iterable[Entry], *kinds: PartyKind) -> list[str]:
    """All names of the entries of some kinds (of every kind where none is given)."""
    return [n.text for e in entries if not kinds or e.kind in kinds for n in e.names]


def hidden(
    entries: list[Entry], kind: PartyKind, count: int, fits: Callable[[str], bool] = is_latin, seed: int = 5
) -> tuple[list[Entry], list[Positive]]:
    """Take `count` strong aliases out of all lists; give the lists without them and the aliases as positives.

    No alias that is some entry's primary name or marked weak, and none that would leave an entry without a name.
    """
    bearers: dict[str, set[int]] = {}
    left: dict[int, set[str]] = {}
    kept_for_good: set[str] = set()
    text: dict[str, str] = {}
    for number, entry in enumerate(entries):
        for name in entry.names:
            key = literal(name.text)
            bearers.setdefault(key, set()).add(number)
            left.setdefault(number, set()).add(key)
            text.setdefault(key, name.text)
            if name.kind is NameKind.PRIMARY or name.quality is Quality.WEAK or name.text == entry.name:
                kept_for_good.add(key)
    order = sorted(
        k
        for k, who in bearers.items()
        if k and k not in kept_for_good and fits(text[k]) and all(entries[i].kind is kind for i in who)
    )
    random.Random(seed).shuffle(order)
    gone: set[str] = set()
    positives: list[Positive] = []
    for key in order:
        if len(positives) == count:
            break
        if all(len(left[i] - gone) > 1 for i in bearers[key]):
            gone.add(key)
            who = frozenset(f"{entries[i].list}:{entries[i].ref}" for i in bearers[key])
            positives.append(Positive(text[key], who))
    rest = [replace(e, names=tuple(n for n in e.names if literal(n.text) not in gone)) for e in entries]
    return rest, positives


_LISTS = {"US_SDN": "us_ofac_sdn", "UK_SL": "gb_sanctions", "UK_OFSI": "gb_ofsi", "UN_SC": "un_sc"}


def across_lists(entries: list[Entry], *kinds: PartyKind) -> list[Positive]:
    """Names that one list has for a party of another list, where that other list has no such name itself."""
    by_key = {(e.list, e.ref): e for e in entries}
    known = set(map(literal, names_of(entries)))
    found: dict[str, set[str]] = {}
    with (NAMES / "crosslist_pairs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for ours, theirs in (("a", "b"), ("b", "a")):
                list_ = _LISTS.get(row[f"list_{theirs}"].split("@")[0])
                entry = by_key.get((list_ or "", row[f"id_{theirs}"]))
                name = row[f"name_{ours}"]
                if entry and entry.kind in kinds and literal(name) not in known and is_latin(name):
                    found.setdefault(name, set()).add(f"{entry.list}:{entry.ref}")
    return [Positive(name, frozenset(keys)) for name, keys in found.items()]


def scripts_of(name: str) -> str:
    """`arabic`, `cyrillic`, `han`, `latin` or `other`: the script of most letters of a name."""
    counts = {"arabic": 0, "cyrillic": 0, "han": 0, "latin": 0, "other": 0}
    for c in name:
        if c.isalpha():
            code = ord(c)
            script = (
                "latin"
                if code < 0x250
                else "cyrillic"
                if 0x400 <= code < 0x530
                else "arabic"
                if 0x600 <= code < 0x780 or 0xFB50 <= code < 0xFF00
                else "han"
                if 0x3400 <= code < 0xA000
                else "other"
            )
            counts[script] += 1
    return max(counts, key=lambda s: counts[s])
