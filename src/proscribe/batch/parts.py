"""The pieces that a run is cut into: a slice of a row group, a range of an archive, or a file that cannot be cut."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from glob import glob, has_magic
from pathlib import Path
from typing import Any, Protocol

from ..errors import BadInput
from ..screening import parquet

#: Rows of a Parquet file and bytes of an archive that one task takes.
ROWS, BYTES = 131_072, 64_000_000
ARCHIVES = (".warc", ".warc.gz")


@dataclass(frozen=True, slots=True)
class File:
    """An input: its path, its size in bytes, and a mark that changes whenever its content does.

    `remote` files are opened by Spark's own file systems; the others lie where every worker sees them under this path.
    """

    path: str
    size: int
    mark: str
    remote: bool = False

    @property
    def archive(self) -> bool:
        """True for a web archive."""
        return self.path.lower().endswith(ARCHIVES)

    @property
    def parquet(self) -> bool:
        """True for a table by row groups."""
        return self.path.lower().endswith(".parquet")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of one file, known by the digest of all that its result depends on.

    `order` is the place of the file among the inputs. Of a Parquet file: row group, first row in it, number of rows,
    and how many rows of the file are before it. Of an archive: the bytes from `first` for `count`. None is all of it.
    """

    key: str
    path: str
    order: int
    remote: bool = False
    group: int | None = None
    first: int = 0
    count: int | None = None
    before: int = 0

    def form(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)


class Lists(Protocol):
    """What lists the files of a remote folder or pattern: Spark's own file systems, through the driver."""

    def files(self, path: str) -> list[File]:
        """The files that a path, folder or pattern names, in the order of their paths."""


def files(given: Iterable[str], suffixes: tuple[str, ...], remote: Lists | None = None) -> list[File]:
    """The inputs that paths, folders and patterns name, each once; raises `BadInput` for one that names none."""
    found: dict[str, File] = {}
    for path in given:
        there = remote.files(path) if remote and "://" in path else map(_local, _paths(path, suffixes))
        here = [f for f in there if f.path.lower().endswith(suffixes)]
        if not here:
            raise BadInput(
                f"{path}: no file there to read; give one, a folder or a pattern of {', '.join(suffixes)}"
            )
        found.update((f.path, f) for f in here)
    return list(found.values())


def _paths(path: str, suffixes: tuple[str, ...]) -> list[Path]:
    if has_magic(path) and not Path(path).exists():
        return sorted(p for p in map(Path, glob(path)) if p.is_file())  # noqa: PTH207 (patterns may be absolute)
    if Path(path).is_dir():
        names = (p for p in Path(path).rglob("*") if p.is_file() and not p.name.startswith(("_", ".")))
        return sorted(p for p in names if p.name.lower().endswith(suffixes))
    if not Path(path).is_file():
        raise BadInput(f"{path}: there is no such file")
    return [Path(path)]


def _local(path: Path) -> File:
    """The mark is made of the size, the day of change and both ends: the end of a Parquet file tells of all of it."""
    size, changed = path.stat().st_size, path.stat().st_mtime_ns
    with path.open("rb") as stream:
        head = stream.read(1 << 16)
        stream.seek(max(0, size - (1 << 16)))
        ends = hashlib.sha256(head + stream.read()).hexdigest()
    return File(str(path.absolute()), size, f"{size}:{changed}:{ends}")


def cut(inputs: Iterable[File], run: str, archive: int = BYTES) -> Iterator[Part]:
    """The parts of some inputs, for a run with this key; `archive` is how many bytes of an archive are one part.

    A Parquet file that cannot be opened is one part.
    """
    for order, file in enumerate(inputs):
        for place in _places(file, archive):
            text = "\n".join(map(str, (run, file.path, file.mark, *place)))
            key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
            yield Part(key, file.path, order, file.remote, *place)


def _places(file: File, archive: int) -> Iterator[tuple[int | None, int, int | None, int]]:
    whole = (None, 0, None, 0)
    if file.remote:
        yield whole
    elif file.archive and not file.path.lower().endswith(".warc"):
        for first in range(0, max(file.size, 1), archive):
            yield None, first, archive, 0
    elif file.parquet:
        try:
            sizes = parquet.groups(Path(file.path))[1]
        except BadInput:
            yield whole  # the task that opens it says what is wrong, beside the others
            return
        before = 0
        for group, size in enumerate(sizes):
            for first in range(0, size, ROWS):
                yield group, first, min(ROWS, size - first), before + first
            before += size
        if not sizes:
            yield whole
    else:
        yield whole
