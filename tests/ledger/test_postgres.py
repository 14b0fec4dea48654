"""The PostgreSQL server: damage, crashes, foreign databases, several writers, readers beside them."""

import itertools
import multiprocessing
import os
import subprocess
import sys
import threading
import time
import tracemalloc
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from proscribe.errors import BadInput, LedgerError
from proscribe.ledger.postgres import ledger as ledgers
from proscribe.ledger.postgres import open_postgres, schema
from proscribe.model.decisions import Decision
from proscribe.model.words import Verdict
from proscribe.starter import facts
from tests.ledger.test_conformance import claim, document
from tests.ledger.test_sqlite import AT, numbered
from tests.postgres_server import PASSWORD, Server, fresh_database, needed, shared_server

pytestmark = pytest.mark.postgres


@pytest.fixture
def server():
    needed()
    return shared_server()


@pytest.fixture
def url():
    return fresh_database()


@pytest.fixture
def ledger(url):
    opened = open_postgres(url, create=True)
    yield opened
    opened.close()


def run(url, *statements):
    with psycopg.connect(url, autocommit=True) as db:
        db.execute("SET search_path = proscribe")
        return [db.execute(statement).rowcount for statement in statements]


DAMAGE = {
    "an act in a claim": "UPDATE item SET body = convert_to(replace(convert_from(body, 'UTF8'), 'designate', "
    "'suspend'), 'UTF8') WHERE number = (SELECT max(number) FROM item)",
    "a seal": "UPDATE item SET seal = decode(repeat('00', 32), 'hex') WHERE number = 7",
    "an id": "UPDATE item SET id = decode(repeat('00', 32), 'hex') WHERE number = 7",
    "a time": "UPDATE batch SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 1",
    "an unreadable time": "UPDATE batch SET at = 'soon' WHERE seq = 1",
    "a batch digest": "UPDATE batch SET digest = translate(digest, 'abc', 'bca') WHERE seq = 1",
    "a link": "UPDATE batch SET previous = repeat('0', 64) WHERE seq = 2",
    "a lost item": "DELETE FROM item WHERE number = 5",
    "a lost last item": "DELETE FROM item WHERE number = (SELECT max(number) FROM item)",
    "a lost batch": "DELETE FROM batch WHERE seq = 1",
    "a lost last batch": "DELETE FROM batch WHERE seq = 2",
    "a lost body": "UPDATE item SET body = NULL WHERE number = 5",
    "an index row": "DELETE FROM key WHERE item = (SELECT max(number) FROM item)",
    "a forged index row": "INSERT INTO key VALUES ('name:somebody', 'claim', 3)",
    "an index row of nothing": "INSERT INTO key VALUES ('name:somebody', 'claim', 999999)",
    "swapped items": "UPDATE item SET batch = 1 WHERE number = (SELECT max(number) FROM item)",
    "document bytes": "UPDATE content SET body = 'x' WHERE sha256 = (SELECT sha256 FROM content LIMIT 1)",
    "lost document bytes": "DELETE FROM content",
}


@pytest.fixture(scope="module")
def sound():
    """The address of a register to copy, and its database."""
    needed()
    name = shared_server().database()
    ledger = open_postgres(shared_server().url(name), create=True)
    ledger.append(list(facts.changes([])), AT)
    ledger.append([numbered(n) for n in range(20)], AT)
    assert list(ledger.verify()) == []
    ledger.close()
    return name


@pytest.mark.parametrize("what", DAMAGE)
def test_verify_finds(sound, server, what):
    url = server.url(server.database(f"TEMPLATE {sound}"))
    assert run(url, DAMAGE[what])[0] > 0
    ledger = open_postgres(url, create=False)
    assert list(ledger.verify())
    ledger.close()


# what cannot be opened


def said(url, create=False):
    with pytest.raises((LedgerError, BadInput)) as caught:
        open_postgres(url, create=create)
    message = str(caught.value)
    assert "\n" not in message
    assert "secret" not in message
    return message


def test_a_server_that_is_not_there():
    assert "cannot be reached" in said("postgresql://me:secret@127.0.0.1:1/register")
    assert "cannot be reached" in said("postgresql:///register?host=/nowhere&password=secret")
    assert "no server is known by that name" in said("postgresql://me:secret@server.invalid/register")


