"""Bad input: one clear line, the right exit status, nothing lost."""

import sqlite3

import pytest


def refused(result, *words):
    assert result.status == 2, result
    assert result.out == ""
    assert result.err.count("\n") == 1, result.err
    for word in words:
        assert word in result.err
    return result


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["standing", "Talibann"], ["no subject is named 'Talibann'", "Taliban"]),
        (["standing", ""], ["no subject given"]),
        (["standing", "JMB"], ["several subjects"]),
        (["standing", "Taliban", "--in", "Atlantis"], ["no jurisdiction", "Atlantis"]),
        (["standing", "Taliban", "--in", "ru.fsb"], ["no regime", "ru.fsb_terrorist_list"]),
        (["standing", "Taliban", "--on", "2025-02-30"], ["--on", "does not exist"]),
        (["standing", "Taliban", "--on", "2025-04"], ["--on", "not one day"]),
        (["standing", "Taliban", "--known", "soon"], ["--known", "not one day"]),
        (["why", "Taliban"], ["REGIME"]),
        (["stading"], ["no command 'stading'", "standing"]),
        (["standing", "Taliban", "--what"], ["--what"]),
        (["--db", "mysql://x/y", "standing", "Taliban"], ["mysql"]),
        (["--db", "none.db", "standing", "Taliban"], ["no register at none.db"]),
        (["accept", "abcd", "--by", "A", "--because", "b"], ["no register"]),
    ],
)
def test_a_question_that_cannot_be_answered(run, args, words):
    refused(run(*args), *words)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["accept", "zzzz", "--by", "A", "--because", "b"], ["no claim has an id"]),
        (["accept", "ab", "--by", "A", "--because", "b"], ["too short"]),
        (["accept", "abcd"], ["--by"]),
        (["redact", "0000000000", "--by", "A", "--because", "b"], ["no document"]),
        (["add", "Nobody At All", "designate", "--in", "RU", "--source", "x", "--by", "A"], ["no subject"]),
        (["add", "Taliban", "ban", "--in", "RU", "--source", "x", "--by", "A"], ["'ban'"]),
        (["add", "Taliban", "request", "--in", "RU", "--source", "x", "--by", "A"], ["--aim"]),
        (
            ["add", "Taliban", "suspend", "--aim", "remove", "--in", "RU", "--source", "x", "--by", "A"],
            ["no --aim"],
        ),
        (
            ["add", "Taliban", "designate", "--in", "RU", "--date", "soon", "--source", "x", "--by", "A"],
            ["'soon'"],
        ),
        (["add", "Taliban", "designate", "--in", "RU", "--source", " ", "--by", "A"], ["--source"]),
        (
            ["add", "Taliban", "recognise", "--in", "us.fto", "--source", "x", "--by", "A"],
            ["by a jurisdiction"],
        ),
    ],
)
def test_a_change_that_cannot_be_made_changes_nothing(register, tmp_path, args, words):
    before = register("verify").out
    refused(register(*args), *words)
    assert register("verify").out == before


def test_a_curated_claim_needs_no_acceptance(register):
    [event, *_] = register("history", "Taliban", "--json").json
    refused(register("accept", event["id"], "--by", "A", "--because", "b"), "counts without acceptance")


def test_a_database_of_another_program_is_left_alone(run, tmp_path):
    other = sqlite3.connect(tmp_path / "proscribe.db")
    other.execute("CREATE TABLE person (name TEXT)")
    other.commit()
    other.close()
    before = (tmp_path / "proscribe.db").read_bytes()
    for args in (["init"], ["standing", "Taliban"], ["verify"]):
        refused(run(*args), "another program")
    assert (tmp_path / "proscribe.db").read_bytes() == before


def test_a_file_that_is_no_database(run, tmp_path):
    (tmp_path / "proscribe.db").write_bytes(b"not at all a database " * 100)
    refused(run("init"), "nor any database")


def test_an_empty_file_becomes_a_register_only_by_init(run, tmp_path):
    (tmp_path / "proscribe.db").write_bytes(b"")
    refused(run("standing", "Taliban"), "not a register", "init")
    assert run("init").status == 0
    assert run("standing", "Taliban", "--in", "KZ").status == 0


def test_a_damaged_register_fails_the_check(register, tmp_path):
    raw = sqlite3.connect(tmp_path / "proscribe.db")
    raw.execute("UPDATE batch SET digest = replace(digest, substr(digest, 1, 1), 'x')")
    raw.commit()
    raw.close()
    result = register("verify")
    assert result.status == 1
    assert "batch 1" in result.out
    assert result.err.count("\n") == 1
