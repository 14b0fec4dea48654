"""Names are found by sound, with the case of the text as a check."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proscribe.news.names import NameIndex, sound
from proscribe.news.phrases import tokens
from proscribe.news.view import view_of


class Some:
    """A gazetteer of a few names."""

    def names(self) -> list[tuple[str, str]]:
        return [
            ("Hizballah", "hizballah"), ("Хезболла", "hizballah"), ("حزب الله", "hizballah"), ("The Base", "base"),
            ("HTS", "hts"), ("Hay'at Tahrir al-Sham", "hts"), ("Армия освобождения Белуджистана", "bla"),
            ("People's Mujahedin of Iran", "mek"), ("Hamas", "hamas"), ("AQ", "al-qaida"), ("al-Qa'ida", "al-qaida"),
        ]  # fmt: skip


INDEX = NameIndex(Some())


def found(text: str) -> list[str]:
    view = view_of(text)
    return [hit.id for hit in INDEX.find(tokens(view.text), view)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Hizballah and Hizbollah", ["hizballah", "hizballah"]),
        ("о «Хезболле» и Хезболлой", ["hizballah", "hizballah"]),
        ("بحزب الله", ["hizballah"]),
        ("Hayat Tahrir Al Sham (HTS)", ["hts", "hts"]),
        ("HTŞ'nin", ["hts"]),
        ("боевики Армии освобождения Белуджистана", ["bla"]),
        ("Al-Qaeda", ["al-qaida"]),
        ("The Base recruits", ["base"]),
        ("the base of the tower", []),
        ("hts lower", []),
        ("Homes and hams", []),
        ("AQ is too short", []),
    ],
)
def test_names_in_other_spellings_cases_and_scripts(text: str, ids: list[str]) -> None:
    assert found(text) == ids


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_sound_takes_any_word(word: str) -> None:
    assert isinstance(sound(word), str)
    assert isinstance(sound(word, vowels=True), str)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_hits_are_in_order_and_apart(text: str) -> None:
    view = view_of(text)
    hits = INDEX.find(tokens(view.text), view)
    assert all(a.last <= b.first for a, b in pairwise(hits))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_a_view_maps_each_character_to_its_own(text: str) -> None:
    view = view_of(text)
    assert len(view.text) == len(view.spots)
    assert list(view.spots) == sorted(view.spots)
    for at in range(len(view.text)):
        start, stop = view.span(at, at + 1)
        assert 0 <= start < stop <= len(text)
