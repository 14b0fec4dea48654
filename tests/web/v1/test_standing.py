"""`/v1/standing` says what the façade says, and refuses what it must."""

import json

from proscribe.answers import forms
from proscribe.config import open_register


def test_a_standing_is_that_of_the_facade(client, db):
    given = client.get("/v1/standing", params={"subject": "Талибан", "in": "RU", "on": "2025-04-18"})
    register = open_register(db)
    expected = [
        forms.standing_form(s, register.resolve)
        for s in register.standing("Taliban", "RU", on=_day("2025-04-18"))
    ]
    assert given.status_code == 200
    assert given.json() == json.loads(json.dumps(expected))
    assert any(s["state"].startswith("suspended") for s in given.json())


def test_the_same_record_gives_the_same_tag_and_nothing_twice(client):
    params = {"subject": "Taliban", "in": "RU"}
    first = client.get("/v1/standing", params=params)
    again = client.get("/v1/standing", params=params, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/v1/standing", params={**params, "on": "2020-01-01"})
    assert other.headers["etag"] != first.headers["etag"]


def test_head_answers_where_get_does(client):
    params = {"subject": "Taliban", "in": "RU"}
    head, get = client.head("/v1/standing", params=params), client.get("/v1/standing", params=params)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"]


def test_an_impossible_day_names_its_field(client):
    given = client.get("/v1/standing", params={"subject": "Taliban", "on": "2025-02-30"})
    assert given.status_code == 400
    assert given.headers["content-type"] == "application/problem+json"
    assert (given.json()["code"], given.json()["field"]) == ("bad_day", "on")


def _day(text):
    from datetime import date

    return date.fromisoformat(text)
