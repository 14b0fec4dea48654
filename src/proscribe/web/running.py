"""A server that runs: a socket bound before anything is promised, the log, and an end that is clean."""

import errno
import logging
import os
import signal
import socket
import sys
from types import FrameType

import uvicorn

from ..errors import BadInput
from .app import create_app
from .service import Service
from .settings import Settings
from .wire import Wire

#: Seconds that requests are given to end when the server is told to stop.
GRACE = 10


def bound(settings: Settings) -> socket.socket:
    """A socket that listens; raises `BadInput` where the address or port cannot be had."""
    host, port = settings.host, settings.port
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, _, _, address = found[0]
        return socket.create_server(address[:2], family=family, backlog=2048)
    except socket.gaierror:
        raise BadInput(f"--host {host!r} is no address of this machine") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            said = f"port {port} of {host} is in use; stop what uses it or give another with --port"
            raise BadInput(said) from None
        raise BadInput(f"cannot listen on {host} port {port}: {os.strerror(error.errno or 0)}") from None


def run(service: Service, listening: socket.socket, *, log: bool = True) -> None:
    """Serve until told to stop (SIGINT, SIGTERM); requests that are being answered are answered to the end."""
    _log_to_stderr(log)
    config = uvicorn.Config(
        create_app(service),
        http=Wire,
        ws="none",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        log_config=None,
        timeout_graceful_shutdown=GRACE,
    )
    # the server gives the signal on to us when all is done: then there is nothing left to end
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
        listening.close()


def _stop(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt


def _log_to_stderr(access: bool) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%dT%H:%M:%S"))
    for name, level in (
        ("proscribe.access", logging.INFO if access else logging.ERROR),
        ("proscribe.web", logging.INFO),
        ("uvicorn.error", logging.ERROR),
    ):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level)
