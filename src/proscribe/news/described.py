"""Descriptions and pronouns: who "the centre", "both groups", "the two" or "the movement" is."""

import re

from . import marks
from .coding import Coded
from .context import Context, Org, org_at
from .enumeration import enumeration_before
from .members import count_of
from .view import fold_text

_HEAD = re.compile(r"[^\W_]+$")
_WORD = re.compile(r"[^\W_]+")
#: The Arabic article with what is written together with it.
_ARTICLE = re.compile(r"^[وفبك]?(?:ال|لل)(?=\w{3})")
#: A name right before a description of it ("X (Y), the group").
_APPOSED = re.compile(rf'{marks.ORG}"?\*?(?: ?\([^()]{{1,60}}\))?, $')


def described(coded: Coded, at: int, context: Context) -> tuple[Org, ...]:
    """Who the description at `at` means: those enumerated last where it is a plural, the one whose name has its noun
    ("the centre" after the Hamburg Islamic Centre), else those named last."""
    if coded.text[:at].endswith(", "):
        row = enumeration_before(coded, 0, at - 2, context.lex)
        if row.closed:
            return row.orgs(coded)
        if name := _APPOSED.search(coded.text[:at]):
            return (org_at(coded, name.start()),)
    mention = coded.mentions[at]
    words = coded.view.text[mention.start : mention.stop] if mention else ""
    before = coded.find(marks.ORG, 0, at)
    if words.startswith(",") and before:  # of the one just named ("on X it is otherwise, the group …")
        return (org_at(coded, before[-1]),)
    if context.generic or context.lex.words["plural"].match(words):
        return referred(words, context)
    return _by_noun(words, context) or context.current


def referred(words: str, context: Context) -> tuple[Org, ...]:
    """Who a pronoun or a description means: where it is a plural, those enumerated last or all named so far, if they
    are so many; else those named last."""
    plural = None if context.generic else context.lex.words["plural"].search(words)
    if plural is None:
        return context.current
    count = count_of(plural.group(), context.lex)
    if context.listed and count in (None, len(context.listed)) and count != len(context.current):
        return context.listed
    if count and count != len(context.current) and len(context.named) == count:
        return tuple(context.named.values())
    return context.current


def _by_noun(words: str, context: Context) -> tuple[Org, ...]:
    """The organisation named last whose name has the noun of a description, if those named last have it not."""
    noun = _HEAD.search(words)
    if noun is None:
        return ()
    stem = _stem(noun.group())
    having = [
        o for o in context.named.values() if stem in {_stem(w) for w in _WORD.findall(fold_text(o.name))}
    ]
    own = tuple(o for o in having if o.key in {c.key for c in context.current})
    return own or tuple(having[-1:])


def _stem(word: str) -> str:
    return _ARTICLE.sub("", word).rstrip("s")
