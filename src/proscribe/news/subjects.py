"""Who an act is about: the organisations in the place that the wording has for its subject."""

import re
from dataclasses import dataclass, replace

from . import marks
from .clause import Clause
from .coding import Coded
from .context import Context, Org, org_at
from .counted import and_others, before_and, counted
from .described import described, referred
from .enumeration import enumeration, enumeration_before, pair_of
from .members import Phrase, members, phrase_in
from .partial import after_noun, only_parts, shared
from .unknown import name_in
from .voice import in_slots, is_passive
from .wings import wings_of

#: The end of an insertion before a verb: ", Y, is ".
_INSERTED = re.compile(r"\w,(?: [\w']+){0,2}\s*$")
#: What shows two names in a run of capitals: the second has an article.
_BOTH = re.compile(r"\w (?:and|or) the \w")
_OWNER = re.compile("['’]s$")
_ORGS = marks.ORG + marks.DESCRIPTION


@dataclass(frozen=True, slots=True)
class Subject:
    """Who an act is about, as far as its sentence tells.

    `orgs` is None where the wording rules an organisation out; `inherited` says that they come from an earlier
    sentence; `phrase` is a counted phrase whose members are still to be named.
    """

    orgs: tuple[Org, ...] | None
    passive: bool
    inherited: bool = False
    phrase: Phrase | None = None


def subjects(coded: Coded, clause: Clause, context: Context) -> Subject:
    """The organisations a trigger is about."""
    passive = is_passive(coded, clause, context)
    if (phrase := counted(coded, clause, context, passive)) is not None:
        named = before_and(coded, clause, context, phrase, passive) or members(coded, phrase, context.lex)
        whole = bool(named) and (phrase.count is None or phrase.count <= len(named))
        return Subject(named, passive, phrase=None if whole else phrase)
    found = _together(coded, clause, context, _named(coded, clause, context, passive))
    if found.orgs and len(found.orgs) == 1:
        found = replace(found, orgs=pair_of(coded, found.orgs[0], context.lex))
    return replace(found, phrase=and_others(coded, clause, context, passive)) if found.orgs else found


def _together(coded: Coded, clause: Clause, context: Context, found: Subject) -> Subject:
    """The subject with those that a passive sentence sets beside it at its end ("was banned along with X and Y")."""
    verb = clause.trigger.verb[1]
    if not found.passive or not found.orgs or (clause.start and coded.text[clause.start - 1] == "("):
        return found
    link = context.lex.words["along_with"].search(coded.text, verb, clause.stop)
    if link is None:
        return found
    more = enumeration(coded, link.end(), len(coded.text), context.lex).orgs(coded)
    if (phrase := phrase_in(coded, link.end(), link.end() + 24, context.lex)) is not None:
        more = members(coded, phrase, context.lex)
    return replace(found, orgs=tuple({o.key: o for o in (*found.orgs, *more)}.values()))


def _named(coded: Coded, clause: Clause, context: Context, passive: bool) -> Subject:
    if clause.trigger.rule.voice == "attributive" and (beside := _attributive(coded, clause, context)):
        return beside
    if passive:
        orgs = _of_passive(coded, clause, context, in_slots(coded, clause))
        unnamed = orgs is not None and not coded.find(_ORGS)
        return Subject(orgs, True, inherited=unnamed and orgs == context.current)
    return _of_active(coded, clause, context)


def _attributive(coded: Coded, clause: Clause, context: Context) -> Subject | None:
    trigger, words, text = clause.trigger, context.lex.words, coded.text
    beside = coded.find(_ORGS, trigger.stop, trigger.stop + 60)
    end = trigger.stop + 60
    stop = words["list_break"].search(text, trigger.stop, end)
    end = stop.start() if stop else end
    if not coded.find(marks.ORG, trigger.stop, end) and words["generic"].search(text, trigger.stop, end):
        return Subject(None, True)
    if any(
        not text[m.end() : trigger.verb[0]].strip(" ,")
        for m in words["generic"].finditer(text, max(0, trigger.verb[0] - 30), trigger.verb[0])
    ):
        return Subject(None, True)
    unknown = name_in(coded, trigger.stop, end, context.lex, last=False, sure=True)
    if unknown and not beside:
        return Subject((unknown,), True)
    if beside and not words["list_break"].search(text[trigger.stop : beside[0]]):
        return Subject(_list(coded, beside[0], context), True)
    return None


