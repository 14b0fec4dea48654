"""Whether a publication may be taken at its word: the tripwires of its list."""

from collections.abc import Collection

from .parsed import Parsed, Refusal
from .source import Source


def check(source: Source, parsed: Parsed, before: Collection[str] | None = None) -> None:
    """Raise `Refusal` when what was read cannot be the whole list.

    `before` are the references of the publication before this one, if any is held. What is refused: fewer or
    more entries than the list can have, one reference twice, and the loss of a larger share than the list
    can lose at once.
    """
    limits, count = source.tripwires, len(parsed.entries)
    if count < limits.fewest:
        raise Refusal(
            "tripwire",
            f"{source.id} has {count} entries here and never fewer than {limits.fewest}: it is not whole",
        )
    if count > limits.most:
        raise Refusal(
            "tripwire", f"{source.id} has {count} entries here, more than {limits.most}: check its format"
        )
    refs: set[str] = set()
    for placed in parsed.entries:
        if placed.entry.ref in refs:
            raise Refusal(
                "tripwire", f"{source.id} has the reference {placed.entry.ref} twice, at {placed.place}"
            )
        refs.add(placed.entry.ref)
    if before and (lost := len(set(before) - refs)) > limits.greatest_loss * len(set(before)):
        raise Refusal(
            "tripwire",
            f"{source.id} would lose {lost} of {len(set(before))} entries at once, more than"
            f" {limits.greatest_loss:.0%}: if that is so, import it with --force",
        )
