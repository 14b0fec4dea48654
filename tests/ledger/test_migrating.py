"""Copies from one engine to another: the same record with the same digests, there and back."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proscribe.answers.importing import Imported, import_list
from proscribe.answers.register import Register
from proscribe.errors import BadInput, CheckFailed
from proscribe.ledger.migrating import Migration
from proscribe.ledger.postgres import open_postgres
from proscribe.ledger.sqlite import open_sqlite
from proscribe.model.decisions import Decision
from proscribe.model.words import Verdict
from proscribe.starter import facts
from tests.ledger.test_conformance import claim, document
from tests.ledger.test_sqlite import AT, numbered
from tests.lists.made import un_xml
from tests.postgres_server import fresh_database
from tests.strategies import claims, decisions, entries, snapshots

pytestmark = pytest.mark.postgres


@pytest.fixture
def opening(tmp_path):
    """Open a new register of a kind; all are closed at the end."""
    opened = []

    def call(kind):
        made = (
            open_postgres(fresh_database(), create=True)
            if kind == "postgres"
            else open_sqlite(tmp_path / f"{len(opened)}.db", create=True)
        )
        opened.append(made)
        return made

    yield call
    for ledger in opened:
        ledger.close()


def copy(source, target, **more):
    return Migration(source, target, ("the first", "the second")).run(**more)


def state(ledger):
    """All that a ledger answers, and its rows below that."""
    rolls = [f.value for f in ledger.snapshots()]
    held = [f.value for f in ledger.documents()]
    with ledger.reading() as tables:
        keys = sorted(
            (n, kind, tables.key_text(key))
            for n, kind, key in tables.stream("SELECT item, kind, key FROM key")
        )
        items = list(tables.stream("SELECT number, batch, kind, id, seal, body FROM item ORDER BY number"))
        batches = list(tables.stream("SELECT seq, at, previous, digest FROM batch ORDER BY seq"))
        contents = sorted(tables.stream("SELECT sha256, body FROM content"))
    return (
        [*ledger.claims()], [*ledger.decisions()], rolls, held, [ledger.body(d.sha256) for d in held],
        keys, items, batches, contents,
    )  # fmt: skip


def there_and_back(source, opening):
    middle, end = opening("postgres"), opening("sqlite")
    copy(source, middle)
    copied = copy(middle, end)
    assert copied.head == source.head() == middle.head() == end.head()
    assert state(source) == state(middle) == state(end)
    for ledger in (middle, end):
        assert list(ledger.verify()) == []


def test_the_starter_register_goes_there_and_back(opening):
    source = opening("sqlite")
    source.append([facts.table("organisations"), *facts.changes([])], AT)
    there_and_back(source, opening)


def test_a_register_with_lists_goes_there_and_back(opening):
    source = opening("sqlite")
    register = Register(source, facts.roster(), lambda: datetime(2026, 6, 1, tzinfo=UTC))
    register.append(facts.changes([]))
    for numbers, day in (
        (range(600), "2026-01-01"),
        (range(10, 600), "2026-02-01"),
        (range(605), "2026-03-01"),
    ):
        answer = import_list(register, "un_sc", {"consolidated.xml": un_xml(numbers, day)})
        assert isinstance(answer, Imported)
    there_and_back(source, opening)


def test_a_redacted_register_goes_there_and_back(opening):
    source, filed = opening("sqlite"), document(url="https://example.org/" + "b" * 3000)
    source.append([filed, claim(filed), claim(filed, "PKK")], AT)
    source.append([Decision(Verdict.REDACT, filed.document.sha256, "A. Person", "court order")], AT)
    there_and_back(source, opening)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)
@given(st.lists(st.lists(claims() | decisions | entries | snapshots, max_size=5), max_size=4))
def test_any_register_goes_there_and_back(opening, batches):
    source = opening("sqlite")
    for number, batch in enumerate(batches):
        source.append(batch, AT + timedelta(seconds=number))
    there_and_back(source, opening)


class Cut(Exception):
    """Stands for whatever ends a run."""


@pytest.mark.parametrize(("one", "other"), [("sqlite", "postgres"), ("postgres", "sqlite")])
def test_a_run_that_was_cut_off_is_taken_up_again(opening, one, other):
    source, target = opening(one), opening(other)
    for turn in range(4):
        source.append([numbered(n) for n in range(turn * 1000, turn * 1000 + 900)], AT)
    steps = iter(range(6))

    def step():
        if next(steps) == 5:
            raise Cut

    with pytest.raises(Cut):
        copy(source, target, step=step)
    assert target.head().batch == 2  # the third was under way, and left nothing
    assert list(target.verify()) == []
    done = copy(source, target)
    assert (done.batches, done.items) == (2, 1800)
    assert copy(source, target).batches == 0
    assert state(source) == state(target)


def test_what_is_redacted_between_two_runs_is_removed_in_the_second(opening):
    source, target, filed = opening("sqlite"), opening("postgres"), document()
    source.append([filed, claim(filed)], AT)
    copy(source, target)
    source.append([Decision(Verdict.REDACT, filed.document.sha256, "A. Person", "court order")], AT)
    copy(source, target)
    assert target.body(filed.document.sha256) is None
    assert state(source) == state(target)
    assert list(target.verify()) == []


def test_a_target_that_holds_another_register_is_refused(opening):
    source, target = opening("sqlite"), opening("postgres")
    source.append([numbered(1)], AT)
    source.append([numbered(2)], AT)
    target.append([numbered(3)], AT)
    before = state(target)
    with pytest.raises(BadInput, match="the second holds another register"):
        copy(source, target)
    assert state(target) == before
    target.append([numbered(4)], AT)
    target.append([numbered(5)], AT)
    with pytest.raises(BadInput, match="the second has more batches"):
        copy(source, target)


def test_a_damaged_batch_is_not_copied(opening, tmp_path):
    source, target = opening("sqlite"), opening("postgres")
    source.append([numbered(1)], AT)
    source.append([numbered(2)], AT)
    raw = sqlite3.connect(tmp_path / "0.db")
    raw.execute("UPDATE item SET seal = zeroblob(32) WHERE batch = 2")
    raw.commit()
    raw.close()
    with pytest.raises(CheckFailed, match="the first: batch 2 differs from what was recorded"):
        copy(source, target)
    assert target.head().batch == 1
    assert list(target.verify()) == []
