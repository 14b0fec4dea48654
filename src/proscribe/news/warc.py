"""Web archives: the reports of a `.warc` or `.warc.gz` file, one at a time, without holding the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from ..errors import BadInput
from ..model.dates import Day

#: A page larger than this, in bytes, is passed over.
LARGEST = 20_000_000
_KINDS = frozenset({"text/html", "application/xhtml+xml", "text/plain"})


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was fetched: its address, media type with charset, bytes, and the day of the fetch.

    The day of the fetch is not the day of publication, which the page itself may state.
    """

    url: str
    media_type: str
    body: bytes
    fetched: Day | None


def pages(stream: BinaryIO, name: str) -> Iterator[Page]:
    """The pages of a web archive that came with success and hold text, in its order; `name` is for messages.

    Raises `BadInput` when the file is no web archive, and without the extra `news`, which has warcio.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise BadInput(
            f"{name} is a web archive, which needs warcio: pip install 'proscribe[news]'"
        ) from None
    try:
        empty = True
        for record in ArchiveIterator(stream):
            if record.format != "warc":
                break  # any line of text passes for a record of the older ARC format
            empty = False
            page = _page(record)
            if page is not None:
                yield page
        if empty:
            raise BadInput(f"{name} is not a web archive: it holds no record")
    except ArchiveLoadFailed as error:
        raise BadInput(f"{name} is not a web archive: {str(error).splitlines()[0].strip()}") from None


def _page(record: Any) -> Page | None:
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
    return Page(record.rec_headers.get_header("WARC-Target-URI") or "", media_type, body, fetched)
