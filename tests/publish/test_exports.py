"""What the register knows in other people's formats, held against what these formats allow."""

import csv
import hashlib
import io
import json
from importlib import resources

import pytest

from proscribe.config import open_register
from tests.answers.test_listed import KEPT, entry, publish
from tests.cli.conftest import register, run  # noqa: F401

MODEL = json.loads((resources.files("yente_client") / "schemas" / "model.json").read_text("utf-8"))
TOPICS = MODEL["types"]["topic"]["values"]
ON = ("--on", "2026-05-01", "--known", "2026-05-01")


@pytest.fixture
def held(register, tmp_path):  # noqa: F811
    """A register with an edition of a list and two decisions beside the starter facts."""
    opened = open_register(str(tmp_path / "proscribe.db"))
    publish(opened, "2026-04-20", KEPT, entry("Zahra Trading Company", "QDe.999", listed="2019-05-01"))
    opened.ledger.close()
    (tmp_path / "a.txt").write_text("Russia's Supreme Court lifted the ban on the Taliban on April 17, 2025.")
    register("read", "a.txt", "--published", "2025-04-18")
    ids = [c["id"] for c in register("review", "--json").json]
    register("accept", ids[0], "--by", "A. Person", "--because", "read the ruling")
    return register


def exported(held, form, tmp_path, *more):
    result = held("export", form, "--out", f"x.{form}", *ON, *more)
    assert result.status == 0, result.err
    assert f"x.{form}" in result.out
    return tmp_path / f"x.{form}"


def properties_of(schema):
    found = MODEL["schemata"]
    return {n: p["type"] for s in found[schema]["schemata"] for n, p in found[s]["properties"].items()}


def entities(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_property_is_one_of_the_published_schema(held, tmp_path):
    found = entities(exported(held, "ftm", tmp_path))
    assert len({e["id"] for e in found}) == len(found)
    ids = {e["id"] for e in found}
    for e in found:
        known = properties_of(e["schema"])
        assert e["properties"].keys() <= known.keys(), e
        for prop, values in e["properties"].items():
            assert values == list(dict.fromkeys(values))
            kind = known[prop]
            if kind == "entity":
                assert set(values) <= ids
            if kind == "topic":
                assert set(values) <= set(TOPICS)
            if kind == "date":
                assert all(v.replace("-", "").isdigit() and len(v) in (4, 7, 10) for v in values), values
            if kind == "url":
                assert all(v.startswith("http") for v in values)


def test_only_what_bites_on_the_day_has_the_topic(held, tmp_path):
    def topics(*more):
        found = entities(exported(held, "ftm", tmp_path, *more))
        return {e["id"]: e["properties"].get("topics") for e in found if e["schema"] != "Sanction"}

    russia = topics("--in", "ru.fsb_terrorist_list")
    assert russia["proscribe-taliban"] is None, "suspended on 2025-04-17"
    assert ["sanction", "crime.terror"] in russia.values()
    assert topics()["proscribe-taliban"] == ["sanction", "crime.terror"], "other states ban it still"
    zahra = [
        e for e in entities(tmp_path / "x.ftm") if e["properties"].get("name") == ["Zahra Trading Company"]
    ]
    assert len(zahra) == 1
    assert zahra[0]["properties"]["topics"] == ["sanction", "crime.terror"]


def test_a_sanction_says_who_where_and_since_when(held, tmp_path):
    found = entities(exported(held, "ftm", tmp_path, "--in", "ru.fsb_terrorist_list"))
    [one] = [e for e in found if e["properties"].get("entity") == ["proscribe-taliban"]]
    said = one["properties"]
    assert said["country"] == ["ru"]
    assert said["programId"] == ["ru.fsb_terrorist_list"]
    assert said["status"] == ["suspended"]
    assert said["startDate"] == ["2025-04-17"]
    assert said["authority"]


def test_statements_are_the_values_of_the_entities(held, tmp_path):
    values = {
        (e["id"], p, v)
        for e in entities(exported(held, "ftm", tmp_path))
        for p, vs in e["properties"].items()
        for v in vs
    }
    text = exported(held, "statements", tmp_path).read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), dialect=csv.unix_dialect))
    assert values == {(r["entity_id"], r["prop"], r["value"]) for r in rows if r["prop"] != "id"}
    assert len({r["id"] for r in rows}) == len(rows)
    for r in rows:
        key = f"proscribe.{r['entity_id']}.{r['prop']}.{r['value']}".encode()
        assert r["id"] == hashlib.sha1(key).hexdigest()
        kinds = {"id": "id", **properties_of(r["schema"])}
        assert r["prop_type"] == kinds[r["prop"]], r["prop"]


def test_tables_hold_the_standings_of_the_day(held, tmp_path):
    standings = [json.loads(x) for x in exported(held, "jsonl", tmp_path).read_text("utf-8").splitlines()]
    asked = held("standing", "Taliban", *ON, "--json").json
    assert [s for s in standings if s["subject"]["id"] == "taliban"] == asked
    with exported(held, "csv", tmp_path).open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    key = [(s["subject"]["id"], s["regime"] or "", s["state"], s["since"] or "") for s in standings]
    assert [(r["subject"], r["regime"], r["state"], r["since"]) for r in table] == key
    pq = pytest.importorskip("pyarrow.parquet")
    rows = pq.read_table(exported(held, "parquet", tmp_path)).to_pylist()
    assert [{k: v or "" for k, v in r.items()} for r in rows] == table


def test_what_was_not_known_then_is_not_in_it(held, tmp_path):
    before = exported(held, "csv", tmp_path, "--known", "2025-01-01").read_text("utf-8")
    assert "suspended" not in "".join(x for x in before.splitlines() if x.startswith("taliban,"))
    assert "Zahra" not in before


def test_provenance_hangs_together(held, tmp_path):
    made = json.loads(exported(held, "prov", tmp_path).read_text("utf-8"))
    nodes = made["entity"].keys() | made["agent"].keys() | made["activity"].keys()
    for section in ("wasDerivedFrom", "wasAttributedTo", "used", "wasAssociatedWith", "wasInvalidatedBy"):
        for ends in made[section].values():
            assert set(ends.values()) <= nodes, section
    [decision] = made["activity"].values()
    assert decision["proscribe:because"] == "read the ruling"
    claims = [k for k, v in made["entity"].items() if v["prov:type"] == "proscribe:Claim"]
    assert len(claims) == len(made["wasDerivedFrom"])
    russia = json.loads(exported(held, "prov", tmp_path, "--in", "RU").read_text("utf-8"))
    places = {v.get("proscribe:jurisdiction") for v in russia["entity"].values() if "proscribe:counts" in v}
    assert places == {"RU"}


def test_a_file_is_written_whole_or_not_at_all(held, tmp_path, monkeypatch):
    from proscribe.publish import tables

    (tmp_path / "x.csv").write_text("as it was")

    def fails(party, standing):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tables, "row", fails)
    result = held("export", "csv", "--out", "x.csv")
    assert result.status == 2
    assert "x.csv: it cannot be written: No space left on device" in result.err
    assert (tmp_path / "x.csv").read_text() == "as it was"
    assert not list(tmp_path.glob(".x.csv*"))


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["xml", "--out", "x"], "'xml' is not one of"),
        (["csv"], "--out"),
        (["csv", "--out", "no/such/x.csv"], "cannot be written"),
        (["csv", "--out", "x.csv", "--in", "Atlantis"], "Atlantis"),
    ],
)
def test_what_cannot_be_exported_says_so(run, args, words):  # noqa: F811
    result = run("export", *args)
    assert result.status == 2
    assert words in result.err
