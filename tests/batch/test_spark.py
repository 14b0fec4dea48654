"""Runs on Spark in small: the same rows whatever the partitions, and what goes wrong is said and put right."""

import csv
import functools
import io
import json
import os
import socket
import time
from pathlib import Path

import pytest

from proscribe.batch import job, parts
from proscribe.batch.rows import Row
from tests.batch import archives
from tests.batch.cluster import cli

pytestmark = [pytest.mark.spark, pytest.mark.slow]
LOCAL = ("--engine", "spark", "--master", "local[2,4]")
DAY = ("--on", "2026-05-01", "--known", "2026-05-01")
NAMES = (
    "Talibann",
    "Mary Miller",
    "Hizb ut Tahrir",
    "Al Qaeda",
    "Jürgen Groß",
    "Талибан",
    "Boko Haram of Kano",
)


@pytest.fixture(autouse=True, scope="module")
def _spark(spark_here):
    """A session that all these tests share: its start takes longer than most of them."""
    from proscribe.batch.session import session

    more = {"spark.speculation": "true", "spark.excludeOnFailure.enabled": "false"}
    with session(LOCAL[-1], more) as spark:
        yield spark


def table(path, rows, group):
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    schema = pa.schema([(c, pa.string()) for c in ("id", "name", "born")])
    path.parent.mkdir(parents=True, exist_ok=True)
    with pq.ParquetWriter(path, schema) as out:
        for first in range(0, len(rows), group):
            out.write_table(pa.Table.from_pylist(rows[first : first + group], schema))
    return path


def some(count, first=0):
    return [
        {
            "id": str(n),
            "name": f"{NAMES[n % 7]}{f' {n // 70}' if n % 3 else ''}",
            "born": "1980" if n % 11 else "never",
        }
        for n in range(first, first + count)
    ]


def found(path):
    import pyarrow.parquet as pq

    return pq.read_table(path).to_pylist()


def both(run, tmp_path, file, *more, given=None):
    """The rows and the rejects of one process and of Spark."""
    args = ("--id-column", "id", "--birth-column", "born", "--alarms", "20", *DAY)
    one = run("screen", "--file", file, *args, "--out", "one.parquet", "--rejects", "one.csv")
    two = run("screen", "--file", given or file, *args, "--out", "two", "--rejects", "two.csv", *LOCAL, *more)
    assert one.out.replace("one.parquet", "two") == two.out
    assert one.status == two.status
    rejects = [list(csv.reader(io.StringIO((tmp_path / n).read_text()))) for n in ("one.csv", "two.csv")]
    return found(tmp_path / "one.parquet"), found(tmp_path / "two"), rejects[0], [r[1:] for r in rejects[1]]


def test_row_groups_and_rejects_are_those_of_one_process(run, tmp_path):
    table(tmp_path / "c.parquet", [*some(900), {"id": "x", "name": None, "born": None}], 100)
    one, two, bad, bad_too = both(run, tmp_path, "c.parquet")
    assert len(one) > 100
    assert one == two
    assert bad == bad_too
    assert len(bad) > 80


