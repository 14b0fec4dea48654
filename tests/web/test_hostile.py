"""Hostile and wrong requests: the right status and message, nothing executed, nothing leaked. Cases: hostile.toml."""

import gzip
import io
import tomllib
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from proscribe.config import beside, open_register
from proscribe.starter import facts
from proscribe.web.settings import Settings
from proscribe.web.tokens import Role, Tokens
from tests.web.conftest import asking, token

CASES = tomllib.loads((Path(__file__).parent / "hostile.toml").read_text("utf-8"))["case"]
LONG = {
    "megabyte": "Ж" * (1 << 20),
    "kilobytes": "a b " * 1000,
    "long": "x" * 100_000,
    "address": "x" * 60_000,
}
#: The most bytes that a file may have here.
MOST = 4 << 20


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("names.csv", "name\nIslamic State\n")
    return file.getvalue()


def _parquet(names: list[str]) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table({"name": names}), file, compression="zstd", use_dictionary=True)
    return file.getvalue()


BODIES: dict[str, Any] = {
    "empty": lambda: b"",
    "not json": lambda: b'{"names": [',
    "form": lambda: b"names=x",
    "latin-1": lambda: b'{"names": ["\xe9\xe8"]}',
    "nested": lambda: b"[" * 100_000,
    "list": lambda: b"[]",
    "surrogate": lambda: b'{"names": ["\\ud800 x"]}',
    "zip": _zip,
    "gzip bomb": lambda: gzip.compress(b"name\n" + b"a" * (64 << 20)),
    "noise": lambda: bytes(range(256)) * 100,
    "broken parquet": lambda: _parquet(["Islamic State"])[:-30] + b"PAR1",
    "parquet bomb": lambda: _parquet(["x" * 200_000] * 20_000),
    "cp1251": lambda: "name\nИсламское государство\n".encode("cp1251"),
    "csv": lambda: b"name\nIslamic State\n",
    "large": lambda: b"name\n" + b"a\n" * MOST,
}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A register of the starter facts, a client of it, and the headers of each kind of caller."""
    path = str(tmp_path_factory.mktemp("hostile") / "register.db")
    register = open_register(path, create=True)
    register.append([facts.table("organisations"), *facts.changes([])])
    now = datetime.now(UTC)
    secrets = {role.value: token(path, role.value, role) for role in Role}
    secrets["revoked"] = token(path, "gone", Role.ADMIN)
    secrets["expired"] = token(path, "brief", Role.ADMIN, days=1, now=now - timedelta(days=2))
    secrets["made up"] = "proscribe_madeup"
    tokens = Tokens(beside(path, "tokens.db"))
    tokens.revoke("gone", now)
    tokens.close()
    callers = {who: {"Authorization": f"Bearer {secret}"} for who, secret in secrets.items()} | {"nobody": {}}
    with asking(Settings(db=path, body=MOST)) as client:
        yield register, client, callers
    register.ledger.close()


def _longer(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _longer(v) for key, v in value.items()}
    if isinstance(value, list):
        return [_longer(v) for v in value]
    return LONG.get(value, value) if isinstance(value, str) else value


def _request(case: dict[str, Any]) -> dict[str, Any]:
    headers = {}
    if "type" in case:
        headers["content-type"] = case["type"]
    if "coding" in case:
        headers["content-encoding"] = case["coding"]
    request: dict[str, Any] = {"headers": headers}
    if "query" in case:
        request["params"] = _longer(case["query"])
    if "json" in case:
        request["json"] = _longer(case["json"])
    if "body" in case:
        request["content"] = BODIES[case["body"]]()
    if "form" in case:
        name, body = case["form"]
        request["files"] = {"file": (name, BODIES[body]())}
    return request


@pytest.mark.parametrize("case", CASES, ids=[c["what"] for c in CASES])
def test_a_hostile_request_is_answered_as_it_must_be(served, case):
    register, client, callers = served
    request = _request(case)
    request["headers"] |= callers[case.get("as", "review")]
    before = register.head()
    given = client.request(case.get("method", "GET"), case["path"], **request)
    assert given.status_code == case["status"], given.text[:400]
    if given.status_code >= 400:
        problem = given.json()
        assert given.headers["content-type"] == "application/problem+json"
        assert problem["status"] == given.status_code and problem["detail"]
        assert problem.get("code") == case.get("code", problem["code"])
        assert problem.get("field") == case.get("field", problem.get("field"))
        assert len(given.content) < 4000
    assert case.get("holds", "") in given.text
    for never in ("Traceback", "/tmp/", ".py", register.ledger.path, case.get("never", "Traceback")):
        assert never not in given.text
    if "header" in case:
        name, value = case["header"]
        assert value in given.headers[name]
    assert given.headers["x-content-type-options"] == "nosniff"
    assert register.head() == before, "nothing may be written"
