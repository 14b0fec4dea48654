"""Which of its names a claim gives an organisation: where the report has its name in full, not its initials."""

from collections.abc import Iterable
from dataclasses import replace

from . import marks
from .coding import Coded
from .context import Org, org_at
from .frame import Frame

#: No initials are longer.
_INITIALS = 8


def in_full(coded: Iterable[Coded], found: list[tuple[int, Frame]]) -> list[tuple[int, Frame]]:
    """The frames of a report with the name that it first gives in full for each that is named by its initials."""
    short = {f.org.key for _, f in found if f.org and _initials(f.org)}
    if not short:
        return found
    full: dict[str, Org] = {}
    for sentence in coded:
        for at in sentence.find(marks.ORG):
            org = org_at(sentence, at)
            if org.key in short and " " in org.name and not _initials(org):
                full.setdefault(org.key, org)
    return [
        (at, replace(f, org=full[f.org.key]) if f.org and _initials(f.org) and f.org.key in full else f)
        for at, f in found
    ]


def _initials(org: Org) -> bool:
    name = org.name
    return len(name) <= _INITIALS and " " not in name and sum(c.isupper() for c in name) > 1
