"""Folders and files as Spark's own file systems see them, asked through the driver."""

import json
from typing import Any

from ..errors import BadInput
from .parts import File


class Files:
    """Any path that Spark can open: local, `hdfs://`, `s3://`, `s3a://` and so on."""

    def __init__(self, spark: Any) -> None:
        self._jvm = spark.sparkContext._jvm
        self._conf = spark.sparkContext._jsc.hadoopConfiguration()

    def files(self, path: str) -> list[File]:
        """The files that a path, folder or pattern names, in the order of their paths."""
        there = self._path(path)
        try:
            system = there.getFileSystem(self._conf)
            found = list(system.globStatus(there) or ())
            for folder in [s for s in found if s.isDirectory()]:
                found += system.listStatus(folder.getPath())
        except Exception as error:
            from .session import cause

            raise BadInput(f"{path}: it cannot be listed: {cause(error)}") from None
        kept = [s for s in found if s.isFile() and not s.getPath().getName().startswith(("_", "."))]
        made = (
            File(s.getPath().toString(), s.getLen(), f"{s.getLen()}:{s.getModificationTime()}", remote=True)
            for s in kept
        )
        return sorted(made, key=lambda f: f.path)

    def exists(self, path: str) -> bool:
        """True when there is such a file or folder."""
        there = self._path(path)
        return bool(there.getFileSystem(self._conf).exists(there))

    def folders(self, path: str) -> list[str]:
        """The folders in a folder that is there or not."""
        there = self._path(path)
        system = there.getFileSystem(self._conf)
        if not system.exists(there):
            return []
        return sorted(s.getPath().toString() for s in system.listStatus(there) if s.isDirectory())

    def read(self, path: str) -> Any:
        """The JSON in a file."""
        there = self._path(path)
        stream = there.getFileSystem(self._conf).open(there)
        try:
            return json.loads(bytes(stream.readAllBytes()))
        finally:
            stream.close()

    def write(self, path: str, value: Any) -> None:
        """Write JSON to a file."""
        there = self._path(path)
        stream = there.getFileSystem(self._conf).create(there, True)
        try:
            stream.write(bytearray(json.dumps(value, indent=1).encode()))
        finally:
            stream.close()

    def rename(self, old: str, new: str) -> None:
        """Give a folder its name; raises `BadInput` when that cannot be."""
        there = self._path(old)
        if not there.getFileSystem(self._conf).rename(there, self._path(new)):
            raise BadInput(f"{new}: the finished output could not be given this name; it is in {old}")

    def remove(self, path: str) -> None:
        """Remove a folder with all in it, where it is there."""
        there = self._path(path)
        there.getFileSystem(self._conf).delete(there, True)

    def _path(self, path: str) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(path)
