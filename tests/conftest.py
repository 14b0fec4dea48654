"""What a whole run of tests begins and ends with."""

import sys

from hypothesis import settings

# how long one example takes says more about what else the machine does
settings.register_profile("proscribe", deadline=None)
settings.load_profile("proscribe")


def pytest_sessionfinish() -> None:
    """Stop the PostgreSQL server of this process, where a test started one."""
    module = sys.modules.get("tests.postgres_server")
    if module is not None:
        module.stop_shared()
