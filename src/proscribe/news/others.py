"""Acts that are done to others than organisations: to persons, to states on a list of states, to a wing alone."""

import re

from . import marks
from .clause import Clause
from .coding import Coded
from .context import Context

_NAMES = marks.ORG + marks.DESCRIPTION
#: The word right before a verb and what goes with it, where a sentence begins with it: "Tabtabai had been", also with
#: what describes it between commas: "Tabtabai, a commander, had been".
_OPENING = re.compile(r"^\W*([^\W\d_][\w'-]*)(?:, (?:an?|the|who) [^,]{1,90},)?(?: (?:who|which))?$")

#: Sentences in which the full name of a person is looked for.
_READ = 60


def of_others(coded: Coded, clause: Clause, context: Context) -> bool:
    """Whether an act is done to a person, a state or a mere wing that its sentence has in the place of the subject or
    the object."""
    words, text, trigger = context.lex.words, coded.text, clause.trigger
    if trigger.rule.voice == "echo":
        # "sanctioned him in October, as Britain did later"
        left = text[: trigger.verb[0]]
        return bool(words["done_to_person"].search(left)) and not coded.find(_NAMES, 0, trigger.verb[0])
    if words["wing_only"].search(text[: clause.start]):
        return True
    goods = words["goods_subject"].match(text[: trigger.verb[0]])
    if goods and (trigger.rule.voice == "passive" or words["passive_before"].search(text[: trigger.verb[0]])):
        return True
    if trigger.rule.voice not in ("state", "passive", "either") or coded.find(_NAMES):
        return False
    if words["state_list"].search(text):
        return True
    before = text[clause.start : trigger.verb[0]]
    being = words["passive_before"].search(before)
    if being is None and trigger.rule.voice == "either":
        return False
    left = before[: being.start()].rstrip() if being else before
    aux = words["auxiliaries"].search(left)
    left = left[: aux.start()] if aux else left
    if words["state_subject"].search(left.rstrip() + " "):
        return True
    opening = _OPENING.match(left.rstrip())
    return opening is not None and clause.start == 0 and _is_name(opening[1], context)


def _is_name(word: str, context: Context) -> bool:
    """Whether a folded word that opens a sentence is the name of a person told before, who has a first name."""
    named = re.compile(rf"\b[A-Z][\w'-]+ (?:[\w'-]+ )?(?i:{re.escape(word)})\b(?! [A-Z])")
    for coded in context.coded[:_READ]:
        for match in named.finditer(coded.view.source[coded.sentence.start : coded.sentence.stop]):
            whole = match.group().split()
            if whole[0][:1].isupper() and whole[-1][:1].isupper():
                return True
    return False
