"""The commands over a register in PostgreSQL: the same answers as over a file, and nothing said of passwords."""

from pathlib import Path

import pytest

from proscribe import config
from tests.lists.made import un_xml
from tests.postgres_server import PASSWORD, fresh_database, needed, shared_server

pytestmark = pytest.mark.postgres


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    """The folders of this user, of this test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("PROSCRIBE_DB_FILE", "PROSCRIBE_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def url():
    return fresh_database()


QUESTIONS = [
    ("standing", "Taliban", "--on", "2025-05-01", "--known", "2025-06-01", "--json"),
    ("why", "Taliban", "ru.fsb_terrorist_list", "--on", "2025-05-01", "--known", "2025-06-01", "--json"),
    ("history", "PKK", "--known", "2025-06-01", "--json"),
    ("matrix", "--on", "2025-05-01", "--known", "2025-06-01", "--json"),
    ("docket", "--on", "2025-05-01", "--known", "2025-06-01", "--json"),
    ("changes", "--since", "2025-01-01", "--until", "2025-06-01", "--json"),
    ("review", "--json"),
    ("lists", "--json"),
    ("screen", "Talibann", "Example Group 17", "--on", "2026-03-01", "--json"),
]


def test_every_question_is_answered_as_from_a_file(run, url, tmp_path):
    (tmp_path / "un.xml").write_bytes(un_xml(range(600)))
    for db in (url, "file.db"):
        assert run("--db", db, "init").status == 0
        assert run("--db", db, "import", "un_sc", "un.xml").status == 0
    for question in QUESTIONS:
        one, other = (run("--db", db, *question) for db in (url, "file.db"))
        assert one.status == other.status == 0, one.err
        assert without_findings(one.json) == without_findings(other.json)
        assert one.json or question[0] == "review"


def without_findings(rows):
    # a finding is digested with the key of its register
    return [{k: v for k, v in row.items() if k != "finding"} for row in rows]


def test_a_register_is_made_kept_and_verified(run, url):
    made = run("--db", url, "init")
    assert "items added" in made.out
    assert "nothing to add" in run("--db", url, "init").out
    source = ("--source", "https://example.org/notice", "--by", "A. Person")
    assert (
        run("--db", url, "add", "PKK", "amend", "--in", "us.fto", "--date", "2026-01-01", *source).status == 0
    )
    holds = run("--db", url, "verify")
    assert (holds.status, "the chain holds: 2 batches" in holds.out) == (0, True)


def test_a_hit_that_was_cleared_stays_so_in_a_copy(run, url):
    run("--db", "file.db", "init")
    search = ("screen", "Talibann", "--on", "2025-05-01", "--json")
    [hit] = run("--db", "file.db", *search).json
    assert run("--db", "file.db", "clear", hit["finding"], "--by", "A", "--because", "another").status == 0
    copied = run("migrate", "file.db", url)
    assert copied.status == 0, copied.err
    assert "2 batches with" in copied.out
    silent = run("--db", url, *search)
    assert silent.json == []
    assert "silent: cleared before" in silent.err
    back = run("migrate", url, "back.db")
    assert back.out.splitlines()[-1] == copied.out.splitlines()[-1]
    assert run("--db", "back.db", *search).json == []
    assert "nothing left to copy" in run("migrate", "file.db", url).out


def test_another_key_is_refused_and_the_right_one_can_be_named(run, url, tmp_path, monkeypatch):
    run("--db", url, "init")
    assert run("--db", url, "certificate", "Taliban").status == 0
    [key] = Path(tmp_path / "data").rglob("key")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another machine"))
    refused = run("--db", url, "certificate", "Taliban")
    assert refused.status == 2
    assert "not the key that this register was first used with" in refused.err
    monkeypatch.setenv("PROSCRIBE_KEY_FILE", str(key))
    assert run("--db", url, "certificate", "Taliban").status == 0
    monkeypatch.setenv("PROSCRIBE_KEY_FILE", str(tmp_path / "empty"))
    (tmp_path / "empty").write_bytes(b"")
    assert "PROSCRIBE_KEY_FILE" in run("--db", url, "screen", "Taliban").err


def test_what_lies_beside_is_named_by_the_register_and_not_by_its_address(url, tmp_path):
    from urllib.parse import urlsplit

    other = f"{url}&application_name=other"
    config.open_register(url, create=True).ledger.close()
    folder = config.beside(url, "x").parent
    assert folder == config.beside(other, "x").parent
    assert folder.parent == tmp_path / "data" / "proscribe"
    assert urlsplit(url).path.strip("/") not in folder.name


def test_the_address_may_stand_in_a_file(run, url, tmp_path, monkeypatch):
    (tmp_path / "address").write_text(f"{url}\n")
    monkeypatch.setenv("PROSCRIBE_DB_FILE", str(tmp_path / "address"))
    assert url.partition("?")[0] in run("init").out
    assert run("standing", "Taliban", "--in", "RU").status == 0
    monkeypatch.setenv("PROSCRIBE_DB_FILE", str(tmp_path / "none"))
    missing = run("standing", "Taliban", "--in", "RU")
    assert missing.status == 2
    assert "PROSCRIBE_DB_FILE names" in missing.err


def test_a_password_is_never_printed(run):
    needed()
    server = shared_server()
    url = server.url(server.database(), "owner", PASSWORD)
    results = [run("--db", url, "init"), run("--db", url, "verify"), run("migrate", url, "copy.db")]
    results.append(run("migrate", "copy.db", url))
    assert [r.status for r in results] == [0, 0, 0, 0]
    results.append(run("--db", url.replace(PASSWORD.replace(" ", "%20"), "wrong%20horse"), "verify"))
    assert results[-1].status == 2
    for result in results:
        assert "horse" not in result.out + result.err


def test_a_copy_over_another_register_is_refused(run, url):
    run("--db", "file.db", "init")
    run("--db", url, "init", "--empty")
    refused = run("migrate", "file.db", url)
    assert refused.status == 2
    assert "holds another register" in refused.err
    assert "no register at none.db" in run("migrate", "none.db", url).err


def test_a_kind_of_place_that_is_none(run):
    refused = run("--db", "mysql://me:secret@host/db", "verify")
    assert refused.status == 2
    assert "mysql is not a kind of register" in refused.err
    assert "secret" not in refused.err
