"""The guards: ids, log, headers, limits, rate, faults."""

import logging
import threading
import time

import pytest
from starlette.testclient import TestClient

from proscribe.web.app import create_app
from proscribe.web.limits import ADDRESS
from proscribe.web.rate import Buckets
from proscribe.web.service import Service
from proscribe.web.settings import Settings
from tests.web.conftest import LOCAL, asking

ASK = "/v1/standing"


def test_every_answer_has_the_headers_of_the_shield(client):
    for path in (f"{ASK}?subject=taliban", ASK, "/nothing", "/openapi.json"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "private" in headers["cache-control"]


@pytest.mark.parametrize(
    ("given", "kept"), [("abc-12345", True), ("short", False), ("a b\tc12345", False), ("x" * 65, False)]
)
def test_a_request_keeps_the_id_it_came_with_when_that_is_fit(client, given, kept):
    back = client.get(ASK, headers={"X-Request-Id": given}).headers["x-request-id"]
    assert (back == given) is kept and len(back) >= 8


def test_the_log_names_the_route_and_never_what_was_asked(client, caplog):
    with caplog.at_level(logging.INFO, "proscribe.access"):
        client.get(
            ASK, params={"subject": "Ivan Secretov", "in": "RU"}, headers={"X-Request-Id": "request-1"}
        )
        client.get("/Ivan%20Secretov")
    lines = [r.getMessage() for r in caplog.records if r.name == "proscribe.access"]
    assert lines[0].startswith("request-1 GET /v1/standing 40")
    assert " GET - 404 " in lines[1]
    assert "Secretov" not in caplog.text


@pytest.fixture
def faulty(db):
    """A client of an application with a fault."""
    app = create_app(Service(Settings(db=db)))

    @app.get("/fault")
    def fault(name: str) -> None:
        raise ValueError(f"secret {name}")

    with TestClient(app, "http://127.0.0.1", client=LOCAL) as client:
        yield client


def test_a_fault_leaks_nothing_to_the_caller_or_the_log(faulty, caplog):
    given = faulty.get("/fault?name=Ivan", headers={"X-Request-Id": "request-2"})
    assert (given.status_code, given.json()["code"]) == (500, "internal")
    assert "request-2" in given.json()["detail"] and given.headers["x-content-type-options"] == "nosniff"
    assert "Ivan" not in given.text and "ValueError" not in given.text
    assert "unforeseen ValueError" in caplog.text and "test_guards.py" in caplog.text
    assert "Ivan" not in caplog.text


def test_a_long_address_and_long_headers_are_refused(client):
    given = client.get(ASK, params={"subject": "x" * ADDRESS})
    assert (given.status_code, given.json()["code"]) == (414, "too_long")
    given = client.get(ASK, headers={"X-Long": "x" * 40_000})
    assert (given.status_code, given.json()["code"]) == (431, "too_long")


def _chunks(count, size=1000, pause=0.0):
    for _ in range(count):
        time.sleep(pause)
        yield b"x" * size


def test_a_body_is_measured_whatever_its_head_says(db):
    with asking(Settings(db=db, body=10_000)) as client:
        for body in (b"x" * 10_001, _chunks(11)):
            given = client.post("/v1/standing", content=body)
            assert given.status_code in (405, 413)
        declared = client.post("/v1/standing", headers={"Content-Length": "99999999999"}, content=b"x")
        assert (declared.status_code, declared.json()["code"]) == (413, "too_large")


def test_a_caller_gets_a_minutes_requests_and_then_waits():
    now = [0.0]
    buckets = Buckets(60, lambda: now[0])
    assert [buckets.take("a") for _ in range(60)] == [0] * 60
    assert buckets.take("a") == 1.0 and buckets.take("b") == 0
    now[0] += 0.5
    assert buckets.take("a") == pytest.approx(0.5)
    now[0] += 0.5
    assert buckets.take("a") == 0
    now[0] += 3600
    assert [buckets.take("a") for _ in range(61)].count(0) == 60


def test_too_many_requests_are_told_when_to_come_back(db):
    with asking(Settings(db=db, rate=3)) as client:
        given = [client.get("/nothing") for _ in range(4)]
    assert [g.status_code for g in given] == [404, 404, 404, 429]
    assert given[-1].json()["code"] == "too_many" and int(given[-1].headers["retry-after"]) >= 1


def test_guessing_tokens_is_counted_too(db):
    with asking(Settings(db=db, rate=2)) as client:
        given = [client.get("/nothing", headers={"Authorization": f"Bearer guess{n}"}) for n in range(3)]
    assert [g.status_code for g in given] == [401, 401, 429]


def test_requests_at_once_do_not_share_a_register(client):
    """Handlers run in threads; each borrows a register of its own."""
    found = []

    def ask():
        found.append(client.get(ASK, params={"subject": "taliban", "in": "RU"}).status_code)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert found == [200] * 8
