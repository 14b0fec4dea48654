"""Names as publishers pack them: cleaned of layout, split, and told by script; no text is lost."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

_SCRIPTS = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "CJK": "Hani",
    "HIRAGANA": "Hira",
    "KATAKANA": "Kana",
    "HANGUL": "Hang",
    "HEBREW": "Hebr",
    "GREEK": "Grek",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "GURMUKHI": "Guru",
    "GUJARATI": "Gujr",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "KANNADA": "Knda",
    "MALAYALAM": "Mlym",
    "SINHALA": "Sinh",
    "THAI": "Thai",
    "LAO": "Laoo",
    "MYANMAR": "Mymr",
    "KHMER": "Khmr",
    "ETHIOPIC": "Ethi",
    "TIBETAN": "Tibt",
    "MONGOLIAN": "Mong",
    "SYRIAC": "Syrc",
    "THAANA": "Thaa",
    "TIFINAGH": "Tfng",
    "NKO": "Nkoo",
}


def clean(text: str | None) -> str:
    """The text on one line, without layout (runs of white space, zero-width marks) and nothing else
    changed."""
    if not text:
        return ""
    if not text.isascii():
        text = text.replace("\u200b", " ").replace("\ufeff", " ")
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def _script(char: str) -> str | None:
    return _SCRIPTS.get(unicodedata.name(char, "").split(" ", 1)[0].split("-", 1)[0])


def script_of(text: str) -> str | None:
    """The script that most letters of a text are in, as ISO 15924; None when it has no letters.

    Han with kana is `Jpan`, Han with Hangul `Kore`; Han alone is `Hani`, since characters do not tell more.
    """
    if text.isascii():
        return "Latn" if any(c.isalpha() for c in text) else None
    counts = Counter(s for c in text if c.isalpha() and (s := _script(c)))
    if not counts:
        return None
    if counts["Hira"] or counts["Kana"]:
        return (
            "Jpan"
            if counts["Hani"] or (counts["Hira"] and counts["Kana"])
            else max(counts, key=counts.__getitem__)
        )
    if counts["Hang"] and counts["Hani"]:
        return "Kore"
    return counts.most_common(1)[0][0]


def split_outside(text: str, separators: str) -> list[str]:
    """Split at any of the `separators` that stand outside brackets and double quotes; empty pieces are left
    out.

    A bracket or quote that is never closed does not swallow the rest: then brackets count for nothing.
    """
    pieces, depth, quoted, start = [], 0, False, 0
    for at, char in enumerate(text):
        if char in "([{«“":
            depth += 1
        elif char in ")]}»”":
            depth = max(0, depth - 1)
        elif char == '"':
            quoted = not quoted
        elif char in separators and not depth and not quoted:
            pieces.append(text[start:at])
            start = at + 1
    pieces.append(text[start:])
    if depth or quoted:
        pieces = re.split(f"[{re.escape(separators)}]", text)
    return [p for piece in pieces if (p := clean(piece))]


_LETTERED = re.compile(r"(?:(?<=^)|(?<=[\s;,.]))\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s*")


def split_lettered(text: str) -> list[str]:
    """Split `a) one b) two` and `1) one 2) two` into its items; a text without such marks is one item."""
    marks = list(_LETTERED.finditer(text))
    if not marks or text[: marks[0].start()].strip():
        return [t] if (t := clean(text)) else []
    ends = [m.start() for m in marks[1:]] + [len(text)]
    items = (clean(text[m.end() : end]).rstrip(";, ") for m, end in zip(marks, ends, strict=True))
    return [i for i in items if i]
