"""Finding subjects by any name, and saying clearly when that cannot be done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proscribe.errors import BadInput
from proscribe.model.claims import Party
from proscribe.model.keys import fold
from proscribe.starter import facts
from proscribe.subjects.names import near
from proscribe.subjects.roster import Roster

ROSTER = facts.roster()
HEADER = "id,name,aliases,wikidata,relations\n"


@pytest.mark.parametrize(
    "query",
    [
        "taliban",
        "Taliban",
        "TALIBAN",
        "the Taliban",
        " Afghan Taliban ",
        "Талибан",
        "«Талибан»",
        "طالبان",
        "Q42418",
    ],
)
def test_any_name_in_any_script_finds_the_subject(query):
    assert ROSTER.find(query).id == "taliban"


def test_every_name_finds_its_subject_unless_it_is_shared():
    for name, ident in ROSTER.names():
        bearers = {i for n, i in ROSTER.names() if fold(n) == fold(name)}
        try:
            found = ROSTER.find(name).id
        except BadInput as error:
            assert len(bearers) > 1 and "several subjects" in str(error)
        else:
            assert found == ident or (len(bearers) > 1 and fold(ROSTER.subjects[found].name) == fold(name))


def test_an_ambiguous_name_is_answered_with_the_choices():
    roster = Roster.read(HEADER + "a,First,The Front,,\nb,Second,The Front,,\n")
    with pytest.raises(BadInput, match=r"several subjects: First \(a\), Second \(b\)"):
        roster.find("the front")


def test_a_name_that_is_another_one_s_main_name_goes_to_that_one():
    roster = Roster.read(HEADER + "a,The Front,,,\nb,Second,The Front,,\n")
    assert roster.find("The Front").id == "a"
    assert roster.of(Party("The Front")).id == "a"


def test_an_unknown_name_is_answered_with_near_ones():
    with pytest.raises(BadInput, match="near names: .*Taliban"):
        ROSTER.find("Talibann")
    with pytest.raises(BadInput, match="no subject is named"):
        ROSTER.find("zzzzqqqq")


@pytest.mark.parametrize("query", ["", "  ", "!!!", "\x00", "💥"])
def test_words_that_name_nothing(query):
    with pytest.raises(BadInput):
        ROSTER.find(query)


@given(st.text(max_size=200))
def test_finding_never_fails_otherwise(query):
    try:
        ROSTER.find(query)
    except BadInput as error:
        assert "\n" not in str(error).replace(repr(query[:80]), "")


def test_a_shared_alias_alone_is_about_nobody():
    roster = Roster.read(HEADER + "a,First,JMB,,\nb,Second,JMB,,\n")
    assert roster.of(Party("JMB")) is None
    assert roster.of(Party("JMB", ("starter:b",))).id == "b"
    assert "name:jmb" not in roster.keys(roster.subjects["a"])


def test_references_go_before_names():
    assert ROSTER.of(Party("Taliban", ("starter:ttp",))).id == "ttp"


def test_unknown_parties_become_subjects_of_their_own():
    roster = ROSTER.extended([Party("The New Front"), Party("new front"), Party("Taliban")])
    assert len(roster.subjects) == len(ROSTER.subjects) + 1
    assert roster.find("the new FRONT").id == "as-written:new-front"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id,name\n", "columns must be"),
        (HEADER + "a,,,,\n", "row 2: id and name"),
        (HEADER + "a,A,,,\na,B,,,\n", "row 3: the id 'a' stands there twice"),
    ],
)
def test_a_damaged_table_is_refused_with_its_row(text, says):
    with pytest.raises(BadInput, match=says):
        Roster.read(text)


def test_near_gives_each_thing_once_best_first():
    assert near("Talibon", {"Taliban": "t", "Afghan Taliban": "t", "Hamas": "h"}) == ["Taliban"]
