"""Triggers: where a sentence says an act."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..model.words import Act
from .coding import Coded
from .lexicon import Lexicon
from .rules import TriggerRule


@dataclass(frozen=True, slots=True)
class Trigger:
    """A wording found. `start` to `stop` is all of it, `verb` the part that carries tense and negation, `slots` the
    places within it where its subject may stand. All count characters of the coded text."""

    rule: TriggerRule
    start: int
    stop: int
    verb: tuple[int, int]
    slots: tuple[tuple[int, int], ...]


#: No sentence of a report says more acts than this; one that seems to is noise, and its rest is left.
MOST = 16
#: Wordings that need no word for a ban in their own sentence.
_WITHOUT_CUE = frozenset({"claim", "noun_event", "echo", "enact"})


def triggers(coded: Coded, lex: Lexicon, *, listed: bool = False) -> list[Trigger]:
    """The triggers of a sentence from left to right; where two overlap, the rule that stands first counts.

    `listed` says that a list was spoken of shortly before, so that "it" and "there" may mean it.
    """
    found: list[Trigger] = []
    listing = bool(lex.cue.search(coded.text) or lex.words["cue_here"].search(coded.text))
    for rule in lex.triggers:
        without_cue = rule.voice in _WITHOUT_CUE or rule.need == "told"
        if not (listed if rule.listed else listing or without_cue):
            continue
        at = 0
        while match := rule.pattern.search(coded.text, at):
            held = False
            for one in _matches(rule, match, coded.text, lex):
                if len(found) >= MOST:
                    return sorted(found, key=lambda t: t.verb)
                made = _trigger(rule, one)
                if rule.act is Act.HEAR and any(other.rule.act is Act.HEAR for other in found):
                    continue
                if not any(_clash(made, other, coded.text, lex) for other in found):
                    found.append(made)
                    held = True
            # What another rule has read may hold the beginning of this wording only.
            at = max(match.end() if held else match.end("v"), at + 1)
    return sorted(found, key=lambda t: t.verb)


def _matches(rule: TriggerRule, match: re.Match[str], text: str, lex: Lexicon) -> Iterator[re.Match[str]]:
    """A match, and one within it of a verb that shares what follows ("added X and will add Y to the list")."""
    yield match
    second = rule.pattern.search(text, match.end("v"), match.end()) if rule.need == "object" else None
    if second and lex.words["coordination"].search(text, match.end("v"), second.start("v")):
        yield second


def _trigger(rule: TriggerRule, match: re.Match[str]) -> Trigger:
    groups = match.re.groupindex
    slots = tuple(match.span(g) for g in ("o", "o2") if g in groups and match.start(g) >= 0)
    # A slot at the end is only where the subject may stand: what else stands there is not part of the wording.
    stop = (
        slots[-1][0]
        if slots and slots[-1][1] == match.end() and slots[-1][0] >= match.end("v")
        else match.end()
    )
    return Trigger(rule, match.start(), stop, match.span("v"), slots)


def _clash(new: Trigger, old: Trigger, text: str, lex: Lexicon) -> bool:
    if new.verb[0] < old.verb[1] and old.verb[0] < new.verb[1]:
        return True
    if old.rule.voice == "enact":
        return False
    return _holds(old, new, text, lex) or _holds(new, old, text, lex)


def _holds(outer: Trigger, inner: Trigger, text: str, lex: Lexicon) -> bool:
    """Whether the verb of one wording lies inside the other, not in brackets there nor as an infinitive."""
    if not outer.start <= inner.verb[0] < outer.stop:
        return False
    before = text[outer.start : inner.verb[0]]
    if (
        inner.verb[0] > outer.verb[1]
        and lex.words["infinitive"].search(before)
        and not lex.words["nominal_infinitive"].search(before)
    ):
        return False
    return before.count("(") <= before.count(")")
