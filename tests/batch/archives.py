"""Web archives made for tests, in the form of Common Crawl News: each record a gzip member of its own."""

import zlib
from itertools import cycle, islice

from benchmarks.news import listings, ordinary


def articles(count, every=50):
    """Reports as (address, text): one in `every` about a listing, each different."""
    plain, listed = cycle(ordinary()), cycle(listings())
    for number in range(count):
        text = next(listed) if number % every == 0 else next(plain)[:400]
        yield f"https://paper.example/{number}", f"Report {number}. {text}"


def member(url, text, kind="text/plain; charset=utf-8", level=1):
    """One record of a page, compressed."""
    body = text if isinstance(text, bytes) else text.encode()
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-04-17T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{zlib.crc32(url.encode()):08x}-0000-4000-8000-000000000000>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    ).encode()
    deflate = zlib.compressobj(level, zlib.DEFLATED, 31)
    return deflate.compress(head + http + b"\r\n\r\n") + deflate.flush()


def write(path, pages):
    """Write an archive; how many bytes it has."""
    with path.open("wb") as file:
        for url, text in pages:
            file.write(member(url, text))
        return file.tell()


def some(count, every=5):
    """A few reports."""
    return list(islice(articles(count, every), count))
