"""The SQLite file: damage, crashes, foreign files, several writers."""

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from proscribe.errors import LedgerError
from proscribe.ledger.sqlite import open_sqlite
from proscribe.model.claims import Claim, Party
from proscribe.model.evidence import Quote
from proscribe.model.words import Act, Origin
from proscribe.starter import facts

AT = datetime(2026, 1, 1, tzinfo=UTC)


def numbered(number, name="Group"):
    quote = Quote(f"claim {number}", start=0, stop=5)
    return Claim(f"{number:064x}", Act.DESIGNATE, Party(f"{name} {number}"), quote, Origin.CURATED)


@pytest.fixture
def path(tmp_path):
    where = tmp_path / "register.db"
    ledger = open_sqlite(where, create=True)
    ledger.append(list(facts.changes([])), AT)
    ledger.append([numbered(n) for n in range(20)], AT)
    ledger.close()
    return where


DAMAGE = {
    "an act in a claim": "UPDATE item SET body = CAST(replace(CAST(body AS TEXT), 'designate', 'suspend') AS BLOB) "
    "WHERE number = (SELECT max(number) FROM item)",
    "a seal": "UPDATE item SET seal = zeroblob(32) WHERE number = 7",
    "an id": "UPDATE item SET id = zeroblob(32) WHERE number = 7",
    "a time": "UPDATE batch SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 1",
    "a batch digest": "UPDATE batch SET digest = replace(digest, 'a', 'b') WHERE seq = 1",
    "a link": f"UPDATE batch SET previous = '{'0' * 64}' WHERE seq = 2",
    "a lost item": "DELETE FROM item WHERE number = 5",
    "a lost last batch item": "DELETE FROM item WHERE number = (SELECT max(number) FROM item)",
    "a lost batch": "DELETE FROM batch WHERE seq = 1",
    "a lost body": "UPDATE item SET body = NULL WHERE number = 5",
    "an index row": "DELETE FROM key WHERE item = (SELECT max(number) FROM item)",
    "a forged index row": "INSERT INTO key VALUES ('name:somebody', 'claim', 3)",
    "swapped items": "UPDATE item SET batch = 1 WHERE number = (SELECT max(number) FROM item)",
    "document bytes": "UPDATE content SET body = zeroblob(9) WHERE sha256 = (SELECT min(sha256) FROM content)",
}


@pytest.mark.parametrize("what", DAMAGE)
def test_verify_finds(path, what):
    raw = sqlite3.connect(path)
    assert raw.execute(DAMAGE[what]).rowcount > 0
    raw.commit()
    raw.close()
    ledger = open_sqlite(path, create=False)
    assert list(ledger.verify())
    ledger.close()


def test_verify_finds_a_changed_byte_anywhere_in_the_file(path):
    open_sqlite(path, create=False).close()
    original = path.read_bytes()
    at = original.index(b"Supreme Court")
    for offset in (at, original.index(b'"act":"designate"') + 8, original.index(b'"date":"20') + 9):
        changed = bytearray(original)
        changed[offset] ^= 0x01
        path.write_bytes(bytes(changed))
        ledger = open_sqlite(path, create=False)
        assert list(ledger.verify()), offset
        ledger.close()


def test_what_is_redacted_is_gone_from_the_file(tmp_path):
    from proscribe.model.decisions import Decision
    from proscribe.model.words import Verdict
    from tests.ledger.test_conformance import claim, document

    where = tmp_path / "register.db"
    ledger = open_sqlite(where, create=True)
    filed = document("A very secret sentence stands here. " * 3)
    ledger.append([filed, claim(filed)], AT)
    ledger.append([Decision(Verdict.REDACT, filed.document.sha256, "A. Person", "court order")], AT)
    ledger.close()
    held = b"".join(p.read_bytes() for p in tmp_path.iterdir())
    assert b"very secret" not in held
    reopened = open_sqlite(where, create=False)
    assert list(reopened.verify()) == []