def _of_active(coded: Coded, clause: Clause, context: Context) -> Subject:
    trigger, words, text = clause.trigger, context.lex.words, coded.text
    voice = trigger.rule.voice
    slotted = in_slots(coded, clause)
    if (
        voice == "whole"
    ):  # "extended the ban on the armed wing of X to all of it": of X, whatever part is named
        further = coded.find(marks.ORG, *trigger.slots[-1])
        wholes = further or [i for i in slotted if coded.text[i] == marks.ORG] or slotted
        wholes = wholes or coded.find(marks.DESCRIPTION, trigger.start, trigger.stop)
        return Subject(_list(coded, wholes[0], context) if wholes else None, False)
    after = coded.find(_ORGS, trigger.verb[1], min(clause.right, trigger.verb[1] + 70))
    if words["object_suffix"].fullmatch(text[slice(*trigger.verb)]):
        # "which the court banned it": the pronoun is part of the verb, and means whom the sentence named before.
        earlier = coded.find(marks.ORG, 0, trigger.verb[0])
        orgs = _list(coded, earlier[-1], context, backwards=True) if earlier else context.current
        return Subject(orgs, False, not earlier and voice != "noun")
    if any(words["own_wing"].search(text, a, b) for a, b in trigger.slots):
        return Subject(None, False)  # of a wing of it alone, which has no name here
    if slotted:
        whole = [i for i in slotted if not only_parts(coded, i, context)]
        if wings := wings_of(coded, slotted[0], context.lex):
            return Subject(wings, False)
        if not whole or shared(coded, slotted[0], whole[0], context):
            return Subject(None, False)
        first = next(a for a, b in trigger.slots if a <= whole[0] < b)
        a, b = trigger.slots[0]
        if b < whole[0] and (it := words["pronoun_object"].search(text[a:b])):
            # "named it terrorist together with X": it too, if X stands there so; else X is no object of the act.
            with_it = words["along_with"].search(text, b, whole[0])
            more = _list(coded, whole[0], context) if with_it else ()
            return Subject((*referred(it.group(), context), *more), False, not more)
        within = enumeration(coded, first, len(text), context.lex, closed_only=True)
        if within.closed and within.spans[0][0] < whole[0] <= within.spans[-1][0]:
            return Subject(within.orgs(coded), False)  # names that nobody knows stand before the one known
        return Subject(_list(coded, whole[0], context), False)
    if (
        voice not in ("noun", "noun_event")
        and words["relative_object"].search(text[: clause.start])
        and not (after and not trigger.slots)
    ):
        # "X, which the court banned": the relative pronoun is the object.
        behind = coded.find(_ORGS, max(0, clause.start - 60), clause.start)
        if behind:
            return Subject(_list(coded, behind[-1], context, backwards=True), False)
        unknown = name_in(coded, max(0, clause.start - 80), clause.start, context.lex, last=True, sure=True)
        return Subject((unknown,) if unknown else None, False)
    slot_text = [(a, b) for a, b in trigger.slots]
    for a, b in slot_text:
        if it := words["pronoun_object"].search(text[a:b]):
            return Subject(referred(it.group(), context), False, True)
    if voice in ("either", "active") and trigger.rule.need == "org":
        near = [
            i
            for i in after
            if (i - trigger.verb[1] <= 45 or words["org_before"].search(text[trigger.verb[1] : i]))
            and not words["object_stop"].search(text[trigger.verb[1] : i])
        ]
        if near:
            if wings := wings_of(coded, near[0], context.lex):
                return Subject(wings, False)
            if only_parts(coded, near[0], context):
                return Subject(None, False)
            return Subject(_list(coded, near[0], context), False)
        if words["relative"].search(text[: clause.start]) and coded.find(
            _ACTORS, clause.start, trigger.verb[0]
        ):
            behind = coded.find(_ORGS, max(0, clause.start - 30), clause.start)
            if behind:
                return Subject(_list(coded, behind[-1], context), False)
        if told := words["apposed_object"].search(text[: trigger.verb[0]]):
            # "X, a movement that A banned in 1999"
            return Subject((org_at(coded, told.start()),), False)
        if it := words["pronoun_object"].search(text[trigger.verb[1] : trigger.verb[1] + 14]):
            return Subject(referred(it.group(), context), False, True)
        if words["clitic"].search(text[clause.start : trigger.verb[0]]):
            return Subject(context.current, False, True)
        ends = words["verb_last"].fullmatch(text[slice(*trigger.verb)])
        if ends and (ahead_of_it := _before_verb(coded, clause, context)):
            return Subject(ahead_of_it, False)
        if ends and words["acts_on"].search(text, clause.start, trigger.verb[0]):
            return Subject(None, False)  # its object, a name or not, has been passed
        strong = bool(words["strong_ban"].search(text[slice(*trigger.verb)]))
        begin, end = trigger.verb[1], min(clause.right, trigger.verb[1] + 70)
        cut = words["list_break"].search(text, begin, end)
        if cut and cut.group() == "," and words["heir"].search(text[begin : cut.start()]):
            # "legalised its heir, X": the name after the comma is the one.
            begin, strong = cut.end(), True
            cut = words["list_break"].search(text, begin, end)
        end = cut.start() if cut else end
        cut = words["object_end"].search(text, begin, end)
        end = cut.start() if cut else end
        unknown = name_in(coded, begin, end, context.lex, last=False, sure=strong)
        return Subject(_with_others(coded, trigger.verb[1], unknown, context) if unknown else None, False)
    for a, b in slot_text:
        if cut := words["slot_end"].search(text, a, b):
            b = cut.start()
        if b > a and (unknown := name_in(coded, a, b, context.lex, last=False, sure=True)):
            return Subject(_with_others(coded, a, unknown, context), False)
    empty = bool(slot_text) and not text[slice(*slot_text[0])].strip()
    if trigger.rule.need == "object" and empty and not after:
        # "included in the list the movement X": what is listed stands last.
        end = min(clause.right, trigger.stop + 90)
        cut = words["slot_end"].search(text, trigger.stop, end)
        end = cut.start() if cut else end
        if unknown := name_in(coded, trigger.stop, end, context.lex, last=False, sure=True):
            return Subject(_with_others(coded, trigger.stop, unknown, context), False)
        opening = text[: clause.start].rstrip()
        if opening[-1:].isalpha() and words["relative"].search(text[: clause.start]):
            # "X, que el Gobierno incluyó en su lista": who lists is named between the pronoun and the verb.
            behind = coded.find(_ORGS, max(0, clause.start - 30), clause.start)
            if behind and coded.find(_ACTORS, clause.start, trigger.verb[0]):
                return Subject(_list(coded, behind[-1], context, backwards=True), False)
    if trigger.rule.need == "object" and slot_text:
        inside = words["adjunct"].sub("", text[slice(*slot_text[0])])
        if any(c.isalpha() or c in marks.PLACE + marks.AUTHORITY + marks.ADJECTIVE for c in inside):
            named = words["among"].search(text, trigger.start)
            listed = coded.find(marks.ORG, named.end(), named.end() + 60) if named else []
            return Subject(_list(coded, listed[0], context) if listed else None, False)
    if (
        voice in ("either", "active")
        and not slot_text
        and words["person_object"].search(text[trigger.verb[1] :])
    ):
        return Subject(None, False)
    if after and voice != "claim":
        return Subject(_list(coded, after[0], context), False)
    before = coded.find(_ORGS, clause.start, trigger.verb[0])
    if before and voice == "claim" and words["activist"].match(text, before[-1] + 1, trigger.verb[0]):
        return Subject(None, False)  # who goes to court is a person of it
    if before and voice == "noun" and words["caller"].search(text[before[-1] + 1 : trigger.verb[0]]):
        # Who calls for a ban is not who is to be banned.
        return Subject(tuple(o for o in context.matter if o != org_at(coded, before[-1])), False, True)
    if before:
        return Subject(_list(coded, before[-1], context, backwards=True), False)
    if voice == "noun" and (link := words["of_noun"].match(text, trigger.verb[1])):
        unknown = name_in(coded, link.end(), clause.stop, context.lex, last=False, sure=True)
        row = _with_others(coded, link.end(), unknown, context) if unknown else ()
        if row and enumeration(coded, link.end(), len(text), context.lex).spans:
            return Subject(row, False)
    if voice == "claim":  # "the appeal of ABC", "ABC's appeal"
        verb, words_after = trigger.verb, words["of_noun"].match(text, trigger.verb[1])
        theirs = name_in(coded, max(clause.start, verb[0] - 40), verb[0], context.lex, last=True, sure=False)
        if theirs is None and words_after:
            theirs = name_in(
                coded, words_after.end(), words_after.end() + 40, context.lex, last=False, sure=False
            )
        if theirs is not None:
            return Subject((Org(_OWNER.sub("", theirs.name)),), False)
    elsewhere = coded.find(marks.ORG)
    if elsewhere and voice in ("noun_event", "claim", "noun"):
        return Subject(_list(coded, elsewhere[0], context), False)
    if not context.current and voice in ("noun_event", "claim", "noun"):
        unknown = name_in(coded, trigger.verb[1], clause.stop, context.lex, last=False, sure=True)
        if unknown:
            return Subject((unknown,), False)
    if words["generic"].search(text[max(0, clause.start - 40) : min(clause.right, trigger.verb[1] + 40)]):
        return Subject(None, False)
    return Subject(context.matter if voice == "noun" else context.current, False, True)


