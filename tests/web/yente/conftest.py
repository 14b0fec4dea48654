"""A server over a register with lists, on a port of this machine, and the released client of yente."""

import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from yente_client import Client

from proscribe.web.app import create_app
from proscribe.web.service import Service
from proscribe.web.settings import Settings
from tests.web.listed import make


@pytest.fixture(scope="session")
def address(tmp_path_factory) -> Iterator[str]:
    """The address of a server over a register with lists."""
    db = make(tmp_path_factory.mktemp("served") / "register.db")
    app = create_app(Service(Settings(db=db)))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def yente(address: str) -> Iterator[Client]:
    """The released client, asking that server."""
    with Client(base_url=address) as client:
        yield client
