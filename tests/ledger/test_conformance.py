"""What every ledger owes, run on each back end. A new one only has to be added to `LEDGERS`."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proscribe.ledger.memory import MemoryLedger
from proscribe.ledger.postgres import open_postgres
from proscribe.ledger.protocol import Filed
from proscribe.ledger.sqlite import open_sqlite
from proscribe.model.claims import Claim, Party
from proscribe.model.decisions import Decision
from proscribe.model.evidence import Document, Quote
from proscribe.model.words import Act, Origin, Verdict
from tests.postgres_server import fresh_database
from tests.strategies import claims, decisions, entries, snapshots

AT = datetime(2026, 1, 1, tzinfo=UTC)
#: How to open an empty ledger in a folder, by name of the back end.
LEDGERS = {
    "memory": lambda folder: MemoryLedger(),
    "sqlite": lambda folder: open_sqlite(folder / "register.db", create=True),
    "postgres": lambda folder: open_postgres(fresh_database(), create=True),
}
KINDS = [pytest.param(k, marks=pytest.mark.postgres if k == "postgres" else ()) for k in LEDGERS]


@pytest.fixture(params=KINDS)
def ledger(request, tmp_path):
    opened = LEDGERS[request.param](tmp_path)
    yield opened
    opened.close()


def document(text="A ban was announced.", url=None):
    body = text.encode()
    sha256 = hashlib.sha256(body).hexdigest()
    return Filed(Document(sha256, "text/plain", len(body), url=url, text=text, extractor="plain/1"), body)


def claim(filed, name="Taliban", act=Act.DESIGNATE):
    return Claim(
        filed.document.sha256, act, Party(name, ()), Quote.of(filed.document.text, 2, 5), Origin.PROPOSED
    )


def test_an_empty_ledger_holds_nothing(ledger):
    assert ledger.head().batch == 0
    assert list(ledger.claims()) == []
    assert list(ledger.verify()) == []


def test_what_is_appended_comes_back_in_order(ledger):
    filed = document()
    acts = [claim(filed, act=a) for a in (Act.DESIGNATE, Act.SUSPEND, Act.REMOVE)]
    receipt = ledger.append([filed, *acts], AT)
    assert (receipt.added, receipt.repeated, receipt.head.batch) == (4, 0, 1)
    found = list(ledger.claims())
    assert [f.value for f in found] == acts
    assert {f.at for f in found} == {AT}
    assert ledger.body(filed.document.sha256) == filed.body
    assert [f.value for f in ledger.documents()] == [filed.document]
    assert ledger.head() == receipt.head


def test_appending_again_adds_nothing(ledger):
    filed = document()
    first = ledger.append([filed, claim(filed)], AT)
    again = ledger.append([filed, claim(filed), claim(filed)], AT + timedelta(days=1))
    assert (again.added, again.repeated) == (0, 3)
    assert again.head == first.head == ledger.head()


def test_judging_again_is_a_new_judgement(ledger):
    item = claim(document())
    verdicts = [
        Decision(v, item.id, "A. Person", "reason") for v in (Verdict.ACCEPT, Verdict.REJECT, Verdict.ACCEPT)
    ]
    for verdict in verdicts:
        assert ledger.append([verdict], AT).added == 1
    assert [f.value for f in ledger.decisions([item.id])] == verdicts
    assert [f.value for f in ledger.decisions()] == verdicts
    assert list(ledger.decisions(["0" * 64])) == []


def test_claims_are_found_by_any_key_of_their_party(ledger):
    filed = document()
    one = claim(filed)
    two = Claim("ab" * 32, Act.REMOVE, Party("Талибан", ("starter:taliban",)), one.quote, Origin.CURATED)
    other = claim(filed, "PKK")
    ledger.append([one, two, other], AT)
    assert [f.value for f in ledger.claims(["name:taliban", "starter:taliban"])] == [one, two]
    assert [f.value for f in ledger.claims(["name:pkk", "name:nobody"])] == [other]
    assert sorted(name for name, _ in ledger.parties()) == ["PKK", "Taliban", "Талибан"]


def test_a_claim_is_found_by_the_beginning_of_its_id(ledger):
    item = claim(document())
    ledger.append([item], AT)
    assert [f.value for f in ledger.claim(item.id[:8])] == [item]
    assert ledger.claim("zz") == ledger.claim("") == []
    assert ledger.claim(("0" if item.id[0] != "0" else "1") * 64) == []


def test_an_earlier_time_of_recording_sees_less(ledger):
    filed = document()
    ledger.append([filed, claim(filed)], AT)
    ledger.append([claim(filed, "PKK")], AT + timedelta(days=2))
    assert len(list(ledger.claims(before=AT + timedelta(days=1)))) == 1
    assert len(list(ledger.claims(before=AT + timedelta(days=2)))) == 2
    assert list(ledger.claims(before=AT - timedelta(days=1))) == []
    assert ledger.head(AT + timedelta(days=1)).batch == 1
    assert ledger.head(AT - timedelta(days=1)).batch == 0


def test_times_of_recording_never_run_backwards(ledger):
    filed = document()
    ledger.append([filed], AT)
    receipt = ledger.append([claim(filed)], AT - timedelta(days=9))
    assert receipt.head.at == AT
    assert list(ledger.verify()) == []


def test_documents_are_found_by_address_and_profile(ledger):
    filed = document(url="https://example.org/a")
    table = Document("cd" * 32, "text/csv; profile=acts", 0)
    ledger.append([filed, Filed(table, b"")], AT)
    assert [f.value for f in ledger.documents(["url:https://example.org/a"])] == [filed.document]
    assert [f.value for f in ledger.documents(["profile:acts"])] == [table]
    assert [f.value for f in ledger.document(filed.document.sha256[:6])] == [filed.document]


def test_redaction_removes_the_words_and_keeps_the_chain(ledger):
    filed, kept = document(), document("Another report.")
    item, other = claim(filed), claim(kept, "PKK")
    ledger.append([filed, item, kept, other], AT)
    before = ledger.head()
    ledger.append([Decision(Verdict.REDACT, filed.document.sha256, "A. Person", "court order")], AT)
    assert ledger.body(filed.document.sha256) is None
    [gone] = ledger.document(filed.document.sha256)
    assert gone.value.text is None
    [left] = ledger.claims(["name:taliban"])
    assert left.value.id == item.id
    assert left.value.quote.exact == ""
    assert left.value.quote.removed
    assert [f.value for f in ledger.claims(["name:pkk"])] == [other]
    assert ledger.body(kept.document.sha256) == kept.body
    assert list(ledger.verify()) == []
    assert ledger.head().batch == before.batch + 1
    assert ledger.append([filed, item], AT).added == 0


@pytest.mark.parametrize("kind", KINDS[1:])
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.lists(st.lists(claims() | decisions | entries | snapshots, max_size=5), max_size=4))
def test_every_back_end_makes_the_same_chain(kind, tmp_path_factory, batches):
    opened = [MemoryLedger(), LEDGERS[kind](tmp_path_factory.mktemp("ledger"))]
    for number, batch in enumerate(batches):
        receipts = [ledger.append(batch, AT + timedelta(seconds=number)) for ledger in opened]
        assert len(set(receipts)) == 1
    for ledger in opened:
        assert list(ledger.verify()) == []
    reads = [
        (
            [f.value for f in ledger.claims()],
            [f.value for f in ledger.decisions()],
            [f.value for f in ledger.snapshots()],
            [f.value for f in ledger.snapshots("un_sc")],
            [f.value for f in ledger.editions("un_sc")],
            ledger.holding([d for f in ledger.snapshots() for d, _ in f.value.members]),
            {e.digest for e in ledger.entries_named(["name:taliban"])},
            sorted(ledger.parties()),
        )
        for ledger in opened
    ]
    assert all(read == reads[0] for read in reads)
    for ledger in opened:
        ledger.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_batch_that_fails_leaves_nothing(kind, tmp_path):
    ledger = LEDGERS[kind](tmp_path)
    filed = document()

    def items():
        yield filed
        yield claim(filed)
        raise RuntimeError("cut off")

    with pytest.raises(RuntimeError):
        ledger.append(items(), AT)
    assert ledger.head().batch == 0
    assert list(ledger.claims()) == []
    assert ledger.append([filed, claim(filed)], AT).added == 2
    assert list(ledger.verify()) == []
