"""What an upper regime means for one that transposes it."""

from datetime import date

from proscribe.law.load import regime
from proscribe.law.procedure import fold
from proscribe.law.transpose import follow
from proscribe.model.claims import Claim
from proscribe.model.standing import Outcome
from proscribe.model.words import EndReason, Measure

from .histories import claim

ON = date(2020, 1, 1)
LISTED = [claim("designate", "2010-05-05")]
DELISTED = [*LISTED, claim("remove", "2019-05-05")]
EU, NZ, UN = regime("eu.un_881_2002"), regime("nz.tsa_designation"), regime("un.1267")


def upper(claims: list[Claim]) -> dict[str, Outcome]:
    return {"un.1267": fold(UN, claims, ON)}


def test_where_the_law_points_to_the_upper_list_it_is_in_force_at_once() -> None:
    found = follow(NZ, fold(NZ, [], ON), upper(LISTED))
    assert (found.state.measure, str(found.since)) == (Measure.IN_FORCE, "2010-05-05")
    assert found.basis == fold(UN, LISTED, ON).basis
    assert "in force by law, as un.1267 is" in found.implied


def test_and_ends_at_once() -> None:
    found = follow(NZ, fold(NZ, [], ON), upper(DELISTED))
    assert (found.state.measure, found.end_reason, str(found.since)) == (
        Measure.ENDED,
        EndReason.REMOVED,
        "2019-05-05",
    )


def test_an_own_designation_outlives_the_upper_one() -> None:
    own = fold(NZ, [claim("designate", "2018-05-05")], ON)
    found = follow(NZ, own, upper(DELISTED))
    assert found.state == own.state
    assert [p.code for p in found.problems] == ["upper_ended"]


def test_where_an_act_is_needed_nothing_follows_by_itself() -> None:
    found = follow(EU, fold(EU, [], ON), upper(LISTED))
    assert found.state.measure is Measure.UNKNOWN
    assert [p.code for p in found.problems] == ["upper_in_force"]


def test_the_upper_one_ends_and_the_lower_one_stays() -> None:
    own = fold(EU, [claim("transpose", "2010-05-20")], ON)
    found = follow(EU, own, upper(DELISTED))
    assert (found.state.measure, str(found.since)) == (Measure.IN_FORCE, "2010-05-20")
    (problem,) = found.problems
    assert "un.1267 ended since 2019-05-05" in problem.message


def test_a_court_ends_the_lower_one_and_the_upper_one_stays() -> None:
    own = fold(EU, [claim("transpose", "2010-05-20"), claim("annul", "2013-07-18", effect="immediate")], ON)
    assert own.state.measure is Measure.ENDED
    found = follow(EU, own, upper(LISTED))
    assert found.state.measure is Measure.ENDED
    assert [p.code for p in found.problems] == ["upper_in_force"]


def test_nothing_follows_from_another_regime() -> None:
    own = fold(EU, [], ON)
    assert follow(EU, own, {"us.fto": fold(regime("us.fto"), LISTED, ON)}) == own
