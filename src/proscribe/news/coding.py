"""Coded sentences: folded sentences in which mentions are marks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from . import marks
from .lexicon import Lexicon
from .names import NameIndex
from .phrases import Token, tokens
from .proper import proper_names
from .sentences import Sentence
from .times import Time
from .view import View, view_of


@dataclass(frozen=True, slots=True)
class Mention:
    """Something named in a sentence.

    `mark` is its kind, `start` and `stop` its place in the view, `id` the organisation or the jurisdiction (None for
    an authority whose country must be found elsewhere), `role` for an authority what it is, for a country how it is
    written (`name`, `adjective`, `seat`), `time` for a time, `name` the full name where only a short form is
    written, `shared` for an authority the other countries that have one by that name.
    """

    mark: str
    start: int
    stop: int
    id: str | None = None
    role: str = ""
    time: Time | None = None
    name: str | None = None
    shared: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def _any_of(kinds: str) -> re.Pattern[str]:
    return re.compile(f"[{kinds}]")


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence, its view, its coded text, and for each character of it the mention or the place in the view."""

    sentence: Sentence
    view: View
    text: str
    spots: tuple[int, ...]
    mentions: tuple[Mention | None, ...]

    def to_view(self, at: int) -> int:
        """The place in the view of a place in the coded text."""
        if at < len(self.spots):
            return self.spots[at]
        return len(self.view.text)

    def view_end(self, at: int) -> int:
        """The place in the view after the character before `at`."""
        if at == 0:
            return 0
        last = self.mentions[at - 1]
        return last.stop if last else self.spots[at - 1] + 1

    def source(self, start: int, stop: int) -> tuple[int, int]:
        """The offsets in the document of a slice of the coded text."""
        while start < stop and self.text[start] in " ,;:-–":
            start += 1
        while stop > start and self.text[stop - 1] in " ,;:-–":
            stop -= 1
        if start >= stop:
            return self.sentence.start, self.sentence.stop
        return self.view.span(self.to_view(start), self.view_end(stop))

    def original(self, start: int, stop: int) -> str:
        """The words of the document for a slice of the coded text."""
        first, last = self.source(start, stop)
        return self.view.source[first:last]

    def find(self, kinds: str, start: int = 0, stop: int | None = None) -> list[int]:
        """The places of marks of these kinds in a slice of the coded text."""
        stop = len(self.text) if stop is None else stop
        return [m.start() for m in _any_of(kinds).finditer(self.text, max(0, start), max(0, stop))]


def encode(source: str, sentence: Sentence, lex: Lexicon, index: NameIndex) -> Coded:
    """Code a sentence: organisations first, then countries, authorities, times and descriptions.

    A sentence in which no word of the lexicon hints at an act gets organisations and countries only.
    """
    view = view_of(source, sentence.start, sentence.stop)
    row = tokens(view.text)
    found = [
        Mention(marks.ORG, _bare_start(row[h.first], lex), _bare_end(view, row[h.last - 1]), h.id)
        for h in index.find(row, view)
    ]
    if not lex.hints(view.text):
        return _assemble(sentence, view, [*found, *_places(row, view, lex, found)])
    coded = recode(sentence, view, row, found, lex)
    others = [m for m in coded.mentions if m is not None] + _places(row, view, lex, found)
    proper = [
        _with_place(m, others)
        for m in _proper(view, found, lex)
        if not any(o.start < m.stop and m.start < o.stop and _rules_out(o, m) for o in others)
    ]
    return recode(sentence, view, row, found + proper, lex) if proper else coded


def _proper(view: View, taken: list[Mention], lex: Lexicon) -> list[Mention]:
    """The organisations that the register does not know but their names give away."""
    spans = proper_names(view, [(m.start, m.stop) for m in taken], lex)
    return [Mention(marks.ORG, start, stop) for start, stop in spans]


def _with_place(name: Mention, others: list[Mention]) -> Mention:
    """A name with all of the country or region that it begins with ("Jammu and Kashmir Liberation Front")."""
    first = min(
        (o.start for o in others if o.mark == marks.PLACE and o.start < name.start < o.stop), default=None
    )
    return name if first is None else replace(name, start=first)


def _rules_out(other: Mention, name: Mention) -> bool:
    """Whether a mention shows that a capitalised run is no organisation: an office, or a country to its last word."""
    if other.mark in (marks.PLACE, marks.ADJECTIVE):
        return other.start <= name.start + 4 and other.stop >= name.stop
    return other.mark == marks.AUTHORITY and (other.id is not None or other.stop - other.start > 12)


def _bare_start(first: Token, lex: Lexicon) -> int:
    """Where a name begins, an "and" written together with it left out."""
    prefix = lex.words["and_prefix"].match(first.text)
    return first.start + (prefix.end() if prefix else 0)


