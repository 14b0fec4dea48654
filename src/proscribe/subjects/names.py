"""Names of subjects compared: equal when folded, near when spelled alike or said alike in another script."""

from collections.abc import Iterable, Mapping

from ..model.keys import fold


def latin(name: str) -> str:
    """A folded name in Latin letters, for comparing across scripts."""
    from anyascii import anyascii

    return fold(anyascii(name))


def near(
    query: str, names: Mapping[str, str] | Iterable[str], limit: int = 5, least: float = 72.0
) -> list[str]:
    """Names close to `query`, best first: at most `limit`, each at least `least` of 100 alike.

    `names` are names as written, or a mapping of name to the thing named: then each thing is given once, by its
    best name.
    """
    from rapidfuzz import fuzz, process  # loaded only when a name was not found

    table = dict(names) if isinstance(names, Mapping) else {n: n for n in names}
    forms = {name: latin(name) for name in table}
    hits = process.extract(latin(query), forms, scorer=fuzz.WRatio, limit=limit * 6, score_cutoff=least)
    best: dict[str, str] = {}
    for _, _, name in hits:
        best.setdefault(table[name], name)
    return list(best.values())[:limit]
