"""Asides: what a sentence says of a group beside its ban ("formed in Malaysia in 2012")."""

import re

from .coding import Coded
from .lexicon import Lexicon
from .phrases import spans

#: A label of a group names the country of its own ban, not of the one the sentence tells.
_LABEL = re.compile(r"\([^()]{8,90}\)")


def aside(coded: Coded, at: int, verb: int, lex: Lexicon) -> bool:
    """Whether a mark stands in an aside that the verb of the act does not stand in: no place or day of the act."""
    labels = [m.span() for m in _LABEL.finditer(coded.text)]
    beside = (*labels, *spans(lex.words["background"], coded.text), *spans(lex.words["grounds"], coded.text))
    return any(a <= at < b and not a <= verb < b for a, b in beside)