def _bare_end(view: View, last: Token) -> int:
    """Where a name ends, a suffix after an apostrophe left out."""
    at = last.text.rfind("'")
    return last.start + at if at > 1 and len(last.text) - at <= 6 else last.stop


def recode(
    sentence: Sentence, view: View, row: tuple[Token, ...], orgs: list[Mention], lex: Lexicon
) -> Coded:
    """Code a sentence whose organisations are known."""
    found = _with_acronyms(view.text, orgs)
    found = _with_acronyms(view.text, found + _places(row, view, lex, found))
    if lex.time_cue.search(view.text):
        found += _times(view.text, lex, found)
    coded = _assemble(sentence, view, found)
    return _authorities(coded, lex)


_ACRONYM = re.compile(r"\"?\*{0,3} \((?:the )?[\"']?[\w./-]{2,16}(?: [\w-]{2,12})?[\"']?\)")


def _with_acronyms(text: str, found: list[Mention]) -> list[Mention]:
    """Mentions that swallow what repeats them in brackets: "Hayat Tahrir al-Sham (HTS)"."""
    made: list[Mention] = []
    for mention in sorted(found, key=lambda m: m.start):
        if made and mention.start < made[-1].stop:
            continue
        bracket = _ACRONYM.match(text, mention.stop)
        if bracket and mention.mark != marks.ADJECTIVE:
            inside = [m for m in found if bracket.start() < m.start < bracket.end()]
            if all(m.id == mention.id for m in inside) and (inside or mention.mark == marks.ORG):
                mention = replace(mention, stop=bracket.end())
        made.append(mention)
    return made


def _assemble(sentence: Sentence, view: View, found: Iterable[Mention]) -> Coded:
    chars: list[str] = []
    spots: list[int] = []
    slots: list[Mention | None] = []
    at = 0
    text = view.text
    for mention in sorted(found, key=lambda m: m.start):
        if mention.start < at:
            continue
        chars.append(text[at : mention.start])
        spots.extend(range(at, mention.start))
        slots.extend([None] * (mention.start - at))
        chars.append(mention.mark)
        spots.append(mention.start)
        slots.append(mention)
        at = mention.stop
    chars.append(text[at:])
    spots.extend(range(at, len(text)))
    slots.extend([None] * (len(text) - at))
    return Coded(sentence, view, "".join(chars), tuple(spots), tuple(slots))


def _places(row: tuple[Token, ...], view: View, lex: Lexicon, taken: list[Mention]) -> list[Mention]:
    found: list[Mention] = []
    at = 0
    while at < len(row):
        hit = lex.places.longest(row, at)
        if hit is None or any(m.start < row[hit[1] - 1].stop and row[at].start < m.stop for m in taken):
            at += 1
            continue
        (code, kind), last = hit
        start, stop = row[at].start, row[last - 1].stop
        first = view.original(start, start + 1)
        cased = first.lower() != first.upper()
        short = stop - start <= 3 and "." not in view.text[start:stop]
        lower_ok = kind == "common" or (kind == "adjective" and lex.language != "en")
        if cased and (
            (first.islower() and not lower_ok)
            or (kind == "common" and first.isupper() and start > 4)
            or (short and not view.original(start, stop).partition("'")[0].isupper())
        ):
            at += 1
            continue
        text = view.text[start:stop]
        if "'" in text and not text.endswith("'s") and kind != "seat" and "'" in row[last - 1].text:
            stop = row[last - 1].start + row[last - 1].text.index("'")
        elif text.endswith("'s"):
            stop -= 2
        if view.text.endswith(("pro-", "anti-"), 0, start):
            at = last
            continue
        mark = marks.ADJECTIVE if kind == "adjective" else marks.PLACE
        found.append(Mention(mark, start, stop, code, kind))
        at = last
    return found


def _times(text: str, lex: Lexicon, taken: list[Mention]) -> list[Mention]:
    found: list[Mention] = []
    for rule in lex.times:
        for match in rule.pattern.finditer(text):
            if match.end() == match.start():
                continue
            if any(m.start < match.end() and match.start() < m.stop for m in (*taken, *found)):
                continue
            time = lex.time_words.read(rule, match)
            if time is not None:
                found.append(Mention(marks.TIME, match.start(), match.end(), time=time))
    return found


def _other_country(coded: Coded, start: int, country: str) -> bool:
    """Whether another country stands before an office that is elsewhere bound to one ("the Philippine Treasury")."""
    for at in coded.find(marks.ADJECTIVE + marks.PLACE, start - 4, start):
        mention = coded.mentions[at]
        if mention is not None and mention.id != country and coded.text[at + 1 : start] in (" ", "'s ", "' "):
            return True
    return False


_ARTICLE_FIRST = re.compile(
    r"(?:[Tt]he|[Ii]ts|[Tt]his|[Tt]hat|[Dd](?:er|ie|as|en|em|iese[rsmn]?)|[Ii]hre?|[Ee]l|[Ll][ao]s?|[Ll]es?"
    r"|[Cc]e(?:tte)?) "
)


