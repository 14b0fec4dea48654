"""The command that serves the register over HTTP."""

from typing import TYPE_CHECKING

import click
from rich.console import Console

from ..config import now
from ..errors import BadInput

if TYPE_CHECKING:
    from ..web.service import Service
    from ..web.settings import Settings


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; 0 for any free one.",
)
@click.option(
    "--rate",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Requests a minute of one caller; any number when 0.",
)
@click.option(
    "--upload-mb",
    type=click.IntRange(1, 4096),
    default=64,
    show_default=True,
    help="The largest file that is taken.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(1),
    default=60,
    show_default=True,
    help="How long a request may take to arrive.",
)
@click.option(
    "--threads",
    type=click.IntRange(1, 256),
    default=8,
    show_default=True,
    help="Questions worked on at once.",
)
@click.option(
    "--prepare/--no-prepare",
    default=True,
    help="Make what the first match or search of the day needs as soon as the server runs.",
)
@click.option(
    "--log/--no-log", default=True, help="A line for each request on standard error, without what was asked."
)
@click.pass_obj
def serve(
    db: str | None,
    host: str,
    port: int,
    rate: int,
    upload_mb: int,
    seconds: float,
    threads: int,
    prepare: bool,
    log: bool,
) -> None:
    """Serve the register over HTTP: the API at /v1. Reading is open on this machine only."""
    try:
        from ..web.running import bound, run
    except ModuleNotFoundError as error:
        raise BadInput(f"serving needs {error.name}; install: pip install 'proscribe[web]'") from None
    from ..web.service import Service
    from ..web.settings import Settings

    settings = Settings(db, host, port, threads, upload_mb << 20, seconds, rate, prepare)
    service = Service(settings)
    listening = bound(settings)
    _say(settings, service, listening.getsockname()[1])
    run(service, listening, log=log)


def _say(settings: "Settings", service: "Service", port: int) -> None:
    from ..web.sessions import SIGN_IN

    err = Console(stderr=True, highlight=False)
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{shown}:{port}"
    if settings.loopback:
        link = f"{address}{SIGN_IN}?code={service.sessions.code(now())}"
        what = f"serving at [b]{address}[/b]; sign in: {link}"
    else:
        what = f"serving at [b]{address}[/b]; every request needs a token: proscribe token new NAME"
    err.print(what, soft_wrap=True)
    if service.note:
        err.print(f"[yellow]{service.note}[/yellow]", soft_wrap=True)
