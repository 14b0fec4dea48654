"""A real standalone Spark cluster on loopback: one master and two workers, each a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Small executors: the names of a slice and one mapped index.
MEMORY = "900m"


@dataclass
class Cluster:
    """A running cluster: its master's address and the processes of its workers."""

    master: str
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def kill(self, number):
        """End a worker with its executors at once, as a machine that loses power does."""
        os.killpg(self.workers[number].pid, signal.SIGKILL)
        self.workers[number].wait()


def _free():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment():
    """What a process of the cluster runs with: this code, this Python, and loopback alone."""
    return {
        **os.environ,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_HOME": str(Path(__import__("pyspark").__file__).parent),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "PYSPARK_PYTHON": sys.executable,
    }


def cli(*args, cwd):
    """A command in a process of its own, as a user runs it: its status and what it said."""
    command = [sys.executable, "-c", "from proscribe.cli import main; main()", *map(str, args)]
    done = subprocess.run(command, cwd=cwd, env=environment(), capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def start(folder, role, *args, before=""):
    """Start a master or a worker, its words kept in a file of the folder; `before` is a command of the shell."""
    env = environment()
    main = f"org.apache.spark.deploy.{role.lower()}.{role}"
    command = [
        f"{env['SPARK_HOME']}/bin/spark-class",
        main,
        "--host",
        "127.0.0.1",
        "--webui-port",
        "0",
        *args,
    ]
    if before:
        command = ["bash", "-c", f'{before}; exec "$@"', "bash", *command]
    log = folder / f"{role}-{len(list(folder.glob('*.log')))}.log"
    with log.open("wb") as file:
        return subprocess.Popen(
            command,
            env=env,
            cwd=folder,
            stdout=file,
            stderr=file,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )


@contextmanager
def cluster(folder, limits=("", "")):
    """Start a master and a worker for each of `limits` (a command of the shell before it), and stop them at the end."""
    port = _free()
    processes = [start(folder, "Master", "--port", str(port))]
    made = Cluster(f"spark://127.0.0.1:{port}")
    try:
        _wait(lambda: _open(port), "the master takes no connection")
        for number, before in enumerate(limits):
            home = folder / f"worker{number}"
            home.mkdir()
            args = ("--cores", "1", "--memory", "1g", "--port", "0", "-d", str(home), made.master)
            made.workers.append(start(folder, "Worker", *args, before=before))
        processes += made.workers
        yield made
    finally:
        for process in processes:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            process.wait()


def _open(port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def _wait(true, what, seconds=90):
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, what
        time.sleep(0.1)