def test_a_database_of_another_program_is_refused(tmp_path):
    where = tmp_path / "other.db"
    raw = sqlite3.connect(where)
    raw.execute("CREATE TABLE person (name TEXT)")
    raw.commit()
    raw.close()
    before = where.read_bytes()
    for create in (True, False):
        with pytest.raises(LedgerError, match="another program"):
            open_sqlite(where, create=create)
    assert where.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(tmp_path):
    where = tmp_path / "notes.txt"
    where.write_text("Some notes. " * 200)
    for create in (True, False):
        with pytest.raises(LedgerError, match="not a register nor any database"):
            open_sqlite(where, create=create)
    assert where.read_text() == "Some notes. " * 200


def test_a_missing_file_a_folder_and_a_missing_folder(tmp_path):
    with pytest.raises(LedgerError, match="no register at"):
        open_sqlite(tmp_path / "none.db", create=False)
    with pytest.raises(LedgerError, match="is a folder"):
        open_sqlite(tmp_path, create=True)
    with pytest.raises(LedgerError, match="cannot be opened"):
        open_sqlite(tmp_path / "no" / "such" / "place.db", create=True)


def test_a_newer_format_is_refused(path):
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(LedgerError, match="format 99"):
        open_sqlite(path, create=False)


def test_a_full_disk_leaves_nothing_half_written(path):
    ledger = open_sqlite(path, create=False)
    before = ledger.head()
    pages = ledger._db.execute("PRAGMA page_count").fetchone()[0]
    ledger._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LedgerError, match="disk that holds .* is full"):
        ledger.append([numbered(n, "Other " * 50) for n in range(5000)], AT)
    assert ledger.head() == before
    ledger._db.execute("PRAGMA max_page_count = 1000000")
    assert ledger.append([numbered(n, "Other") for n in range(500)], AT).added == 500
    assert list(ledger.verify()) == []


def test_a_read_only_file_is_read_and_not_written(path):
    uri = path.absolute().as_uri() + "?mode=ro&immutable=1"
    from proscribe.ledger.sqlite import SqliteLedger

    ledger = SqliteLedger(sqlite3.connect(uri, uri=True, isolation_level=None), str(path))
    assert len(list(ledger.claims())) > 20
    with pytest.raises(LedgerError, match="cannot be written"):
        ledger.append([numbered(99)], AT)


def _append_many(path, start, count):
    ledger = open_sqlite(path, create=False)
    for number in range(start, start + count):
        ledger.append([numbered(number, "Writer")], datetime.now(UTC))
    ledger.close()


def test_several_writers_lose_nothing(path):
    before = open_sqlite(path, create=False).head().batch
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_append_many, args=(path, 1000 * k, 25)) for k in range(1, 5)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    ledger = open_sqlite(path, create=False)
    assert ledger.head().batch == before + 100
    assert len(list(ledger.claims(["name:writer 1000", "name:writer 4024"]))) == 2
    assert list(ledger.verify()) == []


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from proscribe.ledger.sqlite import open_sqlite
from tests.ledger.test_sqlite import numbered
ledger = open_sqlite(Path(sys.argv[1]), create=False)
for n in range(100, 100000):
    ledger.append([numbered(n, "Killed")], datetime.now(UTC))
    print(n, flush=True)
"""


def test_a_killed_writer_loses_no_acknowledged_batch(path):
    root = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([os.path.join(root, "src"), root])}
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, env=environment
    )
    acknowledged = [writer.stdout.readline() for _ in range(15)]
    time.sleep(0.05)
    writer.send_signal(signal.SIGKILL)
    acknowledged += writer.stdout.readlines()
    writer.wait()
    ledger = open_sqlite(path, create=False)
    keys = [f"name:killed {n.strip()}" for n in acknowledged if n.endswith("\n")]
    assert len(keys) >= 15
    assert len(list(ledger.claims(keys))) == len(keys)
    assert list(ledger.verify()) == []
