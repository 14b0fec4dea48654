"""Who is said to say it: chains of sources, outermost first."""

import re
from dataclasses import dataclass

from . import marks
from .coding import Coded
from .lexicon import Lexicon
from .nominative import nominative
from .view import SMALL

_OPENING = re.compile('["“„«]')
_EDGE = " ,;:.\"'“”«»()[]*_–-"


@dataclass(frozen=True, slots=True)
class Attribution:
    """A clause that names sources. `start` to `stop` is the clause itself, in the coded text; what stands from
    `begin` to `end` is what the sources are said to say."""

    start: int
    stop: int
    begin: int
    end: int
    sources: tuple[str, ...]
    times: tuple[int, ...] = ()


def attributions(coded: Coded, lex: Lexicon, speaker: str | None) -> list[Attribution]:
    """The attributions of a sentence. `speaker` is who was named last, for "he said"."""
    found: list[Attribution] = []
    for pattern in lex.attributions:
        for match in pattern.finditer(coded.text):
            if any(a.start < match.end() and match.start() < a.stop for a in found):
                continue
            chain: list[str] = []
            for group in ("outer", "s", "inner"):
                if group in pattern.groupindex and match.group(group):
                    name = source_name(coded, *match.span(group), lex, speaker)
                    if name and "of" in pattern.groupindex and match.start("of") >= 0:
                        name = _named(name, coded.original(*match.span(group)), lex)
                    if name and name not in chain:
                        chain.append(name)
            if not chain:
                continue
            before = match.start() == 0 or not coded.text[: match.start()].strip(" \"',–-")
            groups = pattern.groupindex
            tail = match.start("tail") if "tail" in groups and match.start("tail") >= 0 else None
            begin, end = (match.end(), len(coded.text)) if before else (0, match.start())
            if not before and coded.text[match.end() : match.end() + 1] == ",":
                end = len(coded.text)
            if tail is not None:
                begin, end = tail, len(coded.text)
            times = tuple(coded.find(marks.TIME, match.start(), match.end()))
            found.append(Attribution(match.start(), match.end(), begin, end, tuple(chain), times))
    return found


def _named(name: str, words: str, lex: Lexicon) -> str:
    """A source whose words a preposition governs, in its own form; a title after a noun ("издания «X»") has it."""
    quote = _OPENING.search(words)
    return name if quote and quote.start() > 1 else nominative(name, lex.genitive)


def announced(coded: Coded, lex: Lexicon) -> str | None:
    """Who a sentence says announced what stands in the sentence before ("The minister announced the move")."""
    match = lex.words["announces"].search(coded.text)
    return source_name(coded, *match.span(match.lastgroup or "s"), lex, None) if match else None


def chain_for(found: list[Attribution], at: int) -> tuple[str, ...]:
    """The sources of what stands at `at`, outermost first."""
    over = [a for a in found if a.begin <= at < a.end and not a.start <= at < a.stop]
    over.sort(key=lambda a: (-(a.end - a.begin), a.start))
    names: list[str] = []
    for attribution in over:
        names += [n for n in attribution.sources if n not in names]
    return tuple(names)


def source_name(coded: Coded, start: int, stop: int, lex: Lexicon, speaker: str | None) -> str | None:
    """The name of a source in a slice of the coded text: a person or agency by name, else the words themselves."""
    if lex.words["no_source"].search(coded.text[start:stop].strip(_EDGE)):
        return None
    if lex.words["source_pronoun"].search(coded.text[start:stop].strip(_EDGE)):
        return speaker
    if start >= stop or not coded.text[start:stop].strip(_EDGE + marks.TIME):
        return None
    words = re.sub(r"^['’]\w{0,4} ", "", coded.original(start, stop)).strip(_EDGE)
    if not words or len(words) > 160:
        return None
    cut = coded.text.find(" - ", start, stop)
    cut = cut if cut > 0 else coded.text.find(" – ", start, stop)
    proper = _proper(coded, start, cut if cut > 0 else stop)
    if proper:
        return proper
    at = coded.find(marks.AUTHORITY, start, stop)
    if at:
        return coded.original(at[-1], at[-1] + 1).strip(_EDGE)
    if len(words.split()) > 7:
        return None
    return words


_CAPITAL = re.compile(
    rf"(?<!\w)(?:[^\W\d_{SMALL}][\w'’.-]*)"
    r"(?:[ \u00a0]+(?:(?:al|bin|de|van|von|der|del|la|el|ben|ibn|da|dos|ул|аль|оглы)[ -])?"
    rf"[^\W\d_{SMALL}][\w'’.-]*){{0,4}}"
)


def _proper(coded: Coded, start: int, stop: int) -> str | None:
    """The last run of capitalised words that is neither a country nor an office."""
    best: str | None = None
    at = start
    while at < stop:
        if coded.mentions[at] is not None:
            at += 1
            continue
        run = at
        while run < stop and coded.mentions[run] is None:
            run += 1
        if not coded.text[at:run].strip():
            at = run
            continue
        first, last = coded.source(at, run)
        piece = coded.view.source[first:last]
        if any(c.lower() != c.upper() for c in piece):
            for match in _CAPITAL.finditer(piece):
                text = match.group().strip(_EDGE)
                if len(text) > 2 and not (
                    match.start() == 0
                    and " " not in text
                    and first == coded.sentence.start
                    and text in _OPENERS
                ):
                    best = text
        at = run
    return best


_OPENERS = frozenset(
    {"The", "In", "On", "But", "And", "As", "He", "She", "It", "They", "A", "An", "This", "That", "For"}
)
