"""Addresses of pages: they carry the stamps of the question on to the next page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote, urlencode

from ..question import Stamps

#: The parameters of an address that are stamps.
STAMPS = ("on", "known", "recorded")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Makes addresses from the one that was asked for: `path` as decoded, `params` without the stamps."""

    path: str
    params: tuple[tuple[str, str], ...]
    stamps: Stamps

    @classmethod
    def of(cls, path: str, query: Iterable[tuple[str, str]], stamps: Stamps) -> "Addresses":
        """The maker for a request."""
        return cls(path, tuple((k, v) for k, v in query if k not in STAMPS), stamps)

    def to(self, path: str, params: Mapping[str, str | None] | None = None, fragment: str = "") -> str:
        """The address of another page about the same moment; parameters that are None or empty are left out."""
        return _address(path, {**(params or {}), **self._given()}.items(), fragment)

    def here(self, params: Mapping[str, str | None], fragment: str = "") -> str:
        """This page with some parameters changed, about the same moment."""
        kept = [(k, v) for k, v in self.params if k not in params]
        return _address(self.path, [*kept, *params.items(), *self._given().items()], fragment)

    def at(self, on: date | None = None, known: date | None = None) -> str:
        """This page about another day, or as known on another one."""
        given = replace(self.stamps, on=on or self.stamps.on, known=known or self.stamps.known)
        return replace(self, stamps=given).here({})

    def now(self) -> str:
        """This page without stamps: about today."""
        return replace(self, stamps=Stamps(None, None, None)).here({})

    def twin(self, kind: str = "json") -> str:
        """The same answer as data: this address with an ending."""
        path = "/index" if self.path == "/" else self.path
        return replace(self, path=f"{path}.{kind}").here({})

    def _given(self) -> dict[str, str | None]:
        found = ((key, getattr(self.stamps, key)) for key in STAMPS)
        return {key: day.isoformat() for key, day in found if day is not None}


def segment(text: str) -> str:
    """A text as part of a path: a slash in it stays one, since ids of list entries have them."""
    return quote(text, safe="/:@!,~", errors="replace")


def _address(path: str, params: Iterable[tuple[str, str | None]], fragment: str) -> str:
    pairs = [(k, v) for k, v in params if v not in (None, "")]
    query = f"?{urlencode(pairs, errors='replace')}" if pairs else ""
    return f"{segment(path)}{query}{f'#{segment(fragment)}' if fragment else ''}"
