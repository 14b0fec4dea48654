"""Names of sources in the form that a dictionary has, where a language inflects them ("по словам Сергея Лаврова")."""

import re
from collections.abc import Mapping

_WORD = re.compile(r"[^\W\d_]+")


def nominative(name: str, endings: Mapping[str, str]) -> str:
    """A name with the ending of each capitalised word replaced by the one it has when nothing governs it.

    `endings` gives that for each ending, in lower case; the longest one counts, and one that stands for itself keeps
    the word as it is. Initials and words in capitals stay.
    """

    def plain(match: re.Match[str]) -> str:
        word = match.group()
        if not word[0].isupper() or word.isupper():
            return word
        low = word.lower()
        for cut in range(len(low)):
            if (ending := endings.get(low[cut:])) is not None:
                return word[0] + low[1:cut] + ending if cut else ending.capitalize()
        return word

    return _WORD.sub(plain, name)
