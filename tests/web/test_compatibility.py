"""docs/compatibility.md names every endpoint and parameter of the two protocols, and none that is not served."""

import re
from pathlib import Path

import pytest

from proscribe.web.app import create_app
from proscribe.web.service import Service
from proscribe.web.settings import Settings

PAGE = (Path(__file__).parents[2] / "docs" / "compatibility.md").read_text("utf-8")
PREFIXES = ("/match", "/search", "/entities", "/catalog", "/algorithms", "/healthz", "/readyz", "/statements")


@pytest.fixture(scope="module")
def served():
    """The operations of the two protocols: method and path, with the parameters of each."""
    paths = create_app(Service(Settings())).openapi()["paths"]
    return {
        f"{method.upper()} {path.replace(':path}', '}')}": {
            p["name"] for p in operation.get("parameters", [])
        }
        for path, operations in paths.items()
        for method, operation in operations.items()
        if path.startswith((*PREFIXES, "/reconcile"))
    }


def table(heading: str) -> list[list[str]]:
    """The rows of the first table under a heading."""
    part = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("|")]
    return rows[2:]


def test_every_endpoint_is_in_the_table_and_none_that_is_not_served(served):
    rows = {re.sub("`", "", row[0]): row[1].strip(" |") for row in table("Endpoints")}
    assert {name for name, like in rows.items() if like != "not served"} == set(served)
    assert not {name for name, like in rows.items() if like == "not served"} & set(served)


def test_every_parameter_is_in_the_table_and_none_that_is_not_served(served):
    rows = {re.sub("`", "", row[0]) for row in table("Parameters")}
    forms = {"queries", "extend"}
    assert rows == {name for names in served.values() for name in names} | forms


def test_what_the_table_says_of_defaults_is_so(served):
    paths = create_app(Service(Settings())).openapi()["paths"]
    match = {p["name"]: p["schema"] for p in paths["/match/{dataset}"]["post"]["parameters"]}
    search = {p["name"]: p["schema"] for p in paths["/search/{dataset}"]["get"]["parameters"]}
    assert (match["limit"]["default"], match["limit"]["maximum"]) == (5, 500)
    assert (search["limit"]["default"], search["limit"]["maximum"]) == (10, 500)
    assert (match["threshold"]["default"], match["cutoff"]["default"]) == (0.7, 0.5)
    assert search["offset"]["maximum"] == 9499
    assert match["exclude_entity_ids"]["maxItems"] == 50
