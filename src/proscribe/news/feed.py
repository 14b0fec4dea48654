"""Feeds: RSS and Atom into the items they announce, each once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..errors import BadInput
from ..model.dates import Day


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a feed: the address of its report, its id, title and summary as given, and its day of publication."""

    id: str
    url: str | None
    title: str
    summary: str
    published: Day | None


def items(body: bytes, name: str, seen: Iterable[str] = ()) -> Iterator[Item]:
    """The items of a feed that are not among the ids in `seen`, each once, in the order of the feed.

    `name` is the feed's address or path. Raises `BadInput` when it is no feed, or without the extra `gather`.
    """
    try:
        import feedparser
    except ImportError:
        raise BadInput(
            f"{name} is a feed, which needs the extra `gather`: pip install 'proscribe[gather]'"
        ) from None
    parsed: Any = feedparser.parse(body)
    if not parsed.get("version"):
        raise BadInput(f"{name} is not an RSS or Atom feed; give the address of the feed itself")
    done = set(seen)
    for entry in parsed.entries:
        key = entry.get("id") or entry.get("link") or entry.get("title") or ""
        if not key or key in done:
            continue
        done.add(key)
        when = entry.get("published_parsed") or entry.get("updated_parsed")
        yield Item(
            key,
            entry.get("link"),
            entry.get("title", ""),
            entry.get("summary", ""),
            Day.of(date(when.tm_year, when.tm_mon, when.tm_mday)) if when else None,
        )
