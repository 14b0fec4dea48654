"""Bytes into text: encodings, HTML, metadata."""

import pytest

from proscribe.errors import BadInput
from proscribe.news import Reader
from proscribe.news.text import decode, extract

from .conftest import Desk, document

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ban lifted | The Paper</title>
<meta property="og:site_name" content="The Paper">
<meta property="article:published_time" content="2025-04-17T10:00:00Z"></head><body>
<nav><a href="/">Home</a><a href="/world">World</a></nav><article><h1>Ban lifted</h1>
<p>Russia&#8217;s Supreme Court suspended the ban on the <b>Taliban</b> on Thursday &amp; said so at once, in a hearing
that was closed to the public and that lasted for no more than an hour in the centre of Moscow.</p>
<p>Kazakhstan removed the Taliban from its list of banned groups at the end of 2023, the president's office said.</p>
</article><script>var x = "Russia banned Hamas";</script><footer>All rights reserved</footer></body></html>"""


def test_html_gives_its_main_text_and_metadata() -> None:
    pytest.importorskip("trafilatura")
    found = extract(PAGE.encode(), "page.html")
    assert "Home" not in found.text
    assert "Russia banned Hamas" not in found.text
    assert (found.published.text if found.published else None, found.publisher, found.language) == (
        "2025-04-17",
        "The Paper",
        "en",
    )
    assert found.extractor.startswith("trafilatura/")


def test_quotes_of_html_are_slices_of_the_extracted_text(desk: Desk) -> None:
    pytest.importorskip("trafilatura")
    found = extract(PAGE.encode(), "page.html")
    reader: Reader = desk.reader
    claims = reader.read(document(found.text), published=found.published, language="en").claims
    assert {(c.act.value, c.jurisdiction) for c in claims} == {("suspend", "RU"), ("remove", "KZ")}
    assert all(c.quote.stands_in(found.text) for c in claims)


def test_html_soup_gives_its_text_or_one_clear_line() -> None:
    pytest.importorskip("trafilatura")
    soup = "<p><div><b>Russia banned <i>the Taliban</b></i><p>" * 30 + "<table><tr><td>" * 50
    try:
        assert "Taliban" in extract(soup.encode(), "soup.html").text
    except BadInput as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("body", "media_type", "text"),
    [
        ("Запрет".encode(), "text/plain; charset=windows-1251", "Запрет"),
        ("Верховный суд решил".encode("cp1251"), "text/plain; charset=windows-1251", "Верховный суд решил"),
        ("\ufeffBan".encode(), None, "Ban"),
        ("Ban lifted".encode("utf-16"), None, "Ban lifted"),
        ("Café interdit".encode("latin-1"), "text/plain; charset=no-such-thing", None),
    ],
)  # fmt: skip
def test_encodings_true_and_mislabelled(body: bytes, media_type: str | None, text: str | None) -> None:
    found = decode(body, "report.txt", media_type)
    assert found == text if text else "interdit" in found


@pytest.mark.parametrize("body", [b"", b"  \n", b"\x00\x01\x02binary"])
def test_what_is_no_text_is_one_clear_line(body: bytes) -> None:
    with pytest.raises(BadInput, match=r"report\.txt"):
        extract(body, "report.txt")
