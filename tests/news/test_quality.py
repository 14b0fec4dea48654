"""The cases written for the reader, and the labelled articles where they are at hand: measured, with floors."""

from pathlib import Path

import pytest

from benchmarks.quality import CASES, STARTER, Table, Tally, score_cases

#: The least F1 of core and strict that a change may leave: for the cases one works on and for those held out.
FLOORS = {"seen": (0.94, 0.93), "held": (0.78, 0.77)}


@pytest.fixture(scope="module")
def scores() -> tuple[dict[str, Tally], dict[str, Tally]]:
    return score_cases(CASES, Table(STARTER))


def _f1(tally: Tally, strict: bool) -> float:
    hit = tally.strict if strict else tally.core
    return 2 * hit / (2 * tally.core + tally.missed + tally.spurious)


def test_there_are_many_cases_in_every_language() -> None:
    count = sum(path.read_text(encoding="utf-8").count("[[case]]") for path in CASES.glob("*.toml"))
    assert count >= 250
    assert {p.stem for p in CASES.glob("*.toml")} >= {"en", "ru", "fr", "es", "de", "tr", "ar"}


@pytest.mark.parametrize(("part", "which"), [("seen", 0), ("held", 1)])
def test_cases_stay_above_their_floors(
    scores: tuple[dict[str, Tally], dict[str, Tally]], part: str, which: int
) -> None:
    tally = scores[which]["all"]
    core, strict = FLOORS[part]
    assert _f1(tally, strict=False) >= core, "\n".join(tally.misses if part == "seen" else [])
    assert _f1(tally, strict=True) >= strict


def test_precision_of_the_cases(scores: tuple[dict[str, Tally], dict[str, Tally]]) -> None:
    for part in scores:
        tally = part["all"]
        assert tally.core / (tally.core + tally.spurious) >= 0.8


def test_days_are_right_or_left_open(scores: tuple[dict[str, Tally], dict[str, Tally]]) -> None:
    seen = scores[0]["all"]
    assert seen.dated_ok / seen.dated >= 0.9
    assert seen.undated_ok / seen.undated >= 0.9


def test_cases_are_toml_a_lawyer_can_read() -> None:
    for path in CASES.glob("*.toml"):
        assert path.read_text(encoding="utf-8").startswith("# "), Path(path).name
