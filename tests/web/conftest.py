"""A served register of the starter facts, and a client that asks it."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from proscribe.config import beside, open_register
from proscribe.starter import facts
from proscribe.web.app import create_app
from proscribe.web.service import Service
from proscribe.web.settings import Settings
from proscribe.web.tokens import Role, Tokens

LOCAL = ("127.0.0.1", 50_000)


def asking(
    settings: Settings, *, host: str = "http://127.0.0.1:8000", peer: tuple[str, int] = LOCAL
) -> TestClient:
    """A client of a server with these settings, which asks from `peer` for `host`."""
    return TestClient(create_app(Service(settings)), host, raise_server_exceptions=False, client=peer)


def token(db: str, name: str, role: Role, days: int | None = None, now: datetime | None = None) -> str:
    """A token for the register, as `proscribe token new` makes it."""
    tokens = Tokens(beside(db, "tokens.db"))
    try:
        return tokens.new(name, role, now or datetime.now(UTC), days)[1]
    finally:
        tokens.close()


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a register of the starter facts, which is made once and only read."""
    path = str(tmp_path_factory.mktemp("started") / "register.db")
    register = open_register(path, create=True)
    register.append(facts.changes([]))
    register.ledger.close()
    return path


@pytest.fixture
def db(started: str, tmp_path: Path) -> str:
    """The path of a copy of that register, for one test."""
    return str(shutil.copy(started, tmp_path / "register.db"))


@pytest.fixture
def client(db: str) -> Iterator[TestClient]:
    """A client of a server over that register, on the same machine and without a token."""
    with asking(Settings(db=db)) as one:
        yield one


@pytest.fixture
def reviewer(db: str, client: TestClient) -> TestClient:
    """The same client with a token of the role review."""
    client.headers["Authorization"] = f"Bearer {token(db, 'reviewer', Role.REVIEW)}"
    return client
