"""Who a pronoun or a description means: the organisations that the text named before."""

import re

from . import marks
from .coding import Coded
from .context import Context, Org, org_at
from .enumeration import enumeration_before
from .members import count_of

#: A name right before a description of it ("X (Y), the group").
_APPOSED = re.compile(rf'{marks.ORG}"?\*?(?: ?\([^()]{{1,60}}\))?, $')
_WORD = re.compile(r"[^\W\d_]+")


def referred(words: str, context: Context) -> tuple[Org, ...]:
    """Who a pronoun or a description means: those enumerated last where it is a plural, else those named last."""
    plural = context.lex.words["plural"].search(words)
    if context.listed and plural and not context.generic:
        count = count_of(plural.group(), context.lex)
        if count in (None, len(context.listed)) and count != len(context.current):
            return context.listed
    return context.current


def described(coded: Coded, at: int, context: Context) -> tuple[Org, ...]:
    """Who the description at `at` means."""
    if coded.text[:at].endswith(", "):
        row = enumeration_before(coded, 0, at - 2, context.lex)
        if row.closed:
            return row.orgs(coded)
        if name := _APPOSED.search(coded.text[:at]):
            return (org_at(coded, name.start()),)
    mention = coded.mentions[at]
    words = coded.view.text[mention.start : mention.stop] if mention else ""
    return _by_noun(coded, at, context) or referred(words, context)


def _by_noun(coded: Coded, at: int, context: Context) -> tuple[Org, ...]:
    """The organisation named before that has the noun of a description in its name, where the noun is written as a
    name ("the Guards")."""
    noun = coded.original(at, at + 1).split()[-1]
    if not noun[:1].isupper():
        return ()
    stem = noun.lower().rstrip("s")
    for sentence in reversed(context.coded):
        if sentence.sentence.start > coded.sentence.start:
            continue
        for spot in reversed(sentence.find(marks.ORG)):
            org = org_at(sentence, spot)
            mention = sentence.mentions[spot]
            full = f"{org.name} {sentence.original(spot, spot + 1)}" if mention else org.name
            if any(w.lower().rstrip("s") == stem for w in _WORD.findall(full)):
                return (org,)
    return ()
