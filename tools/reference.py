"""The generated pages of the documentation: a hook of mkdocs makes them from the code at every build.

`reference/cli.md` comes from the commands, `reference/api.md` from the OpenAPI document of the application. Neither
is kept in the repository, so neither can be out of date.
"""

import sys
from inspect import cleandoc
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import click

from proscribe.cli import COMMANDS, group


def on_files(files: Any, *, config: Any) -> Any:
    """Add the generated pages to the files of a build."""
    from mkdocs.structure.files import File

    for path, text in pages().items():
        files.append(File.generated(config, path, content=text))
    return files


def pages() -> dict[str, str]:
    """The text of each generated page, by its path in the documentation."""
    return {"reference/cli.md": cli_page(), "reference/api.md": api_page()}


def cli_page() -> str:
    """Every command with its arguments and options."""
    top = click.Context(group, info_name="proscribe")
    parts = [
        "# Command line\n\n"
        "`proscribe [--db URL] COMMAND …`. Errors are one line on standard error; the exit status is 0, 1 for a check"
        " that did not hold, 2 for input that cannot be used. `--json` prints one object a line.\n",
        _table(group, top),
    ]
    for name in COMMANDS:
        command = group.get_command(top, name)
        assert command is not None
        parts += _command(command, name, top, 2)
    return "\n".join(parts)


def _command(command: click.Command, name: str, parent: click.Context, level: int) -> list[str]:
    """A command with its options, and the commands under it."""
    context = click.Context(command, info_name=name, parent=parent)
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    title = context.command_path.removeprefix("proscribe ")
    parts = [f"{'#' * level} `{title}`\n\n```text\n{usage}\n```\n\n{_prose(command.help or '')}\n"]
    if isinstance(command, click.Group):
        for under in command.list_commands(context):
            found = command.get_command(context, under)
            assert found is not None
            parts += _command(found, under, context, level + 1)
        return parts
    return [*parts, _table(command, context)]


def _table(command: click.Command, context: click.Context) -> str:
    rows = [
        record
        for parameter in command.get_params(context)
        if isinstance(parameter, click.Option)
        and parameter.name != "help"
        and (record := parameter.get_help_record(context))
    ]
    if not rows:
        return ""
    lines = [f"| `{_cell(option)}` | {_cell(text)} |" for option, text in rows]
    return "\n".join(["| option | |", "|---|---|", *lines, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _prose(text: str) -> str:
    return cleandoc(text.replace("\b", "")).replace("<", "&lt;")


def api_page() -> str:
    """Every path of the API, from the OpenAPI document that the application gives."""
    from proscribe.config import open_register
    from proscribe.web.app import create_app
    from proscribe.web.reference import markdown
    from proscribe.web.service import Service
    from proscribe.web.settings import Settings

    with TemporaryDirectory() as folder:
        empty = str(Path(folder) / "empty.db")
        open_register(empty, create=True).ledger.close()
        service = Service(Settings(db=empty))
        try:
            return markdown(create_app(service).openapi())
        finally:
            service.close()
