"""Every page: its twin, its stamps, its policy; and what cannot be shown is explained."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from proscribe.config import open_register
from proscribe.law.load import load_regimes
from proscribe.ledger.protocol import Filed
from proscribe.model.claims import Claim, Party
from proscribe.model.dates import Day
from proscribe.model.evidence import Document, Quote
from proscribe.model.words import Act, Origin
from tests.browser.addresses import PAGES
from tests.web.pages.conftest import browser

WHOLE = {name: address for name, address in PAGES.items() if name not in ("refused", "missing")}


@pytest.mark.parametrize("name", WHOLE)
def test_a_page_has_a_twin_that_it_names(client, read, name):
    tree = read(WHOLE[name])
    (twin,) = tree.xpath("//link[@rel='alternate'][@type='application/json']/@href")
    answer = client.get(twin)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/json")
    json.loads(answer.text)


@pytest.mark.parametrize("name", WHOLE)
def test_links_carry_the_stamps(read, name):
    bare = re.sub(r"[?&](on|known)=[^&]*", "", WHOLE[name])
    tree = read(f"{bare}{'&' if '?' in bare else '?'}on=2024-05-06&known=2025-06-07")
    for link in tree.xpath("//a[starts-with(@href, '/')]"):
        # the bytes of a document are the same on every day
        if link.text_content() != "Back to today" and link.get("download") is None:
            asked = parse_qs(urlsplit(link.get("href")).query)
            moved = asked.get("on") == ["2024-05-06"], asked.get("known") == ["2025-06-07"]
            assert any(moved) and {"on", "known"} <= set(asked), link.get("href")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_inline_and_the_policy_is_strict(client, name):
    answer = client.get(PAGES[name])
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", answer.text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", answer.text))
    assert not re.search(r'<(?:link|script|img|use)[^>]*(?:src|href)="(?:https?:)?//', answer.text)


@pytest.mark.parametrize("name", PAGES)
def test_one_heading_ids_once_and_labels_for_fields(client, name):
    tree = html.document_fromstring(client.get(PAGES[name]).text)
    assert len(tree.xpath("//h1")) == 1
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for field in tree.xpath("//input[not(@type='hidden')] | //select"):
        assert tree.xpath(f"//label[@for='{field.get('id')}']"), field.get("name")
    for target in tree.xpath("//a[starts-with(@href, '#')]/@href"):
        assert target[1:] in ids, target


@pytest.mark.parametrize("ident", sorted(load_regimes()))
def test_every_regime_has_a_page(read, ident):
    tree = read(f"/regimes/{ident}")
    assert tree.xpath("//svg[contains(@class, 'procedure')]")


def test_an_unchanged_page_is_not_sent_again(client):
    first = client.get("/subjects/taliban")
    again = client.get("/subjects/taliban", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content


def test_a_name_leads_to_the_subject(client):
    answer = client.get("/subjects/Талибан?on=2025-04-17&years=5")
    assert answer.status_code == 302
    assert answer.headers["location"] == "/subjects/taliban?years=5&on=2025-04-17"


@pytest.mark.parametrize(
    "query",
    [
        "on=2025-02-30",
        "known=yesterday",
        "recorded=2025-13-01",
        "on=17.04.2025",
        "on=99999-01-01",
        "known=%00",
    ],
)
@pytest.mark.parametrize("path", ["/", "/subjects/taliban", "/matrix", "/regimes/us.fto", "/search"])
def test_an_impossible_stamp_explains_itself(read, path, query):
    tree = read(f"{path}?{query}", 400)
    name = query.partition("=")[0]
    assert tree.xpath(f"//input[@name='{name}'][@aria-invalid='true']")
    assert "YYYY-MM-DD" in tree.text_content()


@pytest.mark.parametrize("day", ["1800-01-01", "2199-12-31"])
@pytest.mark.parametrize("name", WHOLE)
def test_the_ends_of_the_calendar_are_answered(read, name, day):
    bare = re.sub(r"[?&](on|known)=[^&]*", "", WHOLE[name])
    read(f"{bare}{'&' if '?' in bare else '?'}on={day}&known={day}")


@pytest.mark.parametrize("path", ["/nowhere", "/subjects/zzyzx", "/regimes/xx.yy", "/subjects/un_sc:none"])
def test_what_is_not_there_says_so_on_a_page(read, path):
    assert read(path, 404).xpath("//h1")


@pytest.mark.parametrize(
    "path", ["/subjects/zzyzx.json", "/regimes/xx.yy.json", "/matrix.json?on=x", "/v1/none"]
)
def test_a_program_gets_a_problem(client, path):
    answer = client.get(path)
    assert answer.status_code in (400, 404)
    assert answer.headers["content-type"] == "application/problem+json"


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "evil\u202egnp.exe",
    "{{ 7*7 }}{% raw %}",
    "a" * 30_000,
    "../../etc/passwd",
    "Ω≈ç√∫\u0000\ufeff",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_shown_as_text(client, text):
    answer = client.get("/search", params={"q": text})
    assert answer.status_code == (414 if len(text) > 8_000 else 200)
    assert "<script>alert" not in answer.text and "<img src=x" not in answer.text
    assert "\u202e" not in answer.text and "\x00" not in answer.text
    assert ">49" not in answer.text
    assert len(answer.content) < 20_000 + 6 * len(text)


def _register(db, name, quote):
    register = open_register(db)
    body = b"hostile"
    document = Document(
        "a" * 64, "text/plain", len(body), url="javascript:alert(1)", published=Day.parse("2020-01-01")
    )
    claim = Claim(
        document="a" * 64,
        act=Act.DESIGNATE,
        subject=Party(name),
        quote=Quote(quote, place="row 1"),
        origin=Origin.ENTERED,
        jurisdiction="US",
        regime="us.fto",
        actor=quote[:100],
        date=Day.parse("2020-01-01"),
        published=Day.parse("2020-01-01"),
        url="javascript:alert(1)",
    )
    register.append([Filed(document, body), claim])
    register.ledger.close()


@pytest.mark.parametrize(
    ("name", "quote"),
    [
        ("<script>alert(1)</script> Front", "</blockquote><script>alert(2)</script>"),
        ("\u202eGood Name", "a\u202eb\u2066c"),
        ("Megabyte " + "x" * 1_000_000, "word " * 200_000),
    ],
)
def test_a_record_with_hostile_text_is_shown_as_text(db, name, quote):
    _register(db, name, quote)
    client = browser(db)
    ident = next(
        s["subject"]["id"] for s in client.get("/matrix.json").json() if s["subject"]["name"] == name
    )
    for address in (
        "/",
        "/matrix",
        "/regimes/us.fto",
        f"/subjects/{ident[:200]}",
        f"/subjects/{ident[:200]}/us.fto",
    ):
        if len(ident) > 200 and "subjects" in address:
            continue
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "<script>alert" not in answer.text
        assert "\u202e" not in answer.text and "\u2066" not in answer.text
        assert 'href="javascript' not in answer.text
    if len(ident) <= 200:
        assert (
            "alert(2)" not in quote
            or "&lt;script&gt;alert(2)" in client.get(f"/subjects/{ident}/us.fto").text
        )
