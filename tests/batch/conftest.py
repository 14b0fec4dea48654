"""Spark for tests: started where PySpark and Java are, one cluster at a time on this machine."""

import fcntl
import importlib.util
import os
import shutil
import sys

import pytest

from tests.batch.cluster import ROOT, cluster
from tests.cli.conftest import register, run  # noqa: F401
from tests.needs import need


def _missing():
    if importlib.util.find_spec("pyspark") is None:
        return "PySpark is not installed (make install-spark)"
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        return "there is no Java (17 or newer)"
    return None


@pytest.fixture(scope="module")
def spark_here(tmp_path_factory):
    """Skip where Spark cannot run; hold the machine for one process of the tests."""
    need("spark", _missing())
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    with (shared / "spark.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="module")
def spark_cluster(spark_here, tmp_path_factory):
    """A cluster for the tests of a module."""
    with cluster(tmp_path_factory.mktemp("cluster")) as made:
        yield made
