"""Marks: single private-use characters that stand for a mention in a coded sentence.

A coded sentence is the folded sentence with each mention replaced by one mark, so that a pattern of a lexicon can say
"remove {O} from" whatever the organisation is called.
"""

ORG = "\ue000"
PLACE = "\ue001"
ADJECTIVE = "\ue002"
AUTHORITY = "\ue003"
TIME = "\ue004"
DESCRIPTION = "\ue005"

#: How patterns of a lexicon write marks. `C` is any word for a country, `J` anything that tells a jurisdiction.
PATTERN_NAMES = {
    "O": ORG,
    "P": PLACE,
    "Q": ADJECTIVE,
    "A": AUTHORITY,
    "T": TIME,
    "D": DESCRIPTION,
    "C": f"[{PLACE}{ADJECTIVE}]",
    "J": f"[{PLACE}{ADJECTIVE}{AUTHORITY}]",
    "X": f"[{ORG}{DESCRIPTION}]",
}