def _title(coded: Coded, start: int, stop: int) -> bool:
    """Whether what looks like a description is a name by its capitals ("the Slovak Brotherhood")."""
    whole = coded.view.source[coded.sentence.start : coded.sentence.stop]
    words = [w for w in re.findall(r"[^\W\d_]+", whole) if len(w) > 3]
    if sum(w[0].isupper() for w in words) * 2 > len(words):
        return False
    name = _ARTICLE_FIRST.sub("", coded.original(start, stop)).split()
    return len(name) > 1 and all(w[0].isupper() for w in name)


def _begins_name(coded: Coded, start: int, stop: int, lex: Lexicon) -> bool:
    """Whether the last word of a description has a capital where nouns have none ("le Mouvement populaire")."""
    if lex.foreign or lex.words["capital_nouns"].pattern != "(?!)":
        return False
    words = coded.original(start, stop).split()
    return len(words) > 1 and words[-1][0].isupper() and not words[-1].isupper()


def _capital_last(coded: Coded, start: int, stop: int) -> bool:
    """Whether the last word of a slice of the coded text is written with a capital."""
    return coded.original(start, stop).split()[-1][:1].isupper()


_BEFORE_ORG = re.compile(rf" (?:of the |of |des |de |du |der |von |de los |del )?\"?{marks.ORG}")


def _authorities(coded: Coded, lex: Lexicon) -> Coded:
    """Replace offices, with the country before or after them, by marks; then descriptions of organisations."""
    spans: list[tuple[int, int, Mention]] = []
    for office in lex.offices:
        country = office.country
        for match in office.pattern.finditer(coded.text):
            start, stop = match.span()
            if office.capital and not _capital_last(coded, start, stop):
                continue
            if any(a < stop and start < b for a, b, _ in spans):
                continue
            if coded.text[max(0, start - 3) : start].rstrip(" 's").endswith(marks.ORG):
                continue
            beside = lex.words["verb_final"].pattern == "(?!)" or coded.text[stop : stop + 1] != " "
            if country == "" and beside and _BEFORE_ORG.match(coded.text, stop):
                continue
            if country and _other_country(coded, start, country):
                continue
            code: str | None = country or None
            if code is None:
                inside = [
                    m.id for m in coded.mentions[start:stop] if m and m.mark in (marks.PLACE, marks.ADJECTIVE)
                ]
                code = inside[-1] if inside and inside[-1] else None
            spans.append(
                (start, stop, Mention(marks.AUTHORITY, 0, 0, code, office.kind, shared=office.shared))
            )
    for match in lex.words["description"].finditer(coded.text):
        start, stop = match.span()
        named = _BEFORE_ORG.match(coded.text, stop) or _begins_name(coded, start, stop, lex)
        if not named and not any(a < stop and start < b for a, b, _ in spans) and stop > start:
            mark = marks.ORG if _title(coded, start, stop) else marks.DESCRIPTION
            if mark == marks.ORG and lex.words["not_org"].search(coded.original(start, stop).lower()):
                continue
            spans.append((start, stop, Mention(mark, 0, 0)))
    if not spans:
        return coded
    kept = [m for m in coded.mentions if m is not None]
    merged: list[Mention] = []
    for start, stop, mention in spans:
        first, last = coded.to_view(start), coded.view_end(stop)
        merged.append(replace(mention, start=first, stop=last))
        kept = [m for m in kept if not (m.start < last and first < m.stop)]
    return _assemble(coded.sentence, coded.view, [*kept, *merged])


def with_names(coded: Coded, lex: Lexicon) -> Coded:
    """A sentence that hints at no act, with the names of organisations that the register does not know."""
    orgs = [m for m in coded.mentions if m is not None and m.mark == marks.ORG]
    row = tokens(coded.view.text)
    return recode(coded.sentence, coded.view, row, orgs + _proper(coded.view, orgs, lex), lex)


def with_orgs(coded: Coded, hits: list[Mention], lex: Lexicon, *, instead: bool = False) -> Coded:
    """The sentence coded anew with more organisations in it, or with others `instead` of those that stand there."""
    orgs = [m for m in coded.mentions if m is not None and m.mark == marks.ORG]
    if instead:
        orgs = [m for m in orgs if not any(m.start < h.stop and h.start < m.stop for h in hits)]
    orgs += [h for h in hits if not any(m.start < h.stop and h.start < m.stop for m in orgs)]
    row = tokens(coded.view.text)
    if not lex.hints(coded.view.text):
        return _assemble(coded.sentence, coded.view, [*orgs, *_places(row, coded.view, lex, orgs)])
    return recode(coded.sentence, coded.view, row, orgs, lex)