def test_csv_and_a_file_system_of_sparks_own(run, tmp_path):
    with open(tmp_path / "c.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["id", "name", "born"], *(r.values() for r in some(500)), ["7", "a", ""]])
    one, two, bad, bad_too = both(run, tmp_path, "c.csv", given=(tmp_path / "c.csv").as_uri())
    assert one == two
    assert bad == bad_too
    table(tmp_path / "d.parquet", some(300), 50)
    args = ("--file", (tmp_path / "d.parquet").as_uri(), "--id-column", "id", "--alarms", "20", *DAY)
    assert run("screen", *args, "--out", "far", *LOCAL).status == 0
    assert run("screen", "--file", "d.parquet", *args[2:], "--out", "near.parquet").status == 0
    assert found(tmp_path / "far") == found(tmp_path / "near.parquet")


def test_one_customer_very_often_and_empty_partitions(run, tmp_path):
    same = [{"id": str(n), "name": "Talibann", "born": "1980"} for n in range(12_000)]
    folder = tmp_path / "night"
    table(folder / "a.parquet", [*same, *some(50)], 5_000)
    table(folder / "b.parquet", [], 10)
    table(folder / "c.parquet", some(10), 1)
    args = ("--id-column", "id", "--alarms", "20", *DAY)
    result = run("screen", "--file", "night", *args, "--out", "hits", *LOCAL)
    assert "12,060 names screened" in result.out, result.err
    table(tmp_path / "all.parquet", [*same, *some(50), *some(10)], 50_000)
    run("screen", "--file", "all.parquet", *args, "--out", "one.parquet")
    assert found(tmp_path / "hits") == found(tmp_path / "one.parquet")


def test_a_record_of_two_hundred_megabytes_costs_one_row(run, register, tmp_path):
    table(
        tmp_path / "c.parquet",
        [*some(20), {"id": "big", "name": "x" * 200_000_000, "born": ""}, *some(20)],
        100,
    )
    result = run("screen", "--file", "c.parquet", "--id-column", "id", *DAY, "--out", "hits", *LOCAL)
    assert "40 names screened" in result.out
    assert "200000000 characters" in result.err
    with (tmp_path / "big.warc.gz").open("wb") as file:
        for url, text in archives.some(20):
            file.write(archives.member(url, text))
        file.write(archives.member("https://paper.example/big", b"Russia banned Hamas. " * 10_000_000))
        file.write(archives.member("https://paper.example/last", "Russia banned Hamas on Monday."))
    result = run("read", "big.warc.gz", "--out", "claims", *LOCAL)
    assert "21 reports read" in result.out, result.err
    said = "".join(p.read_text() for p in (tmp_path / "claims").glob("part-*"))
    assert "paper.example/last" in said
    assert "paper.example/big" not in said


def test_a_run_that_was_stopped_goes_on_and_a_finished_one_adds_nothing(run, register, tmp_path):
    good = archives.some(40)
    for number in range(3):
        archives.write(tmp_path / f"{number}.warc.gz", good[number * 10 : number * 10 + 10])
    (tmp_path / "3.warc.gz").write_bytes(b"")
    stopped = run(
        "read", *(f"{n}.warc.gz" for n in range(4)), "--on-error", "refuse", "--out", "claims", *LOCAL
    )
    assert stopped.status == 2
    assert "3.warc.gz" in stopped.err
    assert not (tmp_path / "claims").exists()
    kept = sorted((tmp_path / "claims.parts").glob("*/*.parquet"))
    assert kept
    archives.write(tmp_path / "3.warc.gz", good[30:])
    done = run("read", *(f"{n}.warc.gz" for n in range(4)), "--on-error", "refuse", "--out", "claims", *LOCAL)
    assert "40 reports read" in done.out, done.err
    before = run("review", "--json").out
    assert before
    again = run(
        "read", *(f"{n}.warc.gz" for n in range(4)), "--on-error", "refuse", "--out", "claims", *LOCAL
    )
    assert "done before, nothing to add" in again.out
    assert run("review", "--json").out == before
    other = run("read", "0.warc.gz", "--out", "claims", *LOCAL)
    assert "another run" in other.err


def _counted(folder, part, path):
    """A reader that leaves a mark for each try, and fails the first one of part 1 and all of a part named `bad`."""
    marks = Path(folder)
    tries = len(list(marks.glob(f"{part.order}-*")))
    (marks / f"{part.order}-{tries}-{os.getpid()}-{time.monotonic_ns()}").touch()
    if (part.order == 1 and tries == 0) or Path(path).read_text() == "bad":
        raise RuntimeError("the disk of this worker is full")
    yield Row("hit", part.key, 1, 0, json.dumps(Path(path).read_text()))


def test_what_is_finished_is_not_done_again_and_a_task_that_fails_once_is_tried_again(tmp_path):
    from proscribe.batch.files import Files
    from proscribe.batch.session import session
    from proscribe.errors import BadInput

    marks = tmp_path / "marks"
    marks.mkdir()
    for n in range(4):
        (tmp_path / f"{n}.txt").write_text("bad" if n == 3 else f"text {n}")
    inputs = parts.files([str(tmp_path / f"{n}.txt") for n in range(4)], (".txt",))

    def made():
        cut = tuple(parts.cut(parts.files([f.path for f in inputs], (".txt",)), "key"))
        return job.Run(str(tmp_path / "out"), "key", cut, functools.partial(_counted, str(marks)), wave=2)

    with session(
        "local[2,4]", {"spark.speculation": "true", "spark.excludeOnFailure.enabled": "false"}
    ) as spark:
        files = Files(spark)
        with pytest.raises(
            BadInput, match=r"3\.txt.*the disk of this worker is full.*goes on where it stopped"
        ):
            job.perform(spark, files, made())
        tried = {p.name.split("-")[0] for p in marks.iterdir()}
        assert tried == {"0", "1", "2", "3"}
        assert len(list(marks.glob("1-*"))) == 2, "tried again after its failure"
        (tmp_path / "3.txt").write_text("text 3")
        for mark in marks.iterdir():
            mark.unlink()
        done = job.perform(spark, files, made())
        assert not list(marks.glob("0-*")), "the first wave was finished before"
        rows = done.frame.filter("kind = 'hit'").orderBy("place").collect()
        assert [json.loads(r.data) for r in rows] == [f"text {n}" for n in range(4)]

        def fails(folder):
            done.frame.write.parquet(folder)
            raise BadInput("no")

        with pytest.raises(BadInput):
            job.finish(files, made(), fails)
        assert [p.name for p in tmp_path.iterdir() if p.name.startswith("out")] == ["out.parts"]


def test_damage_is_named_by_file_and_row_group_and_the_rest_is_done_as_asked(run, tmp_path):
    path = table(tmp_path / "c.parquet", some(300), 100)
    import pyarrow.parquet as pq

    chunk = pq.ParquetFile(path).metadata.row_group(1).column(1)
    data = bytearray(path.read_bytes())
    at = chunk.dictionary_page_offset or chunk.data_page_offset
    data[at : at + 60] = b"\xff" * 60
    path.write_bytes(data)
    args = ("screen", "--file", "c.parquet", "--id-column", "id", *DAY)
    refused = run(*args, "--out", "hits", *LOCAL)
    assert refused.status == 2
    assert "c.parquet row group 1" in refused.err
    assert not (tmp_path / "hits").exists()
    rest = run(*args, "--out", "hits", "--on-error", "skip", *LOCAL)
    assert rest.status == 2
    assert "row group 1" in rest.err
    assert {r["id"] for r in found(tmp_path / "hits")} <= {str(n) for n in (*range(100), *range(200, 300))}
    alone = run(*args, "--out", "one.parquet")
    assert "c.parquet row group 1" in alone.err
    assert not (tmp_path / "one.parquet").exists()
    assert run(*args, "--out", "one.parquet", "--on-error", "skip").status == 2
    assert found(tmp_path / "one.parquet") == found(tmp_path / "hits")


def test_a_damaged_record_of_an_archive_costs_no_other(run, register, tmp_path):
    pages = archives.some(30, every=1)
    members = [archives.member(url, text, level=6) for url, text in pages]
    broken = bytearray(members[10])
    broken[len(broken) // 2 : len(broken) // 2 + 8] = bytes(8)
    offset = sum(map(len, members[:10]))
    (tmp_path / "n.warc.gz").write_bytes(b"".join([*members[:10], broken, *members[11:]]))
    refused = run("read", "n.warc.gz", "--out", "claims", "--on-error", "refuse", *LOCAL)
    assert refused.status == 2
    assert f"n.warc.gz at byte {offset}" in refused.err
    result = run("read", "n.warc.gz", "--out", "claims", *LOCAL)
    assert "29 reports read" in result.out
    assert f"at byte {offset}" in result.err
    local = run("read", "n.warc.gz", "--dry-run", "--json")
    assert f"at byte {offset}" in local.err
    lines = "".join(p.read_text() for p in (tmp_path / "claims").glob("part-*")).splitlines()
    assert sorted(lines) == sorted(local.out.splitlines())


def test_a_table_of_articles(run, register, tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    pages = archives.some(60)
    columns = {"url": [u for u, _ in pages], "text": [t for _, t in pages], "published": ["2025-03-31"] * 60}
    pq.write_table(pa.table(columns), tmp_path / "a.parquet", row_group_size=7)
    local = run("read", "a.parquet", "--dry-run", "--json")
    assert local.status == 0
    assert run("read", "a.parquet", "--out", "claims", *LOCAL).status == 0
    lines = "".join(p.read_text() for p in (tmp_path / "claims").glob("part-*")).splitlines()
    assert sorted(lines) == sorted(local.out.splitlines())
    assert len(lines) > 10
    result = run("read", "a.parquet", "--column", "body", "--out", "other", "--on-error", "refuse", *LOCAL)
    assert "a.parquet" in result.err
    assert "no column 'body'" in result.err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--column", "nmae"], "c.parquet: there is no column 'nmae'"),
        (["--master", "spark://127.0.0.1:1"], "cannot be reached"),
        (["--master", "mesos://x"], "none that Spark knows"),
        (["--conf", "memory=1"], "is no setting"),
        (["--file", "none-*.parquet"], "no file there to read"),
        (["--threshold", "7"], "out of range"),
    ],
)
def test_what_cannot_be_run_says_so_in_bounded_time(run, tmp_path, args, words):
    table(tmp_path / "c.parquet", some(10), 10)
    began = time.monotonic()
    result = run("screen", "--file", "c.parquet", *DAY, "--out", "hits", *LOCAL, *args)
    assert result.status == 2
    assert words in result.err
    assert result.err.count("\n") == 1
    assert time.monotonic() - began < 300
    assert not (tmp_path / "hits").exists()


def test_a_master_that_is_none_is_given_up_in_bounded_time(tmp_path):
    table(tmp_path / "c.parquet", some(10), 10)
    with socket.create_server(("127.0.0.1", 0)) as server:
        master = f"spark://127.0.0.1:{server.getsockname()[1]}"
        began = time.monotonic()
        args = ("--file", "c.parquet", *DAY, "--out", "hits", *LOCAL[:3], master)
        status, _, said = cli("screen", *args, cwd=tmp_path)
    assert status == 2
    assert master in said
    assert said.count("\n") == 1
    assert time.monotonic() - began < 600
