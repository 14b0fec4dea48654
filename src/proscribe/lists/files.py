"""Bytes before parsing: what may be unpacked, and what text they are."""

import zlib
from collections.abc import Iterator, Mapping

from .parsed import Refusal

MEGABYTE = 1 << 20
_CHUNK = 1 << 16
_BINARY = {
    b"PK\x03\x04": "a zip or workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF-": "a PDF",
}


def unpacked(files: Mapping[str, bytes], megabytes: int) -> dict[str, bytes]:
    """The files as their publisher issued them: gzip is undone, names lose `.gz`, nothing is empty or too
    large.

    Raises `Refusal` (`empty`, `too_large`, `truncated`). `megabytes` limits all files together; unpacking
    stops at the limit, so that a small file cannot become a large one.
    """
    if not files:
        raise Refusal("empty", "no file was given")
    left = megabytes * MEGABYTE
    out: dict[str, bytes] = {}
    for name, data in files.items():
        if data[:2] == b"\x1f\x8b":
            data, name = b"".join(_inflated(data, left, name)), name.removesuffix(".gz")
        left -= len(data)
        if left < 0:
            raise Refusal("too_large", f"is larger than the {megabytes} MB that this list can have", name)
        if not data.strip(b" \t\r\n\x00\x1a\xef\xbb\xbf"):
            raise Refusal("empty", "is empty: the publisher's address may have moved", name)
        out[name] = data
    return out


def _inflated(data: bytes, limit: int, name: str) -> Iterator[bytes]:
    view, size = memoryview(data), 0
    while len(view):
        unpack = zlib.decompressobj(wbits=31)
        try:
            for start in range(0, len(view), _CHUNK):
                tail = bytes(view[start : start + _CHUNK])
                while tail and not unpack.eof:
                    piece = unpack.decompress(tail, _CHUNK)
                    tail, size = unpack.unconsumed_tail, size + len(piece)
                    if size > limit:
                        raise Refusal("too_large", f"unpacks to more than {limit // MEGABYTE} MB", name)
                    yield piece
                if unpack.eof:
                    used = start + min(_CHUNK, len(view) - start) - len(unpack.unused_data)
                    break
        except zlib.error as error:
            raise Refusal("truncated", f"is damaged gzip ({error}); fetch it again", name) from None
        if not unpack.eof:
            raise Refusal("truncated", "ends in the middle of its gzip stream; fetch it again", name)
        view = view[used:]


def text_of(data: bytes, name: str, fallback: str | None = None) -> str:
    """The text of a file: UTF-8 (with or without a mark), else `fallback` (`cp1252`) where a publisher has
    used it.

    Raises `Refusal` for NUL bytes and for what is neither: a guess would put wrong letters into names.
    """
    if known := next((kind for mark, kind in _BINARY.items() if data.startswith(mark)), None):
        raise Refusal("other_format", f"is {known} where text was expected", name)
    if b"\x00" in data:
        raise Refusal("bad_encoding", "has NUL bytes: it is not a text in UTF-8", name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = error.start
    if fallback:
        try:
            return data.decode(fallback)
        except UnicodeDecodeError:
            pass
    raise Refusal("bad_encoding", f"is not UTF-8: byte {where} is {data[where]:#04x}", name)


def only(files: Mapping[str, bytes]) -> tuple[str, bytes]:
    """The one file of a list that comes in one; raises `Refusal` when there are more."""
    if len(files) != 1:
        some = ", ".join(list(files)[:3])
        raise Refusal(
            "other_format",
            f"one publication of this list is one file, and here are {len(files)} ({some}…): give them one by one",
        )
    return next(iter(files.items()))
