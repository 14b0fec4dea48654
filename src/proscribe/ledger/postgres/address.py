"""Where a PostgreSQL register is: the address as libpq takes it, and as it may be shown."""

from dataclasses import dataclass, field

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from ...errors import BadInput

#: Seconds to wait for a server that does not answer, where the address says nothing else.
PATIENCE = 10
#: A connection to a machine that vanished is given up after about a minute, not after hours.
_DEFAULTS: dict[str, str | int] = {
    "connect_timeout": PATIENCE,
    "application_name": "proscribe",
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "client_encoding": "UTF8",
}


@dataclass(frozen=True, slots=True)
class Address:
    """An address. `shown` names user, server and database and never holds a password."""

    shown: str
    database: str
    user: str
    conninfo: str = field(repr=False)
    password: str = field(repr=False, default="")

    def without_secrets(self, text: str) -> str:
        """A text of the server or of libpq as one line in which the password does not stand."""
        line = " ".join(text.split())
        return line.replace(self.password, "…") if self.password else line


def read(url: str) -> Address:
    """Read `postgresql://USER:PASSWORD@HOST:PORT/DATABASE?…`; raises `BadInput` without repeating what was given."""
    try:
        given: dict[str, str] = {k: str(v) for k, v in conninfo_to_dict(url).items() if v is not None}
        # what the address leaves out may stand in PGHOST and its like, in ~/.pgpass, or be libpq's default
        conninfo = make_conninfo("", **{**_DEFAULTS, **given})
    except psycopg.Error:
        raise BadInput(
            "--db: this is no address of a PostgreSQL database; write postgresql://USER@HOST:PORT/DATABASE, "
            "and %40, %3A, %2F for @, : and / within a part"
        ) from None
    user, host, port, name = (given.get(k, "") for k in ("user", "host", "port", "dbname"))
    place = f"{user}@" if user else ""
    place += host if not host.startswith("/") else ""
    place += f":{port}" if port else ""
    tail = f"?host={host}" if host.startswith("/") else ""
    return Address(
        f"postgresql://{place}/{name}{tail}",
        name or user or "of your name",
        user or "of your name",
        conninfo,
        given.get("password", ""),
    )
