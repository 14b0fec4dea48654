"""Commands run in this process, in a folder of their own."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from proscribe import cli
from proscribe.cli import show


@dataclass(frozen=True)
class Result:
    """What a command printed and how it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> list[Any]:
        """The objects printed, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PROSCRIBE_DB", raising=False)

    def call(*args: object) -> Result:
        show.console.cache_clear()
        status = cli.run([str(a) for a in args])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        assert said.err.count("\n") <= 1 or status == 0, said.err
        return Result(status, said.out, said.err)

    return call


@pytest.fixture
def register(run):
    """A register with the starter facts in `proscribe.db`."""
    assert run("init").status == 0
    return run
