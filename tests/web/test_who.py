"""Who may ask: open to this machine alone, a good token everywhere, a bad one nowhere."""

from datetime import UTC, datetime, timedelta

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient

from proscribe.web import csrf
from proscribe.web.app import create_app
from proscribe.web.service import Service
from proscribe.web.sessions import COOKIE, SIGN_IN, Sessions, set_cookie
from proscribe.web.settings import Settings
from proscribe.web.tokens import Role, Tokens
from proscribe.web.who import Admin, Reader, Reviewer, loopback_name
from tests.web.conftest import LOCAL, asking, token

ASK = "/v1/standing?subject=taliban&in=RU"
NOW = datetime.now(UTC)


@pytest.mark.parametrize(
    ("listens", "host", "peer", "headers", "status"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000", "127.0.0.1", {}, 200),
        ("127.0.0.1", "http://localhost:8000", "127.0.0.1", {}, 200),
        ("::1", "http://[::1]:8000", "::1", {}, 200),
        ("127.0.0.1", "http://evil.example:8000", "127.0.0.1", {}, 401),
        ("127.0.0.1", "http://localhost.evil.example", "127.0.0.1", {}, 401),
        ("127.0.0.1", "http://127.0.0.1.evil.example", "127.0.0.1", {}, 401),
        ("127.0.0.1", "http://127.0.0.1:8000", "192.0.2.7", {}, 401),
        ("127.0.0.1", "http://127.0.0.1:8000", "127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}, 401),
        ("0.0.0.0", "http://127.0.0.1:8000", "127.0.0.1", {}, 401),
        ("192.0.2.1", "http://192.0.2.1:8000", "192.0.2.1", {}, 401),
    ],
)
def test_reading_is_open_to_this_machine_only(db, listens, host, peer, headers, status):
    with asking(Settings(db=db, host=listens), host=host, peer=(peer, 50_000)) as client:
        given = client.get(ASK, headers=headers)
        assert given.status_code == status
        if status == 401:
            assert given.json()["code"] == "no_token"
            assert given.headers["www-authenticate"].startswith("Bearer")
        good = {**headers, "Authorization": f"Bearer {token(db, 'reader', Role.READ)}"}
        assert client.get(ASK, headers=good).status_code == 200


def test_a_bad_token_is_refused_even_where_reading_is_open(db, client):
    tokens = Tokens(Service(Settings(db=db)).tokens.path)
    expired = token(db, "brief", Role.ADMIN, days=1, now=NOW - timedelta(days=2))
    revoked = token(db, "gone", Role.ADMIN)
    tokens.revoke("gone", NOW)
    cases = {
        f"Bearer {expired}": "expired_token",
        f"Bearer {revoked}": "revoked_token",
        "Bearer proscribe_nothing": "bad_token",
        "Bearer \xe9\xe9": "bad_token",
        "Basic dTpw": "no_token",
        "Bearer ": "no_token",
    }
    for header, code in cases.items():
        given = client.get(ASK, headers=[(b"authorization", header.encode("latin-1"))])
        assert (given.status_code, given.json()["code"]) == (401, code), header
        assert header.partition(" ")[2] not in given.text or not header.partition(" ")[2]


@pytest.fixture
def guarded(db):
    """A client of an application with a route for each role."""
    app = create_app(Service(Settings(db=db)))

    @app.api_route("/reads", methods=["GET", "POST"])
    def reads(caller: Reader) -> Response:
        return Response(caller.id)

    @app.post("/reviews")
    def reviews(caller: Reviewer) -> Response:
        return Response(caller.signature("Jane Doe"))

    @app.post("/administers")
    def administers(caller: Admin) -> Response:
        return Response(caller.name)

    with TestClient(app, "http://127.0.0.1", client=LOCAL) as client:
        yield client


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        (None, (200, 401, 401)),
        (Role.READ, (200, 403, 403)),
        (Role.REVIEW, (200, 200, 403)),
        (Role.ADMIN, (200, 200, 200)),
    ],
)
def test_a_role_opens_what_it_allows(db, guarded, role, statuses):
    headers = {"Authorization": f"Bearer {token(db, 'one', role)}"} if role else {}
    given = tuple(
        guarded.post(path, headers=headers).status_code for path in ("/reads", "/reviews", "/administers")
    )
    assert given == statuses


def test_a_decision_is_signed_with_the_token_too(db, guarded):
    headers = {"Authorization": f"Bearer {token(db, 'desk', Role.REVIEW)}"}
    assert guarded.post("/reviews", headers=headers).text == "Jane Doe (token desk)"


def test_a_session_writes_only_with_its_own_mark_against_forgery(db, guarded):
    sessions: Sessions = guarded.app.state.service.sessions
    one, other = (sessions.open("Jane", Role.REVIEW, NOW) for _ in range(2))
    guarded.cookies.set(COOKIE, sessions.cookie(one))
    assert guarded.post("/reads").status_code == 200
    for mark, status in ((None, 403), (csrf.token(sessions, other), 403), (csrf.token(sessions, one), 200)):
        headers = {csrf.HEADER: mark} if mark else {}
        assert guarded.post("/reviews", headers=headers).status_code == status
    assert guarded.post("/administers", headers={csrf.HEADER: csrf.token(sessions, one)}).status_code == 403


def test_a_session_ends_with_its_token(db, guarded):
    service: Service = guarded.app.state.service
    secret = token(db, "desk", Role.REVIEW)
    session = service.sessions.open("desk", Role.REVIEW, NOW, service.tokens.by_secret(secret, NOW))
    guarded.cookies.set(COOKIE, service.sessions.cookie(session))
    assert guarded.get("/reads").text.startswith("session-")
    service.tokens.revoke("desk", NOW)
    assert guarded.get("/reads").text == "loopback"


def test_a_cookie_that_this_register_did_not_sign_is_nothing(db, guarded):
    good = guarded.app.state.service.sessions
    cookie = good.cookie(good.open("Jane", Role.READ, NOW))
    foreign = Sessions(b"x" * 32)
    bad = [
        foreign.cookie(foreign.open("Jane", Role.ADMIN, NOW)),
        cookie[:-1],
        cookie.replace(".", "x."),
        "",
        ".",
        "é",
        "a.b.c",
    ]
    for value in bad:
        assert good.read(value, NOW) is None, value
    assert good.read(cookie, NOW).name == "Jane"
    assert good.read(cookie, NOW + timedelta(days=1)) is None


def test_a_sign_in_code_works_once_and_not_for_long():
    sessions = Sessions(b"k" * 32)
    code, late = sessions.code(NOW), sessions.code(NOW)
    assert sessions.redeem(code, NOW) and not sessions.redeem(code, NOW)
    assert not sessions.redeem(late, NOW + timedelta(hours=1)) and not sessions.redeem("", NOW)
    assert SIGN_IN.startswith("/")


def test_the_cookie_is_kept_from_scripts_and_other_sites():
    response, sessions = Response(), Sessions(b"k" * 32)
    set_cookie(response, sessions, sessions.open("Jane", Role.READ, NOW), secure=True)
    said = response.headers["set-cookie"].lower()
    assert all(part in said for part in ("httponly", "samesite=strict", "secure", "path=/"))


@pytest.mark.parametrize(
    "host", ["", "localhost.", "127.1.evil", "[::1", "evil@127.0.0.1", "0.0.0.0", "[::]"]
)
def test_odd_host_names_are_not_this_machine(host):
    assert not loopback_name(host) or host == "[::1"
