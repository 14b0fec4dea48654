"""Asides: what a sentence says of a group beside its ban ("formed in Malaysia in 2012"), whose places and times are
none of the act's."""

from .coding import Coded
from .lexicon import Lexicon
from .phrases import spans


def aside(coded: Coded, at: int, verb: int, lex: Lexicon) -> bool:
    """Whether a mark stands in an aside that the verb of the act does not stand in."""
    return any(a <= at < b and not a <= verb < b for a, b in spans(lex.words["background"], coded.text))
