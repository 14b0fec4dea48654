"""Questions on the command line, on the starter facts: the answers users act on."""

import tomllib
from pathlib import Path

import pytest

CASES = tomllib.loads((Path(__file__).parent / "standings.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["says"])
def test_standing(run, case):
    args = [case["subject"], "--in", case["in"], "--on", case["on"]]
    args += ["--known", case["known"]] if "known" in case else []
    found = run("standing", *args, "--json").json
    rows = {row["regime"]: row for row in found}
    row = rows[case["regime"]] if case.get("regime") else found[0]
    assert row["state"] == case["state"]
    for key in ("since", "end_reason", "on_record", "scope"):
        if key in case:
            assert row[key] == (case[key] or None)


def test_a_country_of_which_nothing_is_held_is_unknown_and_not_none(run):
    [row] = run("standing", "Taliban", "--in", "Fiji", "--json").json
    assert (row["state"], row["regime"], row["basis"]) == ("unknown", None, [])
    assert row["coverage"][0]["whole"] is False


def test_un_regimes_stand_apart_with_their_scope(run):
    rows = {
        r["regime"]: r for r in run("standing", "Taliban", "--in", "UN", "--on", "2025-01-01", "--json").json
    }
    assert set(rows) == {"un.1988", "un.1267"}
    assert rows["un.1988"]["state"] == "in_force"
    assert "no entry of its own" in rows["un.1988"]["scope"]
    assert rows["un.1267"]["state"] == "ended"


@pytest.mark.parametrize("name", ["taliban", "the TALIBAN", "Талибан", "طالبان", "Q42418", "starter:taliban"])
def test_any_name_finds_the_subject(run, name):
    rows = run("standing", name, "--in", "RU", "--json").json
    assert {r["subject"]["id"] for r in rows} == {"taliban"}


def test_every_shape_of_a_standing_is_there(run):
    [row] = run("standing", "Taliban", "--in", "ru.fsb_terrorist_list", "--on", "2025-04-18", "--json").json
    keys = "subject jurisdiction regime on known state end_reason since open coverage basis reported deadlines problems"
    assert set(keys.split()) <= set(row)
    claim = row["basis"][-1]
    keys = "id path document act aim subject jurisdiction regime actor date factuality sources quote published origin"
    assert set(keys.split()) <= set(claim)
    assert claim["act"] == "suspend"


def test_why_goes_down_to_quote_and_hash(run):
    said = run("why", "Taliban", "ru.fsb_terrorist_list", "--on", "2025-04-18").out
    for words in (
        "Supreme Court of the Russian Federation",
        "2003-02-14",
        "2025-04-17",
        "quote",
        "SHA-256",
        "https://mibnews.ru/4180/",
        "known from",
    ):
        assert words in said
    [row] = run("why", "Taliban", "ru.fsb_terrorist_list", "--on", "2025-04-18", "--json").json
    for reason in row["reasons"]:
        assert reason["document"]["sha256"] == reason["claim"]["document"]
        assert reason["claim"]["known_from"]
        assert reason["claim"]["quote"]["exact"]


def test_history_is_in_the_order_of_days(run):
    events = run("history", "Taliban", "--in", "ru.fsb_terrorist_list", "--json").json
    days = [e["date"] for e in events]
    assert days == sorted(days)
    assert {"designate", "request", "suspend", "hear"} <= {e["act"] for e in events}
    assert "2003-02-14" in run("history", "Taliban").out


def test_matrix_of_all_and_of_some(run):
    said = run("matrix", "--on", "2025-05-01").out
    assert "Taliban" in said
    assert "blank: nothing on record" in said
    rows = run("matrix", "Taliban", "FARC", "--on", "2025-05-01", "--json").json
    assert {r["subject"]["id"] for r in rows} == {"taliban", "farc"}


def test_without_a_register_the_starter_facts_answer_and_say_so(run, tmp_path):
    said = run("standing", "Taliban", "--in", "KZ").out
    assert "answered from the starter facts" in said
    assert not list(tmp_path.iterdir())


def test_with_a_register_no_such_note(register):
    assert "answered from the starter facts" not in register("standing", "Taliban", "--in", "KZ").out


def test_nothing_is_coloured_in_a_pipe(run):
    assert "\x1b" not in run("matrix").out + run("standing", "Taliban").out + run("why", "Taliban", "RU").out
