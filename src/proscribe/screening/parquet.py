"""Parquet files by row group: as a stream of rows, with the file and row group of whatever is damaged."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ..errors import BadInput

_ROWS = 16_384


def groups(path: Path) -> tuple[list[str], list[int]]:
    """The columns of a file and how many rows each of its row groups has; raises `BadInput` for no Parquet file."""
    file = _open(path)
    with file:
        sizes = [file.metadata.row_group(n).num_rows for n in range(file.metadata.num_row_groups)]
        return file.schema_arrow.names, sizes


def rows(
    path: Path,
    columns: Sequence[str],
    group: int | None = None,
    skip: int = 0,
    count: int | None = None,
    damaged: Callable[[str], None] | None = None,
) -> Iterator[dict[str, Any]]:
    """Rows with these columns: of the whole file, or of one row group from its row `skip` on, at most `count`.

    Memory is that of these columns of one row group, however large the file. Raises `BadInput` that names file
    and row group (counted from 0) where the data is damaged; with `damaged`, that is told and the next group is read.
    """
    file = _open(path)
    with file:
        chosen = range(file.metadata.num_row_groups) if group is None else (group,)
        for number in chosen:
            try:
                yield from _group(file, path, columns, number, skip, count)
            except BadInput as error:
                if damaged is None:
                    raise
                damaged(str(error))


def _group(
    file: Any, path: Path, columns: Sequence[str], group: int, skip: int, count: int | None
) -> Iterator[dict[str, Any]]:
    import pyarrow as pa

    left = file.metadata.row_group(group).num_rows - skip if count is None else count
    try:
        for batch in file.iter_batches(
            batch_size=_ROWS, row_groups=[group], columns=list(columns), use_threads=False
        ):
            if skip >= batch.num_rows:
                skip -= batch.num_rows
                continue
            part = batch.slice(skip, left)
            skip, left = 0, left - part.num_rows
            yield from part.to_pylist()
            if left <= 0:
                return
    except (pa.ArrowException, OSError) as error:
        if getattr(error, "errno", None):
            raise  # the disk, not the data
        reason = str(error).splitlines()[0]
        raise BadInput(f"{path} row group {group}: it is damaged ({reason}); get the file again") from None


def _open(path: Path) -> Any:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise BadInput("Parquet needs the extra `parquet`: pip install 'proscribe[parquet]'") from None
    try:
        return pq.ParquetFile(path, memory_map=False, buffer_size=1 << 20)
    except (pa.ArrowInvalid, OSError) as error:
        raise BadInput(f"{path}: it is not a Parquet file ({str(error).splitlines()[0]})") from None
