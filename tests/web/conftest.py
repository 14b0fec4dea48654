"""A served register of the starter facts, and a client that asks it."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from proscribe.config import open_register
from proscribe.starter import facts
from proscribe.web.app import create_app
from proscribe.web.service import Service
from proscribe.web.settings import Settings


@pytest.fixture
def db(tmp_path) -> str:
    """The path of a register of the starter facts."""
    path = str(tmp_path / "register.db")
    register = open_register(path, create=True)
    register.append(facts.changes([]))
    register.ledger.close()
    return path


@pytest.fixture
def client(db: str) -> Iterator[TestClient]:
    """A client of a server over that register."""
    with TestClient(create_app(Service(Settings(db=db))), raise_server_exceptions=False) as asking:
        yield asking
