"""Web archives: only pages that hold a text, streamed."""

import io

import pytest

from proscribe.errors import BadInput
from proscribe.news.warc import Damage, Page, pages
from tests.batch.archives import member


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


def _many(count: int) -> list[bytes]:
    return [member(f"https://paper.example/{n}", f"Report {n}. " * (n % 9 + 1)) for n in range(count)]


@pytest.mark.parametrize("size", [1, 100, 333, 10_000])
def test_ranges_of_any_size_give_each_page_once_and_in_order(size: int) -> None:
    pytest.importorskip("warcio")
    data = b"".join(_many(40))
    whole = list(pages(io.BytesIO(data), "a.warc.gz"))
    assert len(whole) == 40
    cut = [
        p
        for start in range(0, len(data), size)
        for p in pages(io.BytesIO(data), "a.warc.gz", start, start + size)
    ]
    assert cut == whole


def test_a_damaged_record_costs_itself_alone() -> None:
    pytest.importorskip("warcio")
    made = _many(20)
    at = len(b"".join(made[:7]))
    broken = bytearray(made[7])
    broken[-6] ^= 255  # the check sum
    found = list(pages(io.BytesIO(b"".join([*made[:7], broken, *made[8:]])), "a.warc.gz"))
    assert [p.offset for p in found if isinstance(p, Damage)] == [at]
    assert [p.url.rsplit("/")[-1] for p in found if isinstance(p, Page)] == [
        str(n) for n in range(20) if n != 7
    ]


def test_an_archive_that_is_cut_short_gives_what_is_whole() -> None:
    pytest.importorskip("warcio")
    data = b"".join(_many(5))
    *good, last = pages(io.BytesIO(data[:-20]), "a.warc.gz")
    assert len(good) == 4
    assert isinstance(last, Damage)
