"""Names that stand for less or for more than themselves: parts of an organisation, and names after a noun for a ban."""

from .clause import Clause
from .coding import Coded
from .context import Context, Org
from .unknown import name_in


def only_parts(coded: Coded, at: int, context: Context) -> bool:
    """Whether the organisation at `at` is only named for somebody or something of it ("leaders of", "X's fighters")."""
    words = context.lex.words
    return bool(
        words["parts"].search(coded.text[:at]) or words["parts_after"].match(coded.text[at + 1 : at + 60])
    )


def shared(coded: Coded, first: int, second: int, context: Context) -> bool:
    """Whether what is said of the first of two names goes for the second too ("leaders of X and Y")."""
    between = coded.text[first + 1 : second]
    link = context.lex.words["links"].match(between)
    return link is not None and any(c.isalpha() for c in link.group())


def after_noun(coded: Coded, clause: Clause, context: Context) -> Org | None:
    """A name right after the noun for a ban that a passive is about ("the dissolution of X was annulled")."""
    for start, stop in clause.trigger.slots if clause.trigger.rule.voice == "passive" else ():
        link = context.lex.words["of_noun"].match(coded.text, start, stop)
        end = min(stop, link.end() + 2) if link else stop
        if link and name_in(coded, link.end(), end, context.lex, last=False, sure=True) is not None:
            return name_in(coded, link.end(), stop, context.lex, last=False, sure=True)
    return None
