"""Asides: what a sentence says of a group beside its ban ("formed in Malaysia in 2012")."""

from .coding import Coded
from .lexicon import Lexicon
from .phrases import spans


def aside(coded: Coded, at: int, verb: int, lex: Lexicon) -> bool:
    """Whether a mark stands in an aside that the verb of the act does not stand in: no place or day of the act."""
    beside = (*spans(lex.words["background"], coded.text), *spans(lex.words["grounds"], coded.text))
    return any(a <= at < b and not a <= verb < b for a, b in beside)
