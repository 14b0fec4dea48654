"""Other Information of OFSI's list: marked fields inside one text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ...model.entries import Identifier
from ..countries import code
from ..references import uksl_cited, un_cited
from ..text import clean, split_lettered

_MARK = re.compile(
    r"\((UK Sanctions List Ref|UN Ref|UK Statement of Reasons|Gender|Phone number|Tel|Fax|Email address"
    r"|Website|Type of entity|Parent company|Subsidiaries|Business Reg No|IMO number"
    r"|Hull identification number"
    r"|Flag of ship|Previous flags|Type of ship|Tonnage of ship|Length of ship|Year built"
    r"|Current owners|Previous owners)\)\s*:\s*"
)
_NUMBERS = {
    "Phone number": "phone",
    "Tel": "phone",
    "Fax": "phone",
    "Email address": "email",
    "Website": "website",
    "Business Reg No": "registration",
    "IMO number": "imo",
}


@dataclass(slots=True)
class Information:
    """What such texts say; `rest` keeps what has no field."""

    references: list[str] = field(default_factory=list)
    genders: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


def read_information(texts: Iterable[str]) -> Information:
    """Take the texts of one group apart at their marks."""
    found = Information()
    for text in texts:
        found.references += [*uksl_cited(text), *un_cited(text)]
        marks = list(_MARK.finditer(text))
        if head := clean(text[: marks[0].start()] if marks else text):
            found.rest.append(head)
        ends = [m.start() for m in marks[1:]] + [len(text)]
        for mark, end in zip(marks, ends, strict=False):
            _take(mark[1], clean(text[mark.end() : end]), found)
    return found


def _take(label: str, text: str, found: Information) -> None:
    bare = text.rstrip(". ")
    if not bare or (label in ("UK Sanctions List Ref", "UN Ref") and not re.search(r"[\s,;]", bare)):
        return
    if label == "Gender" and " " not in bare:
        found.genders.append(bare.lower())
    elif label in _NUMBERS:
        found.identifiers += [Identifier(_NUMBERS[label], i.rstrip(". ")) for i in split_lettered(bare)]
    else:
        if label == "Flag of ship" and (flag := code(bare)):
            found.countries.append(flag)
        found.rest.append(f"{label}: {text}")
