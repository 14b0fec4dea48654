"""National wings of an organisation, told by adjectives ("the Egyptian and Jordanian branches of X")."""

from . import marks
from .coding import Coded
from .context import Org, org_at
from .lexicon import Lexicon


def wings_of(coded: Coded, at: int, lex: Lexicon) -> tuple[Org, ...]:
    """The wings of the organisation at `at` that the words right before it name, each as an organisation of its own."""
    match = next((m for m in lex.words["wings"].finditer(coded.text, 0, at) if m.end() == at), None)
    if match is None:
        return ()
    countries = coded.find(marks.ADJECTIVE, match.start(), at)
    return tuple(Org(f"{coded.original(i, i + 1)} {org_at(coded, at).name}") for i in countries)
