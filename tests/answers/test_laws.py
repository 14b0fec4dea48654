"""The laws that hold for every register."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from proscribe.answers import forms
from proscribe.answers.register import Register
from proscribe.ledger.memory import MemoryLedger
from proscribe.model.claims import Party
from proscribe.model.dates import Day
from proscribe.model.words import Act, Factuality, Origin, Verdict
from proscribe.starter import facts
from tests import strategies
from tests.answers.registers import NOW, empty, reported

TALIBAN = st.just(Party("Taliban", ("starter:taliban",)))
DAYS = st.dates(date(2000, 1, 1), date(2026, 5, 1))


@st.composite
def counted_claims(draw, published=DAYS):
    """Claims about one subject under one regime that need no acceptance."""
    return draw(
        strategies.claims(
            act=draw(
                st.sampled_from([a for a in Act if a not in (Act.RECOGNISE, Act.DERECOGNISE, Act.ENACT)])
            ),
            subject=draw(TALIBAN),
            jurisdiction="RU",
            regime="ru.fsb_terrorist_list",
            origin=draw(st.sampled_from([Origin.OFFICIAL, Origin.CURATED, Origin.ENTERED])),
            published=Day.of(draw(published)),
        )
    )


def register_of(claims, batches=False):
    register = Register(MemoryLedger(), facts.roster(), lambda: NOW)
    for batch in [[c] for c in claims] if batches else [claims]:
        register.append(batch)
    return register


def answers(register, on, known):
    return [
        forms.standing_form(s, register.resolve)
        for s in register.standing("taliban", "RU", on=on, known=known)
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(counted_claims(), max_size=6), st.data(), DAYS, DAYS)
def test_what_is_published_later_never_changes_what_was_known(claims, data, on, known):
    later = data.draw(
        st.lists(
            counted_claims(st.dates(known + timedelta(days=1), date(2027, 1, 1))), min_size=1, max_size=4
        )
    )
    assert answers(register_of(claims), on, known) == answers(register_of([*claims, *later]), on, known)


@settings(max_examples=60, deadline=None)
@given(st.lists(counted_claims(), max_size=7), st.randoms(use_true_random=False), DAYS, st.booleans())
def test_the_order_of_appending_never_changes_an_answer(claims, random, on, batches):
    shuffled = list(claims)
    random.shuffle(shuffled)
    known = NOW.date()
    assert answers(register_of(claims), on, known) == answers(register_of(shuffled, batches), on, known)


@settings(max_examples=30, deadline=None)
@given(st.lists(counted_claims(), max_size=4), DAYS)
def test_accepting_then_rejecting_and_back_restores(claims, on):
    register = register_of(claims)
    document, proposal = reported("designate", "2003", "2004-01-01")
    register.append([document, proposal])
    known = NOW.date()
    seen = {}
    for verdict in (Verdict.ACCEPT, Verdict.REJECT, Verdict.ACCEPT, Verdict.REJECT):
        register.judge(verdict, proposal.id, "A. Person", "reason")
        now = answers(register, on, known)
        assert seen.setdefault(verdict, now) == now


@settings(max_examples=40, deadline=None)
@given(st.lists(counted_claims(), min_size=1, max_size=5), DAYS)
def test_only_facts_move_a_standing(claims, on):
    from dataclasses import replace

    talk = [
        replace(c, factuality=f)
        for c in claims
        for f in (Factuality.PLANNED, Factuality.EXPECTED, Factuality.POSSIBLE, Factuality.NEGATED)
    ]
    [answer] = answers(register_of(talk), on, NOW.date())
    assert answer["state"] == "unknown"
    assert answer["basis"] == []


@settings(max_examples=30, deadline=None)
@given(st.lists(counted_claims(), max_size=5), DAYS, DAYS)
def test_asking_twice_gives_the_same(claims, on, known):
    register = register_of(claims)
    assert answers(register, on, known) == answers(register, on, known)


def test_recorded_answers_what_this_register_would_have_said():
    times = iter([datetime(2020, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC)])
    register = Register(MemoryLedger(), facts.roster(), lambda: next(times, NOW))
    _, ban = reported("designate", "2003", "2003-02-14", origin=Origin.OFFICIAL)
    register.append([ban])
    register.judge(Verdict.WITHDRAW, ban.id, "A. Person", "misread")

    def state(recorded):
        [row] = register.standing(
            "taliban", "RU", on=date(2010, 1, 1), known=date(2026, 1, 1), recorded=recorded
        )
        return str(row.state)

    assert state(date(2019, 12, 31)) == "unknown"
    assert state(date(2020, 1, 1)) == "in_force"
    assert state(date(2023, 12, 31)) == "in_force"
    assert state(date(2024, 1, 1)) == "unknown"
    assert state(None) == "unknown"


def test_a_proposal_accepted_today_counts_from_its_own_publication():
    register = empty()
    document, proposal = reported("designate", "2003", "2003-03-01")
    register.append([document, proposal])
    register.judge(Verdict.ACCEPT, proposal.id[:12], "A. Person", "reason")
    [before] = register.standing("taliban", "RU", on=date(2003, 3, 1), known=date(2003, 2, 28))
    [after] = register.standing("taliban", "RU", on=date(2004, 1, 1), known=date(2003, 3, 1))
    assert (str(before.state), str(after.state)) == ("unknown", "in_force")


def test_an_undated_report_counts_from_the_day_it_was_recorded():
    register = empty()
    document, proposal = reported("designate", "2003")
    register.append([document, proposal])
    register.judge(Verdict.ACCEPT, proposal.id, "A. Person", "reason")
    [event] = register.history("taliban")
    assert (event.known.since, event.known.assumed) == (NOW.date(), True)


def test_sameness_merges_only_from_its_evidence():
    from proscribe.model.decisions import Decision

    register = empty()
    _, ban = reported(
        "designate", "2010", "2010-01-01", subject=Party("Northern Students"), origin=Origin.OFFICIAL
    )
    register.append([ban])
    other = register.find("Northern Students")
    assert other.id == "as-written:northern-students"
    same = Decision(Verdict.SAME, "taliban", "A. Person", "one address", other.id, evidence=Day.parse("2015"))
    register.append([same])

    def state(known):
        [row] = register.standing("Taliban", "RU", on=date(2020, 1, 1), known=known)
        return str(row.state)

    assert (state(date(2015, 12, 30)), state(date(2015, 12, 31))) == ("unknown", "in_force")
    register.append([Decision(Verdict.DIFFERENT, "taliban", "B. Person", "two groups", other.id)])
    assert state(NOW.date()) == "unknown"
