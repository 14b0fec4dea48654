"""Wiring: which ledger a register lives in, and the clock."""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .answers.moment import Moment
from .answers.register import Register
from .errors import BadInput
from .ledger.memory import MemoryLedger
from .starter import facts

if TYPE_CHECKING:
    from .gather.fetch import Validators
    from .ledger.writing import TablesLedger
    from .screening.index import Index

#: Indexes for screening that are kept beside a register.
KEPT_INDEXES = 8
#: The register that is used when neither `--db`, `PROSCRIBE_DB` nor `PROSCRIBE_DB_FILE` names one.
DEFAULT = "proscribe.db"
#: The identities of registers in PostgreSQL that this process has opened, by location.
_IDENTITIES: dict[str, str] = {}
STARTER_NOTE = "no register here: answered from the starter facts; make a register with: proscribe init"


def now() -> datetime:
    """The time of recording."""
    return datetime.now(UTC)


def location(db: str | None) -> str:
    """What names the register: the option, the environment (itself, or a file it names), or the default file.

    Raises `BadInput` when the file that should name it cannot be read.
    """
    return db or _named() or DEFAULT


def _named() -> str | None:
    file = os.environ.get("PROSCRIBE_DB_FILE")
    if "PROSCRIBE_DB" in os.environ or not file:
        return os.environ.get("PROSCRIBE_DB")
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, ValueError):
        raise BadInput(f"PROSCRIBE_DB_FILE names {file}, which cannot be read; it holds one line") from None


def shown(db: str | None) -> str:
    """The location as it may be shown to anybody: without a password."""
    place = location(db)
    if not _is_postgres(place):
        return place
    from .ledger.postgres.address import read

    return read(place).shown


def _is_postgres(place: str) -> bool:
    return place.startswith(("postgresql://", "postgres://"))


def open_ledger(db: str, *, create: bool) -> "TablesLedger":
    """The ledger at a location: a file's path, or `postgresql://…`.

    Raises `LedgerError` or `BadInput` with one clear line.
    """
    if _is_postgres(db):
        try:
            from .ledger.postgres import open_postgres
        except ImportError:
            raise BadInput(
                "a register in PostgreSQL needs psycopg; install it with: pip install 'proscribe[postgres]'"
            ) from None
        ledger = open_postgres(db, create=create)
        _IDENTITIES[db] = ledger.identity
        return ledger
    scheme = re.match(r"([a-z][a-z0-9+]*)://", db)
    if scheme and scheme[1] not in ("file", "sqlite"):
        raise BadInput(
            f"--db {scheme[0]}…: {scheme[1]} is not a kind of register; give the path of a file, or postgresql://…"
        )
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
    if db is None and _named() is None and not Path(DEFAULT).exists():
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
            return Index.open(folder / name).at(moment.on, moment.known)
    made = screening.index(register.ledger, roster, shelf, moment)
    if folder is not None:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            made.save(folder / name)
            kept = sorted(folder.glob("*.index"), key=lambda f: f.stat().st_mtime, reverse=True)
            for old in kept[KEPT_INDEXES:]:
                old.unlink(missing_ok=True)
    return made


def signer(db: str | None) -> Callable[[str], str]:
    """A keyed digest for what names a customer, by the key of the register."""
    from .answers.screening import sign_with

    return sign_with(signing_key(db))


def signing_key(db: str | None) -> bytes:
    """The key that signs what names a customer. It lies beside the register and never enters it.

    Raises `BadInput` where a register that several machines use has another key, or none can be kept: what is
    digested with it would not be found again.
    """
    key = secret(db, "key")
    if _is_postgres(location(db)):
        _check_key(key, db)
    return key or b"no register"


def _check_key(key: bytes | None, db: str | None) -> None:
    place = beside(db, "key")
    if not key or len(key) < 16:
        raise BadInput(
            f"the key of this register cannot be kept in {place}, or is none; "
            "name a file of 16 bytes or more with PROSCRIBE_KEY_FILE"
        )
    import hmac

    from .ledger.postgres import open_postgres

    ledger = open_postgres(location(db), create=False)
    fits = ledger.goes_with(hmac.new(key, b"the key of a register", "sha256").hexdigest())
    ledger.close()
    if not fits:
        raise BadInput(
            f"{place} is not the key that this register was first used with; copy that one here from the "
            "machine that has it, or name it with PROSCRIBE_KEY_FILE"
        )


def secret(db: str | None, name: str) -> bytes | None:
    """32 random bytes that lie beside the register under a name, made when first asked for.

    None where there is no register, or where its place cannot be written and holds none.
    """
    import secrets  # which loads much that a question does not need

    path = beside(db, name)
    with suppress(OSError):
        if _there(db):
            _keep(path, secrets.token_bytes(32))
        return path.read_bytes()
    return None


def carry_key(here: str, there: str) -> None:
    """Give the register at `there` the key of the one at `here`, so that hits cleared in one stay so in the other.

    A key that it has already is left. Raises `BadInput` where it cannot be written.
    """
    one, other = beside(here, "key"), beside(there, "key")
    try:
        if one.exists():
            _keep(other, one.read_bytes())
    except OSError as error:
        raise BadInput(
            f"the key {one} cannot be copied to {other} ({error.strerror}); copy it by hand"
        ) from None


def _keep(path: Path, value: bytes) -> None:
    """Put a secret where none is yet; raises `OSError`."""
    if path.exists():
        return
    import secrets

    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(value)
    # a link is made whole or not at all: two servers that start at once share one key
    with suppress(FileExistsError):
        path.hardlink_to(fresh)
    fresh.unlink()


@dataclass(frozen=True, slots=True)
class Look:
    """The last look at the address of a list: when (UTC), and what failed, None where nothing did."""

    at: datetime
    failure: str | None = None


def looks(db: str | None) -> Mapping[str, Look]:
    """The last look at each list that was looked at; none where no note of them can be read."""
    try:
        found = json.loads(beside(db, "looks.json").read_text("utf-8"))
        return {key: Look(datetime.fromisoformat(at), failure) for key, (at, failure) in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def keep_looks(db: str | None, fresh: Mapping[str, Look]) -> None:
    """Note looks beside the register; they are no part of the record, so a place that cannot be written gets none."""
    import secrets

    every = {key: (look.at.isoformat(), look.failure) for key, look in {**looks(db), **fresh}.items()}
    path = beside(db, "looks.json")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        part.write_text(json.dumps(every, ensure_ascii=False), "utf-8")
        part.replace(path)


def beside(db: str | None, name: str) -> Path:
    """Where a file lies that belongs to a register and is no part of the record: indexes, keys, tokens.

    `PROSCRIBE_KEY_FILE` names the key of any register, so that several machines can be given the same.
    """
    named = os.environ.get("PROSCRIBE_KEY_FILE") if name == "key" else None
    return Path(named) if named else _beside(db) / name


def _beside(db: str | None) -> Path:
    """A folder beside the file; a database has no such place, so there it is one of this user's own.

    It is named by the identity of the register: the same whatever name its server is reached by, and a new one for
    a new register at the same address. It lies with the user's data and not in a cache, because a key that is lost
    cannot be made again.
    """
    place = location(db)
    if not _is_postgres(place):
        return Path(place + ".screening")
    base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "proscribe" / _identity(place)


def _identity(place: str) -> str:
    if place not in _IDENTITIES:
        open_ledger(place, create=False).close()
    return _IDENTITIES[place]


def _there(db: str | None) -> bool:
    return _is_postgres(location(db)) or Path(location(db)).exists()


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
    name = hashlib.sha256(str(_beside(db).absolute()).encode()).hexdigest()[:16]
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
