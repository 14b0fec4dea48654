"""A register answers alike wherever it lies, value for value, and takes the same decisions."""

import inspect
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proscribe import Register
from proscribe.answers.entering import Entered
from proscribe.errors import Ambiguous, BadInput, NotFound
from proscribe.model.dates import Day
from proscribe.model.words import Act, PartyKind, Verdict
from proscribe.remote.register import RemoteRegister
from proscribe.screening.hits import Query
from tests.library.registers import filled, opened

DAY = date(2026, 3, 10)
THEN = {"on": DAY, "known": DAY}
LONG_AGO = (date(1950, 1, 1), date(1950, 1, 1))
ASKED = Query("Taliban Front", "c-1", PartyKind.ORGANISATION, (Day.parse("1996"),), ("AF", "PK"))
QUESTIONS = {
    "standing": lambda r: r.standing("Taliban", **THEN),
    "standing in a place": lambda r: r.standing("Талибан", "RU", **THEN),
    "standing before all records": lambda r: r.standing("Northern Lakes Front", None, *LONG_AGO),
    "standing in two places": lambda r: r.standing("Northern Lakes Front", None, **THEN),
    "standing as recorded": lambda r: r.standing("Taliban", "RU", DAY, DAY, date(2000, 1, 1)),
    "why": lambda r: r.why("Taliban", "RU", **THEN),
    "why, from reports": lambda r: r.why("Northern Lakes Front", "CA", **THEN),
    "why, from a list": lambda r: r.why("Northern Lakes Front", "UN", **THEN),
    "history": lambda r: r.history("Northern Lakes Front", known=DAY),
    "history in a place": lambda r: r.history("Taliban", "ru.fsb_terrorist_list", DAY),
    "matrix": lambda r: r.matrix(("Taliban", "mek", "Northern Lakes Front", "Taliban"), **THEN),
    "matrix of nothing": lambda r: r.matrix(("Northern Lakes Front",), *LONG_AGO),
    "matrix of all": lambda r: r.matrix(**THEN),
    "docket": lambda r: r.docket(on=date(2025, 4, 1), known=date(2025, 4, 1)),
    "docket in a place": lambda r: r.docket("RU", date(2025, 4, 1), date(2025, 4, 1)),
    "calendar": lambda r: r.calendar(date(2020, 1, 1), date(2027, 1, 1), known=DAY),
    "calendar in a place": lambda r: r.calendar(date(2025, 1, 1), date(2026, 1, 1), "US", DAY),
    "changes": lambda r: r.changes(date(2025, 3, 1), DAY),
    "forecasts": lambda r: r.forecasts(**THEN),
    "forecasts of one": lambda r: r.forecasts("tass", **THEN),
    "review": lambda r: r.review(DAY),
    "matters": lambda r: r.matters(DAY),
    "find": lambda r: r.find("Хезболла"),
    "search": lambda r: r.search("tali"),
    "profile": lambda r: r.profile("Northern Lakes Front", DAY),
    "screen": lambda r: r.screen(["Talibon", "Jane Doe", "EXAMPLE GROUP 7"], **THEN),
    "screen beside the name": lambda r: r.screen([ASKED], threshold=0.4, **THEN),
    "screen with few alarms": lambda r: r.screen(["Liberation Tigers Eelam"] * 3, alarms=1, **THEN),
    "certificate": lambda r: r.certificate("Liberation Tigers", **THEN),
    "certificate of nothing": lambda r: r.certificate(ASKED, **THEN),
    "verify": lambda r: list(r.verify()),
}
REFUSED = {
    "an unknown subject": (NotFound, lambda r: r.standing("no such body at all")),
    "several subjects": (Ambiguous, lambda r: r.standing("JMB")),
    "no subject": (BadInput, lambda r: r.standing(" ")),
    "an unknown subject with a stroke": (NotFound, lambda r: r.find("no such/body")),
    "dots": (NotFound, lambda r: r.find("..")),
    "an unknown place": (NotFound, lambda r: r.standing("Taliban", "Atlantis")),
    "a calendar that ends first": (BadInput, lambda r: r.calendar(date(2026, 1, 2), date(2026, 1, 1))),
    "an unknown claim": (NotFound, lambda r: r.judge(Verdict.ACCEPT, "0000000000", "A. Editor", "read")),
    "half an id": (BadInput, lambda r: r.judge(Verdict.ACCEPT, "0", "A. Editor", "read")),
    "no reason": (BadInput, lambda r: r.relate(Verdict.SAME, "Taliban", "mek", "A. Editor", " ")),
    "an unknown document": (NotFound, lambda r: r.redact("00000000", "A. Editor", "an order")),
    "a name of nothing": (BadInput, lambda r: r.screen(["Jane Doe", "?"])),
    "a threshold beyond all": (BadInput, lambda r: r.screen(["Jane Doe"], threshold=2.0)),
    "no hit": (BadInput, lambda r: r.judge_hit(Verdict.CLEARED, "x", "A. Editor", "read")),
}
KINDS = ("memory", "served", pytest.param("postgres", marks=pytest.mark.postgres))


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    return filled(tmp_path_factory.mktemp("original"))


@pytest.fixture(scope="module")
def at_hand(original, tmp_path_factory):
    with opened("file", original, tmp_path_factory.mktemp("file")) as register:
        yield register


