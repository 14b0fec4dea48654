"""What some tests need beside Python: skipped clearly where it is absent, unless PROSCRIBE_REQUIRE lists it."""

import os

import pytest


def need(name, reason):
    """Skip for a reason, or fail where the environment says that this must be here; None is no reason."""
    if reason is None:
        return
    if name in os.environ.get("PROSCRIBE_REQUIRE", "").split(","):
        pytest.fail(f"PROSCRIBE_REQUIRE lists {name}, but {reason}")
    pytest.skip(reason)
