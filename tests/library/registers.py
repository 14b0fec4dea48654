"""One register in every place a library can open it: in memory, in a file, in PostgreSQL, as it is served."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from proscribe import Register
from proscribe.answers.entering import Entered
from proscribe.answers.importing import import_publication
from proscribe.answers.reading import Source, read_report, reader
from proscribe.model.dates import Day
from proscribe.model.words import Act, Verdict
from proscribe.remote.asking import Asker
from proscribe.remote.register import RemoteRegister
from proscribe.starter import facts
from proscribe.web.app import create_app
from proscribe.web.service import Service
from proscribe.web.settings import Settings
from proscribe.web.tokens import Role
from tests.web.conftest import token