@pytest.fixture(scope="module", params=KINDS)
def elsewhere(request, original, tmp_path_factory):
    with opened(request.param, original, tmp_path_factory.mktemp("elsewhere")) as register:
        yield register


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_has_one_answer(at_hand, elsewhere, question):
    def told(register):
        found = QUESTIONS[question](register)
        return _unsigned(found) if question.startswith(("screen", "certificate")) else found

    assert told(elsewhere) == told(at_hand)


def test_the_questions_are_not_all_empty(at_hand):
    empty = [name for name, ask in QUESTIONS.items() if not ask(at_hand)]
    assert empty == ["standing before all records", "verify"]


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_is_the_same_error_in_one_line(at_hand, elsewhere, case):
    kind, ask = REFUSED[case]
    said = []
    for register in (at_hand, elsewhere):
        with pytest.raises(BadInput) as refused:
            ask(register)
        assert type(refused.value) is kind, refused.value
        assert "\n" not in str(refused.value)
        said.append(getattr(refused.value, "candidates", None))
    assert said[0] == said[1]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_subject_on_any_day_stands_alike(at_hand, elsewhere, data):
    subject = data.draw(st.sampled_from([s.id for s in at_hand.search()]))
    on, known = (data.draw(st.dates(date(1950, 1, 1), date(2150, 12, 31))) for _ in range(2))
    where = data.draw(st.sampled_from([None, "RU", "US", "UN", "us.fto"]))
    for ask in ("standing", "why"):
        if ask == "standing" or where:
            told = [getattr(r, ask)(subject, where, on, known) for r in (at_hand, elsewhere)]
            assert told[0] == told[1]


def test_every_public_method_asks_with_the_same_words():
    """The façades have the same names and parameters; the moment of a question is a matter of the one at hand."""
    mine = {name: m for name, m in inspect.getmembers(RemoteRegister, callable) if not name.startswith("_")}
    theirs = {name: m for name, m in inspect.getmembers(Register, callable) if not name.startswith("_")}
    for name, method in mine.items():
        assert inspect.signature(method) == inspect.signature(theirs[name]), name
    at_hand_only = (
        "append busy curated listed moment open party portrait resolve resolver roster shelf subjects"
    )
    assert set(theirs) - set(mine) == set(at_hand_only.split())


@pytest.fixture(params=["file", *KINDS])
def own(request, original, tmp_path):
    with opened(request.param, original, tmp_path) as register:
        yield register


def test_what_is_written_is_read_again(own):
    proposal = next(j.claim for j in own.review() if j.claim.jurisdiction == "US")
    claim, receipt = own.judge(Verdict.REJECT, proposal.id[:12], "A. Editor", "no such plan")
    assert (claim, receipt.added, receipt.repeated) == (proposal, 1, 0)
    assert own.head() == receipt.head
    again = own.judge(Verdict.REJECT, proposal.id, "A. Editor", "no such plan")[1]
    assert (again.added, again.head) == (0, receipt.head)
    assert proposal.id not in {j.claim.id for j in own.review()}

    stated = Entered(
        Act.DESIGNATE,
        "au.criminal_code_102",
        "https://example.org/b",
        "A. Editor",
        date="2026-03-01",
        quote="listed",
    )
    entered, receipt = own.add("A Body Never Seen", stated, new=True)
    assert receipt.added == 2
    [standing] = own.standing("A Body Never Seen", "AU", DAY, DAY)
    assert standing.outcome.basis == (entered,)
    assert str(standing.state) == "in_force"

    better = own.add(
        "A Body Never Seen",
        Entered(Act.DESIGNATE, "AU", "https://example.org/c", "A. Editor", date="2026-03-02"),
    )[0]
    own.judge(Verdict.WITHDRAW, entered.id, "A. Editor", "the day is wrong", better.id)
    assert [e.claim for e in own.history("A Body Never Seen") if e.counts] == [better]

    ids, receipt = own.relate(
        Verdict.SAME, "A Body Never Seen", "mek", "A. Editor", "named in the order", Day.parse("2026-03")
    )
    assert ids[1] == "mek" and receipt.added == 1
    assert [s.id for s in own.profile("A Body Never Seen").same] == ["mek"]

    assert own.redact(better.document[:16], "A. Editor", "an order of the court")[0] == better.document
    assert list(own.verify()) == []


def test_a_hit_that_is_cleared_stays_silent(own):
    [answer] = own.screen(["Liberation Tigers"], **THEN)
    found = answer.findings[0]
    assert own.judge_hit(Verdict.CLEARED, found.id, "B. Officer", "a choir").added == 1
    [after] = own.screen(["Liberation Tigers"], **THEN)
    assert (after.silent, len(after.findings)) == (1, len(answer.findings) - 1)
    [shown] = own.screen(["Liberation Tigers"], **THEN, cleared=True)
    cleared = next(f for f in shown.findings if f.cleared)
    assert (cleared.decision.verdict, cleared.decision.because) == (Verdict.CLEARED, "a choir")


def _unsigned(found):
    """Answers of screening without the ids of their hits, which each register signs with a key of its own."""
    from dataclasses import replace

    if not isinstance(found, list):
        return replace(found, ledger=None, sequence=None)
    return [replace(a, findings=tuple(replace(f, id="") for f in a.findings)) for a in found]
