"""Organisations that the gazetteer does not know, found where a wording has a place for one."""

import re

from . import marks
from .coding import Coded
from .context import Org
from .lexicon import Lexicon

_QUOTED = re.compile(r'"([^"]{2,80})"')
_WORD = re.compile(rf"[^\s,;:()\"–{marks.TIME}{marks.AUTHORITY}{marks.ORG}{marks.DESCRIPTION}]+")
#: Letters and a number: "M23".
_NUMBERED = re.compile(r"[A-Z]{1,5}-?\d{1,3}")
_TITLE = re.compile(r"[^\W\d_]+")
#: A country with nothing but an article or an ending: "l'Italie", "ABD'nin".
_MERE_PLACE = re.compile(rf"(?:[dl]')?[{marks.PLACE}{marks.ADJECTIVE}](?:'\w{{1,5}})?")
_LINKS_WORDS = (
    "of the for and de del la el los des du le les et und für der die das y e ve and in al ul & bin von van "
    "against without"
)
_LINKS = frozenset(_LINKS_WORDS.split())


def name_in(coded: Coded, start: int, stop: int, lex: Lexicon, *, last: bool, sure: bool) -> Org | None:
    """An organisation named in a slice of the coded text: the last one or the first one.

    `sure` says that the wording itself speaks of an organisation, so that a bare capitalised name will do.
    """
    while 0 < stop < len(coded.text) and coded.text[stop - 1].isalnum() and coded.text[stop].isalnum():
        stop += 1  # a slice may end within a word
    found = [c for c in _candidates(coded, max(0, start), stop, lex) if _credible(coded, *c, lex, sure)]
    if not found:
        return None
    found = [c for c in found if c[2]] or found
    first, after, _ = found[-1] if last else found[0]
    return Org(clean_name(lex.words["name_suffix"].sub("", coded.original(first, after))))


def clean_name(name: str) -> str:
    """A name as written, without quotation marks and article around it."""
    name = name.strip(" ,;:\"'“”«»„*_")
    name = re.sub(r"['’]s$", "", name)
    return re.sub(r"^(?:[Tt]he|[Dd]ie|[Dd]er|[Dd]as|la|le|les|el|los) ", "", name)


def _candidates(coded: Coded, start: int, stop: int, lex: Lexicon) -> list[tuple[int, int, bool]]:
    text = coded.text
    found = [
        (m.start(1), m.end(1), True)
        for m in _QUOTED.finditer(text, start, stop)
        if m.start(1) >= start and not _lower(coded, m.start(1))
    ]
    words = [] if in_title_case(coded) else list(_WORD.finditer(text, start, stop))
    at = 0
    while at < len(words):
        opening = words[at].start() == 0 and words[at].group() in lex.stopwords
        opening = opening or (
            words[at].group() == marks.PLACE
            and lex.words["locative"].search(text, 0, words[at].start()) is not None
        )
        if opening or not is_capital(coded, words[at].start()):
            at += 1
            continue
        end = at
        probe = at + 1
        while probe < len(words) and text[words[probe - 1].end() : words[probe].start()].strip() in ("", '"'):
            word = words[probe].group()
            if is_capital(coded, words[probe].start()) or (
                probe == at + 1 and lex.words["org_tail"].fullmatch(word)
            ):
                end = probe
            elif word.strip("'") not in _LINKS or (word == "the" and words[probe - 1].group() not in _LINKS):
                break
            probe += 1
        first, after = words[at].start(), words[end].end()
        if not any(a <= first < b for a, b, _ in found):
            found.append((first, after, False))
        at = end + 1
    return sorted(found)


def in_title_case(coded: Coded) -> bool:
    """Whether nearly all words of a sentence have capitals, as in headlines, so that a capital tells no name."""
    text = coded.view.source[coded.sentence.start : coded.sentence.stop].rstrip(" \"'”»")
    words = [w for w in _TITLE.findall(text) if len(w) > 3]
    if text.endswith((".", ";", ":", ",")) or not 4 < len(words) < 30:
        return False
    return bool(sum(w[0].isupper() for w in words) >= 0.8 * len(words))


def is_capital(coded: Coded, at: int) -> bool:
    """Whether the word at a place of the coded text is written with a capital; countries are."""
    if coded.text[at] in (marks.PLACE, marks.ADJECTIVE):
        return True
    skip = re.match(r"(?:al|el|ul|ut|an|as|ash|at|ad|ar|az|e|i)-", coded.text[at : at + 4])
    at += skip.end() if skip else 0
    char = coded.view.source[coded.view.spots[coded.to_view(at)]]
    return char.isupper()


def _lower(coded: Coded, at: int) -> bool:
    char = coded.view.source[coded.view.spots[coded.to_view(at)]]
    return char.islower()


def _credible(coded: Coded, first: int, after: int, quoted: bool, lex: Lexicon, sure: bool) -> bool:
    folded = coded.text[first:after]
    told = [w for w in folded.split() if w not in _LINKS and any(c.isalnum() for c in w.removesuffix("'s"))]
    if not told or len(folded) < 2 or _MERE_PLACE.fullmatch(folded):
        return False
    before = coded.text[max(0, first - 40) : first]
    name = lex.words["name_suffix"].sub("", coded.original(first, after))
    verb_final = lex.words["verb_final"].pattern != "(?!)"
    if not quoted and not verb_final and before.rstrip().endswith(marks.AUTHORITY):
        return False
    if lex.words["person_noun"].search(before[-25:]) and not quoted:
        return False
    if quoted and lex.words["thing_before"].search(before):
        return False
    if lex.words["not_org"].search(folded):
        return False
    if not quoted and " " not in name and lex.words["not_from"].search(before):
        return False
    if not quoted and lex.words["mere_adjective"].search(folded) and re.match(r" \w", coded.text[after:]):
        return False
    if lex.words["org_name"].search(folded):
        return True
    if lex.words["org_before"].search(before):
        return True
    if (
        not quoted
        and not name.isupper()
        and lex.words["person_like"].search(folded)
        and all(w[:1].isupper() for w in name.split())
    ):
        return False
    owner = folded.endswith("'s")
    if not quoted and not owner and " " not in name and lex.words["adjectival_use"].match(coded.text[after:]):
        return False
    letters = [c for c in name if c.isalpha()]
    acronym = (
        3 <= len(letters) <= 8 and sum(c.isupper() for c in letters) >= len(letters) - 1 and " " not in name
    )
    acronym = acronym or bool(_NUMBERED.fullmatch(name.removeprefix("The ")))
    follows = coded.text[after : after + 16]
    if re.match(r"\"? ?\([^()]{2,12}\)", follows) and len(name.split()) > 1:
        return True
    return acronym or (
        sure and (quoted or first > 0 or len(name.split()) > 1 or follows.lstrip('" ').startswith("("))
    )
