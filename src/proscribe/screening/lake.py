"""Parquet larger than memory on one machine: a folder, a pattern or a file of any row groups, streamed by DuckDB."""

from collections.abc import Callable, Iterator, Sequence
from glob import glob, has_magic
from pathlib import Path
from typing import Any

from ..errors import BadInput
from . import parquet

_ROWS = 16_384
#: What DuckDB may hold; the rest of the work needs about as much again.
MEMORY = "512MB"


def files(path: Path) -> list[Path]:
    """The Parquet files that a file, a folder or a pattern names, in the order of their names; raises `BadInput`."""
    if path.is_dir():
        kept = (p for p in path.rglob("*.parquet") if not p.name.startswith(("_", ".")))
        found = sorted(kept)
    elif many(path):
        found = sorted(map(Path, glob(str(path))))  # noqa: PTH207 (patterns may be absolute)
    else:
        found = [path]
    if not found:
        raise BadInput(f"{path}: there is no Parquet file")
    return found


def many(path: Path) -> bool:
    """True for a folder or a pattern of files."""
    return path.is_dir() or (has_magic(str(path)) and not path.exists())


def rows(
    given: Sequence[Path],
    columns: Sequence[str],
    damaged: Callable[[str], None] | None = None,
    longest: int | None = None,
) -> Iterator[dict[str, Any]]:
    """The rows of some files, one file after the other, with these columns; memory is at most that of one row group.

    Raises `BadInput` that names file and row group where data is damaged; with `damaged`, that is told, and every row
    group that is sound is read. Of texts longer than `longest` only that many characters are given.
    """
    for path in given:
        if damaged is not None or _duckdb() is None:
            yield from parquet.rows(path, columns, damaged=damaged, longest=longest)
        else:
            yield from _streamed(path, columns, longest)


def _streamed(path: Path, columns: Sequence[str], longest: int | None) -> Iterator[dict[str, Any]]:
    import pyarrow

    duckdb = _duckdb()
    short = set(parquet.texts(path, columns)) if longest else set()
    chosen = ", ".join(_column(c, longest if c in short else None) for c in columns)
    try:
        with duckdb.connect(config={"memory_limit": MEMORY, "threads": 1}) as base:
            base.execute("SET enable_progress_bar = false")
            found = base.sql(f"SELECT {chosen} FROM read_parquet(?)", params=[str(path)])
            for batch in pyarrow.RecordBatchReader.from_stream(found):
                for first in range(0, batch.num_rows, _ROWS):
                    yield from batch.slice(first, _ROWS).to_pylist()
    except (duckdb.Error, pyarrow.ArrowException, OSError) as error:
        _locate(path, columns)
        raise BadInput(f"{path}: it cannot be read: {str(error).splitlines()[0]}") from None


def _column(name: str, longest: int | None) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    return f"left({quoted}, {longest}) AS {quoted}" if longest else quoted


def _locate(path: Path, columns: Sequence[str]) -> None:
    """Raise the error of the row group that is damaged, if it is one."""
    for _ in parquet.rows(path, columns):
        pass


def _duckdb() -> Any:
    try:
        import duckdb
    except ImportError:
        return None
    return duckdb
