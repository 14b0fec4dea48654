import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proscribe.screening import normalise
from proscribe.screening.fold import fold, skeleton
from proscribe.screening.spell import Spellings, nearness

from . import tables


@pytest.mark.parametrize("case", tables.rows("spellings"), ids=lambda c: f"{c['one']}-{c['other']}")
def test_spellings_of_one_sound_fold_alike(case):
    one, other = fold(case["one"]), fold(case["other"])
    assert (one == other) is (case["same"] == "fold")
    if case["same"] == "skeleton":
        assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize("case", tables.rows("unreadable"), ids=lambda c: repr(c["name"]))
def test_a_name_that_cannot_be_screened_says_why(case):
    assert normalise.unreadable(case["name"]) == case["reason"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Abd al-Rahman", ("abdrahman",)),
        ("Nasr Allah", ("nasrullah",)),
        ("O'Neil–Smith", ("oneil", "smith")),
        ("Серге́й Евге́ньевич", ("sergey", "evgenevich")),
        ("\x00Ali\x07 Hassan", ("ali", "hassan")),
        ("ＡＬＩ", ("ali",)),
        ("Ig0r Petrov 2", ("igor", "petrov", "2")),
        ("欧阳修", ("ouyang", "xiu")),
        ("김정은", ("kim", "jongun")),
    ],
)
def test_words_of_a_person(name, words):
    assert normalise.person(normalise.words(name).words) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Joint-Stock Company Vector", ("jsc", "vector")),
        ("Vector S.A. de C.V.", ("vector", "sadecv")),
        ("OOO Vektor Zavod", ("llc", "vektor", "plant")),
        ("Obschestvo s Ogranichenoj Otvetstvennostiu Vektor", ("llc", "vektor")),
        ("A.B.C. Company", ("abc", "co")),
        ("General Testing Board of Arms GTBA", ("general", "testing", "board", "of", "arms")),
    ],
)
def test_words_of_another_party(name, words):
    assert normalise.party(normalise.words(name).words) == words


def test_a_very_long_name_is_refused_in_one_line():
    why = normalise.unreadable("a b " * 2500)
    assert "10000 characters" in why
    assert "\n" not in why


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60))
def test_any_text_gives_ascii_words_or_a_reason(name):
    found = normalise.words(name).words
    assert all(w and w.isascii() and w == w.lower() and " " not in w for w in found)
    assert found or normalise.unreadable(name)
    assert normalise.words(name) == normalise.words(name)


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_folding_is_ascii_and_never_longer(word):
    folded = fold(word)
    assert folded.isascii()
    assert len(folded) <= len(word)
    assert len(skeleton(folded)) <= len(folded)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.text(alphabet="abdhiklmnrsu", min_size=1, max_size=9), min_size=2, max_size=2))
def test_nearness_is_symmetric_and_whole_for_equals(pair):
    import numpy as np

    spellings = Spellings.of(tuple(dict.fromkeys(map(fold, pair))))
    last = len(spellings.folds) - 1
    there = nearness(spellings, np.array([0]), spellings, np.array([last], np.int32))
    back = nearness(spellings, np.array([last]), spellings, np.array([0], np.int32))
    assert there == back
    assert nearness(spellings, np.array([0]), spellings, np.array([0], np.int32)) == 1
