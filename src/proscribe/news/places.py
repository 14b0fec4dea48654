"""Which jurisdiction an act belongs to: from who acts, where, on whose list."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..model.words import Act
from . import marks
from .asides import aside
from .clause import Clause
from .coding import Coded
from .context import Context, Org, country_in, modifies, people_in, person_after
from .lexicon import Lexicon
from .phrases import spans

#: How far back words are looked at that say what a country is to an act ("banned in", "based in").
NEAR = 48
#: The ending of a name after an apostrophe.
_ENDING = re.compile(r"'\w{1,6}")
_ANY = marks.PLACE + marks.ADJECTIVE + marks.AUTHORITY


@dataclass(frozen=True, slots=True)
class Where:
    """A jurisdiction of an act, the mark of who acts there, and the mark of the time that goes with it."""

    code: str | None
    actor: int | None
    time: int | None


def jurisdictions(
    coded: Coded, clause: Clause, context: Context, *, passive: bool, asked: int | None = None
) -> list[Where]:
    """The jurisdictions of a trigger, each with its own time where the text gives one ("in A in 2004, in B in 2007").

    `asked` is where somebody is said to ask for the act: who asks is not who acts, unless nobody else is named.
    """
    at = _anchor(coded, clause, context, passive, asked)
    if context.home and context.lex.words["here"].search(coded.text, clause.trigger.verb[0], clause.stop):
        return [Where(context.home, None, None)]
    if at is None:
        home = context.place if context.home in ("UN", "EU") and context.place else context.home
        code = (
            _by_regime(coded, context) or _by_person(coded, clause, context) or context.jurisdiction or home
        )
        if code in ("UN", "EU") and context.lex.words["home_country"].search(
            coded.text, clause.start, clause.stop
        ):
            code = context.home if context.home not in ("UN", "EU") else None
        if context.owner and context.lex.words["same_list"].search(coded.text, clause.start, clause.stop):
            code = context.owner
        return [Where(code, None, None)] if code else []
    group = _group(coded, at, context)
    found = [
        Where(code, i if coded.mentions[i] and coded.text[i] != marks.ADJECTIVE else None, None)
        for i in group
        if (code := code_at(coded, i, context))
    ]
    found += _gapped(coded, clause, context, group[-1])
    seen: set[str | None] = set()
    return [w for w in found if not (w.code in seen or seen.add(w.code))]  # type: ignore[func-returns-value]


def home_country(orgs: Iterable[Org], lex: Lexicon) -> str | None:
    """The country that organisations have in their names, which is what "at home" means of them."""
    return next((code for org in orgs if (code := country_in(org.name, lex))), None)


def of_person(coded: Coded, clause: Clause, context: Context) -> str | None:
    """The country of the person in office who does what was told ("when Theresa May followed suit"), where the clause
    names no country."""
    if coded.find(_ANY, clause.start, clause.trigger.verb[1] + 6):
        return None
    found = people_in(coded, context.lex, clause.start, clause.trigger.verb[0])
    return found[-1] if found else None


def code_at(coded: Coded, at: int, context: Context) -> str | None:
    """The jurisdiction of a mark; an authority without a country gets the one the text was about."""
    mention = coded.mentions[at]
    if mention is None:
        return None
    if mention.id:
        return mention.id
    if named := person_after(coded, at, context.lex):
        return named
    beside = [
        i
        for i in coded.find(marks.PLACE, max(0, at - 8), at)
        if coded.text[i + 1 : at].replace(" ", "").isalpha()
    ]
    if beside:
        return coded.mentions[beside[-1]].id  # type: ignore[union-attr]
    near = [
        i
        for i in coded.find(_ANY, 0, at)
        if coded.mentions[i].id and not modifies(coded, i, context.lex)  # type: ignore[union-attr]
    ]
    own = [i for i in near if coded.text[i] == marks.AUTHORITY] or (
        near if len(near) == 1 and near[0] < 12 else []
    )
    if own and not context.lex.words["locative_opening"].search(coded.text[: own[-1]]):
        return coded.mentions[own[-1]].id  # type: ignore[union-attr]
    after = [
        i
        for i in coded.find(_ANY, at + 1, at + 60)
        if coded.mentions[i].id and not modifies(coded, i, context.lex)  # type: ignore[union-attr]
    ]
    return (
        _by_regime(coded, context)
        or context.jurisdiction
        or context.place
        or context.home
        or (coded.mentions[near[-1]].id if near else None)  # type: ignore[union-attr]
        or (coded.mentions[after[0]].id if after else None)  # type: ignore[union-attr]
    )


def _anchor(coded: Coded, clause: Clause, context: Context, passive: bool, asked: int | None) -> int | None:
    """The mark that tells the jurisdiction best."""
    trigger, words, text = clause.trigger, context.lex.words, coded.text
    counted = spans(words["several"], text)
    usable = [
        i
        for i in coded.find(_ANY)
        if not modifies(coded, i, context.lex)
        and not any(a <= i < b for a, b in counted)
        and not aside(coded, i, trigger.verb[0], context.lex)
        and not words["elsewhere"].search(text[max(0, i - NEAR) : i])
        and (text[i] != marks.ADJECTIVE or words["owned"].match(text[i + 1 : i + 40]))
    ]
    # "told A that it will": who is told is not who acts.
    addressees = [m.span("o") for m in words["told_to"].finditer(text, 0, trigger.verb[0])]
    usable = [i for i in usable if not any(a <= i < b for a, b in addressees)]
    inside = [i for i in usable if clause.start <= i < clause.right]
    if asked is not None:
        addressed = [i for i in inside if _addressed(coded, i, context)]
        if addressed:
            return addressed[-1]
        if asked >= trigger.verb[1] and words["addressee"].pattern != "(?!)":
            return None  # who wants it is named, and nobody of whom
        told = [i for i in inside if i > asked]
        if told:
            usable = [i for i in usable if i > asked]
            inside = told
        elif context.jurisdiction in ("UN", "EU") and not coded.find(marks.AUTHORITY, clause.start, asked):
            return None
    if words["where"].search(text[: clause.start]) and (
        located := [i for i in usable if clause.start - 16 < i < clause.start and text[i] == marks.PLACE]
    ):
        return located[-1]
    end = min(len(text), trigger.stop + 24)
    for owner in reversed(list(words["list_owner"].finditer(text, min(trigger.start, trigger.verb[0]), end))):
        spot = next((owner.start(g) for g in range(1, owner.re.groups + 1) if owner.group(g)), -1)
        if spot in coded.find(_ANY) and not any(a <= spot < b for a, b in counted):
            context.owner = coded.mentions[spot].id or context.owner  # type: ignore[union-attr]
            return spot
    left = [i for i in inside if i < trigger.verb[0]]
    if not left and words["relative"].search(text[: clause.start]):
        left = [i for i in usable if clause.start - 40 < i < clause.start][-1:]
        if left and words["where"].search(text[: clause.start]):
            return left[-1]
    right = [i for i in inside if i >= trigger.verb[0]]
    local = [i for i in right if words["locative"].search(text[max(0, i - NEAR) : i])]
    if trigger.rule.act.value in ("recognise", "derecognise"):
        opening = [i for i in usable if i < min(14, clause.start)]  # "A has an embassy there but has not …"
        return left[-1] if left else opening[0] if opening else None
    if trigger.rule.voice == "echo" and right and right[0] - trigger.verb[1] <= 2:
        return right[0]
    if passive:
        beside = [
            i
            for i in usable
            if trigger.verb[0] - 6 < i < trigger.verb[0]
            and "," not in text[i : trigger.verb[0]]
            and words["locative"].search(text[max(0, i - NEAR) : i])
        ]
        if beside and trigger.rule.voice == "state":
            return beside[-1]
        placed = [i for i in left if words["locative_after"].match(text[i + 1 :])]
        if placed and trigger.rule.voice == "state":
            return placed[-1]
        owned = [i for i in right if text[i] == marks.ADJECTIVE]
        opening = [
            i for i in left if words["locative"].search(text[max(0, i - NEAR) : i]) and i - clause.start < 12
        ]
        if opening and local and "," in text[trigger.verb[1] : local[0]]:
            local = []  # "in A it is banned, in B since 2013"
        for choice in (local, owned, opening, right):
            if choice:
                return choice[0]
        if context.jurisdiction and not [i for i in left if text[i] == marks.AUTHORITY]:
            return None
        if left:
            return left[-1]
    else:
        first = [i for i in right if i - trigger.verb[1] <= 2 and text[i] != marks.ADJECTIVE]
        if first and not left:
            return first[0]  # the verb stands before who acts
        actors = [
            i
            for i in left
            if text[i] != marks.ADJECTIVE
            and not words["locative"].search(text[max(0, i - NEAR) : i])
            and not words["locative_after"].match(text[i + 1 :])
        ]
        bound = [i for i in actors if coded.mentions[i].id]  # type: ignore[union-attr]
        opening = [
            i for i in left if words["locative"].search(text[max(0, i - NEAR) : i]) and i - clause.start < 12
        ]
        if opening and not bound:
            return opening[-1]
        if actors and (bound or not local):
            return actors[-1]
        for choice in (local, actors[::-1], left[::-1], right):
            if choice:
                return choice[0]
    return _best(coded, [], usable, clause, context)


def _addressed(coded: Coded, at: int, context: Context) -> bool:
    """Whether the ending of a country or authority says that it is the one who is asked (Turkish "ABD'den")."""
    mention = coded.mentions[at]
    if mention is None or context.lex.words["addressee"].pattern == "(?!)":
        return False
    after = _ENDING.match(coded.view.text, mention.stop)
    text = coded.view.text[mention.start : after.end() if after else mention.stop]
    return "'" in text and context.lex.words["addressee"].search(text) is not None


def _best(coded: Coded, left: list[int], usable: list[int], clause: Clause, context: Context) -> int | None:
    if left:
        return left[-1]
    before = [i for i in usable if i < clause.trigger.verb[0]]
    after = [i for i in usable if i >= clause.trigger.verb[0]]
    if before:
        offices = [i for i in before if coded.text[i] == marks.AUTHORITY]
        if offices and context.lex.words["conjoined"].search(coded.text, 0, clause.trigger.verb[0]):
            return offices[0]  # "the court banned X, made up of people from Y, and dissolved it"
        return before[-1]
    return after[0] if after and not (context.jurisdiction or context.home) else None


def _by_person(coded: Coded, clause: Clause, context: Context) -> str | None:
    """The country of the one person in office who is named before the verb ("Joe Biden revoked the designation")."""
    if clause.trigger.rule.act in (Act.REQUEST, Act.HEAR):
        return None
    codes = set(people_in(coded, context.lex, clause.start, clause.trigger.verb[0]))
    return codes.pop() if len(codes) == 1 else None


def _by_regime(coded: Coded, context: Context) -> str | None:
    """The jurisdiction of a regime that only one jurisdiction has by that name."""
    codes = {r.jurisdiction for r in context.lex.regimes if r.unique and r.pattern.search(coded.text)}
    return codes.pop() if len(codes) == 1 else None


def _group(coded: Coded, at: int, context: Context) -> list[int]:
    """All marks of the enumeration that `at` belongs to."""
    marked = [i for i in coded.find(_ANY) if i == at or not modifies(coded, i, context.lex)]
    joined = context.lex.words["joined_places"]
    spot = marked.index(at)
    first = last = spot
    apart = context.lex.words["not_joined"]
    while (
        first > 0
        and joined.match(coded.text[marked[first - 1] + 1 : marked[first]])
        and not apart.search(coded.text[: marked[first - 1]])
    ):
        first -= 1
    while last + 1 < len(marked) and joined.match(coded.text[marked[last] + 1 : marked[last + 1]]):
        last += 1
    group = marked[first : last + 1]
    own = coded.mentions[at]
    if own is not None and own.mark == marks.AUTHORITY and own.id is None:
        return [at]
    if _addressed(coded, at, context):
        return [at]
    if at == group[-1] and context.lex.words["relative_singular"].match(coded.text, at + 1):
        return [at]  # "for A and B, which has banned it": B alone has
    return group


def _gapped(coded: Coded, clause: Clause, context: Context, last: int) -> list[Where]:
    """Further jurisdictions after the clause's own, where the verb is left out."""
    words, text = context.lex.words, coded.text
    found: list[Where] = []
    at = max(last, clause.trigger.verb[1] - 1)
    times = coded.find(marks.TIME, at, clause.stop)
    end = times[0] + 1 if times else at + 1
    while True:
        following = coded.find(marks.PLACE + marks.AUTHORITY, end)
        if not following or not words["gap_place"].match(text[end : following[0]]):
            return found
        spot = following[0]
        code = code_at(coded, spot, context)
        rest = words["gap_rest"].match(text[spot + 1 :])
        if code is None or rest is None:
            return found
        end = spot + 1 + rest.end()
        inside = coded.find(marks.TIME, spot, end)
        found.append(Where(code, spot, inside[0] if inside else None))
