"""Under which regime an act is, where jurisdiction and wording allow to tell."""

from ..model.words import Act
from .lexicon import Lexicon


def regime_for(act: Act, jurisdiction: str | None, words: str, lex: Lexicon) -> str | None:
    """The regime that folded words name within a jurisdiction; recognition has one of its own."""
    if act in (Act.RECOGNISE, Act.DERECOGNISE):
        return "int.recognition"
    if jurisdiction is None or act is Act.ENACT:
        return None
    for rule in lex.regimes:
        if rule.jurisdiction == jurisdiction and rule.regime and rule.pattern.search(words):
            return rule.regime
    return None
