"""Text as others wrote it, made safe to look at: what cannot be seen is shown, and what is long is cut."""

import re
import unicodedata
from dataclasses import dataclass

#: What turns or hides the text around it: embeddings and overrides of direction, isolates, controls, separators,
#: zero-width spaces, tags, and halves of surrogate pairs. Joiners and direction marks are part of some scripts.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
#: Combining marks on one letter beyond these are dropped: they would be drawn over the lines around.
_MARKS = 4


def visible(text: str) -> str:
    """The text with every character that cannot be seen, or that turns what stands beside it, written out."""
    if text.isascii() and text.isprintable():
        return text
    shown = _HIDDEN.sub(lambda m: f"⟦U+{ord(m[0]):04X}⟧", text)
    return _unstacked(shown)


def _unstacked(text: str) -> str:
    if not any(unicodedata.combining(c) for c in text):
        return text
    kept, run = [], 0
    for c in text:
        run = run + 1 if unicodedata.combining(c) else 0
        if run <= _MARKS:
            kept.append(c)
    return "".join(kept)


@dataclass(frozen=True, slots=True)
class Cut:
    """A text for showing: its beginning, the rest, and how long the whole is; `more` is "" for a short one.

    Of a text beyond what a page can carry the rest is cut too, and `whole` is False.
    """

    head: str
    more: str
    length: int
    whole: bool = True


def cut(text: str, at: int = 300, most: int = 20_000) -> Cut:
    """Cut a text near `at` characters, at a space where there is one; `most` characters are shown at all."""
    if len(text) <= at + at // 5:
        return Cut(text, "", len(text))
    place = text.rfind(" ", at // 2, at)
    place = place if place > 0 else at
    return Cut(text[:place], text[place:most], len(text), len(text) <= most)
