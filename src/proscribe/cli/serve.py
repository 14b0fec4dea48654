"""The command that serves the register over HTTP."""

import click

from ..errors import BadInput


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port.")
@click.pass_obj
def serve(db: str | None, host: str, port: int) -> None:
    """Serve the register over HTTP: the API at /v1. Reading is open on this machine only."""
    try:
        import uvicorn

        from ..web.app import create_app
    except ModuleNotFoundError as error:
        raise BadInput(f"serving needs {error.name}; install: pip install 'proscribe[web]'") from None
    from ..web.service import Service
    from ..web.settings import Settings

    app = create_app(Service(Settings(db=db, host=host, port=port)))
    uvicorn.run(app, host=host, port=port, access_log=False, server_header=False, log_level="warning")
