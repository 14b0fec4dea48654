"""The scale of a picture: order is kept, nothing lies outside, and years are few."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from proscribe.web.pages.scale import Scale

DAYS = st.dates()


@given(DAYS, DAYS, DAYS, DAYS)
def test_places_keep_the_order_of_days(a, b, one, other):
    scale = Scale.over(min(a, b), max(a, b))
    first, last = sorted((one, other))
    assert 0 <= scale.at(first) <= scale.at(last) <= 100


@given(DAYS, DAYS)
def test_labels_are_few_and_on_the_scale(a, b):
    scale = Scale.over(min(a, b), max(a, b))
    assert len(scale.years()) <= 10
    assert all(scale.first <= date(year, 1, 1) <= scale.last for year in scale.years())
