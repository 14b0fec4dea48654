"""Descriptions: who "the centre", "both groups" or "the movement" is."""

import re

from .coding import Coded
from .context import Context, Org
from .enumeration import enumeration_before
from .members import count_of
from .view import fold_text

_HEAD = re.compile(r"[^\W_]+$")
_WORD = re.compile(r"[^\W_]+")


def described(coded: Coded, at: int, context: Context) -> tuple[Org, ...]:
    """Who the description at `at` means: those enumerated last where it is a plural, the one whose name has its noun
    ("the centre" after the Hamburg Islamic Centre), else those named last."""
    if coded.text[:at].endswith(", "):
        row = enumeration_before(coded, 0, at - 2, context.lex)
        if row.closed:
            return row.orgs(coded)
    mention = coded.mentions[at]
    words = coded.view.text[mention.start : mention.stop] if mention else ""
    if context.generic:
        return context.current
    if context.lex.words["plural"].match(words):
        count = count_of(words, context.lex)
        if context.listed and count in (None, len(context.listed)) and count != len(context.current):
            return context.listed
        if count and count != len(context.current) and len(context.named) == count:
            return tuple(context.named.values())
        return context.current
    return _by_noun(words, context) or context.current


def _by_noun(words: str, context: Context) -> tuple[Org, ...]:
    """The organisation named last whose name has the noun of a description, if those named last have it not."""
    noun = _HEAD.search(words)
    if noun is None:
        return ()
    having = [o for o in context.named.values() if noun.group() in _WORD.findall(fold_text(o.name))]
    return () if any(o.key in {c.key for c in context.current} for o in having) else tuple(having[-1:])
