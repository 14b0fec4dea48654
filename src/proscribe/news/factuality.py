"""How sure a source is of an act, and whether the act is done, asked for or refused: the operators over a trigger."""

import re
from dataclasses import dataclass

from ..model.words import Factuality
from .coding import Coded
from .lexicon import Lexicon

_ASIDE = re.compile(r", ([\w' -]{2,20}),")


@dataclass(frozen=True, slots=True)
class Operator:
    """A governing word found: its kind and where it starts in the coded text."""

    kind: str
    start: int


def governors(
    coded: Coded, lex: Lexicon, start: int, verb: int, stop: int, *, noun: bool, infinitive: bool = False
) -> list[Operator]:
    """The operators over the verb at `verb` of a clause from `start`; those after `stop` count for nouns, and words
    of asking for an `infinitive` too. An `infinitive` with none before it is governed by the verb behind it
    ("Исключать X из списка Россия не готова")."""
    left = _ASIDE.sub(lambda m: "  " + m[1] + " ", coded.text[start:verb])
    for cut in lex.words["coordinate"].finditer(left):
        left = " " * cut.end() + left[cut.end() :]
    if any(m.end() == verb for m in lex.words["participle_clause"].finditer(coded.text, start, verb + 20)):
        left = ""  # what follows from a deed: "threw out the appeal, leaving the ban in place"
    found = [
        Operator(rule.kind, start + match.start())
        for rule in lex.operators
        if (match := rule.pattern.search(left))
    ]
    if infinitive and not found:
        behind = coded.text[stop : stop + 160]
        found += [Operator(rule.kind, stop) for rule in lex.fronted if rule.pattern.search(behind)]
    everywhere = lex.words["after_all"].pattern != "(?!)"
    right = coded.text[(verb if everywhere else stop) : stop + 120]
    if noun or everywhere or infinitive:
        found += [
            Operator(rule.kind, stop)
            for rule in lex.after
            if (noun or everywhere or rule.kind == "request") and rule.pattern.search(right)
        ]
    return found


def factuality(kinds: set[str], *, infinitive: bool = False) -> Factuality:
    """What a set of operators comes to; `infinitive` is a bare "to do", which needs a word that says it happens."""
    if "open" in kinds:
        return Factuality.POSSIBLE
    if "negated" in kinds:
        return Factuality.NEGATED
    if "possible" in kinds or "call" in kinds:
        return Factuality.POSSIBLE
    if "expected" in kinds:
        return Factuality.EXPECTED
    if "planned" in kinds:
        return Factuality.PLANNED
    if infinitive and "fact" not in kinds:
        return Factuality.POSSIBLE
    return Factuality.FACT
