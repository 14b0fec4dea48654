"""Signing in by a token or by the link of this machine, and out again."""

from datetime import UTC, datetime, timedelta

import pytest

from proscribe.web.pages.signing import local
from proscribe.web.settings import Settings
from proscribe.web.tokens import Role
from tests.web.conftest import asking, token
from tests.web.pages.desk.person import Person


def test_a_token_signs_in_and_out(reader, db):
    reader.sign_in(token(db, "Ada", Role.REVIEW))
    assert "Signed in as Ada" in reader.read("/review").text_content()
    cookie = next(c for c in reader.client.cookies.jar)
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "strict"
    (form,) = reader.read("/review").xpath("//form[@action='/sign-out']")
    assert reader.press(form).status_code == 303
    assert "Signed in" not in reader.read("/review").text_content()


def test_signing_out_needs_the_mark_of_the_session(reader, db):
    reader.sign_in(token(db, "Ada", Role.REVIEW))
    assert reader.client.post("/sign-out", data={"csrf": "x"}).status_code == 403
    assert "Signed in as Ada" in reader.read("/review").text_content()


def test_a_link_works_once_and_asks_for_a_name(reader):
    code = reader.client.app.state.service.sessions.code(datetime.now(UTC))
    form = reader.read(f"/sign-in?code={code}").xpath("//main//form")[0]
    assert reader.press(form, name=" ").status_code == 400
    assert reader.press(form, name="Ada Lovelace").status_code == 303
    assert "Signed in as Ada Lovelace" in reader.read("/review").text_content()
    reader.client.cookies.clear()
    answer = reader.press(form, name="Mallory")
    assert answer.status_code == 403
    assert not reader.client.cookies


@pytest.mark.parametrize("given", ["", "proscribe_nothing", "x" * 5000])
def test_a_token_that_is_none_opens_nothing(reader, given):
    answer = reader.client.post("/sign-in", data={"token": given})
    assert answer.status_code == 403
    assert "not known here" in answer.text
    assert not reader.client.cookies


def test_a_token_that_ran_out_opens_nothing(reader, db):
    secret = token(db, "Old", Role.REVIEW, 1, datetime.now(UTC) - timedelta(days=2))
    assert reader.client.post("/sign-in", data={"token": secret}).status_code == 403


def test_signing_in_for_another_site_is_refused(reader, db):
    secret = token(db, "Ada", Role.REVIEW)
    headers = {"origin": "https://evil.example"}
    assert reader.client.post("/sign-in", data={"token": secret}, headers=headers).status_code == 403


@pytest.mark.parametrize(
    ("given", "goes"),
    [
        ("/review?known=2025-01-01", "/review?known=2025-01-01"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nset-cookie: x", "/"),
        ("", "/"),
    ],
)
def test_the_way_on_stays_on_this_server(given, goes):
    assert local(given) == goes


def test_where_reading_needs_a_token_a_page_leads_to_the_sign_in_page(db):
    with asking(
        Settings(db=db, host="0.0.0.0"), host="http://register.example", peer=("203.0.113.9", 1)
    ) as client:
        stranger = Person(client)
        answer = client.get("/docket?on=2025-01-01")
        assert answer.status_code == 303
        assert answer.headers["location"] == "/sign-in?next=%2Fdocket%3Fon%3D2025-01-01"
        assert client.get("/docket.json").status_code == 401
        assert client.post("/screen", data={"names": "x"}).status_code == 401
        assert stranger.read(answer.headers["location"]).xpath("//input[@name='next']/@value") == [
            "/docket?on=2025-01-01"
        ]
        stranger.sign_in(token(db, "Reader", Role.READ))
        assert "Docket" in stranger.read("/docket").text_content()
        review = stranger.read("/review")
        assert not review.xpath("//main//button"), "who may only read is shown no button"
