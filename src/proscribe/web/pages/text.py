"""The words of the pages: one catalogue a language, as data."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup, escape

from .visible import visible

#: The language that every catalogue is measured against.
FIRST = "en"
#: The table whose tables hold a word for each value of an enumeration.
WORDS = "word"


@dataclass(frozen=True)
class Catalogue:
    """The texts of one language by key (`subject.title`), and its words for the values of enumerations.

    A text that depends on a number is a table with `one` and `other`. `{name}` in a text stands for a value.
    """

    language: str
    texts: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]
    made: dict[str, Markup] = field(default_factory=dict, compare=False, repr=False)

    def say(self, key: str, count: int | None = None, **values: object) -> Markup:
        """The text of a key with values put in; raises `KeyError` for a key that is not there.

        Values are escaped unless they are markup already.
        """
        if count is not None:
            key, values = f"{key}.{'one' if count == 1 else 'other'}", {"count": f"{count:,}", **values}
        if not values:
            return self._bare(key)
        seen = {k: visible(v) if type(v) is str else v for k, v in values.items()}
        return Markup(escape(self.texts[key])).format(**seen)

    def _bare(self, key: str) -> Markup:
        if key not in self.made:
            self.made[key] = Markup(escape(self.texts[key])).format()
        return self.made[key]

    def word(self, group: str, value: object) -> str:
        """The word for a value of an enumeration; raises `KeyError` for a group or value that is not there."""
        return self.words[group][str(value)]


@cache
def catalogues() -> Mapping[str, Catalogue]:
    """Every catalogue there is, by language."""
    folder = files(__package__) / "text"
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return {f.name[:-5]: _read(f.name[:-5], f.read_text("utf-8")) for f in found}


def preferred(accepted: str) -> Catalogue:
    """The catalogue that an `Accept-Language` header asks for, or else the first one."""
    asked = []
    for place, part in enumerate(accepted.split(",")[:20]):
        tag, _, rest = part.strip().partition(";")
        try:
            weight = float(rest.strip().removeprefix("q=")) if rest else 1.0
        except ValueError:
            continue
        asked.append((-weight, place, tag.strip().lower().partition("-")[0]))
    found = catalogues()
    return next((found[tag] for _, _, tag in sorted(asked) if tag in found), found[FIRST])


def _read(language: str, text: str) -> Catalogue:
    data = tomllib.loads(text)
    words = data.pop(WORDS, {})
    return Catalogue(language, dict(_flat(data)), words)


def _flat(data: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in data.items():
        if isinstance(value, str):
            yield before + key, value
        else:
            yield from _flat(value, f"{before}{key}.")
