"""On which side of its verb an act has whom it is about."""

from . import marks
from .clause import Clause
from .coding import Coded
from .context import Context
from .unknown import name_in

_ORGS = marks.ORG + marks.DESCRIPTION


def in_slots(coded: Coded, clause: Clause) -> list[int]:
    """The organisations in the slots of a trigger."""
    return [i for a, b in clause.trigger.slots for i in coded.find(_ORGS, a, b)]


def is_passive(coded: Coded, clause: Clause, context: Context) -> bool:
    """Whether who an act is about stands before its verb."""
    trigger, words, text = clause.trigger, context.lex.words, coded.text
    voice = trigger.rule.voice
    if voice != "either":
        return voice in ("passive", "state", "label", "attributive")
    left = text[clause.start : trigger.verb[0]]
    after = _object_after(coded, clause, context)
    passive = (
        bool(words["passive_before"].search(left))
        or bool(words["causative"].search(left))
        or (bool(words["conjoined"].search(left)) and bool(words["be_anywhere"].search(left)) and not after)
        or (not in_slots(coded, clause) and not after and _noun_before(coded, clause, context))
    )
    return passive and not words["gerund"].search(text[slice(*trigger.verb)])


def _object_after(coded: Coded, clause: Clause, context: Context) -> bool:
    verb = clause.trigger.verb[1]
    near = coded.find(_ORGS, verb, min(clause.right, verb + 45))
    words = context.lex.words
    if near and not words["object_stop"].search(coded.text[verb : near[0]]):
        return True
    if words["pronoun_object"].search(coded.text[verb : verb + 14]):
        return True
    return bool(
        name_in(coded, verb, min(clause.right, verb + 40), context.lex, last=False, sure=False)
    ) and not words["object_stop"].match(coded.text[verb : verb + 12])


def _noun_before(coded: Coded, clause: Clause, context: Context) -> bool:
    """Whether the word before a participle is what it is said of ("X, banned in Russia")."""
    verb = clause.trigger.verb[0]
    before = coded.text[max(0, verb - 45) : verb]
    words = context.lex.words
    if words["reduced"].search(before):
        return True
    left = coded.text[clause.start : verb]
    return (
        bool(words["after_comma"].search(left))
        and not coded.find(_ORGS, clause.start, verb)
        and bool(name_in(coded, clause.start, verb, context.lex, last=True, sure=True))
    )
