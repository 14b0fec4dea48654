"""`/docs` tells every operation, loads nothing, and shows what the document says as text."""

from html.parser import HTMLParser

from proscribe.web.described import page
from tests.docs.test_site import DOCUMENT


class _Read(HTMLParser):
    """The tags of a page, and whether they close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.wrong: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)
        self.scripts += tag == "script"
        self.addresses += [v for k, v in attrs if k in ("src", "href")]

    def handle_endtag(self, tag):
        if self.open.pop() != tag:
            self.wrong.append(tag)


def _read(text):
    read = _Read()
    read.feed(text)
    assert (read.open, read.wrong, read.scripts) == ([], [], 0)
    return read


def test_every_operation_of_the_document_is_told(client):
    given = client.get("/docs")
    read = _read(given.text)
    assert given.status_code == 200
    for path in client.get("/openapi.json").json()["paths"]:
        assert f" {path}</code>" in given.text
    assert all(address.startswith(("#", "/openapi.json")) for address in read.addresses)
    targets = {a[1:] for a in read.addresses if a.startswith("#")}
    assert all(f'id="{target}"' in given.text for target in targets)


def test_the_policy_allows_its_own_style_and_nothing_else(client):
    policy = client.get("/docs").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_markup_in_a_document_is_text():
    hostile = {**DOCUMENT, "info": {"title": "<script>x</script>", "description": "a `<b>` c"}}
    text = page(hostile)
    _read(text)
    assert "<code>&lt;b&gt;</code>" in text
