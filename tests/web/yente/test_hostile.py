"""Hostile questions: bounded, refused in the shape of every error, and nothing leaked."""

from urllib.parse import quote

import httpx
import pytest

RTL, ZERO = "\u202e", "\u0000"
ONE = {"schema": "Organization", "properties": {"name": ["Al Qaeda"]}}


@pytest.fixture
def http(address):
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client


def refused(response, status, field=None):
    assert response.status_code == status, response.text[:300]
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert isinstance(body["detail"], str) and body["code"]
    assert "Traceback" not in response.text
    if field is not None:
        assert body["field"] == field


def ask(http, queries, **params):
    return http.post("/match/default", json={"queries": queries}, params=params)


@pytest.mark.parametrize(
    "name",
    [
        f"{RTL}adeaQ lA",
        "Al\u200b\u200d Qaeda",
        "Ａｌ　Ｑａｅｄａ",
        "a" * 1000,
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        "🏴 🏴 x",
        "۱۲۳ ١٢٣",
        "Z̸̢a̵͝l̴g̶o̷ text",
        f"nul{ZERO}byte",
    ],
)
def test_odd_names_are_answered(http, name):
    given = ask(http, {"q": {"schema": "Organization", "properties": {"name": [name]}}})
    assert given.status_code == 200
    assert http.get("/search/default", params={"q": name}).status_code == 200
    assert http.get(f"/entities/{quote(name[:30], safe='')}").status_code == 404


def test_marks_that_hide_a_name_do_not_hide_it(http):
    given = ask(http, {"q": {"schema": "Organization", "properties": {"name": ["Al\u200d Qae\u200bda"]}}})
    assert given.json()["responses"]["q"]["results"][0]["id"] == "al-qaida"


@pytest.mark.parametrize("name", ["...", "", " ", "-" * 50])
def test_a_name_without_a_letter_is_refused_or_empty(http, name):
    given = ask(http, {"q": {"schema": "Person", "properties": {"name": [name]}}})
    if given.status_code == 200:
        assert given.json()["responses"]["q"]["results"] == []
    else:
        refused(given, 400, "queries.q.name")


def test_half_a_surrogate_is_no_server_error(http):
    body = b'{"queries":{"q\\ud800":{"schema":"Person","properties":{"name":["a\\udfff b"]}}}}'
    given = http.post("/match/default", content=body, headers={"content-type": "application/json"})
    assert given.status_code < 500


def test_a_name_of_a_megabyte_is_refused(http):
    refused(ask(http, {"q": {"schema": "Person", "properties": {"name": ["x" * 1_100_000]}}}), 413)
    refused(ask(http, {"q": {"schema": "Person", "properties": {"name": ["x" * 900_000]}}}), 400)


def test_thousands_of_queries_are_refused(http):
    refused(ask(http, {str(n): ONE for n in range(101)}), 400, "queries")
    refused(ask(http, {str(n): ONE for n in range(5000)}), 400, "queries")
    names = [f"Name Number{n}" for n in range(20)]
    many = {str(n): {"schema": "Person", "properties": {"name": names}} for n in range(100)}
    refused(ask(http, many), 400, "queries")
    assert ask(http, {str(n): ONE for n in range(100)}).status_code == 200


def test_many_names_or_values_of_one_query_are_refused(http):
    names = [f"Name Number{n}" for n in range(21)]
    refused(ask(http, {"q": {"schema": "Person", "properties": {"name": names}}}), 400)
    parts = {"firstName": names, "lastName": names}
    assert ask(http, {"q": {"schema": "Person", "properties": parts}}).status_code in (200, 400)
    numbers = [str(n) for n in range(101)]
    refused(ask(http, {"q": {"schema": "Person", "properties": {"name": "A B", "idNumber": numbers}}}), 400)


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"limit": -1}, "limit"),
        ({"limit": 501}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"threshold": 7}, "threshold"),
        ({"threshold": "nan"}, "threshold"),
        ({"cutoff": -0.1}, "cutoff"),
        ({"changed_since": "2025-02-30"}, "changed_since"),
        ({"exclude_entity_ids": ["x"] * 51}, "exclude_entity_ids"),
    ],
)
def test_parameters_out_of_range_name_their_field(http, params, field):
    refused(ask(http, {"q": ONE}, **params), 422, field)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"x"',
        b"\xff\xfe",
        b'{"queries":[]}',
        b'{"queries":{"q":null}}',
        b'{"queries":{"q":{}}}',
    ],
)
def test_a_body_that_is_none_is_refused(http, body):
    given = http.post("/match/default", content=body, headers={"content-type": "application/json"})
    assert given.status_code in (400, 422)
    assert isinstance(given.json()["detail"], str)


@pytest.mark.parametrize("schema", ["Document", "Nope", "", "Thing", "person", "Sanction"])
def test_a_schema_that_cannot_be_matched_is_refused(http, schema):
    refused(ask(http, {"q": {**ONE, "schema": schema}}), 400, "queries.q.schema")
    if schema not in ("Thing",):
        refused(http.get("/search/default", params={"schema": schema}), 400, "schema")


def test_no_queries_are_refused_as_yente_does(http):
    given = ask(http, {})
    refused(given, 400)
    assert given.json()["detail"] == "No queries provided."


def test_an_impossible_day_names_its_field(http):
    refused(ask(http, {"q": ONE}, on="2025-02-30"), 400, "on")


def test_values_of_other_types_are_read_or_left_out(http):
    odd = {"name": ["Al Qaeda", 77.5, None, {"x": 1}, ["y"], True], "birthDate": ["not a day", 1961]}
    given = ask(http, {"q": {"schema": "Organization", "properties": odd}}).json()["responses"]["q"]
    assert given["query"]["properties"] == {"name": ["Al Qaeda", "77.5"], "birthDate": ["1961"]}
    assert given["results"][0]["id"] == "al-qaida"


@pytest.mark.parametrize(
    "q", ['"', "*", "~", "- -", "OR OR", "NOT", "a" * 1000, "((((", '"al" "qaida" -x*', "\\"]
)
def test_a_search_of_marks_is_answered(http, q):
    assert http.get("/search/default", params={"q": q}).status_code == 200


def test_a_search_is_bounded(http):
    refused(http.get("/search/default", params={"q": "a" * 1001}), 422, "q")
    refused(http.get("/search/default", params={"offset": 10_000}), 422, "offset")
    refused(http.get("/search/default", params={"limit": 501}), 422, "limit")
    words = " ".join(f"w{n}*" for n in range(150))
    assert http.get("/search/default", params={"q": words}).status_code == 200


def test_strangers_are_told_nothing(http):
    for path in ("/catalog", "/search/default", "/entities/al-qaida", "/algorithms", "/reconcile/default"):
        assert http.get(path, headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 401
    assert http.get("/healthz", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 200
