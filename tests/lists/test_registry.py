"""The lists there are, and that their sources say all that a catalogue needs."""

import re
import tomllib

import pytest

from proscribe.errors import BadInput
from proscribe.lists.registry import parser, source, sources
from proscribe.lists.source import load


def test_the_lists_are_found_by_their_folders():
    assert {"un_sc", "us_ofac_sdn", "gb_ofsi", "gb_sanctions", "ca_listed_terrorists", "eu_fsf"} <= set(
        sources()
    )


@pytest.mark.parametrize("ident", sorted(sources()))
def test_a_source_is_complete_and_sane(ident):
    found = source(ident)
    assert found.id == ident
    assert re.fullmatch(r"[A-Z]{2}", found.jurisdiction)
    assert re.fullmatch(r"P\d+[DWM]", found.cadence)
    assert all(a.startswith(("http://", "https://")) for a in (found.address, found.page, *found.addresses))
    limits = found.tripwires
    assert 0 < limits.fewest < limits.most
    assert 0 < limits.greatest_loss <= 0.5
    assert 0 < limits.megabytes <= 256
    assert callable(parser(ident))


def test_only_a_list_that_is_the_law_makes_removals():
    assert {i for i, s in sources().items() if s.list_is_law} == {
        "ca_listed_terrorists",
        "ca_listed_terrorists_fr",
    }


def test_lists_read_from_documentation_only_say_so():
    marked = {i for i, s in sources().items() if s.untested}
    assert marked == {"us_state_fto", "gb_proscribed", "ru_fsb", "kz_banned", "gb_sanctions"}


def test_an_unknown_list_is_answered_with_the_known_ones():
    with pytest.raises(BadInput, match=r"no list is called 'un'; there are .*un_sc"):
        source("un")


def test_a_key_with_a_spelling_mistake_is_found(tmp_path):
    from importlib import resources

    text = (resources.files("proscribe.lists") / "un_sc" / "source.toml").read_text()
    assert tomllib.loads(text)
    wrong = tmp_path / "source.toml"
    wrong.write_text(text.replace("cadence", "cadense"))
    with pytest.raises(BadInput, match="unknown keys cadense"):
        load(wrong, "un_sc")


def test_programmes_become_regimes():
    assert source("us_ofac_sdn").regimes_of(("SDGT", "FTO", "NPWMD")) == ("us.sdgt", "us.fto")
    assert source("us_state_fto").regimes_of(()) == ("us.fto",)
