"""Screening on the command line: names, files, decisions on hits, certificates."""

import csv
import json

import pytest

from tests.answers.test_listed import KEPT, entry, publish


@pytest.fixture
def held(register, tmp_path):
    """A register that holds two editions of a list beside the starter facts."""
    from proscribe.config import open_register

    opened = open_register(str(tmp_path / "proscribe.db"))
    publish(opened, "2020-01-01", KEPT, entry("Zahra Trading Company", "QDe.999", listed="2019-05-01"))
    publish(opened, "2021-01-01", KEPT)
    opened.ledger.close()
    return register


def test_names_are_screened_without_a_register(run):
    hits = run("screen", "Talibann", "Joe Bloggs", "--json").json
    assert {h["query"]["name"] for h in hits} == {"Talibann"}
    for hit in hits:
        assert sum(p["score"] for p in hit["parts"]) == pytest.approx(hit["score"], abs=1e-6)
    hit = hits[0]
    assert hit["entry"]["ref"] == "taliban"
    states = {s["regime"]: (s["state"], s["since"]) for s in hit["standing"]}
    assert states["ru.fsb_terrorist_list"] == ("suspended", "2025-04-17")
    assert "talibann for taliban" in hit["sentence"]


def test_a_name_in_another_script_is_found(run):
    hits = run("screen", "Талибан", "--json").json
    assert "taliban" in {h["entry"]["ref"] for h in hits}


def test_screening_as_of_a_day(held):
    on = held("screen", "Zahra Trading Company", "--on", "2020-06-01", "--json").json
    assert [(h["entry"]["ref"], h["literal"]) for h in on] == [("QDe.999", True)]
    assert on[0]["standing"][0]["state"] == "in_force"
    assert on[0]["standing"][0]["since"] == "2019-05-01"
    assert held("screen", "Zahra Trading Company", "--on", "2021-06-01", "--json").json == []
    assert held("screen", "Zahra Trading Company", "--on", "2019-06-01", "--json").json == []
    known = held(
        "screen", "Zahra Trading Company", "--on", "2021-06-01", "--known", "2020-12-31", "--json"
    ).json
    assert len(known) == 1


def rows_of(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_file_of_customers_and_its_rejects(held, tmp_path):
    rows = [
        ["id", "customer", "born"],
        ["1", "Zahra Tradng Company", ""],
        ["2", "Mary Miller", "1980-02-30"],
        ["3", "", ""],
    ]
    with open(tmp_path / "customers.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    args = ["--file", "customers.csv", "--column", "customer", "--id-column", "id", "--birth-column", "born"]
    result = held("screen", *args, "--on", "2020-06-01", "--out", "hits.csv", "--alarms", "20")
    assert result.status == 2
    assert "customers.rejects.csv" in result.err
    hits = rows_of(tmp_path / "hits.csv")
    assert [(h["id"], h["ref"]) for h in hits] == [("1", "QDe.999")]
    assert "un.1267 in_force since 2019-05-01" in hits[0]["standing"]
    rejects = rows_of(tmp_path / "customers.rejects.csv")
    assert {r["id"] for r in rejects} >= {"3"}


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "give names to screen, or a --file"),
        (["A", "--file", "x.csv"], "not both"),
        (["--file", "none.csv"], "none.csv"),
        (["Taliban", "--threshold", "7"], "out of range"),
        (["Taliban", "--threshold", "0.5", "--alarms", "1"], "both a threshold"),
        (["Taliban", "--since", "none.index"], "none.index"),
    ],
)
def test_what_cannot_be_screened_says_so(run, args, words):
    result = run("screen", *args)
    assert result.status == 2
    assert words in result.err
    assert result.err.count("\n") == 1


def test_a_missing_column_names_those_there_are(run, tmp_path):
    (tmp_path / "c.csv").write_text("full_name,born\nA B,1980\n", encoding="utf-8")
    result = run("screen", "--file", "c.csv", "--column", "name")
    assert result.status == 2
    assert "full_name" in result.err


def test_a_cleared_hit_stays_silent_until_something_changes(held, tmp_path):
    from proscribe.config import open_register

    def hits():
        return held("screen", "Zahra Trading Co", "--on", "2020-06-01", "--alarms", "50", "--json")

    [first] = hits().json
    assert held("clear", first["finding"], "--by", "A", "--because", "another company").status == 0
    silent = hits()
    assert silent.json == []
    assert "1 hit stays silent" in silent.err
    opened = open_register(str(tmp_path / "proscribe.db"))
    changed = entry("Zahra Trading Company", "QDe.999", listed="2019-05-01", remarks=("also known in Dubai",))
    publish(opened, "2020-03-01", KEPT, changed)
    opened.ledger.close()
    [back] = hits().json
    assert "changed since" in back["back"]
    assert held("confirm", back["finding"], "--by", "B", "--because", "same address").status == 0
    assert hits().json[0]["decision"]["verdict"] == "confirmed"
    assert held("verify").status == 0


