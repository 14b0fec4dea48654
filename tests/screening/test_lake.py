"""Parquet larger than memory: streamed, in order, and damage found by row group."""

import subprocess
import sys

import pytest

from proscribe.errors import BadInput
from proscribe.screening.hits import Query
from proscribe.screening.readers import Columns, read

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def test_a_folder_and_a_pattern_are_read_file_after_file(tmp_path):
    for number in (2, 1, 3):
        names = [f"Name Of {number} {n}" for n in range(5)]
        pq.write_table(pa.table({"name": names}), tmp_path / f"{number}.parquet")
    whole = [q.name for q in read(tmp_path, Columns("name")) if isinstance(q, Query)]
    assert whole == [f"Name Of {number} {n}" for number in (1, 2, 3) for n in range(5)]
    assert [q.name for q in read(tmp_path / "[12].parquet", Columns("name"))] == whole[:10]
    with pytest.raises(BadInput, match="no Parquet file"):
        list(read(tmp_path / "x*.parquet", Columns("name")))


def test_one_file_of_other_columns_is_refused_before_anything_is_read(tmp_path):
    pq.write_table(pa.table({"name": ["A B"]}), tmp_path / "1.parquet")
    pq.write_table(pa.table({"nmae": ["A B"]}), tmp_path / "2.parquet")
    with pytest.raises(BadInput, match=r"2\.parquet: there is no column 'name'; did you mean 'nmae'"):
        next(read(tmp_path, Columns("name")))


def test_a_damaged_row_group_is_named_or_passed_over(tmp_path):
    path = tmp_path / "c.parquet"
    pq.write_table(pa.table({"name": [f"Name {n} {n}" for n in range(300)]}), path, row_group_size=100)
    chunk = pq.ParquetFile(path).metadata.row_group(1).column(0)
    data = bytearray(path.read_bytes())
    at = chunk.dictionary_page_offset or chunk.data_page_offset
    data[at : at + 60] = b"\xff" * 60
    path.write_bytes(data)
    with pytest.raises(BadInput, match="c.parquet row group 1: it is damaged"):
        list(read(path, Columns("name")))
    told = []
    assert len(list(read(path, Columns("name"), damaged=told.append))) == 200
    assert len(told) == 1
    assert "row group 1" in told[0]


_READ = """
import sys
from pathlib import Path
from proscribe.screening import lake
count = sum(1 for _ in lake.rows([Path(sys.argv[1])], ["name"]))
peak = next(x for x in Path("/proc/self/status").read_text().splitlines() if x.startswith("VmHWM"))
print(count, int(peak.split()[1]) // 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
def test_memory_does_not_grow_with_the_file(tmp_path):
    peaks = []
    for size in (200_000, 3_000_000):
        path = tmp_path / f"{size}.parquet"
        names = pa.array([f"A Customer With A Rather Long Name {n}" for n in range(size)])
        pq.write_table(
            pa.table({"name": names}), path, row_group_size=100_000, compression="none", use_dictionary=False
        )
        del names
        done = subprocess.run([sys.executable, "-c", _READ, path], capture_output=True, text=True, check=True)
        count, peak = map(int, done.stdout.split())
        assert count == size
        peaks.append(peak)
    assert peaks[1] < peaks[0] + 100, peaks
