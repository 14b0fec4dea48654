"""What a whole run of tests ends with."""

import sys


def pytest_sessionfinish() -> None:
    """Stop the PostgreSQL server of this process, where a test started one."""
    module = sys.modules.get("tests.postgres_server")
    if module is not None:
        module.stop_shared()
