"""A folded view of a text that patterns can search, with the way back to the characters as published.

Folding lowers case, straightens quotes and dashes, joins combining marks to their letters, and drops what only
decorates (markup of messengers, soft hyphens, vowel points), so that one pattern fits all spellings. Every character
of the view knows the character of the text that it stands for.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

#: Characters of the view that stand for something else in the text.
_SAME = {
    **dict.fromkeys("‘’‚‛′`´ʼʻ", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒−", "-"),
    **dict.fromkeys("—―", "–"),
    **dict.fromkeys("أإآٱ", "ا"),
    "ى": "ي",
    "ة": "ه",
    "ё": "е",
    "؛": ";",
    "،": ",",
    "؟": "?",
    "…": ".",
}
#: What no name begins with: letters that are small, in the alphabets of Latin and Cyrillic that reports are in.
SMALL = "a-zß-öø-ÿāăąćčďđēėęěğģīıķĺļľłńņňōőœŕřśşšţťūůűųźżžșțа-яёіїєґ"
_DROPPED = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640\u064b-\u065f\u0670\ufe0e\ufe0f]"
    r"|\*\*+(?=\S)|(?<=\S)\*\*+|__+|\]\(https?://[^\s)]{0,500}\)|\[(?=[^\]\n]{1,300}\]\(https?://)"
)
_PLAIN = re.compile(r"[A-Za-z0-9 ,.()\n'\"-]*")


@dataclass(frozen=True, slots=True)
class View:
    """`text` is the folded text; `spots[i]` is the offset in the source of its i-th character."""

    text: str
    source: str
    spots: tuple[int, ...]
    end: int

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """The offsets in the source of `text[start:stop]`, which must not be empty."""
        last = self.spots[stop - 1]
        after = last + 1
        while after < self.end and (
            unicodedata.combining(self.source[after]) or self.source[after] in "\u200d\ufe0f"
        ):
            after += 1
        return self.spots[start], after

    def original(self, start: int, stop: int) -> str:
        """The characters of the source that `text[start:stop]` stands for."""
        first, after = self.span(start, stop)
        return self.source[first:after]


def view_of(source: str, start: int = 0, stop: int | None = None) -> View:
    """Fold `source[start:stop]`; runs of white space become one blank."""
    stop = len(source) if stop is None else stop
    piece = source[start:stop]
    if _PLAIN.fullmatch(piece) and "  " not in piece and "\n" not in piece and "**" not in piece:
        return View(piece.lower(), source, tuple(range(start, stop)), stop)
    chars: list[str] = []
    spots: list[int] = []
    skip = 0
    drops = {m.start(): m.end() for m in _DROPPED.finditer(piece)}
    blank = True
    for at, char in enumerate(piece):
        if at < skip:
            continue
        if at in drops:
            skip = drops[at]
            continue
        if char.isspace():
            if not blank:
                chars.append(" ")
                spots.append(start + at)
            blank = True
            continue
        blank = False
        if unicodedata.combining(char):
            if chars and (joined := unicodedata.normalize("NFC", chars[-1] + char)) and len(joined) == 1:
                chars[-1] = _SAME.get(joined, joined)
            continue
        chars.append(fold_char(char))
        spots.append(start + at)
    return View("".join(chars), source, tuple(spots), stop)


@lru_cache(maxsize=8192)
def fold_char(char: str) -> str:
    """The folded form of one character: always exactly one character."""
    low = char.lower()
    low = low[0] if low else char
    return _SAME.get(low, low)


_QUICK = str.maketrans({k: v for k, v in _SAME.items() if len(k) == 1})


def quick_fold(text: str) -> str:
    """A cheap folding of a whole text, good enough to see whether a word can be in it."""
    return text.lower().translate(_QUICK)


@lru_cache(maxsize=16384)
def fold_text(text: str) -> str:
    """The folded form of a short text, for words of a lexicon and names of a gazetteer."""
    return view_of(text).text.strip()
