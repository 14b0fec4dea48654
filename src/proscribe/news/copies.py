"""Near-identical copies: one agency report that several publishers print."""

import re
from collections.abc import Sequence
from zlib import crc32

_WORD = re.compile(r"\w+")
#: Words in a shingle, and the share of shingles that two copies have in common.
SHINGLE = 5
ALIKE = 0.7


def shingles(text: str) -> frozenset[int]:
    """The hashes of all runs of five words of a text."""
    words = [w.lower() for w in _WORD.findall(text)]
    if len(words) < SHINGLE:
        return frozenset({crc32(" ".join(words).encode())}) if words else frozenset()
    return frozenset(
        crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in range(len(words) - SHINGLE + 1)
    )


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the shorter text's shingles that the longer one has too: a copy may be cut at its end."""
    small = min(len(one), len(other))
    return len(one & other) / small if small else 0.0


def copies(texts: Sequence[str]) -> list[list[int]]:
    """Groups of texts that are copies of one report, by their places, in the order of their first text.

    A text joins the first group whose first text it is like, so that a chain of small changes does not merge two
    different reports.
    """
    groups: list[list[int]] = []
    heads: list[frozenset[int]] = []
    by_shingle: dict[int, list[int]] = {}
    for place, text in enumerate(texts):
        own = shingles(text)
        seen: dict[int, int] = {}
        for shingle in own:
            for group in by_shingle.get(shingle, ()):
                seen[group] = seen.get(group, 0) + 1
        alike = [g for g in sorted(seen) if likeness(own, heads[g]) >= ALIKE]
        if alike:
            groups[alike[0]].append(place)
            continue
        for shingle in own:
            by_shingle.setdefault(shingle, []).append(len(groups))
        groups.append([place])
        heads.append(own)
    return groups