def test_a_name_with_none_but_cleared_hits_is_not_said_to_have_none(held):
    asked = ("screen", "Zahra Trading Company", "--on", "2020-06-01")
    nobody = held("screen", "Qwx Vbn", "--on", "2020-06-01")
    assert "No listed name comes near." in nobody.out and not nobody.err
    [hit] = held(*asked, "--json").json
    held("clear", hit["finding"], "--by", "A", "--because", "another company")
    said = held(*asked)
    assert "No listed name comes near" not in said.out
    assert "Every listed name that comes near was cleared before." in said.out
    assert "1 hit stays silent" in said.err and "--cleared" in said.err
    shown = held(*asked, "--cleared")
    assert "QDe.999" in shown.out and not shown.err


def test_no_customer_enters_the_record(held, tmp_path):
    [hit] = held("screen", "Zahra Tradng Company", "--on", "2020-06-01", "--alarms", "50", "--json").json
    held("clear", hit["finding"], "--by", "A", "--because", "another company")
    assert b"Tradng" not in (tmp_path / "proscribe.db").read_bytes()


def test_only_what_changed_since_an_index(held):
    names = ["Zahra Trading Company", "Some Other Group"]
    held("screen", *names, "--on", "2019-12-31", "--save-index", "before.index", "--json")
    hits = held("screen", *names, "--on", "2020-06-01", "--since", "before.index", "--json").json
    assert {h["entry"]["ref"] for h in hits} == {"QDe.999", "QDe.001"}
    held("screen", *names, "--on", "2020-06-01", "--save-index", "then.index", "--json")
    assert held("screen", *names, "--on", "2020-06-02", "--since", "then.index", "--json").json == []


def test_a_certificate_can_be_made_again(held, tmp_path):
    args = ["certificate", "Zahra Trading Company", "--on", "2020-06-01", "--known", "2022-01-01"]
    one, again = held(*args, "--json").json, held(*args, "--json").json
    assert one == again
    [proof] = one
    assert proof["hits"][0]["entry"]["ref"] == "QDe.999"
    assert any("in_force" in note for note in proof["notes"])
    assert {s["list"] for s in proof["lists"]} == {"un_sc", "register"}
    assert len(proof["ledger"]) == 64
    assert held(*args, "--html", "proof.html").status == 0
    page = (tmp_path / "proof.html").read_text(encoding="utf-8")
    assert proof["id"] in page
    assert "<script" not in page


def test_a_certificate_of_no_hit_claims_no_more_than_was_searched(run):
    [proof] = run("certificate", "Joe Bloggs", "--json").json
    assert proof.get("hits", []) == []
    assert "no finding on lists that were not searched" in proof["result"]


def test_markup_in_a_name_is_text_in_the_page(run, tmp_path):
    run("certificate", "<img src=x onerror=alert(1)> & Co", "--html", "proof.html")
    page = (tmp_path / "proof.html").read_text(encoding="utf-8")
    assert "<img" not in page
    assert json.dumps("&lt;img")[1:-1] in page


def test_new_and_changed_customers_meet_every_list(held, tmp_path):
    def customers(*rows):
        with open(tmp_path / "c.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([["id", "name"], *rows])

    args = ["--file", "c.csv", "--id-column", "id", "--seen", "seen.json", "--json"]
    customers(["1", "Some Other Group"], ["2", "Mary Miller"])
    first = held("screen", *args, "--on", "2020-06-01", "--save-index", "then.index").json
    assert [h["query"]["id"] for h in first] == ["1"]
    again = held("screen", *args, "--on", "2020-06-02", "--since", "then.index").json
    assert again == [], "nothing changed, neither on the lists nor among the customers"
    customers(["1", "Some Other Group"], ["2", "Some Other Group"], ["3", "Zahra Trading Company"])
    third = held("screen", *args, "--on", "2020-06-02", "--since", "then.index").json
    assert {h["query"]["id"] for h in third} == {"2", "3"}
    (tmp_path / "seen.json").write_text("[]", encoding="utf-8")
    result = held("screen", *args, "--on", "2020-06-02", "--since", "then.index")
    assert result.status == 2
    assert "seen.json" in result.err


def test_an_entry_and_a_subject_can_be_decided_to_be_one(held):
    judged = ["--by", "A", "--because", "one address", "--evidence", "2020-02"]
    assert "same" in held("same", "Taliban", "un_sc:QDe.999", *judged).out
    [row] = held("standing", "Taliban", "--in", "un.1267", "--on", "2020-06-01", "--json").json
    assert row["state"] == "in_force"
    before = ["--on", "2020-06-01", "--known", "2020-02-15"]
    [row] = held("standing", "Taliban", "--in", "un.1267", *before, "--json").json
    assert row["state"] == "ended", "the evidence is not known yet"
    assert (
        held("different", "Taliban", "un_sc:QDe.999", "--by", "B", "--because", "two companies").status == 0
    )
    [row] = held("standing", "Taliban", "--in", "un.1267", "--on", "2020-06-01", "--json").json
    assert row["state"] == "ended"
    for args, words in (
        (["un_sc:NONE"], "no entry"),
        (["taliban"], "one subject already"),
        (["Nobody X"], "no subject"),
    ):
        result = held("same", "Taliban", *args, "--by", "A", "--because", "b")
        assert result.status == 2
        assert words in result.err
