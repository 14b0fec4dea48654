"""Proper names that a noun or a phrase for an organisation gives away, whether or not the register knows them."""

import re

from .lexicon import Lexicon
from .phrases import tokens
from .view import View


def _upper(view: View, word: re.Match[str]) -> bool:
    skip = _ARTICLE.match(word.group())
    at = word.start() + (skip.end() if skip else 0)
    return at < word.end() and view.original(at, at + 1).isupper()


_ADJECTIVAL = re.compile(
    r"(?:ist|ish|ian|ean|ese|ic|que|an|al|ite)$|^(?:sunni|shia|kurd|sikh|hindu|druze|alawi)s?$"
)
#: A word that only says where a group sits or whose it is ("the Gaza-based X").
_MODIFIER = re.compile(r"-(?:based|linked|backed|led|aligned|affiliated|born|inspired|funded)$")
_ARTICLE = re.compile(r"(?:al|el|ul|ut|an|as|ash|at|ad|ar|az|e|i)-")


def _run(view: View, words: list[re.Match[str]], at: int, step: int, lex: Lexicon) -> int:
    """How far a run of capitalised words, with links inside, goes from word `at` in one direction."""
    end = probe = at
    heads, places = lex.words["org_head"], lex.places
    while 0 <= probe + step < len(words) and abs(probe + step - at) < 7:
        left, right = sorted((probe, probe + step))
        between = view.text[words[left].end() : words[right].start()]
        if between in (" – ", " - ") and _upper(view, words[right]) and words[right].group() in _OPENERS:
            between = " "  # "Opposition Platform – For Life"
        if between not in (" ", ' "'):
            break
        probe += step
        if (
            step < 0
            and words[probe].group() in _PURPOSE
            and not (probe and heads.fullmatch(words[probe - 1].group()))
        ):
            break  # "in Washington for the Rapid Support Forces"
        if (
            step < 0
            and words[probe].group() == "the"
            and (not probe or words[probe - 1].group() not in _BEFORE_THE)
        ):
            break  # "In Egypt the Brotherhood"
        if (
            step < 0
            and words[probe].group().endswith("'s")
            and places.longest(tokens(words[probe].group()), 0)
        ):
            break  # "Sudan's Rapid Support Forces"
        if _upper(view, words[probe]) and words[probe].group() not in _OPENERS:
            end = probe
        elif (
            step < 0 and probe and end == probe + 1 and lex.words["name_link"].fullmatch(words[probe].group())
        ):
            before = view.original(words[probe - 1].start(), words[probe - 1].end())
            if before.isupper() or "'" in before or "’" in before:
                break  # "PKK ve Demokrasi Partisi"
        elif words[probe].group() not in _LINKS and not words[probe].group().isdigit():
            break
    return end


def _tail(view: View, words: list[re.Match[str]], at: int, lex: Lexicon) -> bool:
    """Whether an adjective with a small letter belongs to the noun before it ("Génération identitaire")."""
    if at + 1 == len(words) or view.text[words[at].end() : words[at + 1].start()] != " ":
        return False
    return lex.words["org_tail"].fullmatch(words[at + 1].group().rstrip(".")) is not None


#: Words that open a sentence with a capital and are no part of a name.
_OPENERS_WORDS = (
    "the in on at by but and an a one two three four five six seven eight nine ten some several other this these "
    "his her its their no each when after as if what who why how for from to with"
)
_OPENERS = frozenset(_OPENERS_WORDS.split())
#: Links that stand inside a name only after a noun for an organisation ("Movement for the Freedom of …").
_BEFORE_THE = frozenset(("of", "for", "against", "without", "&"))
_PURPOSE = frozenset(("for", "against", "without"))
_AND_INITIALS = re.compile(r" and ([\w'-]+(?: [\w'-]+){0,3}) \(([a-z]{3,8})\)")
_INITIALS = re.compile(r" \(([a-z]{3,8})\)")
_PROPER = re.compile(r"[^\s,;:()\"–]+")
_LINKS_WORDS = "of the for de del la du des für der al ul & bin against without"
_LINKS = frozenset(_LINKS_WORDS.split())


def _spelled(view: View, bracket: re.Match[str]) -> int | None:
    """Where the capitalised words begin that initials in brackets spell ("Awami Action Committee (AAC)")."""
    if not view.original(*bracket.span(1)).isupper():
        return None
    words = list(_PROPER.finditer(view.text, max(0, bracket.start() - 90), bracket.start()))
    large = [w for w in words if _upper(view, w)][-len(bracket[1]) :]
    if len(large) < len(bracket[1]) or "".join(w.group()[0] for w in large) != bracket[1]:
        return None
    between = view.text[large[0].start() : bracket.start()]
    return None if any(c in between for c in ",;:.()") else large[0].start()


