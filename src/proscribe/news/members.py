"""Members: a counted or general phrase ("five groups") joined to the names that the text gives for it.

A report often counts first and names later: after a colon, between dashes, after "including", or in a sentence of its
own ("The organisations are …"). Until then the act has a subject without a name, and waits.
"""

import re
from dataclasses import dataclass

from . import marks
from .coding import Coded
from .context import Org, org_at
from .enumeration import enumeration, enumeration_before
from .lexicon import Lexicon
from .unknown import clean_name, is_capital

#: How many sentences an act waits for the names of its subjects.
PATIENCE = 5
#: What may stand between a counted phrase and the comma before its members.
_APART = re.compile(r"[^,;:.()\"]{1,60}, ")
#: A sentence that opens with a name in quotation marks.
_OPENING = re.compile(r'\W{0,3}"([^",.!?]{4,110})"(?! ?[,–-])')


@dataclass(frozen=True, slots=True)
class Phrase:
    """A counted or general phrase of the coded text; `count` is how many members it says, None for "several"."""

    start: int
    stop: int
    count: int | None


def phrase_in(coded: Coded, start: int, stop: int, lex: Lexicon, *, last: bool = False) -> Phrase | None:
    """The first (or last) phrase of this kind in a slice of the coded text."""
    found = list(lex.words["several"].finditer(coded.text, max(0, start), max(0, stop)))
    if not found:
        return None
    match = found[-1 if last else 0]
    return Phrase(match.start(), match.end(), count_of(match.group(), lex))


def count_of(words: str, lex: Lexicon) -> int | None:
    """How many a folded phrase says that they are."""
    for word in re.findall(r"[^\W_]+", words)[:4]:
        if word.isdigit():
            return int(word)
        if number := lex.counts.get(word):
            return number
    return 1 if lex.words["single"].match(words) else None


def members(coded: Coded, phrase: Phrase, lex: Lexicon) -> tuple[Org, ...]:
    """The members that the phrase's own sentence names, right after it or later after "including" or a colon."""
    text, words = coded.text, lex.words
    if link := words["members_beside"].match(text, phrase.stop):
        named = enumeration(coded, link.end(), len(text), lex)
        if named.spans and (named.spans[0][0] - link.end() < 60):
            return named.orgs(coded)
    if phrase.count and phrase.count > 1 and (link := _APART.match(text, phrase.stop)):
        # "two groups from the north of the country, X and Y, as …"
        named = enumeration(coded, link.end(), len(text), lex)
        if named.closed and len(named.spans) == phrase.count:
            return named.orgs(coded)
    for link in words["members_after"].finditer(text, phrase.stop):
        named = enumeration(coded, link.end(), len(text), lex)
        if named.spans:
            return named.orgs(coded)
    if closing := words["members_last"].search(text, phrase.stop):
        return enumeration_before(coded, phrase.stop, closing.start(), lex).orgs(coded)
    return ()


def told(coded: Coded, waiting: int | None, lex: Lexicon, *, colon: bool) -> tuple[Org, ...]:
    """The members that a later sentence names for `waiting` of them.

    It says so ("they are", "the list includes"), or goes on with the act ("it also added"), or is itself the list
    after a `colon`, or holds an enumeration of just as many names as were counted.
    """
    text = coded.text
    for link in lex.words["members_told"].finditer(text):
        inner = phrase_in(coded, link.end(), link.end() + 80, lex)
        if inner and inner.start - link.end() < 6 and (orgs := members(coded, inner, lex)):
            return orgs
        for start in (link.end(), *(m.end() for m in lex.words["members_after"].finditer(text, link.end()))):
            if (named := enumeration(coded, start, len(text), lex)).spans:
                return named.orgs(coded)
    for match in lex.words["several"].finditer(text):
        count = count_of(match.group(), lex)
        inner = Phrase(match.start(), match.end(), count)
        if count and count > 1 and len(orgs := members(coded, inner, lex)) == count:
            return orgs
    if closing := lex.words["members_named"].search(text):
        named = enumeration_before(coded, 0, closing.start(), lex)
        if named.closed:
            return named.orgs(coded)
    if colon:
        start = len(text) - len(text.lstrip(" -–•*·0123456789.)"))
        return enumeration(coded, start, len(text), lex).orgs(coded)
    if waiting is not None and waiting > 1:
        reached = -1
        for at in coded.find(marks.ORG):
            if at <= reached:
                continue
            named = enumeration(coded, at, len(text), lex)
            reached = named.spans[-1][0] if named.spans else at
            if len(named.spans) == waiting and named.closed:
                return named.orgs(coded)
            named = enumeration_before(coded, 0, at + 1, lex)
            if len(named.spans) == waiting and named.closed:
                return named.orgs(coded)
    if waiting == 1:
        quoted = _OPENING.match(text)
        if quoted and is_capital(coded, quoted.start(1)):
            return (Org(clean_name(coded.original(*quoted.span(1)))),)
        known = coded.find(marks.ORG)
        if known and (known[0] < 6 or lex.words["single_named"].search(text[: known[0]])):
            return (org_at(coded, known[0]),)
    return ()
