"""A register with something to judge, and people at browsers who read it and judge."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from proscribe.web.settings import Settings
from proscribe.web.tokens import Role
from tests.web.conftest import asking, token
from tests.web.pages.desk.person import Person
from tests.web.records import furnished


@pytest.fixture(scope="session")
def furnished_db(tmp_path_factory) -> Path:
    """A register that is made once; tests work on copies."""
    return Path(furnished(tmp_path_factory.mktemp("furnished") / "register.db"))


@pytest.fixture
def db(furnished_db: Path, tmp_path: Path) -> str:
    """A copy of the register, for one test."""
    shutil.copy(furnished_db, tmp_path / "register.db")
    return str(tmp_path / "register.db")


@pytest.fixture
def reader(db: str) -> Iterator[Person]:
    """Somebody at this machine who has not signed in."""
    with asking(Settings(db=db), host="http://localhost") as client:
        yield Person(client)


@pytest.fixture
def signed(db: str, reader: Person) -> Callable[[str], Person]:
    """Signs a person in, each at a browser of their own over the same server."""

    def signing(name: str) -> Person:
        client = TestClient(
            reader.client.app, "http://localhost", raise_server_exceptions=False, client=("127.0.0.1", 1)
        )
        person = Person(client)
        person.sign_in(token(db, name, Role.REVIEW))
        return person

    return signing


@pytest.fixture
def dana(signed: Callable[[str], Person]) -> Person:
    """A reviewer."""
    return signed("Dana")
