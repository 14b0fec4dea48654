"""Commands about tokens: make one, list them, revoke one."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich import box
from rich.markup import escape
from rich.table import Table

from ..config import beside, now, open_register
from ..web.tokens import Role, Token, Tokens
from . import show
from .options import as_json, print_json


@click.group()
def token() -> None:
    """Tokens for a served register, in the roles read, review and admin."""


@contextmanager
def _tokens(db: str | None) -> Iterator[Tokens]:
    open_register(db).ledger.close()  # says what to do where there is no register
    tokens = Tokens(beside(db, "tokens.db"))
    try:
        yield tokens
    finally:
        tokens.close()


@token.command()
@click.argument("name")
@click.option(
    "--role", type=click.Choice([r.value for r in Role]), default="read", show_default=True,
    help="What it may do: read; review also judges and enters; admin also redacts.",
)  # fmt: skip
@click.option("--days", type=int, metavar="N", help="How long it lives; for ever when left out.")
@as_json
@click.pass_obj
def new(db: str | None, name: str, role: str, days: int | None, as_json: bool) -> None:
    """Make a token called NAME. It is shown once: only its digest is kept."""
    with _tokens(db) as tokens:
        made, secret = tokens.new(name, Role(role), now(), days)
    if as_json:
        print_json([{**_form(made), "token": secret}])
        return
    show.line(
        f"token [b]{escape(made.name)}[/b], role {made.role.value}, id {made.id}; it is shown only now:"
    )
    click.echo(secret)


@token.command("list")
@as_json
@click.pass_obj
def list_(db: str | None, as_json: bool) -> None:
    """The tokens that were made, live or not."""
    with _tokens(db) as tokens:
        found = list(tokens)
    if as_json:
        print_json(_form(t) for t in found)
        return
    if not found:
        show.line("There are no tokens; make one with: proscribe token new NAME --role review")
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("Id", "Name", "Role", "State", "Made", "Last used", "Expires"):
        table.add_column(title, overflow="fold")
    for t in found:
        times = (f"{at:%Y-%m-%d}" if at else "" for at in (t.made, t.used, t.expires))
        table.add_row(t.id, escape(t.name), t.role.value, t.state(now()), *times)
    show.console().print(table)


@token.command()
@click.argument("which", metavar="NAME|ID")
@click.pass_obj
def revoke(db: str | None, which: str) -> None:
    """Revoke a token: from the next request on it is refused."""
    with _tokens(db) as tokens:
        gone = tokens.revoke(which, now())
    show.line(f"token [b]{escape(gone.name)}[/b] ({gone.id}) is revoked")


def _form(t: Token) -> dict[str, object]:
    times = {key: at.isoformat() if at else None for key, at in
             (("made", t.made), ("used", t.used), ("expires", t.expires), ("revoked", t.revoked))}  # fmt: skip
    return {"id": t.id, "name": t.name, "role": t.role.value, "state": t.state(now()), **times}
