"""A real server on loopback: writers at once, requests that come too slowly, a clean end."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from proscribe.config import open_register
from proscribe.web.tokens import Role
from tests.web.conftest import token


@dataclass(frozen=True)
class Server:
    """A server that runs, and how to ask it."""

    port: int
    process: subprocess.Popen[str]
    headers: dict[str, str]

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """One request on a connection of its own: the status and the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        text = None if body is None else json.dumps(body)
        connection.request(method, path, text, {**self.headers, "Content-Type": "application/json"})
        given = connection.getresponse()
        data = given.read()
        connection.close()
        return given.status, json.loads(data) if data else None


@pytest.fixture
def server(db: str) -> Iterator[Server]:
    """The register served by a process of its own."""
    command = [sys.executable, "-c", "import sys; from proscribe.cli import main; main(sys.argv[1:])"]
    options = ["--db", db, "serve", "--port", "0", "--seconds", "2", "--upload-mb", "1"]
    process = subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True, env={**os.environ})
    assert process.stderr is not None
    said = process.stderr.readline()
    assert said.startswith("serving at http://127.0.0.1:"), said
    port = int(said.split(";")[0].rpartition(":")[2])
    secret = token(db, "writer", Role.REVIEW)
    yield Server(port, process, {"Authorization": f"Bearer {secret}"})
    if process.poll() is None:
        process.kill()
    process.communicate()


def test_writers_at_once_lose_nothing_and_see_each_other(server, db):
    """Two clients enter claims and withdraw each other's; all of it is on record, once, and both see all."""
    subjects = ("taliban", "mek")

    def write(writer: int) -> list[str]:
        made = []
        for n in range(10):
            claim = {
                "subject": subjects[writer],
                "act": "designate",
                "in": "KZ",
                "source": f"https://example.org/{writer}/{n}",
                "date": f"20{n:02d}-01-01",
            }
            status, answer = server.ask("POST", "/v1/claims", claim)
            assert status == 201
            made.append(answer["claim"]["id"])
            status, seen = server.ask("GET", f"/v1/claims/{made[-1]}")
            assert status == 200 and seen["counts"]
        return made

    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(write, (0, 1)))

    def judge(writer: int) -> None:
        for ident in made[1 - writer]:
            because = {"because": f"writer {writer} says so"}
            assert server.ask("POST", f"/v1/claims/{ident}/withdraw", because)[0] == 200

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(judge, (0, 1)))
    for writer in (0, 1):
        for ident in made[writer]:
            _, seen = server.ask("GET", f"/v1/claims/{ident}")
            assert not seen["counts"]
            assert seen["decision"]["because"] == f"writer {1 - writer} says so"
            assert seen["decision"]["by"] == "writer"
    _, head = server.ask("GET", "/v1/head")
    assert head["batch"] == 1 + 40
    register = open_register(db)
    assert list(register.verify()) == []
    assert register.head().digest == head["digest"]
    register.ledger.close()


def test_the_same_verdict_of_two_at_once_counts_once_or_twice_and_never_breaks(server):
    claim = {"subject": "taliban", "act": "designate", "in": "KZ", "source": "https://example.org"}
    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(s for s, _ in pool.map(lambda _: server.ask("POST", "/v1/claims", claim), range(4)))
    assert statuses == [200, 200, 200, 201], "one entered it, the others found it there"


def test_slow_and_endless_requests_are_cut_off(server):
    began = time.monotonic()  # before the server's own clock starts, however late this process gets its turn
    with socket.create_connection(("127.0.0.1", server.port), 30) as slow:
        bearer = server.headers["Authorization"]
        head = f"POST /v1/screen HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nAuthorization: {bearer}\r\n"
        slow.sendall(f"{head}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{".encode())
        assert slow.recv(64).startswith(b"HTTP/1.1 408")
        assert 1.5 < time.monotonic() - began < 20
    with socket.create_connection(("127.0.0.1", server.port), 30) as endless:
        endless.sendall(b"GET /v1/standing?subject=" + b"x" * (60 << 10))
        endless.sendall(b"x" * (8 << 10))
        assert endless.recv(64).startswith(b"HTTP/1.1 431")


def test_a_server_that_is_told_to_stop_ends_cleanly_and_leaks_no_names(server):
    server.ask("GET", "/v1/standing?subject=Ivan%20Secretov")
    server.process.send_signal(signal.SIGTERM)
    _, said = server.process.communicate(timeout=30)
    assert server.process.returncode == 0
    assert "GET /v1/standing 404" in said
    assert "Secretov" not in said and "Traceback" not in said
