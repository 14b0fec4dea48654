"""Updating lists from a publisher on loopback: what works, what fails, and that a failure harms nothing
else.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

pytest.importorskip("httpx2")

from proscribe.answers import updating
from proscribe.answers.holdings import holdings
from proscribe.answers.register import Register
from proscribe.answers.updating import update_list
from proscribe.gather.fetch import Fetcher, Policy
from proscribe.ledger.memory import MemoryLedger
from proscribe.lists.registry import source
from proscribe.subjects.roster import Roster
from tests.gather import publisher as publishers
from tests.lists.made import un_xml

TODAY = date(2026, 6, 1)


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setattr(publishers, "XML", un_xml(range(600), "2026-05-30"))
    for name in ("good", "dated", "busy_once"):
        method = getattr(publishers.Publisher, name)
        assert method.__defaults__ is None
    monkeypatch.setattr(publishers.Publisher._send, "__defaults__", (200, un_xml(range(600), "2026-05-30")))
    with publishers.publisher() as found:
        yield found


@pytest.fixture
def register():
    return Register(MemoryLedger(), Roster(), lambda: datetime(2026, 6, 1, tzinfo=UTC))


def look(register, monkeypatch, address, known, **policy):
    monkeypatch.setattr(updating, "source", lambda i: replace(source(i), address=address))
    usual = {"private": True, "pause": 0.0, "tries": 1, "idle": 5.0, "largest": 8 << 20}
    fetcher = Fetcher(Policy(**{**usual, **policy}), sleep=lambda _: None)
    row = next(h for h in holdings(register.ledger, TODAY) if h.list.id == "un_sc")
    return update_list(register, fetcher, row, known, TODAY)


def test_a_list_is_fetched_once_and_asked_conditionally_then(server, register, monkeypatch):
    known = {}
    first = look(register, monkeypatch, server[0] + "/good", known)
    assert first.done.edition.size == 600
    assert known[server[0] + "/good"].etag == '"v1"'
    second = look(register, monkeypatch, server[0] + "/good", known)
    assert second.note == "not modified since it was last fetched"
    assert server[1][-1][1]["If-None-Match"] == '"v1"'


def test_nothing_is_asked_conditionally_of_an_empty_register(server, register, monkeypatch):
    known = {}
    look(register, monkeypatch, server[0] + "/good", known)
    fresh = Register(MemoryLedger(), Roster(), lambda: datetime(2026, 6, 1, tzinfo=UTC))
    assert look(fresh, monkeypatch, server[0] + "/good", known).done.added > 0


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/missing", "HTTP 404"),
        ("/html", "web page where XML was expected"),
        ("/cut", "ended early"),
        ("/empty", "0 bytes"),
        ("/silent", "no answer"),
        ("/broken", "HTTP 500"),
        ("/huge", "larger than 8 MB"),
        ("/circle", "circle"),
    ],
)
def test_a_failure_leaves_the_register_as_it_was(server, register, monkeypatch, path, words):
    look(register, monkeypatch, server[0] + "/good", {})
    head = register.head()
    known = {}
    looked = look(register, monkeypatch, server[0] + path, known, idle=0.4)
    assert words in str(looked.failure)
    assert looked.done is None
    assert known == {}
    assert register.head() == head


def test_a_redirect_inwards_is_refused(server, register, monkeypatch):
    monkeypatch.setattr(updating, "source", lambda i: replace(source(i), address=server[0] + "/inward"))
    inside = server[0].removeprefix("http://").partition(":")[0]
    policy = Policy(pause=0.0, tries=1)

    def resolver(host, _port):
        return [host]

    fetcher = Fetcher(policy, sleep=lambda _: None, resolver=resolver)
    row = next(h for h in holdings(register.ledger, TODAY) if h.list.id == "un_sc")
    looked = update_list(register, fetcher, row, {}, TODAY)
    assert f"{inside} is {inside}, which is not a public address" in str(looked.failure)


def test_lists_that_cannot_be_fetched_say_why(register):
    rows = {h.list.id: h for h in holdings(register.ledger, TODAY)}
    fetcher = Fetcher(Policy(tries=1), resolver=lambda h, p: [])
    assert "issued no more" in update_list(register, fetcher, rows["gb_ofsi"], {}, TODAY).note
    assert "export the workbook" in update_list(register, fetcher, rows["ua_nsdc"], {}, TODAY).note


def test_what_is_held_and_when_it_is_due(server, register, monkeypatch):
    look(register, monkeypatch, server[0] + "/good", {})
    rows = {h.list.id: h for h in holdings(register.ledger, TODAY)}
    assert len(rows) >= 50
    un = rows["un_sc"]
    assert (un.editions, un.last.size, un.age, un.due) == (1, 600, 2, date(2026, 5, 31))
    assert un.is_due(TODAY)
    assert rows["eu_fsf"].is_due(TODAY)
    assert not rows["gb_ofsi"].is_due(TODAY)
    assert not rows["by_kgb"].is_due(TODAY)
