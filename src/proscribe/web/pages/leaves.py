"""Long answers leaf by leaf: so many items on one page, with the way to the ones before and after."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..problems import Refusal
from .asking import Asking

T = TypeVar("T")
#: The parameter of an address that names the leaf, counted from 1.
LEAF = "leaf"


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    """Some items of a long answer: those from `first` to `last`, counted from 1, of `total`."""

    items: tuple[T, ...]
    first: int
    last: int
    total: int
    before: str | None
    after: str | None


def leaf(asking: Asking, found: Sequence[T], size: int) -> Leaf[T]:
    """The leaf that the address asks for; refused (404) when there are not so many."""
    return window(asking, len(found), size, lambda start, stop: found[start:stop])


def window(asking: Asking, total: int, size: int, items: Callable[[int, int], Sequence[T]]) -> Leaf[T]:
    """The leaf that the address asks for of `total` items, of which `items(start, stop)` gives some."""
    given = asking.request.query_params.get(LEAF, "1")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0
    start = (number - 1) * size
    if number < 1 or (start >= total and number > 1):
        raise Refusal(
            404, f"there is no leaf {given[:20]!r}: there are {max(-(-total // size), 1)}", field=LEAF
        )
    shown = tuple(items(start, start + size))
    here = asking.addresses.here
    return Leaf(
        shown,
        start + 1 if shown else 0,
        start + len(shown),
        total,
        here({LEAF: str(number - 1) if number > 2 else None}) if number > 1 else None,
        here({LEAF: str(number + 1)}) if start + size < total else None,
    )
