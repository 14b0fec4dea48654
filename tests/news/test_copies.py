"""Copies of one agency report are found; other reports on the same matter are not."""

from hypothesis import given, settings
from hypothesis import strategies as st

from proscribe.news.copies import copies, likeness, shingles

AGENCY = (
    "Russia's Supreme Court on Thursday suspended the ban on the Taliban, granting a request of the "
    "prosecutor general. "
    "The decision takes effect at once, the judge said after a hearing behind closed doors in "
    "Moscow that lasted an hour."
)
CUT = "MOSCOW (Agency) - " + AGENCY[:190]
OTHER = (
    "Kazakhstan has dropped the movement from its list of terrorist organisations, the president "
    "told the parliament, "
    "because trade with its neighbour matters and the government in Kabul is there to stay for the years to come."
)


def test_a_cut_copy_with_a_dateline_is_a_copy() -> None:
    assert copies([AGENCY, OTHER, CUT]) == [[0, 2], [1]]


@settings(max_examples=50, deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_a_text_is_like_itself(text: str) -> None:
    own = shingles(text)
    assert not own or likeness(own, own) == 1.0


def test_every_text_is_in_one_group() -> None:
    groups = copies([AGENCY, "", OTHER, AGENCY, ""])
    assert sorted(i for g in groups for i in g) == [0, 1, 2, 3, 4]
