"""Parquet files by row group: as a stream of rows, with the file and row group of whatever is damaged."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ..errors import BadInput

_ROWS = 16_384
#: Bytes of a row group of short texts as it unfolds: more than a million long names.
_ROW_GROUP = 512 << 20


def groups(path: Path) -> tuple[list[str], list[int]]:
    """The columns of a file and how many rows each of its row groups has; raises `BadInput` for no Parquet file."""
    file = _open(path)
    with file:
        sizes = [file.metadata.row_group(n).num_rows for n in range(file.metadata.num_row_groups)]
        return file.schema_arrow.names, sizes


def texts(path: Path, columns: Sequence[str]) -> list[str]:
    """Those of some columns of a file that hold texts; raises `BadInput` for no Parquet file."""
    import pyarrow as pa

    with _open(path) as file:
        kinds = (pa.string(), pa.large_string())
        return [c for c in columns if file.schema_arrow.field(c).type in kinds]


def rows(
    path: Path,
    columns: Sequence[str],
    group: int | None = None,
    skip: int = 0,
    count: int | None = None,
    damaged: Callable[[str], None] | None = None,
    longest: int | None = None,
) -> Iterator[dict[str, Any]]:
    """Rows with these columns: of the whole file, or of one row group from its row `skip` on, at most `count`.

    Memory is that of these columns of one row group, however large the file. Raises `BadInput` that names file
    and row group (counted from 0) where the data is damaged; with `damaged`, that is told and the next group is read.
    `longest` says that texts are short: of a longer one only that many characters are given, and a row group that
    unfolds to far more than names can take is refused, so that a small file cannot fill the memory.
    """
    file = _open(path, texts(path, columns) if longest else ())
    with file:
        chosen = range(file.metadata.num_row_groups) if group is None else (group,)
        for number in chosen:
            try:
                if longest and (size := file.metadata.row_group(number).total_byte_size) > _ROW_GROUP:
                    raise BadInput(
                        f"{path} row group {number}: it unfolds to {size >> 20} MB; write it with smaller ones"
                    )
                yield from _group(file, path, columns, number, skip, count, longest)
            except BadInput as error:
                if damaged is None:
                    raise
                damaged(str(error))


def _group(
    file: Any,
    path: Path,
    columns: Sequence[str],
    group: int,
    skip: int,
    count: int | None,
    longest: int | None,
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
            yield from (_cut(part, longest) if longest else part).to_pylist()
            if left <= 0:
                return
    except (pa.ArrowException, OSError) as error:
        if getattr(error, "errno", None):
            raise  # the disk, not the data
        reason = str(error).splitlines()[0]
        raise BadInput(f"{path} row group {group}: it is damaged ({reason}); get the file again") from None


def _cut(batch: Any, longest: int) -> Any:
    """A batch whose texts are cut; those read as dictionaries are cut once for each that differs."""
    import pyarrow as pa
    import pyarrow.compute as pc

    cut = []
    for column in batch.columns:
        if pa.types.is_dictionary(column.type):
            words = pc.utf8_slice_codeunits(column.dictionary.cast(pa.string()), 0, longest)
            column = pa.DictionaryArray.from_arrays(column.indices, words)
        cut.append(column)
    return pa.RecordBatch.from_arrays(cut, batch.schema.names)


def _open(path: Path, words: Sequence[str] = ()) -> Any:
    """The file; the columns `words` are read as dictionaries, which hold a text that repeats only once."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise BadInput("Parquet needs the extra `parquet`: pip install 'proscribe[parquet]'") from None
    try:
        return pq.ParquetFile(path, memory_map=False, buffer_size=1 << 20, read_dictionary=list(words))
    except (pa.ArrowException, OSError) as error:
        raise BadInput(f"{path}: it is not a Parquet file ({str(error).splitlines()[0]})") from None
