"""Names that a text introduces once and then uses bare: after a noun for an organisation, with a label or a star."""

import re
from collections.abc import Iterator

from . import marks
from .coding import Coded, Mention, with_orgs
from .context import Org
from .lexicon import Lexicon

_QUOTED = re.compile(r'"([^"\n]{2,90})"')
#: Inside a bracket right after a name, its initials or foreign short form.
_SHORT = re.compile(r" \([A-ZА-ЯЁ][\w-]{1,9}\)")
_WORD = re.compile(r"[^\W\d_][\w-]*")
#: How many words a name has at most that only a bracket with its short form closes.
_MOST = 7


def introduced(coded: tuple[Coded, ...], lex: Lexicon) -> tuple[Coded, ...]:
    """The sentences with the names that the register does not know, wherever the text repeats them in quotation
    marks; a lexicon without words that introduce a name leaves all as it is."""
    if lex.words["introduces"].pattern == "(?!)":
        return coded
    known = {Org(name).key for sentence in coded for name in _introductions(sentence, lex)}
    made: list[Coded] = []
    for sentence in coded:
        more = [Mention(marks.ORG, *span) for span in _closed_by_short_form(sentence, lex)]
        more += [
            Mention(marks.ORG, *m.span(1))
            for m in _quoted(sentence, lex)
            if known and Org(sentence.view.original(*m.span(1))).key in known
        ]
        more = [m for m in more if not _taken(sentence, m)]
        made.append(with_orgs(sentence, more, lex) if more else sentence)
    return tuple(made)


def _quoted(coded: Coded, lex: Lexicon) -> Iterator[re.Match[str]]:
    """What stands in quotation marks with a capital."""
    for match in _QUOTED.finditer(coded.view.text):
        first = coded.view.original(match.start(1), match.start(1) + 1)
        if first.isupper() or first.isdigit() or _small(coded, match, lex):
            yield match


def _small(coded: Coded, match: re.Match[str], lex: Lexicon) -> bool:
    """Whether a quotation with a small first letter is a name: it has a noun for an organisation and capitals."""
    words = match[1].split()
    noun = any(lex.words["org_tail"].fullmatch(w) for w in words)
    return noun and len(words) < _MOST and any(c.isupper() for c in coded.view.original(*match.span(1)))


def _introductions(coded: Coded, lex: Lexicon) -> Iterator[str]:
    text = coded.view.text
    for match in _quoted(coded, lex):
        before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 40]
        short = text[match.end() : match.end() + 1] == " " and _SHORT.match(
            coded.view.original(match.end(), min(len(text), match.end() + 14))
        )
        if short or lex.words["introduces"].search(before) or lex.words["labelled"].match(after):
            yield coded.view.original(*match.span(1))


def _closed_by_short_form(coded: Coded, lex: Lexicon) -> Iterator[tuple[int, int]]:
    """Unquoted names of small words that a short form in brackets closes: "Всемирный фонд дикой природы (WWF)"."""
    source = coded.view.source[coded.sentence.start : coded.sentence.stop]
    if not _SHORT.search(source):
        return
    text = coded.view.text
    for bracket in re.finditer(r" \([^()]{2,12}\)", text):
        if not _SHORT.fullmatch(" " + coded.view.original(bracket.start() + 1, bracket.end())):
            continue
        words = list(_WORD.finditer(text, max(0, bracket.start() - 120), bracket.start()))[-_MOST:]
        if not words or words[-1].end() != bracket.start():
            continue
        while len(words) > 1 and any(c in text[words[0].start() : bracket.start()] for c in '.,;:"()–*'):
            words = words[1:]
        capitals = [w for w in words if coded.view.original(w.start(), w.start() + 1).isupper()]
        if capitals and _fits(
            words[words.index(capitals[0]) :], text[bracket.start() + 2 : bracket.end() - 1], lex
        ):
            yield capitals[0].start(), bracket.start()


def _fits(words: list[re.Match[str]], short: str, lex: Lexicon) -> bool:
    """Whether words are a name that a short form may stand for: by their initials, or by a noun among them."""
    initials = "".join(w.group()[0] for w in words)
    return (len(initials) > 2 and initials == short) or any(
        lex.words["org_tail"].fullmatch(w.group()) for w in words
    )


def _taken(coded: Coded, new: Mention) -> bool:
    """Whether an organisation or an office already stands in the place of a mention."""
    return any(
        m is not None and m.mark in (marks.ORG, marks.AUTHORITY) and m.start < new.stop and new.start < m.stop
        for m in coded.mentions
    )
