"""Claims, quotes, decisions, entries: hashes and round trips."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from proscribe.model.canonical import canonical
from proscribe.model.claims import Claim, Party
from proscribe.model.decisions import Decision
from proscribe.model.entries import Edition, Entry, Snapshot
from proscribe.model.evidence import Quote
from proscribe.model.keys import fold, party_keys
from proscribe.model.standing import State
from proscribe.model.words import Measure, Proceeding
from tests.strategies import claims, decisions, entries, snapshots


@given(claims())
def test_claim_round_trip(claim):
    again = Claim.from_json(json.loads(canonical(claim)))
    assert again == claim
    assert again.id == claim.id


@given(decisions)
def test_decision_round_trip(decision):
    assert Decision.from_json(json.loads(canonical(decision))) == decision


@given(entries)
def test_entry_round_trip(entry):
    again = Entry.from_json(json.loads(canonical(entry)))
    assert again == entry
    assert again.digest == entry.digest


@given(snapshots)
def test_snapshot_round_trip(snapshot):
    edition = Edition.from_json(json.loads(canonical(snapshot.edition)))
    assert edition == snapshot.edition
    again = Snapshot.of(edition, snapshot.roll)
    assert again == snapshot
    assert again.edition == edition


@given(snapshots, st.randoms())
def test_snapshot_content_does_not_depend_on_order(snapshot, random):
    members = list(snapshot.members)
    random.shuffle(members)
    assert replace(snapshot, members=tuple(members)).content == snapshot.content


@given(claims())
def test_redaction_keeps_the_id_and_loses_the_words(claim):
    gone = claim.redacted()
    assert gone.id == claim.id
    assert Claim.from_json(json.loads(canonical(gone))).id == claim.id
    assert gone.quote.exact == "" == gone.quote.prefix == gone.quote.suffix
    assert gone.redacted() == gone


@given(claims(), claims())
def test_ids_tell_contents_apart(one, other):
    assert (one.id == other.id) == (canonical(one) == canonical(other))


@given(st.text(min_size=1, max_size=80), st.data())
def test_a_quote_is_an_exact_slice(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    stop = data.draw(st.integers(start + 1, len(text)))
    quote = Quote.of(text, start, stop)
    assert quote.stands_in(text)
    assert quote.prefix + quote.exact + quote.suffix in text
    assert not quote.stands_in("§" + text) or text[start:stop] == ("§" + text)[start:stop]


@given(
    st.sampled_from(list(Measure)), st.sets(st.sampled_from(list(Proceeding))).map(lambda s: tuple(sorted(s)))
)
def test_state_round_trip(measure, proceedings):
    state = State(measure, proceedings)
    assert State.parse(str(state)) == state


@given(st.text(max_size=40))
def test_folding_is_idempotent(name):
    assert fold(fold(name)) == fold(name)


def test_folding_keeps_scripts_and_drops_marks():
    assert fold("The Tálibān") == "taliban"
    assert fold("Hay’at Taḥrīr al-Shām") == fold("Hay'at Tahrir al-Sham")
    assert fold("«Талибан»") == "талибан"
    assert fold("!!") == ""
    assert party_keys(Party("!!")) == ()
