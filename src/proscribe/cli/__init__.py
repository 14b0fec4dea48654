"""The command line: each command in the module of its kind, loaded when it is called."""

import os
import sys
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from .. import __version__
from ..errors import ProscribeError

#: Each command, in the order of the help: where it lives.
COMMANDS = {
    "init": "record",
    "demo": "demo",
    "read": "reading",
    "import": "lists",
    "update": "lists",
    "lists": "lists",
    "links": "lists",
    "review": "record",
    "accept": "record",
    "reject": "record",
    "add": "record",
    "withdraw": "record",
    "same": "record",
    "different": "record",
    "redact": "record",
    "standing": "questions",
    "why": "questions",
    "history": "questions",
    "matrix": "questions",
    "changes": "questions",
    "docket": "rules",
    "calendar": "rules",
    "forecasts": "rules",
    "screen": "screening",
    "clear": "screening",
    "confirm": "screening",
    "certificate": "screening",
    "regimes": "rules",
    "regime": "rules",
    "export": "export",
    "serve": "serve",
    "token": "token",
    "verify": "record",
    "migrate": "migrating",
}


def _attribute(cmd_name: str) -> str:
    """The function of a command: its name, with an underscore behind it where that is a word of Python."""
    name = cmd_name.replace("-", "_")
    return f"{name}_" if iskeyword(name) else name


class Commands(click.Group):
    """The group of all commands, which imports only the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f".{COMMANDS[cmd_name]}", __package__)
        command: click.Command = getattr(module, _attribute(cmd_name))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with the whole first sentence of each."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, c.get_short_help_str(limit=200)) for name, c in found if c])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; an unknown one is answered with near ones."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from ..subjects.names import near

            close = near(args[0], COMMANDS)
            hint = f"; did you mean {' or '.join(close[:2])}?" if close else "; see: proscribe --help"
            raise click.UsageError(f"there is no command {args[0]!r}{hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--db",
    metavar="URL",
    help="The register: a SQLite file or postgresql://… (default proscribe.db, or PROSCRIBE_DB).",
)
@click.version_option(__version__, prog_name="proscribe")
@click.pass_context
def group(ctx: click.Context, db: str | None) -> None:
    """The open register of bans: who is banned where, since when, by whose act, and what was known when."""
    ctx.obj = db


def main(args: list[str] | None = None) -> None:
    """Run a command; every error is one line on standard error, never a traceback."""
    sys.exit(run(sys.argv[1:] if args is None else args))


def run(args: list[str]) -> int:
    """Run a command and give its exit status: 0, 1 for a check that failed, 2 for bad input."""
    try:
        result: Any = group.main(args=args, prog_name="proscribe", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except ProscribeError as error:
        return _say(str(error), error.exit_status)
    except click.exceptions.Abort:
        return _say("stopped", 130)
    except click.ClickException as error:
        return _say(error.format_message(), 2)
    except BrokenPipeError:
        # the reader of our output has gone: nothing is left to say, also not at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        return _say(f"{place}{error.strerror or error}", 2)
    except Exception as error:
        if os.environ.get("PROSCRIBE_DEBUG"):
            raise
        kind = type(error).__name__
        return _say(
            f"a fault of the program, not of yours ({kind}: {error}); PROSCRIBE_DEBUG=1 shows more", 1
        )


def _say(text: str, status: int) -> int:
    line = " ".join(text.split())
    click.echo(f"proscribe: {line}", err=True)
    return status
