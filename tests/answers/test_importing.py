"""Publications of a list into a register: what is added, what is refused, what changed."""

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from proscribe.answers.importing import Imported, edition_before, import_list, items
from proscribe.answers.register import Register
from proscribe.ledger.memory import MemoryLedger
from proscribe.ledger.sqlite import open_sqlite
from proscribe.lists.importing import Publication, Refused, read_snapshot
from proscribe.model.dates import Day
from proscribe.subjects.roster import Roster
from tests.lists.made import un_xml

MONTHS = ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"]
CONTENTS = [range(600), range(10, 600), range(10, 600), range(10, 605)]


@pytest.fixture
def register():
    return Register(MemoryLedger(), Roster(), lambda: datetime(2026, 6, 1, tzinfo=UTC))


def put(register, data: bytes, **more) -> Imported:
    answer = import_list(register, "un_sc", {"consolidated.xml": data}, **more)
    assert isinstance(answer, Imported), str(answer)
    return answer


def publications():
    return [un_xml(numbers, day) for numbers, day in zip(CONTENTS, MONTHS, strict=True)]


def test_an_import_tells_what_changed_since_the_one_before(register):
    first, second, third, fourth = (put(register, data) for data in publications())
    assert first.before is None
    assert (second.before.published.text, len(second.difference.absent)) == ("2026-01-01", 10)
    assert {str(a.within) for a in second.difference.absent} == {"2026-01-02/2026-02-01"}
    assert third.before.published.text == "2026-02-01"
    assert not third.difference
    assert len(fourth.difference.appeared) == 5


def test_the_same_file_again_adds_nothing(register):
    data = un_xml(range(600))
    put(register, data)
    head = register.head()
    again = put(register, data)
    assert again.added == 0
    assert register.head() == head


def test_a_file_made_anew_adds_its_day_and_no_entry(register):
    put(register, un_xml(range(600), "2026-01-01"))
    again = put(register, un_xml(range(600), "2026-01-02"))
    assert (
        again.added == 2
    )  # the file and its snapshot: that the list was the same a day later is worth knowing
    assert not again.difference


def test_any_order_of_arrival_gives_the_same_record():
    def record(order):
        made = Register(MemoryLedger(), Roster(), lambda: datetime(2026, 6, 1, tzinfo=UTC))
        files = publications()
        for n in order:
            put(made, files[n])
        return {e.value.id for e in made.ledger.editions()}, {
            (e.value.published.text, e.value.content) for e in made.ledger.editions()
        }

    expected = record(range(4))
    for seed in range(2):
        order = list(range(4))
        random.Random(seed).shuffle(order)
        assert record(order) == expected


def test_a_late_snapshot_is_compared_with_its_own_past(register):
    files = publications()
    put(register, files[0])
    put(register, files[3])
    late = put(register, files[1])
    assert late.before.published.text == "2026-01-01"
    assert len(late.difference.absent) == 10
    assert edition_before(register.ledger, "un_sc", Day.parse("2026-04-01")).published.text == "2026-02-01"


def test_a_great_loss_is_refused_and_can_be_forced(register):
    put(register, un_xml(range(800), "2026-01-01"))
    head = register.head()
    answer = import_list(register, "un_sc", {"x.xml": un_xml(range(550), "2026-02-01")})
    assert isinstance(answer, Refused)
    assert "would lose 250 of the 800 entries of 2026-01-01, more than 25%" in answer.problem.message
    assert register.head() == head
    forced = put(register, un_xml(range(550), "2026-02-01"), force=True)
    assert len(forced.difference.absent) == 250


def test_over_years_more_may_be_gone_but_never_nearly_all(register):
    put(register, un_xml(range(1000), "2015-01-01"))
    assert len(put(register, un_xml(range(400, 1000), "2025-01-01")).difference.absent) == 400
    other = un_xml(range(2000, 2600), "2026-12-01")
    assert isinstance(import_list(register, "un_sc", {"x.xml": other}), Refused)


def test_renaming_all_is_no_loss(register):
    put(register, un_xml(range(600), "2026-01-01"))
    done = put(register, un_xml(range(600), "2026-02-01", renamed=range(600)))
    assert len(done.difference.changed) == 600
    assert {c.fields for c in done.difference.changed} == {("names",)}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html></html>",
        un_xml(range(600))[:9000],
        un_xml(range(10)),
        b"\x00" * 100,
        b"<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY a 'b'>]><CONSOLIDATED_LIST/>",
    ],
    ids=["empty", "html", "cut", "short", "binary", "entity"],
)
def test_what_is_refused_changes_no_byte(tmp_path, data):
    path = tmp_path / "r.db"
    made = Register(open_sqlite(path, create=True), Roster(), lambda: datetime(2026, 6, 1, tzinfo=UTC))
    put(made, un_xml(range(600)))
    made.ledger.close()
    before = path.read_bytes()
    again = Register(open_sqlite(path, create=False), Roster(), lambda: datetime(2026, 6, 2, tzinfo=UTC))
    assert isinstance(import_list(again, "un_sc", {"x.xml": data}), Refused)
    again.ledger.close()
    assert path.read_bytes() == before


def test_one_publication_is_one_batch(register):
    put(register, un_xml(range(600)))
    assert register.head().batch == 1
    assert list(register.verify()) == []


def test_the_items_hold_the_bytes_and_their_day():
    found = read_snapshot("un_sc", {"x.xml": un_xml(range(600), "2026-01-01")})
    assert isinstance(found, Publication)
    filed, *entries, snapshot = items(found)
    assert filed.document.sha256 == found.files[0].sha256
    assert filed.document.published == Day.parse("2026-01-01")
    assert filed.document.publisher == "United Nations Security Council"
    assert len(entries) == 600
    assert snapshot.members[0][1] == "/CONSOLIDATED_LIST/ENTITIES/ENTITY[1]"


@pytest.mark.shared
@pytest.mark.slow
def test_the_real_history_of_the_un_in_any_order():
    folder = Path(__file__).parents[2].parent / "shared" / "lists" / "un_sc" / "history"
    if not folder.is_dir():
        pytest.skip("the publishers' files are not here (../shared/lists)")
    files = {p.name: p.read_bytes() for p in sorted(folder.iterdir())}

    def record(order):
        made = Register(MemoryLedger(), Roster(), lambda: datetime(2026, 6, 1, tzinfo=UTC))
        for name in order:
            assert isinstance(import_list(made, "un_sc", {name: files[name]}), Imported)
        return {e.value.id for e in made.ledger.editions()}

    expected = record(files)
    assert len(expected) == 12
    for seed in range(2):
        order = list(files)
        random.Random(seed).shuffle(order)
        assert record(order) == expected
