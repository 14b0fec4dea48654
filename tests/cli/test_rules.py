"""Docket, calendar, forecasts and procedures on the command line."""

from datetime import date

import icalendar
import pytest


def test_the_docket_of_russia_on_the_day_after_the_request(run):
    args = ["docket", "--in", "RU", "--on", "2025-04-01", "--known", "2025-04-01"]
    [case] = run(*args, "--json").json
    assert (case["subject"]["id"], case["regime"]) == ("taliban", "ru.fsb_terrorist_list")
    assert (case["proceeding"], case["opened"], case["state"]) == (
        "removal",
        "2025-03-31",
        "in_force+removal",
    )
    assert "Prosecutor General" in case["last"]
    assert "2025-03-31" in case["last"]
    [hearing] = case["scheduled"]
    assert "2025-04-17" in hearing
    assert "closed session" in hearing
    steps = {(s["act"], s["leads_to"]) for s in case["next"]}
    assert {("suspend", "suspended"), ("refuse", "in_force")} <= steps
    copy = next(s for s in case["next"] if s["act"] == "transmit")
    assert (copy["after"], copy["within"]) == ("suspend", "P5D")
    assert "FSB" in copy["actor"]
    said = run(*args).out
    for words in ("asked", "request (suspend)", "2025-04-17", "P5D", "closed session"):
        assert words in said or words == "asked"


def test_the_proposal_of_the_ministries_opens_no_case(run):
    assert run("docket", "--in", "RU", "--on", "2024-06-01", "--known", "2024-06-01", "--json").json == []


def test_the_calendar_as_a_table_and_as_icalendar(run, tmp_path):
    args = ["calendar", "--from", "2025-03-01", "--to", "2026-03-01"]
    due = run(*args, "--json").json
    assert {"hearing", "review", "expiry"} <= {d["kind"] for d in due}
    assert any(d["kind"] == "hearing" and d["day"] == "2025-04-17" for d in due)
    assert run(*args, "--ics", tmp_path / "bans.ics").status == 0
    book = icalendar.Calendar.from_ical((tmp_path / "bans.ics").read_bytes())
    events = list(book.walk("VEVENT"))
    assert len(events) == len(due)
    uids = [str(e["UID"]) for e in events]
    assert len(set(uids)) == len(uids)
    hearing = next(e for e in events if "hearing" in str(e["SUMMARY"]))
    assert hearing.decoded("DTSTART") == date(2025, 4, 17)
    assert hearing.decoded("DTEND") == date(2025, 4, 18)
    before = (tmp_path / "bans.ics").read_bytes()
    run(*args, "--ics", tmp_path / "bans.ics")
    again = icalendar.Calendar.from_ical((tmp_path / "bans.ics").read_bytes())
    assert [str(e["UID"]) for e in again.walk("VEVENT")] == uids
    assert len(before) == len((tmp_path / "bans.ics").read_bytes())


def test_a_day_that_changes_moves_its_event(register, tmp_path):
    """The uid of a term stays while its day moves with the act it runs from."""

    def expiry():
        span = ["--from", "2024-01-01", "--to", "2034-12-31", "--in", "au.criminal_code_102"]
        due = register("calendar", *span, "--json").json
        return {d["uid"]: d["day"] for d in due if d["subject"]["id"] == "hamas" and d["kind"] == "expiry"}

    where = ["--in", "au.criminal_code_102", "--source", "https://example.org", "--by", "A"]
    [(uid, day)] = expiry().items()
    [old] = [
        e
        for e in register("history", "Hamas", "--in", "au.criminal_code_102", "--json").json
        if e["act"] == "designate"
    ]
    register("add", "Hamas", "designate", "--date", "2022-03-10", *where)
    assert register("withdraw", old["id"], "--by", "A", "--because", "wrong day").status == 0
    assert expiry() == {uid: "2025-03-09"}
    assert day == "2025-03-03"
    register("add", "Hamas", "renew", "--date", "2025-03-01", *where)
    assert len(expiry()) == 2, "a renewal starts a term of its own"


def test_a_calendar_that_ends_before_it_begins(run):
    result = run("calendar", "--from", "2026-01-02", "--to", "2026-01-01")
    assert result.status == 2
    assert "before it begins" in result.err


def test_forecasts_are_held_against_what_happened(run):
    found = run("forecasts", "--json").json
    hearing = next(f for f in found if f["forecast"]["claim"]["act"] == "hear")
    assert hearing["forecast"]["verdict"] == "came_true"
    assert hearing["forecast"]["days"] == 17
    assert run("forecasts", "--source", "tass", "--json").json == [hearing]
    open_ = run("forecasts", "--source", "tass", "--on", "2025-04-01", "--known", "2025-04-01", "--json").json
    assert [f["forecast"]["verdict"] for f in open_] == ["open"]


@pytest.mark.parametrize(
    "ident", ["ru.fsb_terrorist_list", "kz.banned_list", "au.cotuna_part4", "gcc.decision"]
)
def test_a_procedure_can_be_read(run, ident):
    said = run("regime", ident).out
    assert ident in said
    assert run("regime", ident, "--mermaid").out.startswith("stateDiagram-v2")
    [data] = run("regime", ident, "--json").json
    assert data["id"] == ident
    assert all(s["from"] for s in data.get("steps", []))


def test_what_is_unverified_is_shown(run):
    assert "unverified" in run("regime", "ru.fsb_terrorist_list").out


def test_all_regimes_are_listed(run):
    found = run("regimes", "--json").json
    assert len(found) >= 75
    assert {r["jurisdiction"] for r in run("regimes", "--in", "Russia", "--json").json} == {"RU"}


def test_changes_of_one_month(run):
    found = run("changes", "--since", "2025-03-30", "--until", "2025-04-17", "--json").json
    kinds = [(c["kind"], c["known"]) for c in found if c["subject"]["id"] == "taliban"]
    assert ("suspend", "2025-04-17") in kinds
    assert ("request suspend", "2025-03-31") in kinds
    result = run("changes", "--since", "2025-03-30", "--until", "2025-03-01")
    assert result.status == 2
    assert "--until" in result.err
