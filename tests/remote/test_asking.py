"""Asking a server: what is put off is asked again, what is refused is one clear line, what is foreign is told."""

import json

import httpx2
import pytest

from proscribe import Register
from proscribe.errors import Ambiguous, BadInput, CheckFailed, LedgerError, NotFound
from proscribe.remote.asking import Asker, Patience
from proscribe.remote.register import RemoteRegister

HEAD = {"batch": 1, "digest": "ab" * 32, "at": "2026-01-01T00:00:00+00:00", "note": None}


def problem(status, detail="said so", code="x", headers=None, **more):
    body = {"type": "about:blank", "title": "T", "status": status, "code": code, "detail": detail, **more}
    return httpx2.Response(status, json=body, headers=headers)


class Server:
    """Answers in turn, the last one for ever; remembers what it was asked and how long was waited."""

    def __init__(self, *answers):
        self.answers, self.asked, self.waited = list(answers), [], []

    def __call__(self, request):
        self.asked.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def register(self, token=None, **patience):
        transport = httpx2.MockTransport(self)
        asker = Asker("http://served.example/", token, Patience(**patience), transport, self.waited.append)
        return RemoteRegister("", asker=asker)


def test_what_is_put_off_is_asked_again_as_late_as_the_server_says():
    busy = problem(429, headers={"Retry-After": "7"})
    server = Server(busy, problem(503), httpx2.Response(200, json=HEAD))
    assert server.register().head().batch == 1
    assert server.waited == [7.0, 1.0]


def test_patience_ends_and_no_wait_is_longer_than_the_longest():
    server = Server(problem(503, "busy", headers={"Retry-After": "9999"}))
    with pytest.raises(LedgerError, match="http://served.example: busy"):
        server.register(tries=3, longest_wait=4.0).head()
    assert (len(server.asked), server.waited) == (3, [4.0, 4.0])


def test_a_server_that_comes_up_late_is_found():
    server = Server(httpx2.ConnectError("refused"), httpx2.Response(200, json=HEAD))
    assert server.register().head().batch == 1


@pytest.mark.parametrize(
    ("answer", "kind", "said"),
    [
        (problem(404), NotFound, "^said so$"),
        (problem(400), BadInput, "^said so$"),
        (problem(409), CheckFailed, "^said so$"),
        (problem(401), BadInput, "^http://served.example: said so$"),
        (problem(403), BadInput, "^http://served.example: said so$"),
        (problem(500), LedgerError, "^http://served.example: said so$"),
        (problem(400, "two\nlines\x00"), BadInput, "^two lines"),
        (httpx2.Response(502, text="<html>bad gateway"), LedgerError, "HTTP 502, and not from a register"),
        (httpx2.Response(404, json=["x"]), LedgerError, "HTTP 404, and not from a register"),
        (httpx2.Response(302, headers={"Location": "http://elsewhere/"}), LedgerError, "HTTP 302"),
        (httpx2.Response(200, text="<html>hello"), LedgerError, "not one of a register"),
        (
            httpx2.Response(200, json={"batch": "one"}),
            LedgerError,
            "not as this version of proscribe gives it",
        ),
        (httpx2.Response(200, json=[]), LedgerError, "not as this version of proscribe gives it"),
        (httpx2.ReadTimeout("slow"), LedgerError, "no answer within 120 s"),
        (httpx2.RemoteProtocolError("gone"), LedgerError, "cut off"),
        (httpx2.ConnectError("refused"), LedgerError, "no server answers"),
    ],
)
def test_what_goes_wrong_is_one_clear_line(answer, kind, said):
    with pytest.raises(kind, match=said) as refused:
        Server(answer).register().head()
    assert type(refused.value) is kind
    assert "\n" not in str(refused.value)


def test_an_ambiguous_name_gives_what_it_may_mean():
    several = [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]
    with pytest.raises(Ambiguous) as refused:
        Server(problem(409, code="ambiguous", candidates=several)).register().find("x")
    assert refused.value.candidates == (("a", "A"), ("b", "B"))


def test_lines_that_are_no_lines_are_told():
    for answer in (
        httpx2.Response(200, json=[]),
        httpx2.Response(
            200, content=b'{"subject": 1}\n{"sub', headers={"Content-Type": "application/x-ndjson"}
        ),
    ):
        with pytest.raises(LedgerError, match="not one of a register"):
            Server(answer).register().standing("Taliban")


def test_a_claim_that_is_not_what_its_id_says_is_told(original_claim):
    changed = {**original_claim, "actor": "Somebody Else"}
    server = Server(httpx2.Response(200, json={"claim": changed, "added": 0, "repeated": 2, "head": HEAD}))
    from proscribe.answers.entering import Entered
    from proscribe.model.words import Act

    with pytest.raises(LedgerError, match="is not what its id says"):
        server.register().add("X", Entered(Act.DESIGNATE, "KZ", "https://example.org", "A. Editor"))


@pytest.fixture
def original_claim():
    from proscribe.answers.forms import claim_form
    from proscribe.config import starter_register

    register = starter_register()
    return json.loads(json.dumps(claim_form(register.curated()[0], register.resolve)))


def test_the_token_goes_with_every_request_and_into_no_address():
    server = Server(httpx2.Response(200, json=HEAD))
    server.register("prs_secret").head()
    assert server.asked[0].headers["authorization"] == "Bearer prs_secret"
    assert "prs_secret" not in str(server.asked[0].url)


@pytest.mark.parametrize(
    "url", ["http://", "https://user:word@host/", "http://host/?q=1", "http://[::1", "HTTP://host/#x"]
)
def test_an_address_that_cannot_be_asked_is_refused_without_its_secrets(url):
    with pytest.raises(BadInput) as refused:
        Register.open(url)
    assert "word" not in str(refused.value)


@pytest.mark.parametrize("token", ["two words", "é", "line\nbreak"])
def test_a_token_that_is_none_is_refused_and_not_shown(token):
    with pytest.raises(BadInput) as refused:
        Register.open("http://127.0.0.1:9", token=token)
    assert token not in str(refused.value)
