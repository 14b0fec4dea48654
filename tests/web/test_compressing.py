"""Compressed answers: for those who take them, the same to the byte once unpacked, and known again by their ETag."""

import gzip
import json

import pytest

from proscribe.web.compressing import LEAST, takes_gzip

LONG, SHORT = "/matrix", "/v1/head"


def raw(client, path, encoding, method="GET", **headers):
    """An answer with its body as it was sent."""
    with client.stream(method, path, headers={"Accept-Encoding": encoding, **headers}) as answer:
        return answer, b"".join(answer.iter_raw())


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("gzip", True),
        ("gzip, deflate, br", True),
        ("br;q=1.0, GZIP;q=0.8, *;q=0.1", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip;q=0.000, br", False),
        ("br, x-gzip-like", False),
        ("identity", False),
        ("", False),
    ],
)
def test_who_takes_gzip(given, taken):
    assert takes_gzip(given) is taken


@pytest.mark.parametrize("path", [LONG, "/openapi.json", "/v1/matrix", "/v1/matrix?format=jsonl"])
def test_a_long_answer_is_compressed_for_those_who_take_it(client, path):
    plain, text = raw(client, path, "identity")
    packed, data = raw(client, path, "gzip")
    assert plain.status_code == packed.status_code == 200 and len(text) > LEAST
    assert "content-encoding" not in plain.headers and packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(data) == text and len(data) * 2 < len(text)
    assert packed.headers.get("content-length", str(len(data))) == str(len(data))
    for answer in (plain, packed):
        assert answer.headers["vary"].lower().count("accept-encoding") == 1


def test_a_short_answer_is_sent_as_it_is(client):
    answer, data = raw(client, SHORT, "gzip")
    assert "content-encoding" not in answer.headers and json.loads(data)
    assert "Accept-Encoding" in answer.headers["vary"]


@pytest.mark.parametrize("path", [LONG, "/v1/matrix"])
def test_an_answer_is_known_again_whichever_way_it_was_sent(client, path):
    plain, _ = raw(client, path, "identity")
    packed, _ = raw(client, path, "gzip")
    assert packed.headers["etag"] == f"W/{plain.headers['etag']}"
    for encoding in ("identity", "gzip"):
        for tag in (plain.headers["etag"], packed.headers["etag"]):
            same, data = raw(client, path, encoding, **{"If-None-Match": tag})
            assert (same.status_code, data, same.headers["etag"]) == (304, b"", tag)
            assert "Accept-Encoding" in same.headers["vary"] and "content-encoding" not in same.headers


def test_the_head_of_a_compressed_answer_is_that_of_the_answer(client):
    whole, data = raw(client, "/openapi.json", "gzip")
    head, nothing = raw(client, "/openapi.json", "gzip", method="HEAD")
    assert head.headers["content-length"] == whole.headers["content-length"] == str(len(data))
    assert head.headers["content-encoding"] == "gzip" and not nothing
