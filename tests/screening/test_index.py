from datetime import date

import pytest

from proscribe.errors import BadInput
from proscribe.model.entries import Entry, Name
from proscribe.model.words import PartyKind
from proscribe.screening.engine import Engine
from proscribe.screening.hits import Query
from proscribe.screening.index import Index, build

from . import tables


@pytest.fixture
def path(index, tmp_path):
    index.save(tmp_path / "lists.index")
    return tmp_path / "lists.index"


def test_an_index_from_its_file_answers_as_the_one_in_memory(index, path):
    opened = Index.open(path)
    assert (opened.on, opened.known, opened.lists, opened.id) == (
        index.on,
        index.known,
        index.lists,
        index.id,
    )
    assert [s.entries for s in opened.lists] == [13, 1]
    queries = [Query(row["query"]) for row in tables.rows("queries")]
    assert Engine(opened).screen(queries, alarms=50) == Engine(index).screen(queries, alarms=50)


def test_the_id_goes_by_content_not_by_order():
    entries = tables.entries()
    one = build(entries, on=date(2026, 1, 1), known=date(2026, 1, 1))
    other = build(entries[::-1], on=date(2026, 1, 1), known=date(2026, 1, 1))
    less = build(entries[1:], on=date(2026, 1, 1), known=date(2026, 1, 1))
    assert one.id == other.id != less.id


@pytest.mark.parametrize("place", [3, 30, 200, -2000, -1])
def test_a_damaged_file_is_refused(path, place):
    data = bytearray(path.read_bytes())
    data[place] ^= 0x55
    path.write_bytes(data)
    with pytest.raises(BadInput, match=r"damaged|not a screening index|version") as error:
        Index.open(path)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "only 0 bytes"),
        (b"PK\x03\x04" + b"\0" * 200, "not a screening index"),
        (None, "cannot open the index"),
    ],
)
def test_another_file_is_refused(tmp_path, data, message):
    path = tmp_path / "other.index"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(BadInput, match=message):
        Index.open(path)


def test_a_cut_file_is_refused(path):
    path.write_bytes(path.read_bytes()[:-500])
    with pytest.raises(BadInput, match="damaged"):
        Index.open(path)


def test_a_place_that_cannot_be_written_is_named(index, tmp_path):
    with pytest.raises(BadInput, match="cannot write the index"):
        index.save(tmp_path / "no" / "such" / "folder.index")


def test_a_name_without_letters_is_a_problem_not_a_silent_gap():
    entry = Entry("xx_list", "9", PartyKind.PERSON, (Name("???"), Name("Ali Hassan")))
    index = build([entry], on=date(2026, 1, 1), known=date(2026, 1, 1))
    (problem,) = index.problems
    assert (problem.code, problem.where) == ("name_without_letters", "xx_list:9")
    assert index.names("person") == 1


def test_an_index_made_by_other_tables_is_refused(path, monkeypatch):
    from proscribe.screening import tables as tables_

    monkeypatch.setattr(tables_, "edition", lambda: "0" * 64)
    with pytest.raises(BadInput, match="built by another version of this program; build it again"):
        Index.open(path)
