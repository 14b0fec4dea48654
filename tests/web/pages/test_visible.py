"""Text of others: what hides or turns is written out, what is long is cut."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from proscribe.web.pages.visible import cut, visible

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(st.text())
def test_nothing_is_left_that_turns_or_hides(text):
    shown = visible(text)
    assert not set(shown) & set(TURNING)
    assert all(c in "\t\n" or unicodedata.category(c) not in ("Cc", "Cs") for c in shown)
    shown.encode("utf-8")


@given(st.text())
def test_showing_twice_is_showing_once(text):
    assert visible(visible(text)) == visible(text)


@given(st.text(alphabet="абвгд abc ءآأ‌‍"))
def test_scripts_and_their_joiners_stay_as_they_are(text):
    assert visible(text) == text


def test_an_override_is_named():
    assert visible("evil\u202egnp.exe") == "evil⟦U+202E⟧gnp.exe"


def test_a_tower_of_marks_is_taken_down():
    assert len(visible("a" + "\u0301" * 1000)) < 10


@given(st.text(max_size=2000), st.integers(10, 300))
def test_a_cut_loses_nothing(text, at):
    made = cut(text, at)
    assert made.head + made.more == text
    assert made.length == len(text) and made.whole


def test_a_megabyte_is_cut_and_says_so():
    made = cut("x" * 1_000_000)
    assert len(made.head) <= 300 and len(made.more) < 20_000
    assert made.length == 1_000_000 and not made.whole
