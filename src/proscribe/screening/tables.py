"""The tables that normalisation goes by, read once from `data/*.csv`."""

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of one table without its heading."""
    text = (files(__package__) / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(tuple(row) for row in csv.reader(text.splitlines()))[1:]


@cache
def column(name: str) -> frozenset[str]:
    """The first column of one table."""
    return frozenset(row[0] for row in rows(name))


@cache
def mapping(name: str) -> dict[str, str]:
    """The first column of one table to its second."""
    return {row[0]: row[1] for row in rows(name)}
