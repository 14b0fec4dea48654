"""Open cases, what falls due, and the record of announcements, on the Taliban's case in Russia and others."""

from datetime import date

from proscribe.law.agenda import agenda
from proscribe.law.forecasts import Verdict, forecasts, track_record
from proscribe.law.load import regime
from proscribe.law.procedure import Run, fold
from proscribe.model.claims import Claim
from proscribe.model.words import Act, Proceeding

from .histories import claim, histories

RU = regime("ru.fsb_terrorist_list")
TALIBAN = next(h for h in histories() if h.regime == RU.id and h.subject.startswith("Taliban"))


def test_the_case_of_the_taliban_on_the_first_of_april_2025() -> None:
    on = date(2025, 4, 1)
    outcome = fold(RU, TALIBAN.known(on), on)
    (case,) = outcome.open
    assert case.proceeding is Proceeding.REMOVAL
    assert str(case.opened) == "2025-03-31"
    assert case.opened_by == "Prosecutor General of Russia"
    assert "request (suspend)" in case.last
    (hearing,) = case.scheduled
    assert hearing.startswith("2025-04-17: hearing, Supreme Court of the Russian Federation")
    assert "tass.com" in hearing
    after = {(s.act, s.leads_to): s for s in case.next}
    assert after[Act.SUSPEND, "suspended"].actor == "Supreme Court"
    assert after[Act.REFUSE, "in_force"].verified is False
    copy = after[Act.TRANSMIT, "suspended"]
    assert (copy.after, copy.within, copy.actor) == (Act.SUSPEND, "P5D", "Court to FSB")


def test_the_copy_is_due_five_days_after_the_suspension() -> None:
    outcome = fold(RU, TALIBAN.claims, date(2025, 4, 18))
    (copy,) = (d for d in outcome.deadlines if d.act is Act.TRANSMIT)
    assert (str(copy.by), copy.actor, copy.verified) == ("2025-04-22", "Court", True)
    assert copy.anchor in {c.id for c in TALIBAN.claims if c.act is Act.SUSPEND}
    told = claim("transmit", "2025-04-21", actor="Supreme Court")
    assert not fold(RU, [*TALIBAN.claims, told], date(2025, 4, 22)).deadlines


def test_a_case_tells_what_was_forecast_and_by_whom() -> None:
    said = claim("suspend", "2025-04", factuality="expected", published="2025-04-02", sources=["Interfax"])
    denied = claim("remove", factuality="negated", published="2025-04-03", sources=["Kremlin"])
    before = claim("suspend", factuality="possible", published="2024-10-01", sources=["TASS"])
    on = date(2025, 4, 5)
    outcome = fold(RU, [*TALIBAN.known(on), said, denied, before], on)
    told = outcome.open[0].announced
    assert [t.partition(";")[0] for t in sorted(told)] == ["expected: suspend 2025-04", "negated: remove"]
    assert any("said by Interfax on 2025-04-02" in t for t in told)


def test_a_hearing_that_passed_without_an_outcome_says_so() -> None:
    on = date(2025, 4, 17)
    known = [c for c in TALIBAN.claims if c.act is not Act.SUSPEND]
    assert "no outcome on record" not in fold(RU, known, on).open[0].scheduled[0]
    assert "no outcome on record" in fold(RU, known, date(2025, 4, 18)).open[0].scheduled[0]


def test_what_falls_due_between_two_days() -> None:
    items = agenda(Run.of(RU, TALIBAN.claims), date(2025, 4, 1), date(2025, 5, 1))
    assert [(i.kind, str(i.act), str(i.day)) for i in items] == [
        ("hearing", "hear", "2025-04-17"),
        ("deadline", "transmit", "2025-04-22"),
    ]


def _au(renewed: str) -> list[Claim]:
    return [claim("designate", "2019-03-01"), claim("renew", renewed)]


def test_the_key_of_an_item_stays_when_its_day_changes() -> None:
    rules = regime("au.criminal_code_102")
    span = date(2022, 1, 1), date(2026, 1, 1)
    first, second = (
        next(
            i
            for i in agenda(Run.of(rules, _au(day)), *span)
            if i.act is Act.LAPSE and i.day.latest > date(2024, 1, 1)
        )
        for day in ("2022-02-10", "2022-02-17")
    )
    assert first.key == second.key
    assert (str(first.day), str(second.day)) == ("2025-02-09", "2025-02-16")


