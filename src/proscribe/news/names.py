"""The names of organisations as an index over sounds, so that one alias is found in its other spellings and cases.

Spellings of one foreign name differ in vowels, doubled letters, articles and script (Hizballah, Hezbollah,
Хезболлы); a name is therefore looked up by what remains when these are folded away, with the case of the text as a
check against common words.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from anyascii import anyascii

from .phrases import Token, Trie, forms, tokens
from .view import View, fold_text

_ARTICLES_WORDS = (
    "al el ul ur ut as ash at an ad ar az us eş es il e i u the la los las le les l der die das аль эль "
    "ан ат аш ас ар ад из ул уль l' "
)
_ARTICLES = frozenset(_ARTICLES_WORDS.split())
#: Articles that stay with the names of gangs.
_OWN_ARTICLES = frozenset(("los", "las"))
#: Words for a band that begin the name of another organisation.
_BANDS = frozenset(
    ("liwa", "harakat", "jaish", "jaysh", "jund", "hizb", "kataib", "ahrar", "asaib", "saraya", "faylaq")
)
#: Words that sound like a name ("Houthi").
_WORDS = frozenset(("house", "houses"))
_RU_ENDINGS = re.compile(
    r"(?:иями|ями|ами|иях|ого|его|ому|ему|ыми|ими|ией|иям|ием|ов|ев|ей|ой|ый|ий|ая|яя|ое|ее|ые|ие|ую|юю|ых|их|ым|им"
    r"|ом|ем|ам|ям|ах|ях|ия|ию|ии|а|я|ы|и|у|ю|е|о|й|ь)$"
)
_DIGRAPHS = (
    ("dsch", "j"), ("tsch", "s"), ("dzh", "j"), ("shch", "s"), ("sch", "s"), ("kh", "h"), ("gh", "g"), ("sh", "s"),
    ("ch", "s"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("zh", "j"), ("dj", "j"), ("ck", "k"), ("ou", "u"),
)  # fmt: skip
_LETTERS = str.maketrans({"q": "k", "c": "k", "w": "v", "y": "i", "e": "i", "o": "u"})
_DOUBLE = re.compile(r"(.)\1+")


class Gazetteer(Protocol):
    """Where the reader gets the names of organisations from."""

    def names(self) -> Iterable[tuple[str, str]]:
        """Every name of every organisation with the organisation's id."""
        ...


