"""Fetching from a publisher on loopback that behaves well and badly."""

import pytest

pytest.importorskip("httpx2")

import httpx2

from proscribe.gather.addresses import public_address
from proscribe.gather.failures import FetchFailed
from proscribe.gather.fetch import Fetcher, Policy, Validators, fetch_page

from .publisher import XML, publisher


@pytest.fixture(scope="module")
def server():
    with publisher() as found:
        yield found


def fetcher(**policy) -> tuple[Fetcher, list[float]]:
    """A fetcher that may ask loopback and does not really wait."""
    waits: list[float] = []
    usual = {"private": True, "pause": 0.0, "idle": 5.0, "largest": 1 << 20}
    return Fetcher(Policy(**{**usual, **policy}), sleep=waits.append), waits


def failure(url: str, **policy) -> tuple[FetchFailed, list[float]]:
    made, waits = fetcher(**policy)
    with pytest.raises(FetchFailed) as caught:
        made.fetch(url)
    assert "\n" not in str(caught.value)
    assert url in str(caught.value)
    return caught.value, waits


def test_a_file_comes_with_its_type_and_validators(server):
    found = fetcher()[0].fetch(server[0] + "/good")
    assert found.body == XML
    assert found.media_type == "application/xml"
    assert found.validators == Validators('"v1"', None)


def test_what_did_not_change_is_not_sent_again(server):
    made = fetcher()[0]
    for path in ("/good", "/dated"):
        first = made.fetch(server[0] + path)
        assert first.body == XML
        again = made.fetch(server[0] + path, first.validators)
        assert again.body is None
        assert again.validators == first.validators


def test_not_modified_without_a_condition_is_an_error(server):
    assert failure(server[0] + "/always-304")[0].code == "status"


def test_the_program_says_who_asks(server):
    fetcher()[0].fetch(server[0] + "/good?who")
    headers = dict(server[1][-1][1])
    assert headers["User-Agent"].startswith("proscribe/")
    assert headers["Host"] == server[0].removeprefix("http://")


@pytest.mark.parametrize(
    ("path", "code", "tries"),
    [
        ("/nowhere", "status", 1),
        ("/gone", "status", 1),
        ("/broken", "status", 3),
        ("/cut", "cut", 3),
        ("/empty", "empty", 1),
        ("/huge", "too_large", 1),
        ("/says-huge", "too_large", 1),
        ("/bomb", "too_large", 1),
        ("/circle", "redirect", 1),
        ("/far", "redirect", 1),
        ("/to-file", "address", 1),
    ],
)
def test_what_publishers_do_wrong(server, path, code, tries):
    before = len(server[1])
    found, waits = failure(server[0] + path)
    assert found.code == code
    assert len(waits) == tries - 1
    asked = len(server[1]) - before
    assert asked == (tries if code != "redirect" or path == "/circle" else 6)


def test_waits_double_and_a_servers_wish_is_kept(server):
    assert failure(server[0] + "/broken", tries=4, backoff=1.0)[1] == [1.0, 2.0, 4.0]
    made, waits = fetcher(backoff=1.0)
    assert made.fetch(server[0] + "/busy-once").body == XML
    assert waits == [7.0]


def test_silence_and_slowness_end(server):
    assert failure(server[0] + "/silent", idle=0.3, tries=1)[0].code == "timeout"
    found, _ = failure(server[0] + "/slow", whole=0.5, tries=1, largest=1 << 30)
    assert found.code == "timeout"


def test_nobody_there_is_said(server):
    found, waits = failure("http://127.0.0.1:9/x", tries=2)
    assert found.code == "unreachable"
    assert len(waits) == 1


def test_html_comes_with_its_type_for_the_reader_to_refuse(server):
    assert fetcher()[0].fetch(server[0] + "/html").media_type == "text/html"


def test_a_redirect_is_followed_and_checked(server):
    assert fetcher()[0].fetch(server[0] + "/moved").body == XML
    names = {"list.example": ["93.184.216.34"], "169.254.169.254": ["169.254.169.254"]}
    inner = httpx2.MockTransport(
        lambda r: httpx2.Response(302, headers={"location": "http://169.254.169.254/meta"})
    )
    made = Fetcher(
        Policy(pause=0.0), transport=inner, sleep=lambda _: None, resolver=lambda host, _: names[host]
    )
    with pytest.raises(FetchFailed, match=r"169\.254\.169\.254, which is not a public address"):
        made.fetch("https://list.example/list.xml".replace("https", "http"))


def test_https_is_not_left_for_http():
    inner = httpx2.MockTransport(
        lambda r: httpx2.Response(301, headers={"location": "http://list.example/x"})
    )
    made = Fetcher(
        Policy(pause=0.0), transport=inner, sleep=lambda _: None, resolver=lambda h, p: ["93.184.216.34"]
    )
    with pytest.raises(FetchFailed, match="from https to http"):
        made.fetch("https://list.example/list.xml")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.8", "172.16.3.4", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
        "224.0.0.1", "::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_private_addresses_are_not_asked(address):
    def no_transport(_):
        raise AssertionError("a request was sent")

    made = Fetcher(
        Policy(),
        transport=httpx2.MockTransport(no_transport),
        sleep=lambda _: None,
        resolver=lambda h, p: [address],
    )
    with pytest.raises(FetchFailed, match="not a public address"):
        made.fetch("https://list.example/list.xml")


def test_one_private_address_among_public_ones_is_enough():
    with pytest.raises(FetchFailed, match="not a public address"):
        public_address("https://list.example/", False, lambda h, p: ["93.184.216.34", "127.0.0.1"])


@pytest.mark.parametrize(
    "url", ["ftp://list.example/x", "file:///etc/passwd", "javascript:1", "http:///x", "list.xml"]
)
def test_other_schemes_are_not_asked(url):
    with pytest.raises(FetchFailed, match="only http and https"):
        public_address(url, True)


def test_the_connection_goes_to_the_address_that_was_checked():
    """The name is resolved once: what it means a moment later cannot matter."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    seen = []

    def keep(request):
        seen.append((request.url.host, request.headers["host"], request.extensions.get("sni_hostname")))
        return httpx2.Response(200, content=b"x")

    made = Fetcher(
        Policy(),
        transport=httpx2.MockTransport(keep),
        sleep=lambda _: None,
        resolver=lambda h, p: next(answers),
    )
    assert made.fetch("https://list.example/x").body == b"x"
    assert seen == [("93.184.216.34", "list.example", "list.example")]


def test_one_host_is_not_pressed():
    waits: list[float] = []
    inner = httpx2.MockTransport(lambda r: httpx2.Response(200, content=b"x"))
    made = Fetcher(
        Policy(pause=2.0), transport=inner, sleep=waits.append, resolver=lambda h, p: ["93.184.216.34"]
    )
    made.fetch("http://one.example/a")
    made.fetch("http://two.example/a")
    assert waits == []
    made.fetch("http://one.example/b")
    assert len(waits) == 1
    assert 1.5 < waits[0] <= 2.0


def test_a_page_of_loopback_is_refused_by_default(server):
    with pytest.raises(FetchFailed, match="not a public address"):
        fetch_page(server[0] + "/good", 1000)
