"""Pages of a served register, read as a browser would."""

from collections.abc import Callable, Iterator

import pytest
from lxml import html
from starlette.testclient import TestClient

from proscribe.web.app import create_app
from proscribe.web.service import Service
from proscribe.web.settings import Settings

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def browser(db: str) -> TestClient:
    """A browser on this machine, at a server over a register."""
    return TestClient(
        create_app(Service(Settings(db=db))),
        base_url="http://localhost",
        client=("127.0.0.1", 40000),
        raise_server_exceptions=False,
        headers=BROWSER,
        follow_redirects=False,
    )


@pytest.fixture(scope="session")
def client(started: str) -> Iterator[TestClient]:
    """A browser that only reads the starter facts."""
    with browser(started) as asking:
        yield asking


@pytest.fixture
def read(client: TestClient) -> Callable[..., html.HtmlElement]:
    """Reads a page into a tree."""

    def reading(address: str, status: int = 200) -> html.HtmlElement:
        answer = client.get(address)
        assert answer.status_code == status, answer.text[:500]
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        return html.document_fromstring(answer.text)

    return reading
