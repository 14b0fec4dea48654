"""The Reconciliation API 0.2, each answer checked against the published JSON schemas."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from proscribe.web.settings import Settings
from tests.web.conftest import asking
from tests.web.listed import make

HERE = Path(__file__).parent / "schemas"
SCHEMAS = {f.stem: json.loads(f.read_text("utf-8")) for f in HERE.glob("*.json")}
REGISTRY = Registry().with_resources(
    (s["$id"], Resource.from_contents(s, default_specification=DRAFT7)) for s in SCHEMAS.values()
)
BASE = "/reconcile/default"
REFINE = "http://127.0.0.1:3333"


@pytest.fixture(scope="module")
def refine(tmp_path_factory):
    """OpenRefine, as far as it asks: a page of this machine with an origin of its own."""
    db = make(tmp_path_factory.mktemp("refine") / "register.db")
    with asking(Settings(db=db)) as client:
        client.headers["Origin"] = REFINE
        yield client


def valid(name, data):
    Draft7Validator(SCHEMAS[name], registry=REGISTRY).validate(data)
    return data


def post(client, field, data, path=BASE):
    return client.post(path, data={field: json.dumps(data)})


def reconciled(client, queries, path=BASE):
    valid("reconciliation-query-batch", queries)
    given = post(client, "queries", queries, path)
    assert given.status_code == 200, given.text
    return valid("reconciliation-result-batch", given.json())


def extended(client, ids, *properties):
    query = valid("data-extension-query", {"ids": ids, "properties": list(properties)})
    given = post(client, "extend", query)
    assert given.status_code == 200, given.text
    return valid("data-extension-response", given.json())


def texts(cells):
    return [next(iter(c.values())) for c in cells]


def test_the_schemas_refuse_what_is_wrong():
    with pytest.raises(Exception, match="required"):
        valid("reconciliation-result-batch", {"q": {}})
    with pytest.raises(Exception, match="not"):
        valid("data-extension-response", {"meta": [], "rows": {"x": {"y": [{"str": "a", "date": "b"}]}}})


def test_the_manifest_names_every_part_and_each_answers(refine):
    given = refine.get(BASE)
    found = valid("manifest", given.json())
    assert "0.2" in found["versions"]
    for what, service in found["suggest"].items():
        path = service["service_url"] + service["service_path"]
        answer = refine.get(
            path, params={"prefix": {"entity": "taliban"}.get(what, "co" if what == "property" else "org")}
        )
        assert answer.json()["result"], what
        ident = answer.json()["result"][0]["id"]
        fly = service["flyout_service_url"] + service["flyout_service_path"].replace("${id}", ident)
        shown = refine.get(fly).json()
        assert shown["id"] == ident and "<b>" in shown["html"]
    proposed = found["extend"]["propose_properties"]
    assert refine.get(proposed["service_url"] + proposed["service_path"], params={"type": "Person"}).json()[
        "properties"
    ]
    assert refine.get(found["preview"]["url"].replace("{{id}}", "taliban")).status_code == 200
    assert refine.get(found["view"]["url"].replace("{{id}}", "un_sc%3AQDe.004")).status_code == 200


def test_days_in_the_address_hold_for_every_part(refine):
    found = refine.get(BASE, params={"on": "2020-01-01"}).json()
    assert found["suggest"]["entity"]["service_path"].endswith("?on=2020-01-01")
    assert found["preview"]["url"].endswith("&on=2020-01-01")
    page = refine.get(found["preview"]["url"].replace("{{id}}", "taliban")).text
    assert "on 2020-01-01" in page and "ru.fsb_terrorist_list in_force" in page


def test_a_name_finds_its_party_with_features(refine):
    queries = {
        "q0": {"query": "Al Qaeda", "type": "Organization", "limit": 3},
        "q1": {"query": "Nobody of Nowhere"},
    }
    found = reconciled(refine, queries)
    best = found["q0"]["result"][0]
    assert (best["id"], best["score"], best["match"]) == ("al-qaida", 100.0, True)
    assert {f["id"] for f in best["features"]} >= {"name_match", "name_literal"}
    assert found["q1"]["result"] == []


def test_a_batch_may_come_by_get(refine):
    queries = {"a": {"query": "Taliban"}}
    given = refine.get(BASE, params={"queries": json.dumps(queries)})
    assert valid("reconciliation-result-batch", given.json())["a"]["result"][0]["id"] == "taliban"


def test_an_id_finds_the_party_it_names(refine):
    found = reconciled(refine, {"q": {"query": "un_sc:QDe.004"}})["q"]["result"][0]
    assert (found["id"], found["match"]) == ("al-qaida", True)


def test_types_restrict_and_strange_types_do_not(refine):
    asked = {
        "none": {"query": "Al Qaeda", "type": "Person"},
        "some": {"query": "Al Qaeda", "type": ["Person", "Organization"], "type_strict": "any"},
        "odd": {"query": "Al Qaeda", "type": "http://example.org/Thing"},
    }
    found = {k: [r["id"] for r in v["result"]] for k, v in reconciled(refine, asked).items()}
    assert "al-qaida" not in found["none"]
    assert found["some"][0] == found["odd"][0] == "al-qaida"


def test_properties_are_compared_and_keep_a_doubtful_match_from_being_taken(refine):
    name = "Yusuf Salim Mithali"
    asked = {
        "agrees": {"query": name, "properties": [{"pid": "birthDate", "v": "1974-02-03"}]},
        "against": {"query": name, "properties": [{"pid": "Person:birthDate", "v": ["1931-05-05"]}]},
        "number": {"properties": [{"pid": "passportNumber", "v": {"id": "x", "name": "00990011"}}]},
    }
    found = {k: v["result"] for k, v in reconciled(refine, asked).items()}
    assert found["agrees"][0]["score"] == found["against"][0]["score"]
    assert not found["against"][0]["match"]
    assert "identifier_match" in {f["id"] for f in found["number"][0]["features"]}


def test_one_list_is_a_service_of_its_own(refine):
    found = reconciled(refine, {"q": {"query": "Al Qaeda"}}, "/reconcile/my_moha")
    assert found["q"]["result"] == []
    assert refine.get("/reconcile/no_such_list").status_code == 404


def test_suggestions_begin_as_typed(refine):
    rows = valid(
        "suggest-entities-response", refine.get(f"{BASE}/suggest/entity", params={"prefix": "al qai"}).json()
    )
    assert "al-qaida" in [r["id"] for r in rows["result"]]
    first = [r["id"] for r in rows["result"]]
    rest = refine.get(f"{BASE}/suggest/entity", params={"prefix": "al qai", "cursor": 1}).json()["result"]
    assert [r["id"] for r in rest][: len(first) - 1] == first[1:]
    by_id = refine.get(f"{BASE}/suggest/entity", params={"prefix": "un_sc:QDe.004"}).json()["result"]
    assert by_id[0]["id"] == "al-qaida"
    assert refine.get(f"{BASE}/suggest/entity", params={"prefix": "  "}).json()["result"] == []
    valid("suggest-types-response", refine.get(f"{BASE}/suggest/type", params={"prefix": "pe"}).json())
    valid(
        "suggest-properties-response",
        refine.get(f"{BASE}/suggest/property", params={"prefix": "date"}).json(),
    )


def test_columns_say_how_a_party_stands(refine):
    found = extended(
        refine,
        ["taliban", "al-qaida", "no-such"],
        {"id": "standing:ru.fsb_terrorist_list", "settings": {"on": "2025-04-18"}},
        {"id": "standing:ru.fsb_terrorist_list", "settings": {"on": "2025-04-18", "known": "2025-03-01"}},
    )
    # one column for each property: the later of two with one id is what stands
    assert texts(found["rows"]["taliban"]["standing:ru.fsb_terrorist_list"]) == ["in_force"]
    assert found["rows"]["no-such"] == {"standing:ru.fsb_terrorist_list": []}
    now = extended(
        refine, ["taliban"], {"id": "standing:ru.fsb_terrorist_list", "settings": {"on": "2025-04-18"}}
    )
    assert texts(now["rows"]["taliban"]["standing:ru.fsb_terrorist_list"])[0].startswith("suspended")


def test_columns_of_every_kind(refine):
    proposed = refine.get(f"{BASE}/extend/propose", params={"type": "Organization"}).json()["properties"]
    names = [p["id"] for p in proposed if ":" not in p["id"]] + ["since:un.1267", "standing:UN", "no_such"]
    found = extended(refine, ["al-qaida"], *({"id": n, "settings": {"limit": 2}} for n in names))
    row = found["rows"]["al-qaida"]
    assert "no_such" not in row and {m["id"] for m in found["meta"]} == set(row)
    assert texts(row["lists"]) == ["un_sc"] and texts(row["entries"]) == ["un_sc:QDe.004"]
    assert len(row["standing"]) == 2
    assert texts(row["since:un.1267"])[0].startswith("2001-10-")
    assert (
        len(refine.get(f"{BASE}/extend/propose", params={"type": "Person", "limit": 3}).json()["properties"])
        == 3
    )


def test_a_preview_is_text_in_a_frame_of_this_machine(refine):
    given = refine.get(f"{BASE}/preview", params={"id": "taliban"})
    assert given.headers["content-type"].startswith("text/html")
    policy = given.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors http://localhost:*" in policy
    assert "<h1>Taliban</h1>" in given.text
    assert refine.get(f"{BASE}/preview", params={"id": "<script>"}).status_code == 404


@pytest.mark.parametrize(
    ("field", "text", "status"),
    [
        ("queries", "{", 400),
        ("queries", "[]", 400),
        ("queries", '{"q":{}}', 400),
        ("queries", '{"q":{"query":7}}', 400),
        ("queries", '{"q":{"query":"a b","limit":0}}', 400),
        ("queries", '{"q":{"query":"a b","limit":"x"}}', 400),
        ("queries", '{"q":{"query":"a b","properties":[{"v":1}]}}', 400),
        ("queries", '{"q":{"query":"a b","shoe":1}}', 400),
        ("queries", '{"q\\ud800":{"query":"\\ud800 b"}}', 400),
        ("queries", '{"q\\ud800":{"query":"a b"}}', 200),
        ("queries", json.dumps({str(n): {"query": "a b"} for n in range(51)}), 413),
        ("queries", "[" * 20_000, 400),
        ("queries", json.dumps({"q": {"query": "x" * 5000}}), 400),
        ("extend", "{}", 400),
        (
            "extend",
            '{"ids":["taliban"],"properties":[{"id":"standing","settings":{"on":"2025-02-30"}}]}',
            400,
        ),
        ("extend", '{"ids":["taliban"],"properties":[{"id":"standing","settings":{"limit":"many"}}]}', 400),
        ("extend", json.dumps({"ids": [str(n) for n in range(501)], "properties": []}), 413),
    ],
)
def test_what_is_no_query_is_refused(refine, field, text, status):
    given = refine.post(BASE, data={field: text})
    assert given.status_code == status, given.text
    assert status == 200 or isinstance(given.json()["detail"], str)


def test_a_body_of_another_kind_is_refused(refine):
    assert refine.post(BASE, json={"queries": {}}).status_code == 415
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert refine.post(BASE, content=b"queries=\xff\xfe", headers=kind).status_code == 400
    assert refine.post(BASE, content=b"&".join([b"a=b"] * 50), headers=kind).status_code == 400


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        (REFINE, True),
        ("http://localhost:3333", True),
        ("https://evil.example", False),
        ("http://127.0.0.1.evil.example", False),
        ("http://localhost.evil.example:80", False),
        ("null", False),
    ],
)
def test_only_pages_of_this_machine_may_read(refine, origin, allowed):
    for path in (BASE, f"{BASE}/suggest/type?prefix=x", "/reconcile/nope"):
        given = refine.get(path, headers={"Origin": origin})
        assert given.headers.get("access-control-allow-origin") == (origin if allowed else None)
        assert "Origin" in given.headers["vary"]
    before = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    assert ("access-control-allow-methods" in refine.options(BASE, headers=before).headers) == allowed


def test_other_routes_are_not_open_to_other_origins(refine):
    for path in ("/search/default?q=taliban", "/v1/standing?subject=taliban"):
        assert "access-control-allow-origin" not in refine.get(path).headers
