"""Spark beside one process on the same rows: what it costs, and what a second core brings.

    python -m benchmarks.spark [--names 300000] [--articles 20000]

Names: people of Wikipedia against the lists of the UN, OFAC, OFSI and the UK together. Articles: plain text of 400
characters in a web archive, one in fifty about a listing of 2 KB. Spark runs on this machine; its start, a fixed sum,
is given apart. Each side reads the same file and writes its rows.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import screening_lists, screening_names
from benchmarks.quality import STARTER
from benchmarks.screening import index_of

ALARMS = 1.0


def main(given: list[str] | None = None) -> None:
    """Make the inputs, measure each side in a process of its own, and print the figures."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--names", type=int, default=300_000)
    options.add_argument("--articles", type=int, default=20_000)
    chosen = options.parse_args(given or [])
    with tempfile.TemporaryDirectory(prefix="proscribe-") as name:
        folder = Path(name)
        _customers(folder / "names.parquet", chosen.names)
        index_of(screening_lists.four_lists()).save(folder / "lists.index")
        _archive(folder / "news.warc.gz", chosen.articles)
        for what, count, unit in (("screen", chosen.names, "names"), ("read", chosen.articles, "articles")):
            _compared(folder, what, count, unit)


def _compared(folder: Path, what: str, count: int, unit: str) -> None:
    one = _measured(folder, what, "one")
    first, second = (_measured(folder, what, f"local[{cores}]") for cores in (1, 2))
    assert one["found"] == first["found"] == second["found"], "Spark found something else"
    more, core = first["cpu"] / one["cpu"] - 1, count / second["cpu"]
    print(f"{what} {count:,} {unit}, {one['found']:,} found by each")
    print(f"  one process             {one['seconds']:7.1f} s   {count / one['seconds']:9,.0f} {unit}/s")
    for cores, run in ((1, first), (2, second)):
        rate = count / run["seconds"]
        print(
            f"  Spark on {cores} core{'s' if cores > 1 else ' '}        {run['seconds']:7.1f} s   {rate:9,.0f} {unit}/s"
        )
    print(f"  overhead on one core    {first['seconds'] / one['seconds'] - 1:7.0%}, of CPU {more:.0%}")
    print(
        f"  a core                  {count / one['cpu']:9,.0f} {unit}/s of CPU in one process, {core:,.0f} on Spark"
    )
    print(f"  two cores beside one    {first['seconds'] / second['seconds']:7.2f} times as fast")
    print(f"  Spark's start           {second['start']:7.1f} s")


def _measured(folder: Path, what: str, how: str) -> dict[str, Any]:
    code = f"from benchmarks.spark import {what}; {what}({str(folder)!r}, {how!r})"
    env = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env=env)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def screen(folder: str, how: str) -> None:
    """Screen the names, in one process or on a master."""
    from proscribe.batch import screening
    from proscribe.screening import batch, readers, writers
    from proscribe.screening.engine import Engine

    columns = readers.Columns("name", "id")
    source, out = Path(folder) / "names.parquet", Path(folder) / f"hits-{how}"
    if how == "one":
        engine = Engine.open(Path(folder) / "lists.index")
        began, used = time.perf_counter(), _cpu()
        rows = (item for item in readers.read(source, columns) if not isinstance(item, readers.Reject))
        parts = batch.screen(engine, rows, alarms=ALARMS, processes=1)
        found = writers.write(
            out.with_suffix(".parquet"),
            (writers.row(h) for part in parts for hits in part.hits for h in hits),
        )
        _say(time.perf_counter() - began, found, _cpu() - used)
        return
    settings = screening.Settings(columns, "lists.index", b"key", alarms=ALARMS)
    ship = str(Path(folder) / "lists.index")
    _on_spark(
        how, source, out, partial(screening.customers, settings), partial(screening.screened, settings), ship
    )


def read(folder: str, how: str) -> None:
    """Read the articles, in one process or on a master."""
    from proscribe.answers.articles import Article, archived
    from proscribe.answers.reading import Source, read_report, reader
    from proscribe.batch import reading
    from proscribe.subjects.roster import Roster

    roster = Roster.read(STARTER.read_text("utf-8"))
    source, out = Path(folder) / "news.warc.gz", Path(folder) / f"claims-{how}"
    if how == "one":
        made = reader(roster)
        began, used, found = time.perf_counter(), _cpu(), 0
        for item in archived(source, Source()):
            if isinstance(item, Article):
                report = read_report(made, item.body, item.path, item.source, item.media_type)
                found += bool(report.claims)
        _say(time.perf_counter() - began, found, _cpu() - used)
        return
    settings = reading.Settings(roster, Source())
    _on_spark(how, source, out, partial(reading.reports, settings), reading.kept)


def _on_spark(master: str, source: Path, out: Path, read: Any, work: Any, ship: str | None = None) -> None:
    from proscribe.batch import job, parts
    from proscribe.batch.files import Files
    from proscribe.batch.session import session

    began = time.perf_counter()
    with session(master, {"spark.driver.memory": "1g"}) as spark:
        spark.range(1).count()
        start = time.perf_counter() - began
        if ship:
            spark.sparkContext.addFile(ship)
        began, used = time.perf_counter(), _cpu()
        inputs = parts.files([str(source)], (source.suffix,))
        # archives are cut finer than in earnest, so that both cores have work of so small a file
        cut = tuple(parts.cut(inputs, "benchmark", archive=4_000_000))
        done = job.perform(spark, Files(spark), job.Run(str(out), "benchmark", cut, read, work))
        found = done.frame.filter("kind in ('hit', 'report')").count()
        _say(time.perf_counter() - began, found, _cpu() - used, start)


def _say(seconds: float, found: int, cpu: float, start: float = 0.0) -> None:
    print(json.dumps({"seconds": seconds, "found": found, "cpu": cpu, "start": start}))


def _cpu() -> float:
    """Seconds of CPU that this process and all below it have used, with those that have ended."""
    table: dict[int, tuple[int, float]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            cells = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        table[int(stat.parent.name)] = (int(cells[1]), sum(map(int, cells[11:15])) / os.sysconf("SC_CLK_TCK"))
    mine = {os.getpid()}
    while more := {pid for pid, (parent, _) in table.items() if parent in mine} - mine:
        mine |= more
    return sum(table[pid][1] for pid in mine)


def _customers(path: Path, count: int) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = [name for name, _ in screening_names.wikipedia()[:count]]
    table = pa.table({"id": [str(n) for n in range(len(names))], "name": names})
    pq.write_table(table, path, row_group_size=max(1, count // 8))


def _archive(path: Path, count: int) -> None:
    from tests.batch.archives import articles, write

    write(path, articles(count))


if __name__ == "__main__":
    main(sys.argv[1:])
