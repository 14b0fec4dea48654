"""Web archives: only pages that hold a text, streamed."""

import io

import pytest

from proscribe.errors import BadInput
from proscribe.news.warc import Page, pages


def _archive() -> bytes:
    pytest.importorskip("warcio")
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for number, (status, kind, body) in enumerate(
        [
            ("200 OK", "text/html; charset=utf-8", b"<p>Russia banned the Taliban.</p>"),
            ("404 Not Found", "text/html", b"<p>gone</p>"),
            ("200 OK", "image/png", b"\x89PNG"),
            ("200 OK", "text/plain", "Россия".encode()),
        ]
    ):
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                f"https://paper.example/{number}",
                "response",
                payload=io.BytesIO(body),
                http_headers=headers,
                warc_headers_dict={"WARC-Date": "2025-04-17T10:00:00Z"},
            )
        )
    return out.getvalue()


def test_only_pages_with_text_come_out() -> None:
    found = [p for p in pages(io.BytesIO(_archive()), "a.warc.gz") if isinstance(p, Page)]
    assert [p.url[-1] for p in found] == ["0", "3"]
    assert found[0].body == b"<p>Russia banned the Taliban.</p>"
    assert [p.fetched.text if p.fetched else None for p in found] == ["2025-04-17", "2025-04-17"]


def test_what_is_no_archive_is_one_clear_line() -> None:
    pytest.importorskip("warcio")
    with pytest.raises(BadInput, match=r"a\.warc"):
        list(pages(io.BytesIO(b"just a text"), "a.warc"))
