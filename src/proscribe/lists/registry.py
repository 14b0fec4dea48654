"""Which lists can be read: the folders beside this module."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from ..errors import NotFound
from .source import Source, load

if TYPE_CHECKING:
    from .parsed import Parsed

Parser = Callable[[Mapping[str, bytes]], "Parsed"]


@cache
def sources() -> Mapping[str, Source]:
    """Every list that has a reader, by id."""
    folders = sorted((f for f in Path(__file__).parent.iterdir() if f.is_dir()), key=lambda f: f.name)
    found = ((f.name, f / "source.toml") for f in folders)
    return MappingProxyType({name: load(file, name) for name, file in found if file.is_file()})


def source(list_id: str) -> Source:
    """The list with this id; raises `NotFound` that names the ids there are."""
    try:
        return sources()[list_id]
    except KeyError:
        raise NotFound(f"no list is called {list_id[:80]!r}; there are {', '.join(sources())}") from None


def parser(list_id: str) -> Parser:
    """The reader of a list, imported when first asked for.

    An edition in another language is read by the list it is an edition of.
    """
    home = source(list_id).edition_of or list_id
    parse: Parser = import_module(f"{__package__}.{home}.parse").parse
    return parse
