"""One file that holds named arrays, opened without reading them: the form in which an index is kept.

Layout: the magic line, a version and the length of the header (two little-endian 64-bit numbers), the SHA-256 of the
header, the header as JSON (where each array lies, of what type and shape; the CRC-32 of all that follows; and free
metadata), then the arrays, each at a multiple of 64 bytes, little-endian.
"""

import hashlib
import json
import mmap
import os
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import BadInput

MAGIC = b"PROSCRIBE SCREENING INDEX\n"
VERSION = 1
_ALIGN = 64
_FIXED = struct.Struct("<QQ32s")

Arrays = dict[str, NDArray[Any]]


def save(path: Path, arrays: Mapping[str, NDArray[Any]], meta: Mapping[str, Any]) -> None:
    """Write the arrays and the metadata; the file appears whole under its name or not at all."""
    places, offset = {}, 0
    packed = {name: np.ascontiguousarray(a).astype(a.dtype.newbyteorder("<")) for name, a in arrays.items()}
    for name, array in packed.items():
        places[name] = [array.dtype.str, list(array.shape), offset]
        offset += -(-array.nbytes // _ALIGN) * _ALIGN
    crc = 0
    for array in packed.values():
        crc = zlib.crc32(b"\0" * (-array.nbytes % _ALIGN), zlib.crc32(array.data if array.size else b"", crc))
    header = json.dumps({"arrays": places, "size": offset, "crc": crc, "meta": meta}, sort_keys=True).encode()
    header += b" " * (-(len(MAGIC) + _FIXED.size + len(header)) % _ALIGN)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with partial.open("wb") as file:
            file.write(MAGIC + _FIXED.pack(VERSION, len(header), hashlib.sha256(header).digest()) + header)
            for array in packed.values():
                file.write(array.data if array.size else b"")
                file.write(b"\0" * (-array.nbytes % _ALIGN))
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise BadInput(f"cannot write the index {path}: {error.strerror or error}") from None


def load(path: Path) -> tuple[Arrays, dict[str, Any]]:
    """Map the file and check all of it; `BadInput` says why it cannot be used."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < len(MAGIC) + _FIXED.size:
                raise BadInput(f"{path} is not a screening index: it is only {size} bytes long")
            whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise BadInput(f"cannot open the index {path}: {error.strerror or error}; build it first") from None
    if whole[: len(MAGIC)] != MAGIC:
        raise BadInput(f"{path} is not a screening index; build one, or give the right file")
    version, length, digest = _FIXED.unpack_from(whole, len(MAGIC))
    if version != VERSION:
        raise BadInput(
            f"the index {path} is of version {version}, this program reads version {VERSION}; build it again"
        )
    begin = len(MAGIC) + _FIXED.size
    header = whole[begin : begin + length]
    if len(header) != length or hashlib.sha256(header).digest() != digest:
        raise BadInput(f"the index {path} is damaged (its header does not verify); build it again")
    data = json.loads(header)
    begin += length
    if size != begin + data["size"]:
        raise BadInput(
            f"the index {path} is damaged (it is {size} bytes, not {begin + data['size']}); build it again"
        )
    if zlib.crc32(memoryview(whole)[begin:]) != data["crc"]:
        raise BadInput(f"the index {path} is damaged (its content does not verify); build it again")
    return {name: _array(whole, begin, *place) for name, place in data["arrays"].items()}, data["meta"]


def _array(whole: mmap.mmap, begin: int, kind: str, shape: list[int], at: int) -> NDArray[Any]:
    count = int(np.prod(shape, dtype=np.int64))
    if count == 0:
        return np.zeros(shape, np.dtype(kind))
    return np.frombuffer(whole, np.dtype(kind), count, begin + at).reshape(shape)


def text_array(texts: "list[str] | tuple[str, ...]") -> NDArray[np.uint8]:
    """Texts without line breaks as one array."""
    return np.frombuffer("\n".join(texts).encode(), np.uint8)


def texts(array: NDArray[np.uint8]) -> tuple[str, ...]:
    """The texts of such an array."""
    return tuple(array.tobytes().decode().split("\n")) if array.size else ()