@pytest.mark.parametrize(
    "url", ["postgresql://a b:secret@@/x", "postgresql://me@h/d?nonsense=secret", "postgres://["]
)
def test_an_address_that_is_none(url):
    assert "write postgresql://USER@HOST:PORT/DATABASE" in said(url)


def test_a_password_that_is_wrong_or_missing(server):
    assert "refuses the password of user owner" in said(server.url("postgres", "owner", "secret"))
    assert "password" in said(f"postgresql://owner@127.0.0.1:{server.port}/postgres")


def test_a_password_that_is_right_is_not_shown(server):
    ledger = open_postgres(server.url(server.database(), "owner", PASSWORD), create=True)
    assert PASSWORD not in ledger.address.shown + repr(ledger.address)
    ledger.close()


def test_a_user_and_a_database_that_are_unknown(server):
    assert "does not let user nobody in" in said(server.url("postgres", "nobody"))
    assert "there is no database missing" in said(server.url("missing"))


def test_a_database_without_a_register(url):
    message = said(url)
    assert "holds no register" in message
    assert "init" in message


def test_a_schema_of_another_program_is_left_alone(url):
    run(url, "CREATE SCHEMA proscribe", "CREATE TABLE proscribe.person (name text)")
    assert "tables of another program (person)" in said(url, create=True)
    assert "holds no register" in said(url)


def test_tables_of_others_beside_the_register_do_no_harm(url):
    run(url, "CREATE TABLE public.item (name text)", "CREATE TABLE public.batch (name text)")
    ledger = open_postgres(url, create=True)
    assert ledger.append([numbered(1)], AT).added == 1
    ledger.close()


def test_a_register_of_another_format(ledger, url):
    run(url, "UPDATE register SET format = 99")
    assert "format 99" in said(url)


def test_a_server_that_is_too_old(url, monkeypatch):
    monkeypatch.setattr(schema, "OLDEST_SERVER", 990000)
    assert "needs 99 or newer" in said(url, create=True)


def test_a_database_that_cannot_hold_every_name(server):
    name = server.database("ENCODING 'LATIN1' TEMPLATE template0")
    assert "keeps text as LATIN1" in said(server.url(name), create=True)


def test_who_may_only_read_reads(server):
    name = server.database()
    owner = open_postgres(server.url(name), create=True)
    owner.append([numbered(1)], AT)
    role = f"reader_{name}"
    run(
        server.url(name),
        f"CREATE ROLE {role} LOGIN",
        f"GRANT USAGE ON SCHEMA proscribe TO {role}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA proscribe TO {role}",
    )
    ledger = open_postgres(server.url(name, role), create=False)
    assert len(list(ledger.claims())) == 1
    assert list(ledger.verify()) == []
    assert ledger.goes_with("ab" * 32)
    with pytest.raises(LedgerError, match=f"user {role} may not do this"):
        ledger.append([numbered(2)], AT)
    ledger.close()
    assert owner.goes_with("ab" * 32)
    owner.close()


def test_the_rights_that_the_documentation_names_suffice_to_write(server):
    name = server.database()
    open_postgres(server.url(name), create=True).close()
    role = f"writer_{name}"
    run(
        server.url(name),
        f"CREATE ROLE {role} LOGIN",
        f"GRANT USAGE ON SCHEMA proscribe TO {role}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA proscribe TO {role}",
        f"GRANT INSERT ON batch, item, key, content TO {role}",
        f"GRANT UPDATE ON register TO {role}",
    )
    ledger, filed = open_postgres(server.url(name, role), create=False), document()
    assert ledger.append([filed, claim(filed)], AT).added == 2
    gone = Decision(Verdict.REDACT, filed.document.sha256, "A. Person", "court order")
    with pytest.raises(LedgerError, match="may not do this"):
        ledger.append([gone], AT)
    assert ledger.body(filed.document.sha256) == filed.body
    run(server.url(name), f"GRANT UPDATE ON item TO {role}", f"GRANT DELETE ON content TO {role}")
    assert ledger.append([gone], AT).added == 1
    assert ledger.body(filed.document.sha256) is None
    assert list(ledger.verify()) == []
    ledger.close()


def test_who_may_not_look_is_told(server):
    name = server.database()
    open_postgres(server.url(name), create=True).close()
    run(server.url(name), f"CREATE ROLE stranger_{name} LOGIN")
    assert "may not do this" in said(server.url(name, f"stranger_{name}"))