def proper_names(view: View, taken: list[tuple[int, int]], lex: Lexicon) -> list[tuple[int, int]]:
    """Names that a noun for an organisation gives away: "the Move Forward Party", "the movement Kyrgyz Zaman"."""
    made: list[tuple[int, int]] = []
    words = list(_PROPER.finditer(view.text)) if lex.words["org_head"].search(view.text) else []
    for at, word in enumerate(words):
        bare = word.group().removesuffix("'s").rstrip(".'")
        if not lex.words["org_head"].fullmatch(bare.partition("-")[0] if _upper(view, word) else bare):
            continue
        first = _run(view, words, at, -1, lex)
        if _upper(view, word):
            last = _run(view, words, at, 1, lex)
            if last == at and _tail(view, words, at, lex):
                last = at + 1
            start, stop = (
                words[first].start(),
                words[last].start() + len(words[last].group().removesuffix("'s").rstrip(".'")),
            )
            rest = _AND_INITIALS.match(view.text, stop)
            if (
                rest
                and view.original(rest.start(2), rest.start(2) + 2).isupper()
                and rest[2][0] == view.text[start]
            ):
                stop = rest.end(1)  # "Association of Pupils and Students (AEEM)"
        elif (
            (at and not _upper(view, words[at - 1]))
            or (at + 1 < len(words) and _upper(view, words[at + 1]) and view.text[word.end()] == " ")
            or _MODIFIER.search(words[at - 1].group())
        ):
            continue
        elif first < at - 1 or (
            first == at - 1
            and at > 1
            and words[at - 2].group() in ("the", "its")
            and not _ADJECTIVAL.search(words[first].group())
        ):
            # "the Bishnoi gang": the noun only says what the name is.
            last, (start, stop) = at, (words[first].start(), words[at - 1].end())
        else:
            continue
        while first < last and _MODIFIER.search(words[first].group()):
            first += 1
            start = words[first].start()
        if first < last and lex.words["not_org"].search(view.text[start:stop]):
            continue
        if first < last and not any(a < stop and start < b for a, b in (*taken, *made)):
            made.append((start, stop))
    for bracket in _INITIALS.finditer(view.text):
        spot = _spelled(view, bracket)
        if (
            spot is not None
            and not lex.words["not_org"].search(view.text[spot : bracket.start()])
            and not any(a < bracket.start() and spot < b for a, b in (*taken, *made))
        ):
            made.append((spot, bracket.start()))
    for match in lex.words["name_kind"].finditer(view.text):
        # "Satudarah motorcycle club": what follows a name only says what it is.
        start, end = match.span(1)
        place = lex.places.longest(tokens(match[1]), 0)
        if (
            view.original(start, start + 1).isupper()
            and match[1] not in _OPENERS
            and not lex.words["not_org"].search(match[1])
            and not place
            and not _ADJECTIVAL.search(match[1])
            and not any(a < end and start < b for a, b in (*taken, *made))
        ):
            made.append((start, end))
    for match in lex.words["org_words"].finditer(view.text):
        # Where there are no capitals, a noun for an organisation and what defines it.
        start, end = match.span(1)
        if not any(a < end and start < b for a, b in (*taken, *made)):
            made.append((start, end))
    for match in lex.words["org_phrase"].finditer(view.text):
        start, end = match.span(1)
        whole = (
            view.original(match.end() - 1, match.end()) in ("(", "*")
            or view.original(start, end).split()[-1][0].isupper()
        )
        if (
            view.original(start, start + 1).isupper()
            and whole
            and not any(a < end and start < b for a, b in (*taken, *made))
        ):
            made.append((start, end))
    for match in lex.words["org_called"].finditer(view.text):
        start = match.end()
        end = start
        for word in _PROPER.finditer(view.text, start, min(len(view.text), start + 70)):
            if word.start() > end + 1 or not _upper(view, word):
                break
            end = word.end()
            if view.text[end : end + 1] in ",;:()":
                break
        end = start + len(view.text[start:end].rstrip(".,'"))
        if end > start + 2 and not any(a < end and start < b for a, b in (*taken, *made)):
            made.append((start, end))
    return made
