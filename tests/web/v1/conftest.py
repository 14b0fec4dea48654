"""A served register of the starter facts and one report, shared by tests that do not mind what others add."""

from collections.abc import Iterator
from importlib.resources import files

import pytest
from starlette.testclient import TestClient

from proscribe.answers.reading import Source, read_report, reader
from proscribe.config import open_register
from proscribe.model.dates import Day
from proscribe.starter import facts
from proscribe.web.settings import Settings
from proscribe.web.tokens import Role
from tests.web.conftest import asking, token


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a register of the starter facts and of a report that nobody has judged."""
    path = str(tmp_path_factory.mktemp("held") / "register.db")
    register = open_register(path, create=True)
    register.append([facts.table("organisations"), *facts.changes([])])
    text = (files("proscribe.cli") / "dispatches" / "2025-03-31.txt").read_bytes()
    source = Source(Day.parse("2025-03-31"), "an agency", "en")
    register.append(read_report(reader(register.roster()), text, "dispatch", source).items)
    register.ledger.close()
    return path


@pytest.fixture(scope="module")
def api(held: str) -> Iterator[TestClient]:
    """A client of that register that may do all."""
    with asking(Settings(db=held)) as client:
        client.headers["Authorization"] = f"Bearer {token(held, 'admin', Role.ADMIN)}"
        yield client
