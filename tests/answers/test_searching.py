"""Search by the beginnings of words, in any script; who a subject is; what is not there told from what is unfit."""

from datetime import UTC, datetime

import pytest

from proscribe.answers.register import Register
from proscribe.answers.searching import search
from proscribe.config import starter_register
from proscribe.errors import Ambiguous, BadInput, NotFound
from proscribe.ledger.memory import MemoryLedger
from proscribe.model.claims import Claim, Party
from proscribe.model.evidence import Quote
from proscribe.model.words import Act, Origin
from proscribe.subjects.roster import Roster, Subject

PEOPLE = [
    Subject("b", "Second Army", ("Вторая армия",)),
    Subject("a", "First Army"),
    Subject("c", "Army of Light"),
]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "cab"),
        ("army", "cab"),
        ("arm sec", "b"),
        ("втор", "b"),
        ("vtor", "b"),
        ("rmy", ""),
        ("army navy", ""),
        ("!!!", "cab"),
    ],
)
def test_each_word_of_a_query_begins_some_word_of_one_name(query, found):
    assert "".join(s.id for s in search(PEOPLE, query)) == found


def test_what_is_not_there_is_told_from_what_is_unfit():
    register = starter_register()
    with pytest.raises(NotFound):
        register.find("xyzzy plugh")
    with pytest.raises(NotFound):
        register.standing("taliban", "Atlantis")
    with pytest.raises(Ambiguous) as several:
        register.find("JMB")
    assert {ident for ident, _ in several.value.candidates} == {"jmb", "muslim-brotherhood-jo"}
    with pytest.raises(BadInput) as empty:
        register.find(" ")
    assert not isinstance(empty.value, NotFound | Ambiguous)
    assert {e.exit_status for e in (NotFound, Ambiguous)} == {2}


def test_a_party_named_by_an_alias_that_others_share_can_be_asked_for_by_its_id():
    """Nobody knows which of the two it is, so it is a subject of its own, and its id leads to it."""
    roster = Roster({"x": Subject("x", "One", ("Base",)), "y": Subject("y", "Two", ("Base",))})
    register = Register(MemoryLedger(), roster, lambda: datetime(2025, 1, 1, tzinfo=UTC))
    claim = Claim("0" * 64, Act.DESIGNATE, Party("Base"), Quote("Base"), Origin.ENTERED, jurisdiction="KZ")
    register.append([claim])
    (subject,) = register.subjects(register.moment())
    assert subject.id == "as-written:base"
    assert register.find(subject.id) == subject
