"""Days, references, names and countries as publishers write them: the cases stand in `cases/`."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proscribe.lists import days, names, references, text
from proscribe.lists.ca_listed_terrorists.names import listed_names
from proscribe.lists.countries import codes
from proscribe.model.dates import Day
from proscribe.model.words import NameKind

CASES = Path(__file__).parent / "cases"
DAYS, REFERENCES, NAMES = (
    tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    for name in ("days", "references", "names")
)


@pytest.mark.parametrize(
    ("reader", "written", "day"), [(r, *case) for r, cases in DAYS.items() for case in cases]
)
def test_a_day(reader, written, day):
    found = getattr(days, reader)(written)
    assert (found.text if found else "") == day


@given(st.text(max_size=40) | st.from_regex(r"[0-9 ./\-a-zA-Z]{0,24}", fullmatch=True))
@settings(deadline=None, max_examples=300)
def test_any_text_is_a_day_or_none(written):
    for reader in (days.iso, days.day_first, days.month_first, days.in_words, days.any_form):
        found = reader(written)
        assert found is None or Day.parse(found.text) == found


@pytest.mark.parametrize(("written", "ref"), REFERENCES["un"])
def test_a_reference_of_the_security_council(written, ref):
    assert (references.un_reference(written) or "") == ref
    assert references.un(written) == ((f"un:{ref}",) if ref else ())


@pytest.mark.parametrize(("written", "un", "uksl"), REFERENCES["cited"])
def test_only_marked_references_are_citations(written, un, uksl):
    assert list(references.un_cited(written)) == un
    assert list(references.uksl_cited(written)) == uksl


@pytest.mark.parametrize(("written", "expected"), NAMES["packed"])
def test_names_packed_in_one_field(written, expected):
    found = names.packed(written, NameKind.ALIAS)
    assert [[n.text, n.kind.value, n.script] for n in found] == expected


@given(st.lists(st.from_regex(r"[A-Z][a-z]{1,8}( [A-Z][a-z]{1,8})?", fullmatch=True), min_size=1, max_size=6))
@settings(deadline=None, max_examples=100)
def test_what_was_joined_with_semicolons_is_split_again(parts):
    assert [n.text for n in names.packed("; ".join(parts), NameKind.ALIAS)] == list(dict.fromkeys(parts))


@given(st.text(max_size=80))
@settings(deadline=None, max_examples=300)
def test_splitting_loses_no_letter(written):
    kept = "".join(n.text + "".join(t for _, t in n.parts) for n in names.packed(written, NameKind.ALIAS))
    marks = {c for c in written if c.isalnum()} - set("bcdefgh")  # `b)` numbers a name
    if not any(word in written.lower() for word in ("listed", "known", "script", "arabic")):
        assert marks <= set(kept)


@pytest.mark.parametrize(("written", "script"), NAMES["scripts"])
def test_the_script_of_a_name(written, script):
    assert (text.script_of(written) or "") == script


@pytest.mark.parametrize(("written", "expected"), NAMES["acronyms"])
def test_short_forms(written, expected):
    assert names.acronym(written) is expected


@pytest.mark.parametrize(("written", "expected"), NAMES["lettered"])
def test_items_marked_by_letters(written, expected):
    assert text.split_lettered(written) == expected


@pytest.mark.parametrize(("written", "expected"), NAMES["canada"])
def test_names_in_canadas_regulation(written, expected):
    spoken = "fr" if "Exemple" in written else "en"
    assert [n.text for n in listed_names(written, spoken)] == expected


@pytest.mark.parametrize(("written", "expected"), NAMES["countries"])
def test_countries(written, expected):
    assert list(codes(written)) == expected
