"""Keeping the record on the command line."""

import json
import os
import subprocess
import sys


def test_init_can_be_repeated(run):
    first, again = run("init"), run("init")
    assert "items added" in first.out
    assert "nothing to add" in again.out
    assert first.out.split("digest")[1] == again.out.split("digest")[1]


def test_an_empty_register_knows_names_and_no_acts(run):
    assert run("init", "--empty").status == 0
    [row] = run("standing", "Талибан", "--in", "RU", "--json").json
    assert (row["state"], row["coverage"], row["basis"]) == ("unknown", [], [])
    assert run("init").status == 0
    assert run("standing", "Taliban", "--in", "KZ", "--json").json[0]["since"] == "2023-12"


def test_a_claim_by_hand_counts_and_can_be_withdrawn(register):
    args = ["--in", "TJ", "--date", "2006-03-30", "--source", "https://example.org/tj", "--by", "A. Person"]
    args += ["--actor", "Supreme Court", "--quote", "The court recognised the movement as terrorist."]
    assert register("add", "Taliban", "designate", *args).status == 0
    again = register("add", "Taliban", "designate", *args)
    assert "was there already" in again.out
    [row] = register("standing", "Taliban", "--in", "TJ", "--on", "2010-01-01", "--json").json
    assert (row["state"], row["since"]) == ("in_force", "2006-03-30")
    claim = row["basis"][0]
    assert claim["quote"]["exact"] == "The court recognised the movement as terrorist."
    assert claim["origin"] == "entered"
    withdrawn = register("withdraw", claim["id"][:12], "--by", "A. Person", "--because", "wrong source")
    assert "withdrawn" in withdrawn.out
    [row] = register("standing", "Taliban", "--in", "TJ", "--on", "2010-01-01", "--json").json
    assert row["state"] == "unknown"
    assert register("verify").status == 0


def test_a_claim_by_hand_about_somebody_new(register):
    args = ["designate", "--in", "us.fto", "--date", "2025", "--source", "https://example.org", "--by", "A"]
    assert register("add", "Northern Dawn Front", *args, "--new").status == 0
    [row] = register("standing", "northern dawn front", "--in", "us.fto", "--on", "2027-01-01", "--json").json
    assert row["subject"]["id"] == "as-written:northern-dawn-front"
    assert row["state"] == "in_force"


def test_superseding_names_the_claim_that_takes_the_place(register):
    place = ["--in", "tj.banned_list", "--source", "https://example.org", "--by", "A"]
    register("add", "Taliban", "designate", "--date", "2006", *place)
    register("add", "Taliban", "designate", "--date", "2007", *place)
    old, new = register("history", "Taliban", "--in", "TJ", "--json").json
    done = register(
        "withdraw", old["id"], "--superseded-by", new["id"], "--by", "A", "--because", "wrong year"
    )
    assert done.status == 0
    [row] = register("standing", "Taliban", "--in", "TJ", "--on", "2010-01-01", "--json").json
    assert row["since"] == "2007"


def test_a_redacted_document_leaves_the_act_and_no_words(register):
    [row] = register(
        "standing", "Taliban", "--in", "ru.fsb_terrorist_list", "--on", "2010-01-01", "--json"
    ).json
    document = row["basis"][0]["document"]
    assert "redacted" in register("redact", document, "--by", "A", "--because", "court order").out
    assert "no body" in register("redact", document, "--by", "A", "--because", "court order").out
    [after] = register(
        "standing", "Taliban", "--in", "ru.fsb_terrorist_list", "--on", "2010-01-01", "--json"
    ).json
    assert after["state"] == row["state"]
    assert after["basis"][0]["quote"]["exact"] == ""
    assert "digest" in register("why", "Taliban", "ru.fsb_terrorist_list", "--on", "2010-01-01").out
    assert register("verify").status == 0


def command(*args):
    code = "import sys; from proscribe.cli import main; main(sys.argv[1:])"
    return [sys.executable, "-c", code, *args]


#: Runs a command and says on standard error how many functions of Python it called, which files of rules it opened
#: and which modules it loaded: what its time is made of, counted, since a clock measures the machine as well.
COUNTED = """
import json, sys

calls, opened, before = 0, set(), set(sys.modules)

def called(frame, event, arg):
    global calls
    calls += event == "call"

def heard(event, args):
    if event == "open" and str(args[0]).endswith(".toml"):
        opened.add(str(args[0]).replace("\\\\", "/").rpartition("/")[2])

sys.addaudithook(heard)
sys.setprofile(called)
from proscribe.cli import run
status = run(sys.argv[1:])
sys.setprofile(None)
said = {"calls": calls, "opened": sorted(opened), "modules": sorted(set(sys.modules) - before)}
print(json.dumps(said), file=sys.stderr)
sys.exit(status)
"""


def test_a_question_over_the_starter_facts_does_little(tmp_path):
    """What the bound of half a second rests on; `python -m benchmarks ledger` measures the time itself."""
    ask = [sys.executable, "-c", COUNTED, "standing", "Taliban", "--in", "RU", "--json"]
    env = {k: v for k, v in os.environ.items() if k not in ("PROSCRIBE_DB", "PROSCRIBE_DB_FILE")}
    done = subprocess.run(ask, cwd=tmp_path, capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[0])["subject"]["id"] == "taliban"
    did = json.loads(done.stderr)
    heavy = "rich numpy scipy lxml rapidfuzz anyascii sqlite3 fastapi statistics tempfile zipfile holidays"
    assert not set(heavy.split()) & set(did["modules"])
    other = "calendar changes docket forecasts history judging matrix portrait searching timeline why"
    assert not {f"proscribe.answers.{name}" for name in other.split()} & set(did["modules"])
    assert len(did["modules"]) < 190, "149 under Python 3.11"
    elsewhere = {name for name in did["opened"] if "." in name.removesuffix(".toml")}
    assert {name.partition(".")[0] for name in elsewhere} <= {"ru", "int"}, "rules of no other place are read"
    assert did["calls"] < 250_000, "192,000 calls for 956 acts"


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    shell = " ".join(f"'{part}'" for part in command("matrix", "--json")) + " | head -1"
    done = subprocess.run(
        ["sh", "-c", shell], cwd=tmp_path, capture_output=True, text=True, env={**os.environ}
    )
    assert done.stderr == ""
    assert json.loads(done.stdout)