_ACTORS = marks.PLACE + marks.AUTHORITY


def _before_verb(coded: Coded, clause: Clause, context: Context) -> tuple[Org, ...] | None:
    """The object of a verb that stands last: an organisation before it, where somebody else is there to act."""
    verb = clause.trigger.verb[0]
    before = coded.find(_ORGS, clause.start, verb)
    others = coded.find(marks.PLACE + marks.AUTHORITY, clause.start, verb) or (
        before and context.lex.words["acts_on"].search(coded.text, clause.start, before[0])
    )
    if before and only_parts(coded, before[-1], context):
        return None
    if before and (others or len(before) > 1):
        return _list(coded, before[-1], context, backwards=True)
    if not before and isinstance(others, list) and others:
        unknown = name_in(coded, others[-1] + 1, verb, context.lex, last=True, sure=False)
        return (unknown,) if unknown else None
    return None


def _of_passive(coded: Coded, clause: Clause, context: Context, slotted: list[int]) -> tuple[Org, ...] | None:
    words, text, trigger = context.lex.words, coded.text, clause.trigger
    if slotted and trigger.rule.voice != "either":
        whole = [i for i in slotted if not only_parts(coded, i, context)]
        if not whole and (
            unknown := name_in(coded, slotted[-1] + 1, trigger.verb[0], context.lex, last=True, sure=True)
        ):
            return (unknown,)
        return _list(coded, (whole or slotted)[0], context)
    verb = trigger.verb[0]
    if not slotted and (unknown := after_noun(coded, clause, context)):
        return (unknown,)
    aux = words["passive_before"].search(text, clause.start, verb)
    end = aux.start() if aux else verb
    more = words["auxiliaries"].search(text, clause.start, end)
    row = enumeration_before(coded, clause.start, more.start() if more else end, context.lex)
    if row.closed and not slotted:
        return row.orgs(coded)
    if link := words["members_named"].search(text, clause.start, verb):
        row = enumeration_before(coded, clause.start, link.start(), context.lex)
        if row.closed:
            return row.orgs(coded)
    if clause.start and text[clause.start - 1] == "(":
        # A label in brackets speaks of the name right before them.
        named = coded.find(marks.ORG, clause.start - 8, clause.start)
        within = name_in(coded, clause.start, verb, context.lex, last=True, sure=True)
        if within and not (named and within.name.isupper()) and not coded.find(marks.ORG, clause.start, verb):
            return (within,)  # initials in the bracket are those of the name before it
        if named and not coded.find(marks.ORG, clause.start, verb):
            return _list(coded, named[-1], context, backwards=True, stop=clause.start)
        labelled = name_in(
            coded, max(0, clause.start - 70), clause.start - 1, context.lex, last=True, sure=True
        )
        if labelled:
            return (labelled,)
    left = coded.find(_ORGS, clause.start, verb)
    if left:
        if _INSERTED.search(text[left[-1] + 1 : verb]):
            # "the student wing of X, Y, was banned": the name between the commas is the one.
            comma = text.rfind(",", left[-1], text.rfind(",", left[-1], verb))
            inserted = name_in(coded, comma, verb, context.lex, last=True, sure=True)
            if inserted and comma > 0 and not words["aside"].match(text[comma + 1 : verb]):
                return (inserted,)
        # "X, another offshoot of Y, was banned": what stands between commas only says what X is.
        apposed = next((i for i in left[:-1] if words["apposed"].match(text, i + 1, verb)), left[-1])
        if wings := wings_of(coded, apposed, context.lex):
            return wings
        if only_parts(coded, apposed, context):
            return None
        return _list(coded, apposed, context, backwards=True)
    if not left and not text[clause.start : trigger.start].strip():
        # "Undesirable were declared X, Y and Z."
        row = enumeration(coded, max(trigger.stop, trigger.verb[1]), len(text), context.lex)
        if row.closed or len(row.spans) > 2:
            return row.orgs(coded)
    left_text = text[clause.start : verb]
    if words["where"].search(text[: clause.start]):
        left_text = left_text.lstrip()  # "in A, where it is banned": whoever it is, it is not A
    if words["parts_start"].search(left_text):
        return None
    if they := words["pronoun_subject"].search(left_text):
        return referred(they.group(), context)
    if words["persons_listed"].search(left_text[-40:]):
        return None
    unknown = name_in(coded, clause.start, verb, context.lex, last=True, sure=_sure(coded, clause, context))
    if unknown:
        return (unknown,)
    if words["persons_listed"].search(left_text) or words["generic"].search(left_text):
        return None
    earlier = coded.find(_ORGS, 0, clause.start)
    if earlier and clause.start - earlier[-1] < 60:
        return _list(coded, earlier[-1], context, backwards=True)
    if clause.start:
        unknown = name_in(coded, max(0, clause.start - 60), clause.start, context.lex, last=True, sure=True)
        if unknown:
            return (unknown,)
    right = coded.find(_ORGS, trigger.verb[1], trigger.verb[1] + 80)
    if right:
        return None if only_parts(coded, right[0], context) else _list(coded, right[0], context)
    if trigger.rule.voice == "passive" and len(left_text.split()) < 2:
        # "when was banned the Party of X", in languages that may put it so
        unknown = name_in(coded, trigger.verb[1], trigger.verb[1] + 60, context.lex, last=False, sure=False)
        if unknown:
            return (unknown,)
    if trigger.rule.need == "org":
        return None
    if words["cataphora"].search(text):
        return ()
    return context.current


