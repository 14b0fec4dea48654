import pytest

from proscribe.model.dates import Day
from proscribe.model.entries import Identifier
from proscribe.model.words import PartyKind
from proscribe.screening.hits import Listed, Query
from proscribe.screening.qualifiers import country, identifier_key, qualifiers


def listed(**kwargs):
    base = {
        "list": "xx_list",
        "ref": "1",
        "kind": PartyKind.PERSON,
        "names": ("A",),
        "births": (),
        "genders": (),
        "countries": (),
        "identifiers": (),
        "regimes": (),
        "listed": None,
        "digest": "",
    }
    return Listed(**{**base, **kwargs})


def days(*texts):
    return tuple(map(Day.parse, texts))


@pytest.mark.parametrize(
    ("ours", "theirs", "verdict"),
    [
        (("1980-05-01",), ("1980",), "agrees"),
        (("1980-05-01",), ("1980-05",), "agrees"),
        (("1980",), ("1979-01-01/1980-02-01",), "agrees"),
        (("1980-05-01", "1980-01-05"), ("1980-01-05",), "agrees"),
        (("1980-05-01",), ("1981", "1982"), "conflicts"),
        (("1980",), ("1981~",), "near"),
        (("1980",), ("1985~",), "conflicts"),
    ],
)
def test_dates_of_birth_agree_when_a_day_is_possible_for_both(ours, theirs, verdict):
    (found,) = qualifiers(Query("A", births=days(*ours)), listed(births=days(*theirs)))
    assert (found.what, found.verdict) == ("birth", verdict)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SY", "SY"),
        ("Syria", "SY"),
        ("Syrian Arab Republic", "SY"),
        ("Syrian", "SY"),
        ("Iran (Islamic Republic of)", "IR"),
        ("Islamic Republic of Iran", "IR"),
        ("Democratic People's Republic of Korea", "KP"),
        ("Côte d'Ivoire", "CI"),
        ("Freedonia", "FREEDONIA"),
        ("", ""),
    ],
)
def test_countries_by_any_of_their_names(text, code):
    assert country(text) == code


def test_genders_and_silence():
    assert qualifiers(Query("A", genders=("M",)), listed(genders=("female",)))[0].verdict == "conflicts"
    assert qualifiers(Query("A", genders=("M",)), listed(genders=("Male",)))[0].verdict == "agrees"
    assert qualifiers(Query("A", genders=("?",)), listed(genders=("male",))) == ()
    assert qualifiers(Query("A"), listed(births=days("1980"), countries=("IR",))) == ()


@pytest.mark.parametrize(
    ("ours", "theirs", "verdict"),
    [
        (("passport", "A-123 45 67"), ("passport", "A1234567"), "agrees"),
        (("", "A1234567"), ("passport", "A1234567"), "agrees"),
        (("tax", "A1234567"), ("passport", "A1234567"), None),
        (("imo", "IMO9123456"), ("imo", "9123456"), "agrees"),
        (("imo", "9123457"), ("imo", "9123456"), "conflicts"),
        (("passport", "B7654321"), ("passport", "A1234567"), None),
    ],
)
def test_identifiers_as_letters_and_digits(ours, theirs, verdict):
    found = qualifiers(
        Query("A", identifiers=(Identifier(*ours),)), listed(identifiers=(Identifier(*theirs),))
    )
    assert [q.verdict for q in found] == ([verdict] if verdict else [])


def test_an_identifier_too_short_says_nothing():
    assert identifier_key("12-3") == ""
    assert identifier_key("n/a none") == ""
