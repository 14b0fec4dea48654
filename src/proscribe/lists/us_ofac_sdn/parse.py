"""OFAC's lists in any of their published forms: the legacy CSV set, the simple XML and the advanced XML."""

from collections.abc import Mapping

from ..files import only
from ..parsed import Parsed
from ..registry import source
from ..source import Source
from . import advanced, legacy, simple


def parse(files: Mapping[str, bytes]) -> Parsed:
    """Read the SDN list; raises `Refusal` when it is not that list whole."""
    return read(files, source("us_ofac_sdn"))


def read(files: Mapping[str, bytes], src: Source) -> Parsed:
    """Read files of `src` in the form they are in."""
    starts = {data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] for data in files.values()}
    if starts != {b"<"}:
        return legacy.read(files, src)
    name, data = only(files)
    if b"<Sanctions" in data[:2000] or b":Sanctions" in data[:2000]:
        return advanced.read(name, data, src)
    return simple.read(name, data, src)
