"""A Spark session that opens within a bounded time, or says in one line why it does not."""

import os
import re
import shutil
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from .. import __version__
from ..errors import BadInput

#: Seconds in which a master must take the connection, and in which it must give a first worker.
CONNECT, GRANT = 5.0, 60.0
_ENDPOINT = re.compile(r"spark://(.+)")
_CAUSE = re.compile(r"^\s*(?:Caused by: )?(?:[\w$.]+\.)?(\w+(?:Error|Exception|Input)|Failed)(?:: (.*))?$")
_HIDDEN = {"SparkException", "Py4JJavaError", "PythonException", "Py4JError", "PySparkException"}


@contextmanager
def session(master: str, settings: Mapping[str, str] | None = None) -> Iterator[Any]:
    """Open a session on a master (`local[2]`, `spark://host:7077`, `yarn`, `k8s://…`) and close it at the end.

    One that is open in this process already is used as it is and stays open.
    `settings` are Spark's own. Raises `BadInput` without PySpark or Java, for a master that cannot be reached or that
    gives no worker in time, and for whatever else Spark refuses; every error inside comes out as one line.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise BadInput("--engine spark needs PySpark: pip install 'proscribe[spark]'") from None
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise BadInput("--engine spark needs Java 17 or newer; install a JRE, or set JAVA_HOME")
    _reach(master)
    if (there := SparkSession.getActiveSession()) is not None:
        if there.sparkContext.master != master:
            raise BadInput(f"a Spark session on {there.sparkContext.master} is open here; stop it, or use it")
        with _told(master):
            yield there
        return
    os.environ.setdefault("PYSPARK_PYTHON", _python())
    try:
        builder = SparkSession.builder.master(master).appName(f"proscribe {__version__}")
        for key, value in {**_defaults(), **(settings or {})}.items():
            builder = builder.config(key, value)
        with _quiet():
            spark = builder.getOrCreate()
    except Exception as error:
        raise BadInput(f"no Spark session on {master}: {cause(error)}") from None
    try:
        with _told(master):
            if not master.startswith("local"):
                _granted(spark, master, GRANT)
            yield spark
    finally:
        with suppress(Exception):
            spark.stop()


@contextmanager
def _told(master: str) -> Iterator[None]:
    """Tell in one line what Spark says on many."""
    try:
        yield
    except Exception as error:
        if not type(error).__module__.startswith(("py4j", "pyspark")) or os.environ.get("PROSCRIBE_DEBUG"):
            raise
        raise BadInput(f"the run on {master} failed: {cause(error)}") from None


def _python() -> str:
    import sys

    return sys.executable


def _defaults() -> dict[str, str]:
    found = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
        # partitions are made by work, not by bytes: a kilobyte of names is worth as much as a megabyte of sums
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.shuffle.partitions": "8",  # of what was found, which is little
        # a worker that fails a task (a full disk) does not get it again
        "spark.excludeOnFailure.enabled": "true",
        "spark.excludeOnFailure.task.maxTaskAttemptsPerExecutor": "1",
        "spark.excludeOnFailure.task.maxTaskAttemptsPerNode": "3",
        "spark.excludeOnFailure.stage.maxFailedExecutorsPerNode": "64",
        "spark.hadoop.fs.s3.impl": "org.apache.hadoop.fs.s3a.S3AFileSystem",
        "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs": "true",
    }
    if not os.environ.get("PROSCRIBE_DEBUG"):
        quiet = Path(__file__).with_name("log4j2.properties").as_uri()
        found["spark.driver.extraJavaOptions"] = f"-Dlog4j2.configurationFile={quiet}"
    return found


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what the launcher of Java prints from the user's standard error."""
    if os.environ.get("PROSCRIBE_DEBUG"):
        yield
        return
    kept, null = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(null)


def _reach(master: str) -> None:
    """Refuse a standalone master that takes no connection; Spark itself would try for minutes."""
    match = _ENDPOINT.fullmatch(master)
    if match is None:
        if not re.fullmatch(r"local(\[[\d*,]+\])?|local-cluster\[.*\]|yarn|k8s://.+", master):
            raise BadInput(
                f"--master {master!r} is none that Spark knows; write local[*], spark://host:7077, yarn or k8s://…"
            )
        return
    reasons = []
    for address in match[1].split(","):
        host, _, port = address.rpartition(":")
        if not host or not port.isdigit():
            raise BadInput(f"--master {master!r} lacks a port; write for example spark://host:7077")
        try:
            socket.create_connection((host.strip("[]"), int(port)), CONNECT).close()
            return
        except OSError as error:
            reasons.append(f"{address}: {error.strerror or error}")
    raise BadInput(
        f"the Spark master cannot be reached ({'; '.join(reasons)}); start it, or correct --master"
    )


def _granted(spark: Any, master: str, seconds: float) -> None:
    began = time.monotonic()
    status = spark.sparkContext._jsc.sc()
    while status.getExecutorMemoryStatus().size() < 2:
        if status.isStopped() or time.monotonic() - began > seconds:
            raise BadInput(
                f"{master} gave no worker within {seconds:.0f} s; see that workers run, that they have memory and "
                "cores to spare, and that they can reach this machine"
            )
        time.sleep(0.1)


def cause(error: BaseException) -> str:
    """The innermost reason in one line, out of what Spark wraps around it."""
    lines = str(error).splitlines()
    found = [m for line in lines if (m := _CAUSE.match(line)) and m[1] not in _HIDDEN and m[2]]
    ours = [m for m in found if m[1] in ("BadInput", "Failed")]
    if ours or found:
        match = (ours or found)[-1]
        return match[2] if match[1] in ("BadInput", "Failed") else f"{match[2]} ({match[1]})"
    kept = next((line.strip() for line in lines if line.strip()), type(error).__name__)
    return kept[:300]
