"""The document: every route, parameter and field is in it, and every example is answered as it says."""

import json
import pkgutil
from importlib import import_module
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from proscribe.web import v1
from proscribe.web.app import create_app
from proscribe.web.service import Service
from proscribe.web.settings import Settings

FILES = {"text/csv": b"name,id,birth,country,kind\nIslamic State,1,1970-01-01,IQ,organisation\nx,2,,,\n"}
#: Answers over all that the starter facts hold: every field that a form can have is met.
WHOLE = (
    "/v1/matrix?format=jsonl",
    "/v1/matrix?format=jsonl&on=2012-06-01",
    "/v1/docket?format=jsonl&on=2025-04-01",
    "/v1/calendar?format=jsonl&from=2020-01-01&to=2030-12-31",
    "/v1/changes?format=jsonl&since=1950-01-01",
    "/v1/forecasts?format=jsonl",
    "/v1/regimes?format=jsonl",
    "/v1/subjects?format=jsonl",
    "/v1/lists?format=jsonl",
    "/v1/review?format=jsonl",
    "/v1/history?subject=taliban&format=jsonl",
    "/v1/why?subject=taliban&in=RU&on=2025-04-18&format=jsonl",
    "/v1/why?subject=hizballah&in=GB&format=jsonl",
)


@pytest.fixture(scope="module")
def document(api):
    """The document as served."""
    return api.get("/openapi.json").json()


def _schema(document: dict[str, Any], path: str, method: str, status: int, media: str) -> dict[str, Any]:
    responses = document["paths"][path][method]["responses"]
    assert str(status) in responses, f"{method} {path} answers {status}, which is not documented"
    content = responses[str(status)].get("content", {})
    assert media in content, f"{method} {path} answers {media}, documented are {list(content)}"
    return {**content[media]["schema"], "components": document["components"]}


def _ours(document):
    return [
        (path, method, operation)
        for path, item in document["paths"].items()
        if path.startswith("/v1/")
        for method, operation in item.items()
    ]


def test_every_module_and_route_is_in_the_document(document):
    told = {(path, method.upper()) for path, method, _ in _ours(document)}
    there = set()
    for module in pkgutil.iter_modules(v1.__path__):
        for route in import_module(f"{v1.__name__}.{module.name}").router.routes:
            there |= {(f"/v1{route.path}", method) for method in route.methods}
    assert there == told


def test_every_operation_and_parameter_says_what_it_is(document):
    silent = []
    for path, method, operation in _ours(document):
        silent += [f"{method} {path}"] if not (operation.get("description") and operation.get("tags")) else []
        for parameter in operation.get("parameters", ()):
            if not parameter.get("description"):
                silent.append(f"{method} {path} {parameter['name']}")
            if parameter["required"] and not _example(parameter["schema"]):
                silent.append(f"{method} {path} {parameter['name']}: no example")
    assert silent == []


def test_every_operation_says_what_it_answers(document):
    for path, method, operation in _ours(document):
        for status, response in operation["responses"].items():
            content = response.get("content", {})
            assert content or status == "304", f"{method} {path} {status}"
            for media, body in content.items():
                assert body.get("schema"), f"{method} {path} {status} {media} has no schema"
        assert {"400", "401", "403", "429", "500", "503"} <= set(operation["responses"]), path


def test_every_field_of_a_body_says_what_it_is(document):
    for name, schema in document["components"]["schemas"].items():
        for key, value in schema.get("properties", {}).items():
            if name in (
                "NewDecision",
                "NewJudgement",
                "NewWithdrawal",
                "NewRelation",
                "NewClaim",
                "GivenName",
                "GivenNames",
            ):
                assert "description" in value, f"{name}.{key}"


def _example(schema: dict[str, Any]) -> Any:
    return (schema.get("examples") or [None])[0]


def _body(document: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        ref = content["application/json"]["schema"]["$ref"].rpartition("/")[2]
        schema = document["components"]["schemas"][ref]
        body = {k: e for k, s in schema["properties"].items() if (e := _example(s)) is not None}
        return {"json": body if ref != "GivenNames" else {"names": ["Islamic State", {"name": "x"}]}}
    if "text/csv" in content:
        return {"content": FILES["text/csv"], "headers": {"content-type": "text/csv"}}
    return {}


def _requests(document):
    """Every example: the parameters that are needed, and then all that have an example."""
    for path, method, operation in _ours(document):
        for whole in (False, True):
            query, filled = {}, path
            for parameter in operation.get("parameters", ()):
                example = _example(parameter["schema"])
                if parameter["in"] == "path":
                    filled = filled.replace("{" + parameter["name"] + "}", example)
                elif example is not None and (whole or parameter["required"]):
                    query[parameter["name"]] = example
            yield path, method, filled, query, _body(document, operation)


#: Examples that are refused, and why that is the right answer.
REFUSED = {
    "/v1/links": 409,  # fewer than two lists are held
}


def test_every_example_is_answered_as_the_document_says(api, document):
    count = 0
    for path, method, filled, query, body in _requests(document):
        given = api.request(method, filled, params=query, **body)
        media = given.headers["content-type"].partition(";")[0]
        good = given.status_code in (200, 201)
        assert good or REFUSED.get(path) == given.status_code, (
            f"{method} {filled} {query}: {given.text[:300]}"
        )
        if media in ("application/json", "application/problem+json"):
            schema = _schema(document, path, method, given.status_code, media)
            Draft202012Validator(schema).validate(given.json())
        elif media == "application/x-ndjson":
            _lines(document, path, method, given)
        else:
            assert given.content
        count += 1
    assert count == 2 * len(_ours(document))


def _lines(document, path, method, given):
    schema = _schema(document, path, method, given.status_code, "application/x-ndjson")
    validator = Draft202012Validator(schema)
    lines = given.text.splitlines()
    for line in lines:
        validator.validate(json.loads(line))
    return len(lines)


@pytest.mark.slow
@pytest.mark.parametrize("address", WHOLE)
def test_every_answer_over_the_starter_facts_has_documented_fields_only(api, document, address):
    given = api.get(address)
    assert given.status_code == 200
    assert _lines(document, address.partition("?")[0], "get", given) or "lists" in address


def test_the_document_is_openapi_3_1_and_the_same_without_a_register(document, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PROSCRIBE_DB", raising=False)
    service = Service(Settings())
    assert service.note
    assert json.loads(json.dumps(create_app(service).openapi())) == document
    assert document["openapi"].startswith("3.1")
    Draft202012Validator.check_schema(document["components"]["schemas"]["Standing"])
