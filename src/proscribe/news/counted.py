"""Counted phrases in the place of a subject, alone or at the end of an enumeration of names."""

import re

from . import marks
from .clause import Clause
from .coding import Coded
from .context import Context, Org
from .enumeration import enumeration_before
from .lexicon import Lexicon
from .members import Phrase, members, phrase_in

#: What stands before a phrase that only says what the name before it is ("X, a group").
_APPOSED = re.compile(rf'{marks.ORG}"?\*?(?: ?\([^()]{{1,60}}\))?"?\*?(?:,| and| –| -)? ?$')
_ORGS = marks.ORG + marks.DESCRIPTION


def counted(coded: Coded, clause: Clause, context: Context, passive: bool) -> Phrase | None:
    """The counted phrase in the place of the subject, unless a name stands there."""
    trigger, lex = clause.trigger, context.lex
    if trigger.rule.voice in ("attributive", "label", "echo", "claim"):
        return None
    if clause.start and coded.text[clause.start - 1] == "(":
        return None
    if passive and not (trigger.slots and trigger.rule.voice != "either"):
        verb = trigger.verb[0]
        start = clause.start if clause.start < verb - 3 and not _inserted(coded, clause) else 0
        phrase = phrase_in(coded, start, verb, lex, last=True)
        behind = phrase_in(coded, max(trigger.verb[1], trigger.stop), trigger.verb[1] + 80, lex)
        if (
            phrase is None
            and behind
            and behind.start - trigger.verb[1] < 28
            and not (trigger.slots and behind.start < trigger.stop)  # what it is declared to be
            and not coded.find(_ORGS, start, verb)
        ):
            return behind
        if phrase is None or _APPOSED.search(coded.text[: phrase.start]):
            return None
        named = coded.find(marks.ORG, start, verb)
        after = [i for i in named if i >= phrase.stop]
        return phrase if not after or _belongs(coded, phrase, lex) or members(coded, phrase, lex) else None
    if lex.words["relative_object"].search(coded.text[: clause.start]):
        # "six groups which A banned": the phrase is what the pronoun stands for.
        phrase = phrase_in(coded, clause.start - 90, clause.start, lex, last=True)
        if phrase is not None and clause.start - phrase.stop < 9:
            apposed = phrase.count == 1 and _APPOSED.search(coded.text[: phrase.start])
            return None if apposed else phrase  # "X, a group that A banned": X itself
    start = trigger.verb[1]
    stop = max((b for _, b in trigger.slots), default=min(clause.right, start + 40))
    if trigger.slots and not any(coded.text[a:b].strip() for a, b in trigger.slots):
        start, stop = trigger.stop, trigger.stop + 40
    if lex.words["verb_last"].fullmatch(coded.text[slice(*trigger.verb)]):
        start, stop = clause.start, trigger.verb[0]
    phrase = phrase_in(coded, start, stop + 80, lex)
    if phrase is None or phrase.start >= stop or (not trigger.slots and phrase.start > start + 30):
        return None
    named = coded.find(_ORGS, start, stop)
    if named and named[0] < phrase.start:
        return None
    if named and not _belongs(coded, phrase, lex) and not members(coded, phrase, lex):
        return None
    return phrase


def _inserted(coded: Coded, clause: Clause) -> bool:
    """Whether the clause goes on after something set between dashes or brackets."""
    return coded.text[: clause.start].endswith((" - ", "–", ")"))


def _belongs(coded: Coded, phrase: Phrase, lex: Lexicon) -> bool:
    """Whether what follows a phrase says only to whom it is close ("two groups linked to X")."""
    return bool(lex.words["belonging"].match(coded.text, phrase.stop))


def before_and(
    coded: Coded, clause: Clause, context: Context, phrase: Phrase, passive: bool
) -> tuple[Org, ...]:
    """The names that stand before a phrase in one enumeration with it ("X and two other groups")."""
    start = clause.start if passive or phrase.start < clause.trigger.verb[1] else clause.trigger.verb[1]
    links = list(context.lex.words["links"].finditer(coded.text, start, phrase.start + 1))
    if not links or phrase.start - links[-1].end() > 2 or not any(c.isalpha() for c in links[-1].group()):
        return ()
    return enumeration_before(coded, start, links[-1].start(), context.lex).orgs(coded)


def and_others(coded: Coded, clause: Clause, context: Context, passive: bool) -> Phrase | None:
    """The counted phrase at the end of an enumeration of names ("X, Y and six other groups")."""
    trigger, lex = clause.trigger, context.lex
    start, stop = clause.start, trigger.verb[0]
    if not passive:
        start = trigger.verb[1]
        stop = max((b for _, b in trigger.slots), default=min(clause.right, start + 80))
    phrase = phrase_in(coded, start, stop, lex, last=True)
    if phrase is None or phrase.count == 1 or not coded.find(marks.ORG, start, phrase.start):
        return None
    links = list(lex.words["links"].finditer(coded.text, start, phrase.start + 1))
    word = bool(links) and any(c.isalpha() for c in links[-1].group())
    return phrase if word and phrase.start - links[-1].end() < 6 else None
