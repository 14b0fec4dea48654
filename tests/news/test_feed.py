"""Feeds: each item once, with its day."""

import pytest

from proscribe.errors import BadInput
from proscribe.news.feed import items

FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
<item><guid>1</guid><title>Ban lifted</title><link>https://paper.example/1</link><description>Short</description>
<pubDate>Thu, 17 Apr 2025 10:00:00 GMT</pubDate></item>
<item><guid>1</guid><title>Ban lifted (again)</title></item>
<item><guid>2</guid><title>Undated</title></item></channel></rss>"""


def test_each_item_once_with_its_day() -> None:
    pytest.importorskip("feedparser")
    found = list(items(FEED, "feed.xml"))
    assert [(i.id, i.published.text if i.published else None) for i in found] == [
        ("1", "2025-04-17"),
        ("2", None),
    ]
    assert [i.id for i in items(FEED, "feed.xml", seen={"1"})] == ["2"]


def test_what_is_no_feed_is_one_clear_line() -> None:
    pytest.importorskip("feedparser")
    with pytest.raises(BadInput, match=r"feed\.xml"):
        list(items(b"<html><p>no feed</p></html>", "feed.xml"))
