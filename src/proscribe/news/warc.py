"""Web archives: the reports of a `.warc` or `.warc.gz` file, one at a time, without holding the file.

Each record of a `.warc.gz` is a gzip member of its own. So reading can begin anywhere in the file, at the first member
that begins there, and goes on behind a member that is damaged.
"""

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from ..errors import BadInput
from ..model.dates import Day

#: A page larger than this, in bytes, is passed over.
LARGEST = 20_000_000
_KINDS = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_MAGIC = b"\x1f\x8b\x08"
_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was fetched: its address, media type with charset, bytes, and the day of the fetch.

    The day of the fetch is not the day of publication, which the page itself may state. `offset` is where its record
    begins in the file, in bytes; 0 where the file is not compressed record by record.
    """

    url: str
    media_type: str
    body: bytes
    fetched: Day | None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Damage:
    """A record that could not be read: where in the file it begins, in bytes, and why."""

    offset: int
    reason: str


def pages(stream: BinaryIO, name: str, start: int = 0, stop: int | None = None) -> Iterator[Page | Damage]:
    """The pages of a web archive that came with success and hold text, in its order; `name` is for messages.

    Of a file that is compressed record by record, only the records that begin from byte `start` up to `stop` are
    read, and a damaged one is given as `Damage` between the others; any other file is read whole by whoever begins at
    0. Raises `BadInput` when the file is no web archive, and without the extra `news`, which has warcio.
    """
    stream.seek(0)
    if stream.read(3) == _MAGIC:
        yield from _members(stream, name, start, stop)
    elif start == 0:
        stream.seek(0)
        try:
            yield from _records(stream, name, 0)
        except _Broken as error:
            raise BadInput(f"{name} is not a web archive: {error}") from None


class _Broken(Exception):
    """A record that cannot be read."""


def _records(stream: Any, name: str, offset: int) -> Iterator[Page]:
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise BadInput(
            f"{name} is a web archive, which needs warcio: pip install 'proscribe[news]'"
        ) from None
    empty = True
    try:
        for record in ArchiveIterator(stream):
            if record.format != "warc":
                break  # any line of text passes for a record of the older ARC format
            empty = False
            page = _page(record, offset)
            if page is not None:
                yield page
    except ArchiveLoadFailed as error:
        raise _Broken(str(error).splitlines()[0].strip()) from None
    if empty:
        raise _Broken("it holds no record")


def _members(stream: BinaryIO, name: str, start: int, stop: int | None) -> Iterator[Page | Damage]:
    source = _Source(stream, start)
    if start:
        _advance(source)
    sound = False
    while source.peek() and (stop is None or source.at < stop):
        offset = source.at
        member = _Member(source)
        held: Page | None = None
        try:
            for page in _records(io.BufferedReader(member, _BLOCK), name, offset):
                if held is not None:
                    yield held
                held = page
            member.drain()  # the check sum stands at the end: until then the last page is not known to be whole
        except (_Broken, zlib.error) as error:
            if not sound and start == 0:
                raise BadInput(f"{name} is not a web archive: {error}") from None
            yield Damage(offset, f"the record is damaged ({error})")
            source.seek(offset + 1)
            _advance(source)
            continue
        sound = True
        if held is not None:
            yield held


class _Source:
    """A file from a place on, block by block; `at` is the place of the next byte."""

    def __init__(self, stream: BinaryIO, start: int) -> None:
        self._stream = stream
        self.seek(start)

    def seek(self, at: int) -> None:
        self._stream.seek(at)
        self.at, self._held = at, b""

    def peek(self) -> bytes:
        """What comes next: at least a byte, unless the file is at its end."""
        if not self._held:
            self._held = self._stream.read(_BLOCK)
        return self._held

    def more(self) -> bool:
        """Have another block to peek at; False at the end of the file."""
        block = self._stream.read(_BLOCK)
        self._held += block
        return bool(block)

    def skip(self, count: int) -> None:
        self._held = self._held[count:]
        self.at += count


class _Member(io.RawIOBase):
    """One gzip member as it is inflated; whatever its size, only a block of it is held."""

    def __init__(self, source: _Source) -> None:
        self._source = source
        self._inflate = zlib.decompressobj(31)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._inflate.eof:
            block = self._source.peek()
            if not block:
                raise _Broken("the file is cut short in it")
            data = self._inflate.decompress(block, len(buffer))
            self._source.skip(len(block) - len(self._inflate.unused_data or self._inflate.unconsumed_tail))
            if data:
                buffer[: len(data)] = data
                return len(data)
        return 0

    def drain(self) -> None:
        """Read up to the end, where the check sum is compared."""
        waste = bytearray(_BLOCK)
        while self.readinto(waste):
            pass


def _advance(source: _Source) -> None:
    """Go to the next member that opens with a record, or to the end."""
    while True:
        block = source.peek()
        found = block.find(_MAGIC)
        if found < 0:
            source.skip(max(0, len(block) - 2))
            if not source.more():
                source.skip(len(source.peek()))
                return
            continue
        source.skip(found)
        if len(source.peek()) < 4096:
            source.more()
        try:
            head = zlib.decompressobj(31).decompress(source.peek(), 5)
        except zlib.error:
            head = b""
        if head == b"WARC/":
            return
        source.skip(1)


def _page(record: Any, offset: int) -> Page | None:
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
        return None
    media_type = headers.get_header("Content-Type") or ""
    if media_type.partition(";")[0].strip().lower() not in _KINDS:
        return None
    body = record.content_stream().read(LARGEST + 1)
    if len(body) > LARGEST or not body.strip():
        return None
    when = (record.rec_headers.get_header("WARC-Date") or "")[:10]
    try:
        fetched = Day.of(date.fromisoformat(when))
    except ValueError:
        fetched = None
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    return Page(url, media_type, body, fetched, offset)