@lru_cache(maxsize=65536)
def sound(word: str, *, vowels: bool = False) -> str:
    """What is left of a folded word when vowels (unless they are asked for), doubled letters and script are folded."""
    if not word or "\u0590" <= word[0] <= "\u08ff" or word.isdigit():
        return word
    if "\u0400" <= word[0] <= "\u04ff":
        word = _RU_ENDINGS.sub("", word) if len(word) > 4 else word
        word = anyascii(word).lower().replace("'", "")
    else:
        word = unicodedata.normalize("NFKD", word.replace("ß", "ss").replace("ı", "i"))
        word = "".join(c for c in word if not unicodedata.combining(c)).replace("'", "")
    if len(word) <= 3:
        return word
    for pair, letter in _DIGRAPHS:
        word = word.replace(pair, letter)
    word = _DOUBLE.sub(r"\1", word.translate(_LETTERS))
    if vowels:
        return word.rstrip("h")
    bare = word[0] + re.sub(r"[aiu]", "", word[1:])
    bare = _DOUBLE.sub(r"\1", bare.rstrip("h") or bare)
    return bare if len(bare) >= 4 else word.rstrip("h")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the index: whose it is, and how the text must be written for it to count."""

    id: str
    text: str
    article: bool
    capital: bool
    acronym: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """The words `first` to `last` (not included) of a row of tokens are a name of the organisation `id`."""

    id: str
    first: int
    last: int


class NameIndex:
    """Finds the names of a gazetteer in rows of tokens: the longest name first, from left to right."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        extra: Iterable[tuple[str, str]] = (),
        common: Iterable[str] = (),
        more: Iterable[tuple[str, str]] = (),
    ) -> None:
        """`extra` pairs a name of one language with a name of the gazetteer, `more` further names with their ids;
        `common` are names that are also words."""
        self._trie: Trie[Name] = Trie()
        shunned = {fold_text(c) for c in common}
        known: dict[str, str] = {}
        named = list(gazetteer.names())
        for name, owner in named:
            known.setdefault(fold_text(name), owner)
        for name, of in extra:
            if fold_text(of) in known:
                self._enter(name, known[fold_text(of)], shunned)
        # What one organisation is called first counts before what another one is called too.
        firsts = {owner: name for name, owner in reversed(named)}
        for owner, name in reversed(firsts.items()):
            self._enter(name, owner, shunned)
        for name, owner in (*named, *more):
            self._enter(name, owner, shunned)

    def _enter(self, name: str, owner: str, shunned: set[str]) -> None:
        base = re.sub(r"\s*\([A-Z0-9-]{2,8}\)\s*$", "", name).strip() or name
        for text in dict.fromkeys((name, base)):
            words = [t.text for t in tokens(fold_text(text))]
            kept = [w for w in words if w not in _ARTICLES] or words
            letters = [c for c in text if c.isalpha()]
            acronym = (
                len(words) == 1 and bool(letters) and sum(c.isupper() for c in letters) * 2 > len(letters)
            )
            if (
                not kept
                or (acronym and len(letters) < 3)
                or fold_text(text) in shunned
                or len("".join(kept)) < 3
            ):
                continue
            if all(w.isdigit() for w in kept):
                continue
            keys = [_key(w) for w in kept] if len(kept) > 1 else [_alone(kept[0])]
            article = len(kept) == 1 and len(words) > 1
            if any("\u0600" <= c <= "\u06ff" for c in text) and len(kept) == 1:
                article = words[0].startswith("ال")
            entry = Name(owner, text, article, not text[:1].islower(), acronym and len(letters) <= 5)
            self._trie.add(keys, entry)

    def find(self, row: Sequence[Token], view: View) -> list[Hit]:
        """The names in a row of tokens of a view."""
        found: list[Hit] = []
        at = 0
        while at < len(row):
            hit = None if row[at].text in _ARTICLES else self._at(row, at, view)
            if hit is None:
                at += 1
                continue
            found.append(hit)
            at = hit.last
        return found

    def _at(self, row: Sequence[Token], at: int, view: View) -> Hit | None:
        for node in self._steps(self._trie, row[at].text):
            best = self._walk(node, row, at + 1, at, view)
            if best:
                return best
        return None

    def _walk(self, node: Trie[Name], row: Sequence[Token], at: int, first: int, view: View) -> Hit | None:
        skip = at
        while (
            skip < len(row) and skip < at + 3 and row[skip].text in _ARTICLES and _near(view.text, row, skip)
        ):
            skip += 1
        for point in dict.fromkeys((at, skip)):
            if point < len(row) and _near(view.text, row, point):
                for further in self._steps(node, row[point].text):
                    if hit := self._walk(further, row, point + 1, first, view):
                        return hit
        name = node.value
        if name is None or not self._written(name, row, first, at, view):
            return None
        begin = first
        while (
            begin > 0
            and begin > first - 2
            and row[begin - 1].text in _ARTICLES
            and row[begin].start - row[begin - 1].stop <= 1
            and view.text[row[begin - 1].stop : row[begin].start] == "-"
        ):
            begin -= 1
        own = name.text.split(" ", 1)[0].lower()
        if begin and own in _OWN_ARTICLES and row[begin - 1].text == own and _near(view.text, row, begin):
            begin -= 1  # "Los Rastrojos": the article is part of the name
        return Hit(name.id, begin, at)

    @staticmethod
    def _steps(node: Trie[Name], token: str) -> Iterable[Trie[Name]]:
        return [node.next[key] for key in _keys(token) if key in node.next]

    @staticmethod
    def _written(name: Name, row: Sequence[Token], first: int, last: int, view: View) -> bool:
        """Whether the text writes the name as a name: capitals where there are any, the article where it needs one."""
        original = view.original(row[first].start, row[last - 1].stop)
        if last == first + 1 and row[first].text in _WORDS:
            return False
        if name.acronym:
            head = original.partition("'")[0].partition("\u2019")[0]
            letters = [c for c in head if c.isalpha()]
            upper = sum(c.isupper() for c in letters)
            if _bare("".join(letters)) != _bare(name.text) or (len(letters) <= 3 and upper < 2):
                return False
        if name.capital and original[0].islower() and not _noun_first(name.text, original):
            return False
        before = first - 1 - (first > 1 and row[first - 1].text in _ARTICLES)
        if (
            last == first + 1
            and before >= 0
            and row[before].text in _BANDS
            and _near(view.text, row, before + 1)
        ):
            return False  # "Liwa al-Haq" is not Al-Haq
        if name.article:
            token = row[first].text
            if "\u0600" <= token[0] <= "\u06ff":
                return any(token.startswith(c) for c in ("ال", "وال", "بال", "لل", "فال", "كال"))
            return first > 0 and row[first - 1].text in _ARTICLES
        return True


def _noun_first(name: str, original: str) -> bool:
    """Whether only the noun that a Russian name begins with is in lower case ("полк Калиновского")."""
    words, written = name.split(), original.split()
    return (
        "\u0400" <= original[0] <= "\u04ff"
        and len(words) == len(written)
        and any(w[:1].isupper() and o[:1].isupper() for w, o in zip(words[1:], written[1:], strict=True))
    )


def _bare(text: str) -> str:
    """The letters and digits of a text in lower case, without marks."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).lower() if c.isalpha())


def _alone(word: str) -> str:
    """The key of a name of one word, which must agree in its vowels too: Ansarallah is not Ansarullah."""
    return "=" + _key(word, vowels=True)


def _key(word: str, *, vowels: bool = False) -> str:
    if "\u0600" <= word[:1] <= "\u06ff":
        return word[2:] if word.startswith("ال") and len(word) > 4 else word
    return sound(word, vowels=vowels)


@lru_cache(maxsize=65536)
def _keys(token: str) -> tuple[str, ...]:
    """What a word of a text may be entered under."""
    return tuple(dict.fromkeys(key for form in forms(token) for key in (_key(form), _alone(form))))


def _near(view: str, row: Sequence[Token], at: int) -> bool:
    """Whether nothing but a blank, a hyphen or a quotation mark stands before word `at`."""
    between = view[row[at - 1].stop : row[at].start]
    return len(between) <= 3 and all(c in " -\"'/&." for c in between) and not between.startswith(". ")
