"""The whole API fuzzed from its own document: no server error, no undocumented answer."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi import checks as openapi_checks

from proscribe.config import open_register
from proscribe.starter import facts
from proscribe.web.app import create_app
from proscribe.web.service import Service
from proscribe.web.settings import Settings
from proscribe.web.tokens import Role
from tests.web.conftest import LOCAL, token

pytestmark = pytest.mark.slow

#: What an answer is held to. A request that the document does not allow need not be refused: names may be anything.
CHECKS = [
    checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
    openapi_checks.response_headers_conformance,
]


TAGS = (
    "standing", "procedure", "changes", "subjects", "lists", "documents", "screening", "review", "claims", "record",
    "yente", "reconciliation",
)  # fmt: skip
#: Requests tried for each operation, with and without a token, as the document allows and as it forbids.
EXAMPLES = 10


class Local:
    """An application as a program on the same machine asks it."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Put this machine's address where a test client has a word."""
        if scope["type"] == "http":
            headers = [(k, v) for k, v in scope["headers"] if k != b"host"]
            scope = {**scope, "client": LOCAL, "headers": [*headers, (b"host", b"127.0.0.1:8000")]}
        await self.app(scope, receive, send)


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory):
    """The path of a register of the starter facts, for all of a module."""
    path = str(tmp_path_factory.mktemp("fuzzed") / "register.db")
    register = open_register(path, create=True)
    register.append(facts.changes([]))
    register.ledger.close()
    return path


@pytest.fixture(scope="module")
def api(fuzzed):
    """The schema of an application over that register."""
    app = create_app(Service(Settings(db=fuzzed, seconds=600)))
    return schemathesis.openapi.from_asgi("/openapi.json", Local(app))


@pytest.fixture(scope="module")
def secret(fuzzed):
    """A token that may do all."""
    return token(fuzzed, "fuzzer", Role.ADMIN)


def _tag(operation: Any) -> str:
    return str((operation.tags or ["other"])[0])


def _fuzz(cases: Any, headers: dict[str, str]) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def ask(case: Any) -> None:
        case.call_and_validate(checks=CHECKS, headers=headers)

    ask()


def failures(api: Any, tag: str, headers: dict[str, str]) -> dict[str, str]:
    """What is wrong with the operations of a tag, by operation."""
    found: dict[str, str] = {}
    for result in api.get_all_operations():
        operation = result.ok()
        if _tag(operation) != tag:
            continue

        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                _fuzz(operation.as_strategy(mode), headers)
            except Unsatisfiable:
                pass  # nothing that the document forbids can be made of this operation
            except Exception as error:
                found[f"{operation.label} {mode.value}"] = f"{type(error).__name__}: {error}"
    return found


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("role", [None, Role.ADMIN])
def test_no_server_error_and_nothing_undocumented(api, fuzzed, tag, role):
    headers = {"Authorization": f"Bearer {token(fuzzed, f'fuzzer {tag}', role)}"} if role else {}
    assert failures(api, tag, headers) == {}


def test_every_operation_is_fuzzed(api):
    used = {_tag(r.ok()) for r in api.get_all_operations()}
    assert used == set(TAGS)
