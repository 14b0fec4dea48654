"""Enumerations: names listed one after another, whether the register knows them or not."""

import re
from dataclasses import dataclass

from . import marks
from .coding import Coded
from .context import Org, org_at
from .lexicon import Lexicon
from .unknown import clean_name, in_title_case, is_capital
from .view import fold_text

#: No enumeration is read further than this, nor has more parts.
LONGEST = 900
MOST = 60
_HARD = re.compile(r"\.(?=[\s\"]*$)|[:!?](?=[\s\"]|$)| [-–] |–|\)|\n")
#: Where parts are set off by semicolons, commas and "and" may stand inside them.
_STRONG = re.compile(r";(?: (?:and|и|et|y|und|ve)(?= ))?")
_GUARDED = re.compile(r'"[^"]{1,120}"|\([^()]{0,160}\)')
_BRACKETS = re.compile(r"\([^()]*\)")
_QUOTED = re.compile(r'"([^"]{2,90})"')
_WORD = re.compile(rf"[^\s,;:()\"–{marks.TIME}{marks.AUTHORITY}{marks.ORG}{marks.DESCRIPTION}]+")
_NUMBER = re.compile(r" ?(?:the )?(\d{2,4}) ?$")
_OWNED = re.compile(r"^(?:'s?|s')(?= )")
#: In a text of another script, a run of Latin letters is one name, whatever stands in it.
_LATIN = re.compile(rf"[a-z][a-z'&.-]+(?: (?:[a-z&][\w'&.-]*|[{marks.ORG}{marks.PLACE}{marks.ADJECTIVE}]))+")
#: A country right before a name is somebody who acts ("London banned X and Canberra Y").
_ACTS = re.compile(rf"{marks.PLACE} \"?$")
#: Words that stand inside names with small letters.
_LINKS_WORDS = (
    "of the for de del la el los des du le et und für der die das von van al ul bin i against without"
)
_LINKS = frozenset(_LINKS_WORDS.split())


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Names in the order of the text, as slices of the coded text; `closed` when its last link is a word ("and")."""

    spans: tuple[tuple[int, int], ...]
    closed: bool

    def orgs(self, coded: Coded) -> tuple[Org, ...]:
        """The organisations named, each once."""
        found: dict[str, Org] = {}
        for start, stop in self.spans:
            known = coded.text[start] == marks.ORG and stop == start + 1
            org = org_at(coded, start) if known else Org(clean_name(coded.original(start, stop)))
            found.setdefault(org.key, org)
        return tuple(found.values())


def enumeration(
    coded: Coded, start: int, stop: int, lex: Lexicon, *, closed_only: bool = False
) -> Enumeration:
    """The enumeration that begins at `start` of the coded text and ends before `stop`; empty where none does.

    `closed_only` asks for one with a word for its last link alone, which saves reading the others.
    """
    text = coded.text
    stop = min(stop, len(text), start + LONGEST)
    spans: list[tuple[int, int]] = []
    closed = skipped = False
    pieces = _pieces(text, start, stop, lex)[:MOST]
    if closed_only and not any(w for _, _, w in pieces):
        return Enumeration((), False)
    for number, (first, after, word) in enumerate(pieces):
        if closed and not any(w for _, _, w in pieces[number:]):
            break
        if text[first:after].strip(' "') in ("", marks.DESCRIPTION):
            skipped = skipped or word
            continue
        if spans and not word and lex.words["aside"].match(text[first:after]):
            continue
        found = _item(coded, first, after, lex, word=word)
        if found is None:
            if spans and lex.words["aside"].match(text[first:after]):
                skipped = skipped or word
                continue
            break
        span, last = found
        spans.append(span)
        closed = closed or word or skipped
        if last and ";" not in text[after : after + 1]:
            break
    return Enumeration(tuple(spans), closed and len(spans) > 1)


def enumeration_before(coded: Coded, start: int, stop: int, lex: Lexicon) -> Enumeration:
    """The enumeration that ends at `stop` of the coded text and begins after `start`."""
    found: list[tuple[int, int]] = []
    closed = False
    linked = False
    pieces = _pieces(coded.text, max(start, stop - LONGEST), stop, lex)[-MOST:]
    if len(pieces) > 12 and not any(w for _, _, w in pieces):
        return Enumeration((), False)
    for first, after, word in reversed(pieces):
        item = _item(coded, first, after, lex, word=word)
        if item is None or item[1]:
            if (item is None) and found and lex.words["aside"].match(coded.text[first:after]):
                if linked and coded.text[after : after + 1] != "," and _ends_in_name(coded, first, after):
                    found, closed, linked = [], False, False  # "X, a group active in A and B"
                continue
            # What opens a clause may stand before the first name ("the list shows X, Y and Z").
            text = _BRACKETS.sub(lambda m: " " * len(m[0]), coded.text[first:after])
            at = text.rfind(marks.ORG)
            if at >= 0 and not text[at + 1 :].strip(' "*') and found:
                found.append((first + at, first + at + 1))
                closed = closed or linked
            elif found and (run := _closing_run(coded, first, text, lex)):
                found.append(run)
                closed = closed or linked
            break
        found.append(item[0])
        closed = closed or (linked and len(found) > 1)
        linked = word
    if found and lex.words["whereabouts"].search(coded.text[: found[-1][0]]):
        return Enumeration((), False)  # "the killings at X and Y"
    return Enumeration(tuple(reversed(found)), closed)


def _ends_in_name(coded: Coded, first: int, after: int) -> bool:
    """Whether the last word of a part is written with a capital."""
    words = list(_WORD.finditer(coded.text, first, after))
    return bool(words) and is_capital(coded, words[-1].start())


def _closing_run(coded: Coded, first: int, text: str, lex: Lexicon) -> tuple[int, int] | None:
    """The capitalised words, two or more, that end a part after "that"."""
    words = list(_WORD.finditer(text))
    start = len(words)
    while start and is_capital(coded, first + words[start - 1].start()):
        start -= 1
    if start in (0, len(words) - 1, len(words)) or in_title_case(coded):
        return None
    if not lex.words["that"].search(text[: words[start].start()]):
        return None
    return first + words[start].start(), first + words[-1].end()


def _pieces(text: str, start: int, stop: int, lex: Lexicon) -> list[tuple[int, int, bool]]:
    """The parts between links, each with whether a word ("and") links it to the one before."""
    guarded = [m.span() for m in _GUARDED.finditer(text, start, stop)]

    def free(at: int) -> bool:
        return not any(a <= at < b for a, b in guarded)

    end = next((m.start() for m in _HARD.finditer(text, start, stop) if free(m.start())), stop)
    found: list[tuple[int, int, bool]] = []
    at, word = start, False
    links = (
        _STRONG if any(free(m.start()) for m in _STRONG.finditer(text, start, end)) else lex.words["links"]
    )
    for link in links.finditer(text, start, end):
        if not free(link.start()) or link.start() < at:
            continue
        found.append((at, link.start(), word))
        at, word = link.end(), any(c.isalpha() or c in "&;" for c in link.group())
    found.append((at, end, word))
    return found


def _item(
    coded: Coded, first: int, after: int, lex: Lexicon, *, word: bool
) -> tuple[tuple[int, int], bool] | None:
    """The name in one part of an enumeration, and whether the part goes on after it so that the list ends there."""
    text = _BRACKETS.sub(lambda m: " " * len(m[0]), coded.text[first:after])
    if not text.strip():
        return None
    span = _name(coded, first, text, lex)
    if span is None:
        return None
    lead, tail = text[: span[0] - first], text[span[1] - first :]
    words = lex.words
    if (
        any(c in lead for c in (marks.AUTHORITY, marks.TIME))
        or len(lead.split()) > 8
        or words["nolist"].search(lead)
        or words["person_noun"].search(lead)
        or _OWNED.match(tail)
        or (word and _ACTS.search(lead))
    ):
        return None
    rest = words["item_tail"].sub("", re.sub(r"\s+", " ", tail)).strip(' "*,')
    return span, bool(rest)


def _name(coded: Coded, first: int, text: str, lex: Lexicon) -> tuple[int, int] | None:
    """Where the name of a part stands: the organisation marked in it, else what it quotes, else its capitals."""
    if lex.foreign and (run := _LATIN.search(text)) and is_capital(coded, first + run.start()):
        return first + run.start(), first + run.end()
    quoted = _QUOTED.search(text)
    at = text.find(marks.ORG)
    if quoted and quoted.start() < at < quoted.end() and _longer(coded, first, quoted):
        at = -1
    if at >= 0:
        return first + at, first + at + 1
    if quoted and is_capital(coded, first + quoted.start(1)):
        return first + quoted.start(1), first + quoted.end(1)
    if number := _NUMBER.match(text):
        return first + number.start(1), first + number.end(1)
    if in_title_case(coded):
        return None
    words = list(_WORD.finditer(coded.text, first, first + len(text.rstrip())))
    words = [w for w in words if text[w.start() - first] != " "]
    at = 0
    while at < len(words):
        if not is_capital(coded, words[at].start()) or _only_says_where(coded, words, at):
            at += 1
            continue
        end = at
        for probe in range(at + 1, len(words)):
            if is_capital(coded, words[probe].start()) or words[probe].group().isdigit():
                end = probe
            elif probe == at + 1 and lex.words["org_tail"].fullmatch(words[probe].group()):
                end = probe  # "Коммунистическая партия Украины"
            elif words[probe].group().strip("'") not in _LINKS:
                break
        start, stop = words[at].start(), words[end].end()
        if _credible(coded.text[start:stop], lex):
            return start, stop
        at = end + 1
    return None


def _longer(coded: Coded, first: int, quoted: re.Match[str]) -> bool:
    """Whether quotation marks hold a longer name than the one that is known in it."""
    return any(
        is_capital(coded, first + w.start()) and w.group()[0] not in (marks.PLACE, marks.ADJECTIVE)
        for w in _WORD.finditer(quoted.string, quoted.start(1), quoted.end(1))
    )


def _only_says_where(coded: Coded, words: list[re.Match[str]], at: int) -> bool:
    """Whether a country only says where what follows is from ("the Basque separatist group", "UK-based")."""
    word = words[at].group()
    if word[0] not in (marks.PLACE, marks.ADJECTIVE):
        return bool(re.search(r"-(?:based|linked|backed|led|aligned|affiliated)$", word))
    return len(word) > 1 or at + 1 >= len(words) or not is_capital(coded, words[at + 1].start())


def _credible(folded: str, lex: Lexicon) -> bool:
    bare = folded.strip(f"{marks.PLACE}{marks.ADJECTIVE} '\"")
    return len(bare) > 1 and not lex.words["not_org"].search(folded)


def pair_of(coded: Coded, org: Org, lex: Lexicon) -> tuple[Org, ...]:
    """Two organisations where a run of capitals with "and" inside stands before a plural ("A and B were banned",
    "the A and B gangs"); else the one."""
    link = next(
        (m for m in lex.words["links"].finditer(fold_text(org.name)) if m.group().strip().isalpha()), None
    )
    if org.id is not None or link is None:
        return (org,)
    at = coded.view.source.find(org.name, coded.sentence.start, coded.sentence.stop)
    after = fold_text(coded.view.source[at + len(org.name) : at + len(org.name) + 40])
    first, second = org.name[: link.start()], clean_name(org.name[link.end() :])
    if at < 0 or not lex.words["plural_after"].match(after) or not second[:1].isupper():
        return (org,)
    return (Org(first), Org(second))
