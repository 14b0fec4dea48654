"""The starter facts: complete, sourced, and superseded by decision."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from proscribe.ledger.memory import MemoryLedger
from proscribe.model.claims import Claim
from proscribe.model.dates import Day
from proscribe.model.decisions import Decision
from proscribe.model.words import AIMED_ACTS, Act, Origin, Verdict
from proscribe.starter import facts

AT = datetime(2026, 1, 1, tzinfo=UTC)


def test_every_act_has_its_source_its_day_and_a_key_of_its_own():
    claims = [claim for _, claim in facts.acts()]
    assert len({claim.record for claim in claims}) == len(claims) > 900
    for claim in claims:
        assert claim.url, claim.record
        assert claim.date, claim.record
        assert claim.actor, claim.record
        assert claim.regime, claim.record
        assert (claim.aim is not None) == (claim.act in AIMED_ACTS), claim.record
        assert claim.origin is Origin.CURATED


def test_every_quote_is_an_exact_slice_of_its_document():
    for filed, claim in facts.acts():
        assert claim.quote.stands_in(filed.document.text)
        assert claim.document == filed.document.sha256
        assert filed.body.decode() == filed.document.text


def test_every_subject_is_an_organisation_of_the_roster():
    roster = facts.roster()
    for _, claim in facts.acts():
        if claim.subject is not None:
            assert roster.of(claim.subject) is not None, claim.record
        else:
            assert claim.act is Act.ENACT


def test_where_sources_disagree_both_claims_are_kept():
    days = {
        str(claim.date)
        for _, claim in facts.acts()
        if claim.record.startswith("ru.fsb_terrorist_list/taliban/designate")
    }
    assert days == {"2003-02-14", "2004"}


def edited(changed=(), dropped=()):
    return tuple(
        (filed, replace(claim, date=Day.parse("1999")) if claim.record in changed else claim)
        for filed, claim in facts.acts()
        if claim.record not in dropped
    )


@pytest.fixture
def ledger():
    held = MemoryLedger()
    held.append(facts.changes([]), AT)
    return held


def counted(ledger):
    gone = {
        d.value.target for d in ledger.decisions() if d.value.verdict in (Verdict.SUPERSEDE, Verdict.WITHDRAW)
    }
    return [f.value for f in ledger.claims() if f.value.id not in gone]


def test_the_same_edition_again_adds_nothing(ledger):
    assert ledger.append(facts.changes(counted(ledger)), AT).added == 0


def test_a_corrected_row_supersedes_and_a_dropped_one_is_withdrawn(ledger, monkeypatch):
    record, other = "kg.banned_list/taliban/remove", "kg.banned_list/taliban/designate"
    next_edition = edited({record}, {other})
    monkeypatch.setattr(facts, "acts", lambda: next_edition)
    added = list(facts.changes(counted(ledger)))
    ledger.append(added, AT)
    decisions = [item for item in added if isinstance(item, Decision)]
    claims = [item for item in added if isinstance(item, Claim)]
    assert {d.verdict for d in decisions} == {Verdict.SUPERSEDE, Verdict.WITHDRAW}
    assert [c.record for c in claims] == [record]
    assert next(d for d in decisions if d.verdict is Verdict.SUPERSEDE).replacement == claims[0].id
    now = [c for c in counted(ledger) if c.record in (record, other)]
    assert [(c.record, str(c.date)) for c in now] == [(record, "1999")]
    held = [f.value for f in ledger.claims() if f.value.record == record]
    assert len(held) == 2, "the old claim stays on record"
    assert ledger.append(facts.changes(counted(ledger)), AT).added == 0
