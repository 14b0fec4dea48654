"""Footnotes: lines that begin with stars, and the names in the text that carry as many."""

import re

from . import marks
from .coding import Coded
from .context import Org, org_at
from .lexicon import Lexicon

_OPENING = re.compile(r"[\s_]*(\*+)")
_STARS = re.compile(r"[\"'“”»)]*(\*+)")
_BOLD = re.compile(r"\*\*(?=\S)[^*\n]+(?<=\S)\*\*")


def stars_of(coded: Coded, lex: Lexicon) -> int:
    """With how many stars a sentence opens as a footnote; 0 where it is none."""
    line = coded.view.source[coded.sentence.start : coded.sentence.stop]
    opening = _OPENING.match(line)
    if opening is None or _BOLD.match(line, opening.start(1)):
        return 1 if lex.words["footnote"].search(coded.text) else 0
    return len(opening[1])


def starred(coded: tuple[Coded, ...]) -> dict[int, tuple[Org, ...]]:
    """The organisations that carry a mark for a footnote, by how many stars they carry."""
    found: dict[int, dict[str, Org]] = {}
    for sentence in coded:
        source = sentence.view.source
        for at in sentence.find(marks.ORG):
            first, last = sentence.source(at, at + 1)
            inner = re.search(r"[^*](\*+)[\"»”]?(?: \([^()]*\))?$", source[first:last])
            match = inner or _STARS.match(source, last)
            if match is None or _bold(source, last):
                continue
            org = org_at(sentence, at)
            found.setdefault(len(match[1]), {}).setdefault(org.key, org)
    return {count: tuple(orgs.values()) for count, orgs in found.items()}


def _bold(source: str, at: int) -> bool:
    """Whether two stars at a place only close words set in bold."""
    begin = source.rfind("\n", 0, at) + 1
    return any(m.start() < at - begin < m.end() for m in _BOLD.finditer(source[begin : at + 6]))
