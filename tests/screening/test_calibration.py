import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proscribe.errors import BadInput
from proscribe.screening import calibration

KINDS = st.sampled_from(calibration.KINDS)


@settings(deadline=None, max_examples=100)
@given(KINDS, st.floats(0, 1), st.floats(0, 1))
def test_the_calibrated_score_rises_with_the_raw_one(kind, one, other):
    low, high = sorted((one, other))
    assert 0 <= calibration.calibrated(low, kind) <= calibration.calibrated(high, kind) <= 1


@settings(deadline=None, max_examples=100)
@given(KINDS, st.floats(0.1, 0.98))
def test_the_way_back_leads_to_the_same_score(kind, score):
    assert calibration.calibrated(calibration.raw(score, kind), kind) == pytest.approx(score, abs=1e-6)


@settings(deadline=None, max_examples=100)
@given(KINDS, st.floats(0.1, 100), st.integers(1_000, 1_000_000))
def test_a_threshold_gives_the_alarms_it_was_asked_for(kind, alarms, names):
    threshold = calibration.threshold(alarms, kind, names)
    assert calibration.alarms(threshold, kind, names) <= alarms * 1.001
    assert threshold >= calibration.LEAST
    assert calibration.threshold(alarms / 2, kind, names) >= threshold


def test_the_table_of_the_text_is_true():
    reference = 28_000
    assert calibration.alarms(0.9, "person", reference) == pytest.approx(1, rel=0.1)
    assert calibration.alarms(0.8, "person", reference) == pytest.approx(8, rel=0.1)


@pytest.mark.parametrize("alarms", [0, -1, 1000, float("nan")])
def test_alarms_out_of_range_are_refused(alarms):
    with pytest.raises(BadInput, match="out of range"):
        calibration.threshold(alarms, "person", 1000)
