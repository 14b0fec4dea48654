"""Entities keep to the public model of FollowTheMoney: only properties that a schema has, only well-formed values."""

import json
import re
from importlib import resources

import pytest

from proscribe.lists.registry import sources
from proscribe.model.dates import Day
from proscribe.model.entries import Entry, Name
from proscribe.model.words import PartyKind
from proscribe.publish import ftm
from proscribe.subjects.roster import Relation, Subject
from tests.answers.registers import started
from tests.web.listed import ROOT

MODEL = json.loads((resources.files("yente_client") / "schemas" / "model.json").read_text("utf-8"))
SCHEMATA = MODEL["schemata"]
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def properties_of(schema):
    return {n: p for s in SCHEMATA[schema]["schemata"] for n, p in SCHEMATA[s]["properties"].items()}


def sound(found):
    known = properties_of(found["schema"])
    for name, values in found["properties"].items():
        assert name in known, (found["schema"], name)
        assert ftm.PROPERTY_TYPES.get(name, "entity") == known[name]["type"] or name == "role"
        assert values and len(set(map(str, values))) == len(values)
        if known[name]["type"] == "date":
            assert all(DATE.fullmatch(v) for v in values), values
    return found


def entries():
    for ident in sorted(sources()):
        for file in sorted((ROOT / ident).glob("expected*.jsonl")):
            for line in file.read_text("utf-8").splitlines()[1:]:
                row = json.loads(line)
                row.pop("place")
                yield pytest.param(Entry.from_json(row), id=f"{file.parent.name}-{row['ref']}")


@pytest.mark.parametrize("entry", list(entries()))
def test_every_entry_of_every_sample_is_a_sound_entity(entry):
    key = f"{entry.list}:{entry.ref}"
    found = sound(ftm.entity(key, [entry]))
    assert (found["id"], found["datasets"], found["referents"]) == (key, [entry.list], [])
    assert entry.name in found["properties"].get("name", ()) or entry.name in str(found["properties"])
    # nothing that tells a party apart is lost
    text = json.dumps(found["properties"], ensure_ascii=False)
    for identifier in entry.identifiers:
        if identifier.kind not in ("record", "issuer"):
            assert json.dumps(identifier.value.strip(), ensure_ascii=False)[1:-1] in text
    sound(ftm.listing(key, entry))
    rows = ftm.statements(key, found, entry.list, ("2020-01-01", None))
    assert len(rows) == sum(len(v) for v in found["properties"].values())
    assert len({r["id"] for r in rows}) == len(rows)


def test_a_party_is_one_entity_however_many_lists_show_it():
    one = Entry("un_sc", "QDe.1", PartyKind.OTHER, (Name("Alpha"),), regimes=("un.1267",), countries=("YE",))
    two = Entry(
        "us_ofac_sdn", "7", PartyKind.ORGANISATION, (Name("ALPHA"), Name("Alpha")), regimes=("us.fto",)
    )
    subject = Subject("alpha", "Alpha", ("The Alphas",), ("wikidata:Q1",))
    found = sound(ftm.entity("alpha", [one, two], subject))
    assert (found["schema"], found["caption"]) == ("Organization", "Alpha")
    assert found["properties"]["name"] == ["Alpha", "ALPHA"]
    assert found["properties"]["topics"] == ["sanction", "crime.terror"]
    assert found["referents"] == ["un_sc:QDe.1", "us_ofac_sdn:7"]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("1963", ["1963"]),
        ("1963~", ["1963"]),
        ("1963-04", ["1963-04"]),
        ("1960/1965", ["1960", "1965"]),
        ("../2004", ["2004"]),
        ("196X", []),
        ("2001-21", []),
        ("2001-10-06", ["2001-10-06"]),
    ],
)
def test_days_become_dates_without_inventing_one(text, dates):
    entry = Entry("un_sc", "1", PartyKind.PERSON, (Name("A B"),), births=(Day.parse(text),))
    assert ftm.entity("x", [entry])["properties"].get("birthDate", []) == dates


def test_a_standing_is_a_measure_with_its_state():
    standings = started().standing("Taliban", "RU")
    made = [sound(ftm.measure("taliban", s)) for s in standings]
    listed = next(m for m in made if m["properties"]["programId"] == ["ru.fsb_terrorist_list"])
    assert listed["properties"]["status"][0].startswith(("suspended", "ended"))
    assert listed["properties"]["country"] == ["ru"] and listed["properties"]["entity"] == ["taliban"]


def test_relations_are_edges_of_the_model():
    other = ftm.entity("beta", [], Subject("beta", "Beta"))
    for kind in ("successor_of", "wing_of"):
        relation = Relation(kind, "beta")
        prop, edge = ftm.relation("alpha", relation.kind, other)
        assert prop in ftm.ADJACENT and prop in properties_of("Organization")
        sound(edge)


def test_nothing_is_no_entity():
    with pytest.raises(ValueError, match="nothing is known"):
        ftm.entity("x", [])
