"""Short forms of names that a text also gives in full: "the Brotherhood", "HTS", initials."""

import re
from dataclasses import replace

from . import marks
from .coding import Coded, Mention, with_orgs
from .context import org_at
from .lexicon import Lexicon
from .phrases import tokens
from .view import SMALL

_SHORT = re.compile(r"[^\W_]{2,8}")
_NAME = re.compile(rf"(?<!\w)[^\W\d_{SMALL}][\w-]{{3,}}")
_QUOTED = re.compile(r'"([^"]{6,90})"')
_WORD = re.compile(r"[^\W\d_]+")


def shortened(coded: tuple[Coded, ...], lex: Lexicon) -> tuple[Coded, ...]:
    """The sentences with the short forms that a text uses for names it gives in full.

    Initials count in the whole text, as headlines have them before the name; a last word after the name only.
    """
    initials: dict[str, Mention] = {}
    for sentence in coded:
        for full in _named(sentence, lex):
            for short in _initials(full.name or ""):
                initials.setdefault(short, full)
    heads: dict[str, Mention] = {}
    made: list[Coded] = []
    for sentence in coded:
        more = [
            replace(meant, start=t.start, stop=t.stop)
            for t in tokens(sentence.view.text)
            if (meant := _meant(sentence, t.text, t.start, t.stop, heads, initials)) is not None
        ]
        sentence = with_orgs(sentence, more, lex) if more else sentence
        made.append(sentence)
        for at in sentence.find(marks.ORG):
            mention = sentence.mentions[at]
            name, bracket, rest = sentence.original(at, at + 1).partition("(")
            words = name.split()
            if mention is None:
                continue
            if len(words) == 1 and mention.id is None and _NAME.fullmatch(name):
                heads.setdefault(name.lower(), replace(mention, name=name))
            if len(words) < 2:
                continue
            full = replace(mention, name=org_at(sentence, at).name)
            short = rest.rstrip(") \"'”»").lower()
            if bracket and _SHORT.fullmatch(short):
                heads.setdefault(short, full)
            last = words[-1].lower()
            if (
                len(last) > 4
                and words[-1][0].isupper()
                and not (lex.places.longest(tokens(last), 0) or lex.words["org_head"].fullmatch(last))
            ):
                heads.setdefault(last, full)
    return tuple(made)


def _meant(
    coded: Coded, word: str, start: int, stop: int, heads: dict[str, Mention], initials: dict[str, Mention]
) -> Mention | None:
    if word not in heads and word not in initials:
        return None
    written = coded.view.original(start, stop)
    if word in initials and written.isupper():
        return initials[word]
    if not written.isupper() and coded.view.text[stop : stop + 1] == " " and _capital(coded, stop + 1):
        return None  # "the State Department" is not the Islamic State
    named = written[:1].isupper() and (len(word) > 2 or written.isupper())
    return heads.get(word) if named else None


def _capital(coded: Coded, at: int) -> bool:
    return at < len(coded.view.text) and coded.view.original(at, at + 1).isupper()


def _named(coded: Coded, lex: Lexicon) -> list[Mention]:
    """The names of a sentence that may be shortened: those of three words and more, those that the register does not
    know, and those quoted after a noun for an organisation."""
    found = [
        replace(mention, name=org_at(coded, at).name)
        for at in coded.find(marks.ORG)
        if (mention := coded.mentions[at]) is not None
        and (mention.id is None or len(org_at(coded, at).name.split()) > 2)
    ]
    for quoted in _QUOTED.finditer(coded.text):
        if lex.words["org_before"].search(coded.text[max(0, quoted.start(1) - 40) : quoted.start(1)]):
            found.append(Mention(marks.ORG, 0, 0, name=coded.original(*quoted.span(1))))
    return found


def _initials(name: str) -> set[str]:
    """The ways to write a name by its initials: with its small words and without."""
    words = _WORD.findall(re.sub(r"['’]s\b", "", name))
    every = "".join(w[0] for w in words).lower()
    large = "".join(w[0] for w in words if w[0].isupper()).lower()
    return {s for s in (every, large) if len(s) >= 3}
