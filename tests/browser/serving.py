"""A server on loopback in a thread, over a register of the starter facts, and Chromium to visit it."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from proscribe.config import open_register
from proscribe.starter import facts
from proscribe.web.app import create_app
from proscribe.web.service import Service
from proscribe.web.settings import Settings

#: What keeps Chromium from asking anything of the world of its own accord.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str | None:
    """The path of the system's Chromium, None where there is none."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return next((path for path in found if path), None)


def starter(folder: Path) -> str:
    """The path of a new register of the starter facts."""
    path = str(folder / "register.db")
    register = open_register(path, create=True)
    register.append(facts.changes([]))
    register.ledger.close()
    return path


@contextmanager
def served(db: str) -> Iterator[str]:
    """The address of a server over a register, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = create_app(Service(Settings(db=db, port=port)))
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        if not thread.is_alive() or time.monotonic() > until:
            raise RuntimeError("the server did not start")
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
