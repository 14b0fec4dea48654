"""A run: parts done by tasks, kept as they are finished, and put out whole.

What is finished lies beside the output, in `OUT.parts`: one folder for each Spark job, whole or not at all by the
committer of Spark. A run that was stopped goes on from there. Only when every part is done does OUT itself appear, by
one renaming, with `_manifest.json` in it that says what it was made of; a run that finds it does nothing.
"""

import hashlib
import os
import re
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from .. import __version__
from ..errors import BadInput, ProscribeError
from ..screening import parquet
from .files import Files
from .parts import Part
from .rows import DDL, Row, batches, mapped, packed, unpacked
from .session import cause

#: Reads a part from the place where its file lies now.
Reads = Callable[[Part, Path], Iterator[Row]]
#: What is done with the rows that were read; rows of a kind that it does not know pass through.
Works = Callable[[Iterator[Row]], Iterator[Row]]
#: Rows of one file that stay together when what was read is spread over all workers.
_TOGETHER = 8_192
_TASK = re.compile(r"Task (\d+) in stage")


class Failed(Exception):
    """A task that failed: its text names the file and the place in it."""


@dataclass(frozen=True)
class Run:
    """What a run is made of. `key` stands for all that the result depends on beside the parts.

    `spread` cuts what is read into so many pieces for the work after it, where files cannot be cut themselves; `wave`
    is how many parts are finished together.
    """

    out: str
    key: str
    parts: Sequence[Part]
    read: Reads
    work: Works | None = None
    spread: int = 0
    wave: int = 0


@dataclass(frozen=True)
class Done:
    """The rows of a run whose every part is done, before they are put out."""

    frame: Any
    counters: Mapping[str, int]
    errors: tuple[str, ...] = field(default=())


def where(part: Part) -> str:
    """A part in words: the file and the place in it."""
    if part.group is not None:
        return f"{part.path} row group {part.group}"
    return f"{part.path} from byte {part.first}" if part.first else part.path


def location(out: str) -> str:
    """A path as Spark must be told it: one without a scheme is a folder that every worker sees."""
    return out.rstrip("/") if "://" in out else Path(out).absolute().as_uri()


def earlier(files: Files, run: Run) -> Mapping[str, Any] | None:
    """The manifest of the output, when this very run was finished before.

    Raises `BadInput` when something else is there.
    """
    out = location(run.out)
    if not files.exists(out):
        return None
    manifest = f"{out}/_manifest.json"
    found = files.read(manifest) if files.exists(manifest) else None
    if found is None or found.get("input") != _input(run):
        made = "the output of another run" if found else "something else"
        raise BadInput(f"--out {run.out}: {made} is there already; name another folder, or move it away")
    return dict(found)


def perform(spark: Any, files: Files, run: Run, step: Callable[[], None] = lambda: None) -> Done:
    """Do the parts that no earlier try has finished, and give the rows of all. `step` is called after each wave."""
    staging = f"{location(run.out)}.parts"
    missing = [p for p in run.parts if p.key not in _finished(spark, files, staging)]
    size = run.wave or 8 * max(2, spark.sparkContext.defaultParallelism)
    for _, group in groupby(missing, lambda p: p.remote):
        parts = list(group)
        for first in range(0, len(parts), size):
            _wave(spark, run, parts[first : first + size], f"{staging}/{uuid.uuid4().hex[:12]}")
            step()
    return _gathered(spark, files, run, staging)


def finish(files: Files, run: Run, write: Callable[[str], Mapping[str, int]]) -> Mapping[str, int]:
    """Put the output out: `write` writes a folder and gives more counters; it gets its name when it is whole."""
    out = location(run.out)
    partial_ = f"{out}.{uuid.uuid4().hex[:8]}.partial"
    try:
        counters = dict(write(partial_))
        manifest = {"program": __version__, "input": _input(run), "counters": counters}
        files.write(f"{partial_}/_manifest.json", manifest)
        files.rename(partial_, out)
    except BaseException:
        files.remove(partial_)
        raise
    files.remove(f"{out}.parts")
    return counters


def _input(run: Run) -> str:
    return hashlib.sha256("\n".join([run.key, *sorted(p.key for p in run.parts)]).encode()).hexdigest()


def _finished(spark: Any, files: Files, staging: str) -> set[str]:
    folders = _folders(files, staging)
    if not folders:
        return set()
    counts = spark.read.schema(DDL).parquet(*folders).filter("kind = 'count'").select("part")
    return {row.part for row in counts.collect()}


def _folders(files: Files, staging: str) -> list[str]:
    return [f for f in files.folders(staging) if files.exists(f"{f}/_SUCCESS")]