def test_a_database_that_is_set_read_only(server):
    name = server.database()
    open_postgres(server.url(name), create=True).close()
    run(server.url("postgres"), f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    ledger = open_postgres(server.url(name), create=False)
    with pytest.raises(LedgerError, match="may only be read there"):
        ledger.append([numbered(1)], AT)
    ledger.close()


def test_tables_that_went_missing(ledger, url):
    run(url, "DROP TABLE key")
    with pytest.raises(LedgerError, match="tables of the register are missing"):
        ledger.append([numbered(1)], AT)
    assert ledger.head().batch == 0


def test_two_that_make_a_register_at_once_make_one(url):
    opened = []
    threads = [
        threading.Thread(target=lambda: opened.append(open_postgres(url, create=True))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({one.identity for one in opened}) == 1
    for one in opened:
        one.close()


# many at once


def test_readers_are_not_blocked_while_a_writer_holds_an_append_open(ledger, url):
    ledger.append([numbered(n) for n in range(50)], AT)
    head = ledger.head()
    entered, leave = threading.Event(), threading.Event()

    def slowly():
        yield numbered(100)
        for n in range(101, 1200):  # more than a portion, so that some are written already
            yield numbered(n)
        entered.set()
        assert leave.wait(20)

    writer = threading.Thread(target=lambda: ledger.append(slowly(), AT))
    writer.start()
    assert entered.wait(20)
    other = open_postgres(url, create=False)
    began = time.monotonic()
    for reader in (ledger, other):
        assert reader.head() == head
        assert len(list(reader.claims())) == 50
        assert list(reader.claims(["name:group 100"])) == []
        assert len(list(reader.parties())) == 50
        assert list(reader.verify()) == []
    assert time.monotonic() - began < 10
    leave.set()
    writer.join()
    assert len(list(other.claims())) == 1150
    other.close()


def test_a_scan_sees_one_state_of_the_record(ledger):
    ledger.append([numbered(n) for n in range(1000)], AT)
    scan = ledger.claims()
    first = next(scan)
    ledger.append([numbered(n) for n in range(1000, 1500)], AT)
    assert 1 + sum(1 for _ in scan) == 1000
    assert first.number == 1


def test_a_writer_that_waits_too_long_is_told(ledger, url, monkeypatch):
    other = open_postgres(url, create=False)
    monkeypatch.setattr(ledgers, "_BEGIN", ledgers._BEGIN.replace(f"{ledgers.QUEUE}s", "200ms"))
    with ledger.writing(), pytest.raises(LedgerError, match="written by another program for too long"):
        other.append([numbered(1)], AT)
    assert other.append([numbered(1)], AT).added == 1
    other.close()


def test_many_threads_use_one_ledger(ledger):
    failures = []

    def work(thread):
        try:
            for n in range(20):
                receipt = ledger.append([numbered(thread * 100 + n, "Thread")], datetime.now(UTC))
                assert receipt.added == 1
                assert len(list(ledger.claims([f"name:thread {thread * 100 + n}"]))) == 1
                assert ledger.head().batch >= receipt.head.batch
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(k,)) for k in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert ledger.head().batch == 240
    assert list(ledger.verify()) == []


def test_whoever_listens_learns_of_every_new_head(ledger, url):
    other = open_postgres(url, create=False)
    heads = other.listen(every=20)
    assert next(heads).batch == 0
    for number in range(1, 4):
        ledger.append([numbered(number)], AT)
        began = time.monotonic()
        assert next(heads) == ledger.head()
        assert time.monotonic() - began < 10
    heads.close()
    other.close()


def test_listening_ends_when_it_is_told_to(ledger):
    assert [
        head.batch for head in ledger.listen(stop=iter([False, False, True, True]).__next__, every=0.01)
    ] == [0]


def test_a_key_other_than_the_first_is_refused(ledger):
    assert ledger.goes_with("ab" * 32)
    assert ledger.goes_with("ab" * 32)
    assert not ledger.goes_with("cd" * 32)


def test_long_keys_and_all_characters_are_found_again(ledger):
    url = "https://example.org/" + "a" * 5000
    filed, names = document(url=url), ["x" * 4000, "\0zero", "Ünï ' \\ \t", "𐎀𐎁"]
    made = [claim(filed, name) for name in names]
    ledger.append([filed, *made], AT)
    assert [f.value for f in ledger.documents([f"url:{url}"])] == [filed.document]
    for item in made:
        assert (
            item in [f.value for f in ledger.claims([f"name:{item.subject.name.casefold()}"])]
            or "x" not in item.subject.name
        )
    assert [f.value for f in ledger.claims()] == made
    assert list(ledger.verify()) == []


def test_what_is_redacted_is_not_in_the_tables(ledger, url):
    filed = document("A very secret sentence stands here. " * 200)
    ledger.append([filed, claim(filed)], AT)
    ledger.append([Decision(Verdict.REDACT, filed.document.sha256, "A. Person", "court order")], AT)
    with psycopg.connect(url) as db:
        assert db.execute("SELECT count(*) FROM proscribe.content").fetchone() == (0,)
        bodies = b"".join(row[0] or b"" for row in db.execute("SELECT body FROM proscribe.item", binary=True))
    assert b"very secret" not in bodies
    assert list(ledger.verify()) == []


@pytest.mark.slow
def test_a_scan_holds_a_page_and_not_the_record(ledger):
    ledger.append((numbered(n, "Group with a long name " * 20) for n in range(8000)), AT)
    tracemalloc.start()
    assert sum(1 for _ in ledger.claims()) == 8000
    assert sum(1 for _ in ledger.parties()) == 8000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000  # the bodies alone are more than that


# crashes


def _append_many(url, start, count):
    ledger = open_postgres(url, create=False)
    for number in range(start, start + count):
        ledger.append([numbered(number, "Writer")], datetime.now(UTC))
    ledger.close()


@pytest.mark.slow
def test_eight_writers_lose_nothing_and_double_nothing(ledger, url):
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_append_many, args=(url, 10_000 * k, 1000)) for k in range(1, 9)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(300)
        assert writer.exitcode == 0
    found = list(ledger.claims())
    assert sorted(f.value.subject.name for f in found) == sorted(
        f"Writer {10_000 * k + n}" for k in range(1, 9) for n in range(1000)
    )
    assert ledger.head().batch == 8000
    assert [f.batch for f in found] == list(range(1, 8001))
    assert all(one.at <= two.at for one, two in itertools.pairwise(found))
    assert list(ledger.verify()) == []


WRITER = """
import sys
from datetime import UTC, datetime
from proscribe.ledger.postgres import open_postgres
from tests.ledger.test_sqlite import numbered
ledger = open_postgres(sys.argv[1], create=False)
for n in range(int(sys.argv[2]), 10**9):
    ledger.append([numbered(n, "Killed"), numbered(n, "Also killed")], datetime.now(UTC))
    print(n, flush=True)
"""


@pytest.fixture
def careful_server():
    """A server of its own with the settings that PostgreSQL comes with: each commit is on the disk."""
    needed()
    server = Server(settings=())
    yield server
    server.stop()


@pytest.mark.slow
def test_a_killed_server_loses_no_acknowledged_batch(careful_server):
    url = careful_server.fresh()
    open_postgres(url, create=True).close()
    root = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([os.path.join(root, "src"), root])}
    acknowledged = []
    for turn in range(2):
        writers = [
            subprocess.Popen(
                [sys.executable, "-c", WRITER, url, str((2 * turn + k + 1) * 1_000_000)],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                env=environment,
            )
            for k in range(2)
        ]
        lines = [writer.stdout.readline() for writer in writers for _ in range(20)]
        careful_server.kill()
        for writer in writers:
            rest, error = writer.communicate(timeout=60)
            assert "LedgerError" in error
            lines += rest.splitlines(keepends=True)
        assert len(lines) >= 40
        acknowledged += [line.strip() for line in lines if line.endswith("\n")]
        careful_server.start()
    ledger = open_postgres(url, create=False)
    for name in ("killed", "also killed"):
        assert len(list(ledger.claims([f"name:{name} {n}" for n in acknowledged]))) == len(acknowledged)
    assert len(list(ledger.claims())) == 2 * ledger.head().batch
    assert list(ledger.verify()) == []
    ledger.close()


@pytest.mark.slow
def test_a_ledger_outlives_a_restart_of_its_server(careful_server):
    url = careful_server.fresh()
    ledger = open_postgres(url, create=True)
    ledger.append([numbered(1)], AT)
    heads = ledger.listen(every=0.5)
    assert next(heads).batch == 1
    careful_server.kill()
    with pytest.raises(LedgerError):
        ledger.append([numbered(2)], AT)
    careful_server.start()
    assert ledger.append([numbered(2)], AT + timedelta(days=1)).added == 1
    assert next(heads) == ledger.head()
    heads.close()
    ledger.close()
