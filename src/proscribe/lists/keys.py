"""References for lists whose publisher gives none: made from the content, each once."""

from collections.abc import Iterable

from ..model.keys import fold


class Keys:
    """Hands out references; one that is taken gets the next distinguishing text, and a number at the last.

    The same entries in the same order give the same references, so that two publications can be compared.
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def fresh(self, base: str, more: Iterable[str] = ()) -> str:
        """A reference that was not given before, from `base` and as few of `more` as that takes."""
        ref = base
        for text in more:
            if ref and ref not in self._taken:
                break
            if text:
                ref = f"{ref}/{text}" if ref else text
        number, plain = 2, ref or "unnamed"
        ref = plain
        while ref in self._taken:
            ref, number = f"{plain}#{number}", number + 1
        self._taken.add(ref)
        return ref


def slug(name: str) -> str:
    """A name as part of a reference: folded, with hyphens."""
    return fold(name).replace(" ", "-")
