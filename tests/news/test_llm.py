"""The plug-in reader, against a local stand-in of the protocol that it speaks."""

import json
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from proscribe.errors import BadInput
from proscribe.news.llm import SCHEMA, ModelReader

from .conftest import document

TEXT = "Russia banned the Taliban in 2003. Britain may ban the group."


def _proposal(quote: str, **more: Any) -> dict[str, Any]:
    base = {"act": "designate", "aim": None, "organisation": "Taliban", "jurisdiction": "RU", "actor": None}
    return {**base, "date": "2003", "factuality": "fact", "sources": [], "quote": quote, **more}


class StandIn(BaseHTTPRequestHandler):
    """Answers every question with what the test put into `said`, and keeps the question."""

    said: list[dict[str, Any]] = []  # noqa: RUF012 -- set by the tests
    asked: dict[str, Any] = {}  # noqa: RUF012 -- set by the handler

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        type(self).asked = {"path": self.path, **json.loads(self.rfile.read(length))}
        content = json.dumps({"claims": type(self).said})
        body = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Stay quiet."""


@pytest.fixture
def endpoint() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), StandIn)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def send(address: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """A transport made of the standard library."""
    request = urllib.request.Request(
        address, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        found: Mapping[str, Any] = json.load(answer)
    return found


def test_a_verbatim_quote_becomes_a_proposal(endpoint: str) -> None:
    StandIn.said = [_proposal("Russia banned the Taliban in 2003")]
    reading = ModelReader(endpoint, "any", send).read(document(TEXT))
    claim = reading.claims[0]
    assert (claim.act.value, claim.jurisdiction, claim.origin.value) == ("designate", "RU", "proposed")
    assert claim.quote.stands_in(TEXT)
    assert StandIn.asked["path"] == "/v1/chat/completions"
    assert StandIn.asked["response_format"]["json_schema"]["schema"] == SCHEMA


@pytest.mark.parametrize("quote", ["Russia banned the Taliban in 2004", "", None, "russia banned"])
def test_a_quote_that_does_not_stand_there_is_dropped(endpoint: str, quote: Any) -> None:
    StandIn.said = [_proposal(quote)]
    reading = ModelReader(endpoint, "any", send).read(document(TEXT))
    assert not reading.claims
    assert [p.code for p in reading.problems] == ["quote_not_found"]


@pytest.mark.parametrize("more", [{"act": "bomb"}, {"factuality": "sure"}, {"date": "last Monday"}])
def test_words_that_the_register_does_not_have_are_dropped(endpoint: str, more: dict[str, Any]) -> None:
    StandIn.said = [_proposal("Russia banned the Taliban", **more)]
    reading = ModelReader(endpoint, "any", send).read(document(TEXT))
    assert not reading.claims
    assert [p.code for p in reading.problems] == ["bad_proposal"]


@pytest.mark.parametrize("answer", [{}, {"choices": []}, {"choices": [{"message": {"content": "sorry"}}]}])
def test_an_answer_in_another_form_is_one_clear_line(answer: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="form asked for"):
        ModelReader("http://x/v1", "any", lambda *_: answer).read(document(TEXT))


def test_an_endpoint_that_is_not_there_is_one_clear_line() -> None:
    def broken(*_: Any) -> Mapping[str, Any]:
        raise OSError("connection refused")

    with pytest.raises(BadInput, match="cannot be reached"):
        ModelReader("http://x/v1", "any", broken).read(document(TEXT))
