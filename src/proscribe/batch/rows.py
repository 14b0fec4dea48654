"""The one shape of what travels between tasks, stages and the driver: rows of five fields and a body."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

#: The shape as Spark writes it.
DDL = "kind string, part string, row bigint, n int, data string, body binary"
#: Rows of one Arrow batch, and the most bytes of body in it: a large body goes alone.
_ROWS, _BYTES = 16_384, 8_000_000


class Row(NamedTuple):
    """One thing that a task says.

    `kind`: `part` (work to do), `query`, `hit`, `report`, `reject` (a row that could not be used), `error` (a place in
    a file that could not be read) or `count` (the end of a part, with its counters). `part` is the key of the part it
    belongs to, `row` its place in the file (rows from 1, bytes from 0), `n` the order among those of one row, `data`
    JSON.
    """

    kind: str
    part: str
    row: int = 0
    n: int = 0
    data: str = "{}"
    body: bytes | None = None

    @property
    def json(self) -> Any:
        """The data, read."""
        return json.loads(self.data)


def packed(value: Any) -> str:
    """JSON in plain ASCII, so that any text a file holds can travel."""
    return json.dumps(value, separators=(",", ":"))


def batches(rows: Iterable[Row]) -> Iterator[Any]:
    """Rows as Arrow batches."""
    import pyarrow as pa

    schema = pa.schema(
        [
            ("kind", pa.string()),
            ("part", pa.string()),
            ("row", pa.int64()),
            ("n", pa.int32()),
            ("data", pa.string()),
            ("body", pa.binary()),
        ]
    )
    held: list[Row] = []
    size = 0
    for row in rows:
        held.append(row)
        size += len(row.data) + len(row.body or b"")
        if len(held) == _ROWS or size > _BYTES:
            yield _batch(pa, schema, held)
            held, size = [], 0
    if held:
        yield _batch(pa, schema, held)


def _batch(pa: Any, schema: Any, held: list[Row]) -> Any:
    columns = zip(*held, strict=True)
    arrays = [pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def unpacked(found: Iterable[Any]) -> Iterator[Row]:
    """Arrow batches as rows."""
    for batch in found:
        columns = [batch.column(name).to_pylist() for name in Row._fields]
        yield from map(Row._make, zip(*columns, strict=True))


def mapped(frame: Any, function: Callable[[Iterable[Any]], Iterator[Any]], ddl: str) -> Any:
    """A Spark frame with its Arrow batches put through a function: `mapInArrow`, without need of pandas.

    Spark asks for pandas before it makes the function, and does not use it for this.
    """
    from pyspark.sql import DataFrame
    from pyspark.sql.udf import UserDefinedFunction
    from pyspark.util import PythonEvalType

    made = UserDefinedFunction(function, ddl, "proscribe", PythonEvalType.SQL_MAP_ARROW_ITER_UDF)
    column = made(*[frame[c] for c in frame.columns])
    return DataFrame(frame._jdf.mapInArrow(column._jc, False, None), frame.sparkSession)
