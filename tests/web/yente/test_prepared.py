"""What the first question of a day needs: made when the server starts, once, whoever asks meanwhile."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from proscribe.answers import parties, screening
from proscribe.web.settings import Settings
from tests.web.conftest import asking
from tests.web.listed import make

EXAMPLE = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Ali Hassan"]}}}}


@pytest.fixture
def built(monkeypatch):
    """How often the index and the parties are made; the index only once `may_end` is set."""

    found = SimpleNamespace(times=[], begun=threading.Event(), may_end=threading.Event())
    build, join = screening.index, parties.parties

    def index(*given):
        found.times.append("index")
        found.begun.set()
        assert found.may_end.wait(20)
        return build(*given)

    def joined(*given):
        found.times.append("parties")
        return join(*given)

    monkeypatch.setattr(screening, "index", index)
    monkeypatch.setattr(parties, "parties", joined)
    return found


def test_questions_that_come_while_the_index_is_made_wait_for_it(tmp_path, built, caplog):
    db = make(tmp_path / "register.db")
    with (
        caplog.at_level(logging.INFO, "proscribe.web"),
        asking(Settings(db=db, threads=8, prepare=True)) as client,
        ThreadPoolExecutor(4) as callers,
    ):
        assert built.begun.wait(20)  # nobody has asked anything yet
        assert client.get("/healthz").status_code == 200
        asked = [
            callers.submit(client.post, "/match/default", json=EXAMPLE),
            callers.submit(client.get, "/search/default?q=hassan"),
            callers.submit(client.post, "/v1/screen", json={"names": ["Ali Hassan"]}),
        ]
        assert client.get("/readyz").status_code == 503
        built.may_end.set()
        assert [a.result(20).status_code for a in asked] == [200, 200, 200]
        assert client.get("/readyz").status_code == 200
    assert sorted(built.times) == ["index", "parties"]
    assert any(r.getMessage().startswith("ready to match: ") for r in caplog.records)


def test_a_server_that_prepares_nothing_makes_it_at_the_first_question(tmp_path, built):
    built.may_end.set()
    with asking(Settings(db=make(tmp_path / "register.db"))) as client:
        assert client.get("/healthz").status_code == 200 and not built.times
        assert client.post("/match/default", json=EXAMPLE).status_code == 200
        assert client.post("/match/default", json=EXAMPLE).status_code == 200
    assert sorted(built.times) == ["index", "parties"]


def test_what_cannot_be_made_does_not_end_the_server(tmp_path, monkeypatch, caplog):
    def index(*_):
        raise MemoryError("of a customer's name")

    monkeypatch.setattr(screening, "index", index)
    with caplog.at_level(logging.INFO, "proscribe.web"):
        with asking(Settings(db=make(tmp_path / "register.db"), prepare=True)) as client:
            assert client.get("/readyz").status_code == 503
            assert client.get("/v1/standing?subject=taliban").status_code == 200
        said = [r.getMessage() for r in caplog.records]
    assert "the index of today was not made: MemoryError" in said
    assert not any("customer" in text for text in said)
