"""The names of a subject as the page groups them: by script, with who gives them and how well they are vouched for."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ...lists.registry import sources
from ...model.entries import Entry
from ...model.words import NameKind, Quality
from ...subjects.roster import Subject

#: Scripts by the first word of their letters' Unicode names, as ISO 15924 codes.
_SCRIPTS = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "GREEK": "Grek",
    "CJK": "Hani",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "HANGUL": "Hang",
    "DEVANAGARI": "Deva",
    "TAMIL": "Taml",
    "SINHALA": "Sinh",
    "BENGALI": "Beng",
    "THAI": "Thai",
    "MYANMAR": "Mymr",
    "GURMUKHI": "Guru",
    "GEORGIAN": "Geor",
    "ARMENIAN": "Armn",
    "ETHIOPIC": "Ethi",
}
#: What stands for every other script.
OTHER = "Zyyy"


@dataclass(frozen=True, slots=True)
class Named:
    """A name with what is known of it; `lists` are the lists that give it, none where the register itself does."""

    text: str
    script: str
    kind: NameKind
    quality: Quality | None = None
    lists: tuple[str, ...] = ()


def script_of(text: str) -> str:
    """The ISO 15924 code of the script that most letters of a name are in."""
    counted: dict[str, int] = {}
    for letter in text[:200]:
        if letter.isalpha():
            word = unicodedata.name(letter, "").partition(" ")[0]
            code = _SCRIPTS.get(word, OTHER)
            counted[code] = counted.get(code, 0) + 1
    return max(counted, key=lambda code: (counted[code], code)) if counted else OTHER


def names(
    subject: Subject, same: Iterable[Subject], entries: Iterable[Entry]
) -> list[tuple[str, list[Named]]]:
    """Every name once, by script: that of the subject's own name first, and in the order in which they are given."""
    found: dict[str, Named] = {}
    for one in (subject, *same):
        for place, text in enumerate(one.names):
            kind = NameKind.PRIMARY if one is subject and place == 0 else NameKind.ALIAS
            found.setdefault(text, Named(text, script_of(text), kind))
    for entry in entries:
        title = sources()[entry.list].title if entry.list in sources() else entry.list
        for name in entry.names:
            before = found.get(name.text)
            kind = before.kind if before else name.kind
            quality = (before.quality if before else None) or name.quality
            lists = dict.fromkeys((*(before.lists if before else ()), title))
            told = name.script in _SCRIPTS.values()
            script = name.script if told and name.script else script_of(name.text)
            found[name.text] = Named(name.text, script, kind, quality, tuple(lists))
    groups: dict[str, list[Named]] = {}
    for named in found.values():
        groups.setdefault(named.script, []).append(named)
    return list(groups.items())
