"""A file of names against the lists: `/v1/screen/file`, as the body itself or in a form."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

from anyio import to_thread
from fastapi import APIRouter, Query
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request
from starlette.responses import Response

from ...errors import BadInput
from ...screening import readers
from ...screening.hits import Query as Name
from .. import answer
from ..asking import One
from ..problems import Refusal
from ..shapes import LINE
from .screening import Searching, stream

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

router = APIRouter(tags=["screening"])
#: How each kind of file is named in a content type, and the suffix that readers know it by.
KINDS = {
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "text/plain": ".txt",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/vnd.apache.parquet": ".parquet",
    "application/x-parquet": ".parquet",
}
_MARKS = {
    b"PK\x03\x04": "a ZIP archive",
    b"\x1f\x8b": "a gzip file",
    b"%PDF": "a PDF",
    b"BZh": "a bzip2 file",
}


def _column(what: str, example: str) -> object:
    return Query(max_length=200, description=f"The column of {what}.", examples=[example])


@router.post(
    "/screen/file",
    response_class=Response,
    responses={
        200: {
            "description": "One object a line: what is searched, names with hits, rejects, and at last the counts.",
            "content": {answer.LINES: {"schema": LINE}},
        }
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                **{kind: {"schema": {"type": "string", "format": "binary"}} for kind in KINDS},
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "properties": {"file": {"type": "string", "format": "binary"}},
                        "required": ["file"],
                    }
                },
            },
        }
    },
)
async def screen_file(
    request: Request,
    ask: One,
    search: Searching,
    column: Annotated[str, _column("names", "name")] = "name",
    id_column: Annotated[str | None, _column("the customer's own keys", "id")] = None,
    birth_column: Annotated[str | None, _column("dates of birth", "birth")] = None,
    country_column: Annotated[str | None, _column("countries", "country")] = None,
    kind_column: Annotated[str | None, _column("kinds of party", "kind")] = None,
    encoding: Annotated[
        str | None,
        Query(
            max_length=40, description="The encoding of a CSV file that is not UTF-8.", examples=["cp1251"]
        ),
    ] = None,
) -> Response:
    """Screen a file of names: CSV, JSON lines or Parquet. Only names with hits are answered, and rows that are unfit.

    The file is kept only while it is read. The customers' names are not recorded and not logged.
    """
    columns = readers.Columns(column, id_column, birth_column, country_column, kind_column)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="proscribe-")))
        path = await _received(request, folder)
        kept = stack.pop_all()

    def answered() -> Response:
        return stream(ask, search, rows(path, columns, encoding), None, hits_only=True, after=kept)

    try:
        return await to_thread.run_sync(answered)
    except BaseException:
        kept.close()
        raise


def rows(path: Path, columns: readers.Columns, encoding: str | None) -> Iterator[Name | readers.Reject]:
    """The rows of the file; what is wrong with the file as a whole shows at once, and names it as the caller does."""
    with path.open("rb") as file:
        head = file.read(8)
    for mark, what in _MARKS.items():
        if head.startswith(mark):
            raise Refusal(415, f"the file is {what}; send CSV, JSON lines or Parquet as it is", field="file")
    found = _plainly(readers.read(path, columns, encoding=encoding), path)
    return chain(list(islice(found, 1)), found)


def _plainly(found: Iterator[Name | readers.Reject], path: Path) -> Iterator[Name | readers.Reject]:
    try:
        yield from found
    except BadInput as error:
        raise BadInput(str(error).replace(str(path), "the file")) from None


async def _received(request: Request, folder: Path) -> Path:
    """The file of a request, written into a folder under a name of our own."""
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    coding = request.headers.get("content-encoding", "identity")
    if coding != "identity":
        raise Refusal(415, "send the file as it is, not compressed", field="content-encoding")
    media = kind.decode("latin-1").lower()
    if media == "multipart/form-data":
        with (folder / "upload").open("wb") as file:
            suffix = await _from_form(request.stream(), options.get(b"boundary", b""), file)
        return (folder / "upload").rename(folder / f"upload{suffix}")
    if media not in KINDS:
        said = f"a file of type {media[:80] or 'none'} is not read; send one of: {', '.join(KINDS)}"
        raise Refusal(415, said, field="content-type")
    path = folder / f"upload{KINDS[media]}"
    with path.open("wb") as file:
        async for chunk in request.stream():
            file.write(chunk)
    return path


async def _from_form(chunks: AsyncIterator[bytes], boundary: bytes, file: BinaryIO) -> str:
    """Write the part `file` of a form to a file; gives the suffix of its name. Other parts are read over."""
    part = _Part(file)
    if not boundary:
        raise Refusal(400, "the form has no boundary in its content type", field="content-type")
    try:
        parser = MultipartParser(boundary, part.callbacks())
        async for chunk in chunks:
            parser.write(chunk)
        parser.finalize()
    except FormParserError:
        raise Refusal(400, "the body is not a form of several parts", field="body") from None
    if part.suffix is None:
        raise Refusal(400, "the form has no file in a field called file", field="file")
    if part.suffix not in KINDS.values():
        said = f"a file {part.suffix or 'without a suffix'} is not read; give .csv, .jsonl or .parquet"
        raise Refusal(415, said, field="file")
    return part.suffix


class _Part:
    """Picks the field `file` out of a form as it comes in."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.suffix: str | None = None
        self._name = self._value = b""
        self._about: dict[bytes, bytes] = {}
        self._mine = False

    def callbacks(self) -> "MultipartCallbacks":
        """What the parser calls."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._field,
            "on_header_value": self._content,
            "on_header_end": self._header,
            "on_headers_finished": self._headers,
            "on_part_data": self._data,
        }

    def _begin(self) -> None:
        self._about, self._mine = {}, False

    def _field(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _content(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header(self) -> None:
        self._about[self._name.lower()] = self._value
        self._name = self._value = b""

    def _headers(self) -> None:
        _, options = parse_options_header(self._about.get(b"content-disposition", b""))
        self._mine = options.get(b"name") == b"file" and self.suffix is None
        if self._mine:
            given = options.get(b"filename", b"").decode("utf-8", "replace")
            kind, _ = parse_options_header(self._about.get(b"content-type", b""))
            self.suffix = Path(given).suffix.lower() or KINDS.get(kind.decode("latin-1").lower(), "")

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._mine:
            self.file.write(data[start:end])
