"""Jurisdictions by code and name, and what `--in` means: a jurisdiction or one regime."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..errors import NotFound
from ..law.load import load_regimes
from ..model.keys import fold
from ..subjects.names import near


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question is asked about: a jurisdiction, or a single regime."""

    jurisdiction: str | None = None
    regime: str | None = None


@lru_cache
def names() -> Mapping[str, str]:
    """Names of jurisdictions by code: ISO 3166-1 alpha-2, and EU, UN, GCC and INT."""
    text = Path(__file__).with_name("jurisdictions.csv").read_text("utf-8")
    return {row["code"]: row["name"] for row in csv.DictReader(io.StringIO(text))}


def place(text: str) -> Place:
    """Read `RU`, `ru`, `Russia` or `us.fto`; raises `NotFound` with near ones for anything else."""
    given = text.strip()
    if given.lower() in load_regimes():
        return Place(regime=given.lower())
    if given.upper() in names():
        return Place(jurisdiction=given.upper())
    named = [code for code, name in names().items() if fold(name) == fold(given)]
    if named and fold(given):
        return Place(jurisdiction=named[0])
    if "." in given:
        close = near(given, {i: i for i in load_regimes()})
        hint = f"near ones: {', '.join(close)}" if close else "see: proscribe regimes"
        raise NotFound(f"no regime is called {given[:80]!r}; {hint}")
    close = near(given, {n: c for c, n in names().items()}) if fold(given) else []
    hint = f"near names: {', '.join(close)}" if close else "write an ISO code such as RU, or EU, UN"
    raise NotFound(f"no jurisdiction is called {given[:80]!r}; {hint}")
