"""Countries as ISO 3166-1 alpha-2 codes, from the names and nationalities that publishers write."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources

from .text import clean, split_lettered

#: What publishers write where there is nothing to say.
_NOTHING = {
    "",
    "na",
    "n a",
    "none",
    "unknown",
    "undetermined",
    "0",
    "not available",
    "not known",
    "stateless",
}


@cache
def _table() -> Mapping[str, str]:
    text = (resources.files(__package__) / "countries.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text))
    return {_fold(name): row["code"] for row in rows for name in (*row["names"].split("|"), row["code"])}


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold().replace("’", "'")
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c) and c not in ".'")
    return " ".join(w for w in kept.split() if w not in ("the", "of"))


@lru_cache(maxsize=16384)
def code(text: str) -> str | None:
    """The code of a country or nationality, None for a text that is not just one; a remark in brackets is
    let go."""
    table = _table()
    found = table.get(_fold(text))
    if found is None and "(" in text:
        found = table.get(_fold(re.sub(r"\([^()]*\)", " ", text)))
    return found


@lru_cache(maxsize=16384)
def codes(text: str) -> tuple[str, ...]:
    """The codes in a field that may hold several (`1) Saudi Arabia 2) Qatar`, `Iran/Iraq`); unknown ones as
    written."""
    if _fold(text) in _NOTHING:
        return ()
    whole = code(text)
    if whole:
        return (whole,)
    items = [p for item in split_lettered(re.sub(r"\((\d)\)", r"\1)", text)) for p in re.split(r"[;/]", item)]
    return once(code(i) or clean(i) for i in items if _fold(i) not in _NOTHING)


def once(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts that say something, each once, in order."""
    return tuple(dict.fromkeys(t for t in texts if t))
