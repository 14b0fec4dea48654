from datetime import date

import pytest

from proscribe.screening.engine import Engine
from proscribe.screening.index import build

from . import tables


@pytest.fixture(scope="session")
def index():
    return build(tables.entries(), on=date(2026, 1, 1), known=date(2026, 1, 2))


@pytest.fixture(scope="session")
def engine(index):
    return Engine(index)