def _wave(spark: Any, run: Run, parts: Sequence[Part], folder: str) -> None:
    read = partial(_reading, run.read, __version__)
    if parts[0].remote:
        wanted = {p.path: p for p in parts}
        spark.conf.set("spark.sql.files.maxPartitionBytes", "1")  # each file goes to a task of its own
        source = spark.read.format("binaryFile").load(list(wanted)).select("path", "content")
        dealt: Any = partial(_fetched, wanted)
    else:
        source = spark.range(0, len(parts), 1, len(parts))
        dealt = partial(_dealt, tuple(parts))
    if run.work is None or not run.spread:
        frame = mapped(source, partial(_task, dealt, read, run.work), DDL)
    else:
        frame = mapped(source, partial(_task, dealt, read, None), DDL)
        frame = frame.selectExpr("*", f"row div {_TOGETHER} as piece").repartition(
            run.spread, "part", "piece"
        )
        frame = mapped(frame.drop("piece"), partial(_more, run.work), DDL)
    try:
        frame.write.parquet(folder)
    except ProscribeError:
        raise
    except Exception as error:
        if os.environ.get("PROSCRIBE_DEBUG"):
            raise
        why = cause(error)
        if not any(why.startswith(p.path) for p in parts):
            at = _TASK.search(str(error)) if not run.spread else None
            named = where(parts[int(at[1])]) if at and int(at[1]) < len(parts) else _among(parts)
            why = f"{named}: {why}"
        raise BadInput(f"{why}; nothing was put out, and the same command goes on where it stopped") from None
    finally:
        spark.conf.unset("spark.sql.files.maxPartitionBytes")


def _among(parts: Sequence[Part]) -> str:
    return f"one of {len(parts)} parts from {where(parts[0])} on" if len(parts) > 1 else where(parts[0])


def _task(dealt: Any, read: Any, work: Works | None, found: Iterable[Any]) -> Iterator[Any]:
    rows = (row for part, path in dealt(found) for row in read(part, path))
    return batches(work(rows) if work else rows)


def _more(work: Works, found: Iterable[Any]) -> Iterator[Any]:
    return batches(work(unpacked(found)))


def _dealt(parts: Sequence[Part], found: Iterable[Any]) -> Iterator[tuple[Part, Path]]:
    for batch in found:
        for number in batch.column("id").to_pylist():
            yield parts[number], Path(parts[number].path)


def _fetched(wanted: Mapping[str, Part], found: Iterable[Any]) -> Iterator[tuple[Part, Path]]:
    for batch in found:
        for number, path in enumerate(batch.column("path").to_pylist()):
            with tempfile.TemporaryDirectory(prefix="proscribe-") as folder:
                here = Path(folder) / path.rpartition("/")[2]
                with here.open("wb") as file:
                    file.write(batch.column("content")[number].as_buffer())
                yield wanted[path], here


def _reading(read: Reads, program: str, part: Part, path: Path) -> Iterator[Row]:
    """The rows of a part, then its counters; what is wrong with the file is a row, anything else fails the task."""
    if program != __version__:
        raise Failed(f"a worker has proscribe {__version__}, the driver {program}; install the same on both")
    counts: Counter[str] = Counter()
    for piece in _pieces(part, path):
        try:
            for row in read(piece, path):
                counts[row.kind] += 1
                yield row
        except BadInput as error:
            counts["error"] += 1
            text = str(error).replace(str(path), part.path)
            text = text if part.path in text else f"{where(piece)}: {text}"
            yield Row("error", part.key, piece.before or piece.first, piece.group or 0, packed(text))
        except Exception as error:
            raise Failed(f"{where(piece)}: {type(error).__name__}: {error}") from error
    yield Row("count", part.key, part.first, 0, packed(counts))


def _pieces(part: Part, path: Path) -> Iterator[Part]:
    """A part as it is read: a whole Parquet file by row groups, so that a damaged one costs no other."""
    if part.group is not None or path.suffix.lower() != ".parquet":
        yield part
        return
    before = 0
    try:
        sizes = parquet.groups(path)[1]
    except BadInput:
        sizes = []
    for group, size in enumerate(sizes):
        yield replace(part, group=group, count=size, before=before)
        before += size
    if not sizes:
        yield part


def _gathered(spark: Any, files: Files, run: Run, staging: str) -> Done:
    folders = _folders(files, staging)
    if not folders:
        return Done(spark.createDataFrame([], f"{DDL}, place int"), {})
    table = spark.createDataFrame([(p.key, p.order) for p in run.parts], "part string, place int")
    # two runs at once may have done a part twice
    rows = spark.read.schema(DDL).parquet(*folders).dropDuplicates(["kind", "part", "row", "n"])
    frame = rows.join(table.hint("broadcast"), "part")
    counters: Counter[str] = Counter()
    for row in frame.filter("kind = 'count'").select("data").collect():
        counters.update(Row("count", "", data=row.data).json)
    order = [(r.place, r.row, r.data) for r in frame.filter("kind = 'error'").collect()]
    errors = tuple(Row("error", "", data=data).json for _, _, data in sorted(order))
    return Done(frame, dict(counters), errors)
