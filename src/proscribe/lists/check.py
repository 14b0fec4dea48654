"""Whether a publication may be taken at its word: the tripwires of its list."""

from .parsed import Parsed, Refusal
from .source import Source


def check(source: Source, parsed: Parsed) -> None:
    """Raise `Refusal` when what was read cannot be the whole list.

    Refused are fewer or more entries than the list can have, and one reference twice.
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
