"""The tables that normalisation goes by, read once from `data/*.csv`."""

import csv
from functools import cache
from importlib.resources import files

from ..model.canonical import digest


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of one table without its heading."""
    text = (files(__package__) / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(tuple(row) for row in csv.reader(text.splitlines()))[1:]


@cache
def edition() -> str:
    """SHA-256 over all tables: names normalised by other tables cannot be compared with these."""
    folder = files(__package__) / "data"
    found = sorted((f.name, f.read_bytes()) for f in folder.iterdir() if f.name.endswith(".csv"))
    return digest(b"".join(name.encode() + b"\0" + body for name, body in found))


@cache
def column(name: str) -> frozenset[str]:
    """The first column of one table."""
    return frozenset(row[0] for row in rows(name))


@cache
def mapping(name: str) -> dict[str, str]:
    """The first column of one table to its second."""
    return {row[0]: row[1] for row in rows(name)}
