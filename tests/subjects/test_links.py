"""Entries of several lists that are one subject: joined by citations and numbers, proposed by likeness."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proscribe.model.dates import Day
from proscribe.model.entries import Entry, Identifier, Name
from proscribe.model.words import PartyKind, Quality
from proscribe.subjects import links
from proscribe.subjects.links import contradiction, link

SCHEMES = {"un_sc": "un", "gb_ofsi": "ofsi", "gb_sanctions": "uksl", "us_ofac_sdn": "ofac", "eu_fsf": "eu"}


def entry(key: str, *names: str, cites: tuple[str, ...] = (), kind: str = "person", **more) -> Entry:
    ident, _, ref = key.partition(":")
    return Entry(
        ident,
        ref,
        PartyKind(kind),
        tuple(Name(n) for n in names),
        references=(f"{SCHEMES[ident]}:{ref}", *cites),
        **more,
    )


UN = entry("un_sc:QDi.012", "NASHWAN ABD AL-RAZZAQ", "Abdal Al-Hadi Al-Iraqi")
OFSI = entry(
    "gb_ofsi:6923", "Nashwan ABD AL-BAQI", "Abdal Al-Hadi Al-Iraqi", cites=("un:QDi.012", "uksl:AQD0210")
)
UK = entry("gb_sanctions:AQD0210", "ABD AL-BAQI, Nashwan", cites=("un:QDi.012", "ofsi:6923"))


def members(found):
    return [c.members for c in found.clusters]


def test_entries_that_cite_each_other_are_one_subject():
    found = link([UK, UN, OFSI])
    assert members(found) == [("gb_ofsi:6923", "gb_sanctions:AQD0210", "un_sc:QDi.012")]
    assert not found.problems
    assert "gb_ofsi:6923 cites un:QDi.012" in found.clusters[0].evidence


def test_a_citation_that_names_somebody_else_is_reported_and_not_joined():
    wrong = entry("gb_sanctions:INU0279", "Azim AGHAJANI", cites=("un:QDi.012",))
    found = link([UN, wrong])
    assert members(found) == []
    assert [p.code for p in found.problems] == ["link_conflict"]
    assert "no names of 'Azim AGHAJANI' and 'NASHWAN ABD AL-RAZZAQ' agree" in found.problems[0].message
    assert found.problems[0].claims == ("gb_sanctions:INU0279", "un_sc:QDi.012")


def test_what_speaks_against_two_entries_is_said():
    assert contradiction(UN, OFSI) is None
    assert "no names" in contradiction(UN, entry("gb_sanctions:1", "Azim AGHAJANI"))
    assert "person and vessel" in contradiction(UN, entry("gb_sanctions:1", UN.name, kind="vessel"))


def test_a_ship_that_cites_its_owner_is_not_its_owner():
    owner = entry("un_sc:KPe.056", "EXAMPLE SHIPPING", kind="organisation")
    ship = entry("gb_ofsi:13647", "EXAMPLE SHIPPING", cites=("un:KPe.056",), kind="vessel")
    found = link([owner, ship])
    assert members(found) == []
    assert "vessel and organisation" in found.problems[0].message


def test_two_entries_of_one_list_are_not_joined_through_a_third():
    other = entry(
        "gb_sanctions:AQD0999",
        "Abdal Al-Hadi Al-Iraqy",
        cites=("un:QDi.012",),
        births=(Day.parse("1990-01-01"),),
    )
    found = link([UN, UK, other])
    assert len(members(found)) == 1
    assert len(members(found)[0]) == 2
    assert "two entries of gb_sanctions" in found.problems[0].message


def test_one_party_listed_twice_under_two_regimes_is_one_subject():
    first = entry("gb_sanctions:BEL0045", "Ivan PRIMEROV", cites=("ofsi:13918",))
    second = entry("gb_sanctions:GHR0050", "Ivan PRIMEROV", cites=("ofsi:13918",))
    group = entry("gb_ofsi:13918", "Ivan PRIMEROV")
    assert members(link([first, second, group])) == [
        ("gb_ofsi:13918", "gb_sanctions:BEL0045", "gb_sanctions:GHR0050")
    ]


def test_two_that_cite_an_entry_which_is_not_held_are_joined():
    one = entry("gb_sanctions:AQD0389", "New Name", cites=("un:QDi.999",))
    other = entry("eu_fsf:EU.1.1", "New Name", cites=("un:QDi.999",))
    assert members(link([one, other])) == [("eu_fsf:EU.1.1", "gb_sanctions:AQD0389")]


def test_numbers_of_registers_join():
    ship = {"kind": "vessel", "identifiers": (Identifier("imo", "9144782"),)}
    found = link(
        [entry("us_ofac_sdn:1", "EXAMPLE STAR", **ship), entry("gb_sanctions:RUS1", "Example Star", **ship)]
    )
    assert members(found) == [("gb_sanctions:RUS1", "us_ofac_sdn:1")]


@pytest.mark.parametrize("number", ["123", "0000000000", "1111111111"])
def test_placeholders_and_short_numbers_join_nothing(number):
    same = {"identifiers": (Identifier("tax", number),), "kind": "organisation"}
    found = link([entry("us_ofac_sdn:1", "Alpha Ltd", **same), entry("eu_fsf:2", "Alpha Ltd", **same)])
    assert members(found) == []


def test_a_number_of_another_country_joins_nothing():
    def one(key, country):
        return entry(
            key, "Alpha", kind="organisation", identifiers=(Identifier("tax", "7736640919", country),)
        )

    assert members(link([one("us_ofac_sdn:1", "RU"), one("eu_fsf:2", "KZ")])) == []


def test_a_common_name_and_birth_propose_and_do_not_join():
    born = {"births": (Day.parse("1970-01-02"),), "countries": ("IR",)}
    found = link(
        [entry("un_sc:IRi.003", "AZIM AGHAJANI", **born), entry("eu_fsf:EU.2", "Azim Aghajani", **born)]
    )
    assert members(found) == []
    assert [(p.one, p.other) for p in found.proposed] == [("eu_fsf:EU.2", "un_sc:IRi.003")]
    assert found.proposed[0].evidence == ("name 'azim aghajani'", "born 1970-01-02", "country IR")


def test_a_persons_name_alone_proposes_nothing():
    assert not link([entry("un_sc:IRi.003", "AZIM AGHAJANI"), entry("eu_fsf:EU.2", "Azim Aghajani")]).proposed


def test_births_years_apart_and_weak_names_propose_nothing():
    one = entry("un_sc:IRi.003", "AZIM AGHAJANI", births=(Day.parse("1970-01-02"),), countries=("IR",))
    other = entry("eu_fsf:EU.2", "Azim Aghajani", births=(Day.parse("1980-01-02"),), countries=("IR",))
    assert not link([one, other]).proposed
    weak = Entry(
        "eu_fsf",
        "EU.3",
        PartyKind.PERSON,
        (Name("Other Person"), Name("AZIM AGHAJANI", quality=Quality.WEAK)),
    )
    assert not link([one, weak]).proposed


def test_a_rejected_citation_is_not_proposed_again():
    wrong = entry("gb_sanctions:INU0279", "Somebody Else", cites=("un:QDi.012",), countries=("IQ",))
    found = link([UN, wrong])
    assert not found.proposed


names = st.sampled_from(["Alpha Group", "Beta Front", "Gamma League", "Delta Union"])
cited = st.lists(st.sampled_from([f"un:QDe.{n:03d}" for n in range(4)]), max_size=2, unique=True)


@st.composite
def registers(draw):
    found = []
    for ident in ("un_sc", "gb_ofsi", "gb_sanctions"):
        for n in range(draw(st.integers(0, 4))):
            ref = f"QDe.{n:03d}" if ident == "un_sc" else str(n)
            cites = () if ident == "un_sc" else tuple(draw(cited))
            found.append(entry(f"{ident}:{ref}", draw(names), cites=cites, kind="organisation"))
    return found


@given(registers(), st.integers(0, 5))
@settings(deadline=None, max_examples=120)
def test_the_order_of_entries_does_not_matter(found, seed):
    mixed = list(found)
    random.Random(seed).shuffle(mixed)
    assert link(mixed) == link(found)


@given(registers())
@settings(deadline=None, max_examples=120)
def test_clusters_are_disjoint_and_hold_one_name(found):
    answer = link(found)
    keys = [m for c in answer.clusters for m in c.members]
    assert len(keys) == len(set(keys))
    called = {f"{e.list}:{e.ref}": e.name for e in found}
    for cluster in answer.clusters:
        assert len(cluster.members) > 1
        assert len({called[m] for m in cluster.members}) == 1


def test_names_are_compared_once_for_each_citation(monkeypatch):
    """Cost grows with the joins, not with the number of pairs."""
    compared = []
    plain = links._nearest
    monkeypatch.setattr(links, "_nearest", lambda one, other: compared.append(1) or plain(one, other))
    number = 2000
    found = [
        *(entry(f"un_sc:QDi.{i}", f"Person Number{i}") for i in range(number)),
        *(entry(f"gb_ofsi:{i}", f"Person Number{i}", cites=(f"un:QDi.{i}",)) for i in range(number)),
    ]
    assert len(link(found).clusters) == number
    assert len(compared) <= 2 * number
