import csv
import json

import pytest

from proscribe.errors import BadInput
from proscribe.screening import writers
from proscribe.screening.hits import Query
from proscribe.screening.readers import Reject


@pytest.fixture
def rows(engine):
    return [writers.row(h) for h in engine.screen([Query("Ali Hassan", "=1+1")])[0]]


def test_the_same_rows_in_every_format(tmp_path, rows):
    pq = pytest.importorskip("pyarrow.parquet")
    for suffix in ("csv", "jsonl", "parquet"):
        assert writers.write(tmp_path / f"hits.{suffix}", rows) == len(rows) == 2
    with (tmp_path / "hits.csv").open(newline="") as file:
        table = list(csv.DictReader(file))
    lines = [json.loads(line) for line in (tmp_path / "hits.jsonl").read_text().splitlines()]
    assert lines == rows == pq.read_table(tmp_path / "hits.parquet").to_pylist()
    assert [t["ref"] for t in table] == [r["ref"] for r in rows]
    assert table[0]["id"] == "'=1+1"  # no spreadsheet may take a customer's text for a formula


def test_the_parts_in_a_row_add_up(rows):
    for row in rows:
        parts = [float(p.rsplit("=", 1)[1]) for p in row["parts"].split("; ")]
        assert sum(parts) == pytest.approx(row["score"], abs=0.001)


def test_rejects_are_written_with_their_reasons(tmp_path):
    assert writers.write_rejects(tmp_path / "rejects.csv", [Reject(3, None, "", "the name is empty")]) == 1
    assert (
        tmp_path / "rejects.csv"
    ).read_text() == "row,id,value,reason,screened\n3,,,the name is empty,false\n"


def test_no_hits_still_give_a_file_with_its_heading(tmp_path):
    assert writers.write(tmp_path / "hits.csv", []) == 0
    assert (tmp_path / "hits.csv").read_text().startswith("id,name,score")


@pytest.mark.parametrize(
    ("name", "message"),
    [("hits.xlsx", "written as .csv, .jsonl or .parquet"), ("no/such/hits.csv", "cannot be written")],
)
def test_what_cannot_be_written_is_refused(tmp_path, name, message):
    with pytest.raises(BadInput, match=message):
        writers.write(tmp_path / name, [])