def _sure(coded: Coded, clause: Clause, context: Context) -> bool:
    words = context.lex.words
    return bool(words["class_org"].search(coded.text[clause.trigger.start : clause.trigger.stop])) or bool(
        words["after_comma"].search(coded.text[clause.start : clause.trigger.verb[0]])
    )


def _further(coded: Coded, at: int, context: Context) -> Org | None:
    """A name that the gazetteer does not know at the end of an enumeration of ones that it knows."""
    link = context.lex.words["and_name"].match(coded.text[at + 1 : at + 24])
    if link is None:
        return None
    start = at + 1 + link.end()
    word = coded.original(start, min(len(coded.text), start + 2)) if start < len(coded.text) else ""
    if not word[:1].isupper() and not word.startswith("al"):
        return None
    stop = context.lex.words["name_end"].search(coded.text, start)
    return name_in(
        coded, start, stop.start() if stop else len(coded.text), context.lex, last=False, sure=True
    )


def _list(
    coded: Coded, at: int, context: Context, *, backwards: bool = False, stop: int | None = None
) -> tuple[Org, ...]:
    """The organisations of the enumeration that the mark at `at` is in, up to `stop` where it is given; a description
    is what was named last."""
    marked = coded.find(_ORGS, 0, len(coded.text) if stop is None else stop)
    joint, apart = context.lex.words["joint"], context.lex.words["nolist"]

    def joined(first: int, second: int) -> bool:
        between = coded.text[first + 1 : second]
        return bool(joint.match(between)) and not apart.search(between)

    spot = marked.index(at)
    first = last = spot
    while first > 0 and joined(marked[first - 1], marked[first]):
        first -= 1
    while last + 1 < len(marked) and joined(marked[last], marked[last + 1]):
        last += 1
    found: list[Org] = []
    for i in marked[first : last + 1]:
        if coded.text[i] == marks.DESCRIPTION:
            if last > first:
                continue
            found += described(coded, i, context)
        elif last > first and context.lex.words["parts_after"].match(coded.text[i + 1 :]):
            continue  # "X, an offshoot of Y"
        else:
            found.append(org_at(coded, i))
    if stop is not None:
        return tuple({o.key: o for o in found}.values())
    if (extra := _further(coded, marked[last], context)) is not None:
        found.append(extra)
    begin = marked[first] - (coded.text[marked[first] - 1 : marked[first]] == '"')
    row = enumeration(coded, begin, len(coded.text), context.lex, closed_only=True)
    if row.closed and len(row.spans) > coded.text.count(marks.ORG, marked[first], marked[last] + 1):
        found = [*row.orgs(coded), *found]
    unique = {o.key: o for o in reversed(found)}
    return tuple(reversed(unique.values()))


def _with_others(coded: Coded, start: int, unknown: Org, context: Context) -> tuple[Org, ...]:
    """An organisation that the register does not know, with those enumerated after it."""
    link = context.lex.words["of_noun"].match(coded.text, start)
    row = enumeration(coded, link.end() if link else start, len(coded.text), context.lex)
    if row.closed:
        orgs = row.orgs(coded)
        if unknown.key in {o.key for o in orgs} or (
            unknown.name.startswith(orgs[0].name) and _BOTH.search(unknown.name)
        ):
            return orgs
    return (unknown,)
