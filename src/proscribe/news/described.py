"""Who a description means: "the movement", "these groups", "both", "the party"."""

from .coding import Coded
from .context import Context, Org
from .enumeration import enumeration_before
from .members import count_of
from .view import fold_text

#: So many letters of a noun are the same in all its cases.
_STEM = 4


def described(coded: Coded, at: int, context: Context) -> tuple[Org, ...]:
    """Who the description at `at` means: those enumerated or named last where it is a plural, the one named last that
    has the noun in its name ("the foundation"), else who the text is about."""
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
        if count and count != len(context.current) and len(context.recent) >= count:
            return context.recent[-count:]
        return context.current
    return _of_kind(words, context) or context.current


def _of_kind(words: str, context: Context) -> tuple[Org, ...]:
    """The organisation named last that is by its name of the kind described, where the text is about none of it."""
    kind = context.lex.words["kind_noun"].search(words)
    if kind is None:
        return ()
    stem = kind.group()[:_STEM]
    alike = [o for o in context.recent if any(w.startswith(stem) for w in fold_text(o.name).split())]
    if not alike or any(o in alike for o in context.current):
        return ()
    return (alike[-1],)
