"""Citations of entries of other lists, in one form: `un:QDe.115`, `ofsi:12345`, `uksl:AFG0001`."""

import re

#: Committees by the letters of their permanent reference numbers.
_UN = re.compile(
    r"\b(CD|CF|CI|GB|HT|IQ|IR|KP|LB|LR|LY|ML|QD|SD|SO|SS|TA|YE)([ie])[.\s]?\s?(\d{3})\b\.?", re.IGNORECASE
)
#: The form used until 2014: list and kind, initial, number, year of listing. The number is kept in the new
#: form.
_UN_OLD = re.compile(r"\b([QT])([IE])\.[A-Z]\.(\d{1,3})\.\d{2}\b\.?")
_UN_MARK = re.compile(
    r"\(?\bUN\s+(?:Sanctions\s+List\s+)?Ref(?:erence)?(?:\s+(?:No|Number))?\.?\)?\s*[:.]*\s*", re.IGNORECASE
)
_UKSL = re.compile(r"\b([A-Z]{3}\d{4})\b")
_UKSL_MARK = re.compile(r"\(UK Sanctions List Ref\)\s*:?\s*")
_OLD_LISTS = {"Q": "QD", "T": "TA"}


def un_reference(text: str) -> str | None:
    """One permanent reference number of the Security Council, in its usual case, or None.

    `QDE.145`, `QDi.343.` and `QDi.328 ` lose their flaws; `QE.A.146.14` becomes `QDe.146`: the renumbering
    of 2014 kept list, kind and number.
    """
    if match := _UN.fullmatch(text.strip()):
        return f"{match[1].upper()}{match[2].lower()}.{match[3]}"
    if match := _UN_OLD.fullmatch(text.strip()):
        return f"{_OLD_LISTS[match[1]]}{match[2].lower()}.{int(match[3]):03d}"
    return None


def un(text: str) -> tuple[str, ...]:
    """Every such number in a field that holds nothing else, as `un:…`."""
    found = [(m.start(), un_reference(m[0])) for pattern in (_UN, _UN_OLD) for m in pattern.finditer(text)]
    return tuple(dict.fromkeys(f"un:{ref}" for _, ref in sorted(found) if ref))


def un_cited(text: str) -> tuple[str, ...]:
    """Numbers in running text that are marked as this entry's own (`UN Ref`, `(UN Ref):`); others name other
    parties."""
    found = []
    for mark in _UN_MARK.finditer(text):
        rest = text[mark.end() : mark.end() + 40]
        match = _UN.match(rest) or _UN_OLD.match(rest)
        if match and (ref := un_reference(match[0])):
            found.append(f"un:{ref}")
    return tuple(dict.fromkeys(found))


def uksl_cited(text: str) -> tuple[str, ...]:
    """References to the UK Sanctions List that a text marks as this entry's own."""
    marks = (_UKSL.match(text, mark.end()) for mark in _UKSL_MARK.finditer(text))
    return tuple(dict.fromkeys(f"uksl:{m[1]}" for m in marks if m))