def test_a_second_measure_has_keys_of_its_own() -> None:
    rules = regime("us.fto")
    claims = [
        claim("designate", "2019-03-01"),
        claim("remove", "2021-02-16"),
        claim("designate", "2023-03-01"),
    ]
    reviews = [
        i for i in agenda(Run.of(rules, claims), date(2019, 1, 1), date(2029, 1, 1)) if i.kind == "review"
    ]
    assert [str(i.day) for i in reviews] == ["2028-03-01"]  # the removal of 2021 made the first one idle
    before = agenda(Run.of(rules, claims[:1]), date(2019, 1, 1), date(2029, 1, 1))
    assert reviews[0].key not in {i.key for i in before}


def test_what_is_due_for_the_measures_as_a_whole_says_so() -> None:
    rules = regime("us.sdgt")
    (item,) = agenda(Run.of(rules, [claim("designate", "2015-03-02")]), date(2026, 1, 1), date(2026, 12, 31))
    assert (item.key, str(item.day), item.silence) == (
        "regime/renew/2026",
        "2026-09-23",
        "the measures as a whole end",
    )


def test_a_review_every_six_months_moves_on_with_each_renewal() -> None:
    rules = regime("eu.cp931")
    claims = [claim("designate", "2014-01-10"), claim("renew", "2014-07-08"), claim("renew", "2015-01-05")]
    reviews = [
        str(i.day)
        for i in agenda(Run.of(rules, claims), date(2014, 1, 1), date(2015, 12, 31))
        if i.kind == "review"
    ]
    assert reviews == ["2014-07-10", "2015-01-08", "2015-07-05"]


def test_the_record_of_announcements() -> None:
    claims = [
        claim("designate", "2003-02-14"),
        claim("suspend", "2025-04-17", actor="Supreme Court"),
        claim("hear", "2025-04-17", factuality="planned", published="2025-03-31", sources=["Supreme Court"]),
        claim("remove", "2025-04", factuality="expected", published="2025-04-01", sources=["RIA", "Kabulov"]),
        claim("suspend", "2024-12", factuality="expected", published="2024-10-04", sources=["Kabulov"]),
        claim("recognise", "2024", factuality="possible", published="2023-06-01", sources=["Kabulov"]),
        claim("reinstate", factuality="possible", published="2026-01-01", sources=["A deputy"]),
    ]
    found = {(f.said_by, str(f.claim.act)): f for f in forecasts(claims, date(2026, 6, 1))}
    hearing = found["Supreme Court", "hear"]
    assert (hearing.verdict, hearing.days) == (Verdict.CAME_TRUE, 17)
    lifted = found["Kabulov", "remove"]
    assert (lifted.verdict, lifted.exact, lifted.days) == (Verdict.CAME_TRUE, False, 16)
    late = found["Kabulov", "suspend"]
    assert (late.verdict, late.exact, late.days) == (Verdict.LATE, True, 195)
    assert found["Kabulov", "recognise"].verdict is Verdict.LAPSED
    assert found["A deputy", "reinstate"].verdict is Verdict.OPEN
    best, *_ = track_record(found.values())
    assert (best.source, best.total, best.came_true, best.late, best.lapsed) == ("Kabulov", 3, 1, 1, 1)
    assert best.median_days == 105.5


def test_a_forecast_is_judged_by_what_came_by_the_day_asked() -> None:
    claims = [
        claim("suspend", "2025-04-17"),
        claim("suspend", "2025-04", factuality="expected", published="2025-04-01"),
    ]
    assert [f.verdict for f in forecasts(claims, date(2025, 4, 10))] == [Verdict.OPEN]
    assert [f.verdict for f in forecasts(claims[1:], date(2025, 5, 10))] == [Verdict.LAPSED]
    assert [f.verdict for f in forecasts(claims, date(2025, 5, 10))] == [Verdict.CAME_TRUE]
