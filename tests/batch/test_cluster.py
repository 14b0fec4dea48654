"""On a real standalone cluster: the same rows and the same claims as in one process, also when a worker dies."""

import json
import threading
import time

import pytest

from tests.batch import customers
from tests.batch.archives import articles, write
from tests.batch.cluster import MEMORY, cli, cluster

pytestmark = [pytest.mark.spark, pytest.mark.slow]
DAY = ("--on", "2026-05-01", "--known", "2026-05-01")


def on(cluster, *more):
    return (
        "--engine",
        "spark",
        "--master",
        cluster.master,
        "--conf",
        f"spark.executor.memory={MEMORY}",
        *more,
    )


def rows(path):
    pq = pytest.importorskip("pyarrow.parquet")
    return pq.read_table(path).to_pylist()


def test_a_hundred_thousand_articles_give_the_claims_of_one_process(spark_cluster, register, tmp_path):
    count = write(tmp_path / "news.warc.gz", articles(100_000))
    assert count > 20_000_000
    status, out, err = cli("read", "--dry-run", "--json", "news.warc.gz", cwd=tmp_path)
    assert status == 0, err
    local = sorted(out.splitlines())
    status, out, err = cli("read", "news.warc.gz", "--out", "claims", *on(spark_cluster), cwd=tmp_path)
    assert status == 0, err
    assert "100,000 reports read" in out
    lines = [line for file in (tmp_path / "claims").glob("part-*") for line in file.read_text().splitlines()]
    assert len(lines) > 4000
    assert sorted(lines) == local
    held = {c["id"] for c in map(json.loads, cli("review", "--json", cwd=tmp_path)[1].splitlines())}
    assert held == {json.loads(line)["id"] for line in local}
    assert cli("verify", cwd=tmp_path)[0] == 0


@pytest.mark.shared
def test_a_million_customers_and_a_worker_that_dies_midway(spark_cluster, register, tmp_path):
    if not customers.NAMES.exists():
        pytest.skip("the names are not here (../shared/names)")
    listed = ("Talibann", "Hizb ut Tahrir", "Al-Qaida", "Boko Haram", "Islamic State of Iraq", "Shining Path")
    customers.write(tmp_path / "customers.parquet", 1_000_000, 100_000, listed=listed)
    table = ("--file", "customers.parquet", "--id-column", "id", "--birth-column", "born", "--alarms", "20")
    one = cli("screen", *table, *DAY, "--out", "one.parquet", "--rejects", "one.csv", cwd=tmp_path)
    assert "999,990 names screened" in one[1], one
    staging = tmp_path / "hits.parts"
    began = []

    def kill_midway():
        while sum(1 for _ in staging.glob("*/_temporary/0/task_*")) < 2:
            time.sleep(0.1)
        began.append(time.monotonic())
        spark_cluster.kill(0)

    killer = threading.Thread(target=kill_midway, daemon=True)
    killer.start()
    status, out, err = cli("screen", *table, *DAY, "--out", "hits", *on(spark_cluster), cwd=tmp_path)
    killer.join(1)
    assert began, f"no task was finished before the end: {out} {err}"
    assert "999,990 names screened" in out, err
    assert (status, "10 rows could not be used" in err) == (2, True), (
        "empty names are no success, as in one process"
    )
    found = rows(tmp_path / "hits")
    assert len(found) > 1000
    assert found == rows(tmp_path / "one.parquet")
    mine = [line.split(",", 1)[1] for line in (tmp_path / "hits.rejects.csv").read_text().splitlines()]
    assert mine == (tmp_path / "one.csv").read_text().splitlines()
    assert not staging.exists()


def test_a_worker_with_a_full_disk_does_not_stop_the_others(spark_here, register, tmp_path):
    """A worker whose files may have no more than a few kilobytes stands for one whose disk is full."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    for number in range(4):
        write(tmp_path / f"{number}.warc.gz", articles(200, every=1))
    given = [f"{number}.warc.gz" for number in range(4)]
    with cluster(folder, limits=("", "ulimit -f 40")) as made:
        status, out, err = cli("read", *given, "--out", "claims", *on(made), cwd=tmp_path)
        assert status == 0, err
        assert "800 reports read" in out
        made.kill(0)
        status, out, err = cli("read", *given, "--out", "other", *on(made), cwd=tmp_path)
    assert status == 2
    assert err.count("\n") == 1
    assert ".warc.gz" in err
    assert not (tmp_path / "other").exists()
