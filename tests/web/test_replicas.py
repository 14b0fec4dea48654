"""Several servers over one register in PostgreSQL give one answer, whichever is asked."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing

import pytest

from proscribe.answers.entering import Entered
from proscribe.config import open_register
from proscribe.model.words import Act
from proscribe.starter import facts
from tests.postgres_server import fresh_database

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
QUESTION = "/v1/standing?subject=PKK&in=US&on=2026-03-01&known=2026-03-01"


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(port, etag=None):
    """Status, ETag and answer."""
    headers = {"If-None-Match": etag} if etag else {}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{QUESTION}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as found:
            return found.status, found.headers["ETag"], json.load(found)
    except urllib.error.HTTPError as error:
        return error.code, error.headers["ETag"], None


@pytest.fixture
def replicas(tmp_path):
    """The address of a register and the ports of two servers over it."""
    url = fresh_database()
    register = open_register(url, create=True)
    register.append([facts.table("organisations"), *facts.changes([])])
    environment = {
        **os.environ,
        "PROSCRIBE_DB": url,
        "XDG_DATA_HOME": str(tmp_path),
        "PYTHONPATH": os.path.join(ROOT, "src"),
    }
    ports = [free_port(), free_port()]
    command = [sys.executable, "-c", "from proscribe.cli import main; main()", "serve", "--port"]
    servers = [subprocess.Popen([*command, str(port)], env=environment) for port in ports]
    try:
        for port in ports:
            end = time.monotonic() + 60
            while True:
                try:
                    ask(port)
                    break
                except OSError:
                    assert time.monotonic() < end
                    time.sleep(0.1)
        yield register, ports
    finally:
        for server in servers:
            server.terminate()
            server.wait(20)
        register.ledger.close()


def test_both_answer_alike_at_once_after_an_append_by_another(replicas):
    register, (one, other) = replicas
    first = ask(one)
    assert first[0] == 200
    assert first == ask(other)
    assert ask(other, first[1])[0] == 304
    for turn in range(5):
        given = Entered(
            act=Act.REMOVE,
            where="us.fto",
            date=f"2026-02-0{turn + 1}",
            source="https://example.org/notice",
            by="A. Person",
            published="2026-02-10",
        )
        register.add("PKK", given)
        answers = [ask(one), ask(other)]
        assert answers[0] == answers[1]
        assert answers[0][1] != first[1]
        assert ask(one, first[1])[0] == 200
        first = answers[0]
    assert first[2] != []
