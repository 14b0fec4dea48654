"""Wiring: which ledger a register lives in, and the clock."""

import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .answers.moment import Moment
from .answers.register import Register
from .errors import BadInput
from .ledger.memory import MemoryLedger
from .ledger.protocol import Ledger
from .starter import facts

if TYPE_CHECKING:
    from .gather.fetch import Validators
    from .screening.index import Index

#: Indexes for screening that are kept beside a register.
KEPT_INDEXES = 8
#: The register that is used when neither `--db` nor `PROSCRIBE_DB` names one.
DEFAULT = "proscribe.db"
STARTER_NOTE = "no register here: answered from the starter facts; make a register with: proscribe init"


def now() -> datetime:
    """The time of recording."""
    return datetime.now(UTC)


def location(db: str | None) -> str:
    """What names the register: the option, the environment, or the default file in this folder."""
    return db or os.environ.get("PROSCRIBE_DB") or DEFAULT


def open_ledger(db: str, *, create: bool) -> Ledger:
    """The ledger at a location: a file's path. Raises `LedgerError` or `BadInput` with one clear line."""
    scheme = re.match(r"([a-z][a-z0-9+]*)://", db)
    if scheme and scheme[1] not in ("file", "sqlite"):
        raise BadInput(f"--db {db!r}: {scheme[1]} is not a kind of register; give the path of a file")
    from .ledger.sqlite import open_sqlite

    path = re.sub(r"^(?:file|sqlite)://", "", db)
    if not path:
        raise BadInput("--db is empty; give the path of a file, for example proscribe.db")
    return open_sqlite(Path(path), create=create)


def open_register(db: str | None = None, *, create: bool = False) -> Register:
    """Open the register; `create` makes an empty one where there is none."""
    return Register(open_ledger(location(db), create=create), facts.roster(), now)


def open_for_questions(db: str | None = None) -> Register:
    """Open the register for a question; where there is none and none was named, the starter facts answer."""
    if db is None and "PROSCRIBE_DB" not in os.environ and not Path(DEFAULT).exists():
        return starter_register()
    return open_register(db)


def starter_register() -> Register:
    """A register of the starter facts that lives in memory only."""
    ledger = MemoryLedger()
    ledger.append(facts.changes([]), datetime(*_compiled(), tzinfo=UTC))
    return Register(ledger, facts.roster(), now, STARTER_NOTE)


def screening_index(register: Register, moment: Moment, db: str | None) -> "Index":
    """The index of what is searched at a moment: opened where it was kept, or else built and kept.

    It lies beside the register, in a folder of its own; a place that cannot be written gets none. Only the
    last few are kept.
    """
    from .answers import screening
    from .screening.index import Index

    roster, shelf = register.roster(moment.recorded), register.shelf(moment)
    folder = _beside(db) if register.note is None else None
    name = f"{screening.searched(roster, shelf, moment).key[:32]}.index"
    if folder is not None and (folder / name).exists():
        with suppress(BadInput):
            return Index.open(folder / name)
    made = screening.index(register.ledger, roster, shelf, moment)
    if folder is not None:
        with suppress(OSError):
            folder.mkdir(exist_ok=True)
            made.save(folder / name)
            kept = sorted(folder.glob("*.index"), key=lambda f: f.stat().st_mtime, reverse=True)
            for old in kept[KEPT_INDEXES:]:
                old.unlink(missing_ok=True)
    return made


def signer(db: str | None) -> Callable[[str], str]:
    """A keyed digest for what names a customer. The key lies beside the register and never enters it."""
    key = secret(db, "key") or b"no register"
    return lambda text: hmac.new(key, text.encode("utf-8", "surrogatepass"), "sha256").hexdigest()


def secret(db: str | None, name: str) -> bytes | None:
    """32 random bytes that lie beside the register under a name, made when first asked for.

    None where there is no register, or where its place cannot be written and holds none.
    """
    path = beside(db, name)
    with suppress(OSError):
        if not path.exists() and _there(db):
            path.parent.mkdir(exist_ok=True)
            fresh = path.with_name(f"{name}.{secrets.token_hex(8)}")
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(secrets.token_bytes(32))
            # a link is made whole or not at all: two servers that start at once share one key
            with suppress(FileExistsError):
                path.hardlink_to(fresh)
            fresh.unlink()
        return path.read_bytes()
    return None


def beside(db: str | None, name: str) -> Path:
    """Where a file lies that belongs to a register and is no part of the record: indexes, keys, tokens."""
    return _beside(db) / name


def _beside(db: str | None) -> Path:
    return Path(location(db) + ".screening")


def _there(db: str | None) -> bool:
    return Path(location(db)).exists()


def _compiled() -> tuple[int, int, int]:
    day = facts.edition().compiled.latest
    return day.year, day.month, day.day


@contextmanager
def validators(db: str | None) -> "Iterator[dict[str, Validators]]":
    """What servers gave for asking again whether a file changed, by address; kept in the user's cache by
    register.

    A cache that cannot be read or written only means that files are fetched again.
    """
    from .gather.fetch import Validators

    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "proscribe"
    name = hashlib.sha256(str(Path(location(db)).absolute()).encode()).hexdigest()[:16]
    path = base / f"fetched-{name}.json"
    try:
        found = {u: Validators(*pair) for u, pair in json.loads(path.read_text("utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        found = {}
    yield found
    try:
        base.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({u: [v.etag, v.modified] for u, v in found.items()}), "utf-8")
    except OSError:
        pass
