"""A report's bytes into the text that quotes count in, with what the bytes say of their own publication."""

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from ..errors import BadInput
from ..model.dates import Day

_TAGS = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|p|div|meta)\b", re.I)
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.I)
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})")
_DATES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[translate(@name,'DCPUBLISHATERN.','dcpublishatern.')='date']/@content",
    "//meta[@name='pubdate' or @name='publishdate' or @name='DC.date.issued' or @name='dc.date']/@content",
    "//time[@pubdate]/@datetime",
)
_SITES = ("//meta[@property='og:site_name']/@content", "//meta[@name='application-name']/@content")


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a report and what made it (`extractor`, with its version), with the metadata that it carries.

    `published`, `publisher`, `title` and `language` are None where the report does not say them itself.
    """

    text: str
    media_type: str
    extractor: str
    published: Day | None = None
    publisher: str | None = None
    title: str | None = None
    language: str | None = None


def extract(body: bytes, name: str, media_type: str | None = None) -> Extracted:
    """Read bytes as a report: HTML by its main text, anything else as plain text.

    `name` is its path or address, for messages. Raises `BadInput` for bytes that hold no text, and where HTML is
    given without the extra `gather`, which has trafilatura.
    """
    kind = (media_type or "").partition(";")[0].strip().lower()
    if not body.strip():
        raise BadInput(f"{name} is empty; give a report that has a text")
    if kind in ("", "text/html", "application/xhtml+xml", "text/plain") and (
        kind.endswith("html") or _TAGS.search(body[:4096])
    ):
        return _from_html(body, name, media_type)
    text = decode(body, name, media_type)
    return Extracted(text, "text/plain", "plain/1")


def decode(body: bytes, name: str, media_type: str | None = None) -> str:
    """The characters of some bytes: as declared where that holds, else as UTF-8, else as they look.

    Raises `BadInput` when they look like no text at all.
    """
    declared = _CHARSET.search((media_type or "").encode() or b"") or _CHARSET.search(body[:2048])
    said = declared[1].decode("ascii", "replace") if declared else None
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        said = "utf-16"
    elif b"\0" in body[:4096]:
        raise BadInput(f"{name} is not a text but binary data; give a text or HTML file")
    for encoding in ("utf-8-sig", said):
        # UTF-8 first: hardly any other text happens to be valid UTF-8, and labels are often wrong.
        try:
            if encoding:
                return body.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        return body.decode("cp1252", "replace")
    best = from_bytes(body[:200_000]).best()
    if best is None:
        raise BadInput(f"{name} is in no encoding that can be told; convert it to UTF-8 first")
    return body.decode(best.encoding, "replace")


def _from_html(body: bytes, name: str, media_type: str | None) -> Extracted:
    try:
        import trafilatura
    except ImportError:
        raise BadInput(
            f"{name} is HTML, which needs the extra `gather`: pip install 'proscribe[gather]'"
        ) from None
    source = decode(body, name, media_type)
    text = trafilatura.extract(source, include_comments=False, include_tables=True, favor_recall=True)
    if not text or not text.strip():
        raise BadInput(f"{name} has no main text that could be found; save the article itself as text")
    version = getattr(trafilatura, "__version__", "?")
    return Extracted(text, "text/html", f"trafilatura/{version}", *_metadata(source))


def _metadata(source: str) -> tuple[Day | None, str | None, str | None, str | None]:
    """Day of publication, publisher, title and language, only where the page itself states them."""
    try:
        tree: Any = lxml_html.document_fromstring(source.encode("utf-8", "replace"))
    except (ValueError, etree.LxmlError):
        return None, None, None, None
    days = [*_linked(tree), *(v for path in _DATES for v in tree.xpath(path))]
    title = tree.findtext(".//title")
    language = (tree.get("lang") or "")[:2].lower()
    site = next((str(v).strip() for path in _SITES for v in tree.xpath(path) if str(v).strip()), None)
    return next(filter(None, map(_day, days)), None), site, title.strip() if title else None, language or None


def _linked(tree: Any) -> list[str]:
    """The days of publication in the JSON-LD of a page."""
    found: list[str] = []
    for block in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            data = json.loads(block)
        except ValueError:
            continue
        nodes = data if isinstance(data, list) else [data]
        nodes += [n for d in nodes if isinstance(d, dict) for n in d.get("@graph", ()) if isinstance(n, dict)]
        found += [
            n["datePublished"]
            for n in nodes
            if isinstance(n, dict) and isinstance(n.get("datePublished"), str)
        ]
    return found


def _day(value: str) -> Day | None:
    match = _DAY.match(str(value).strip())
    try:
        return Day.of(date.fromisoformat(match[1])) if match else None
    except ValueError:
        return None
