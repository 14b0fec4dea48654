"""On the real lists and the labelled pairs beside the project, where they are at hand."""

from datetime import date

import pytest

from benchmarks import screening_lists, screening_names, screening_quality
from proscribe.model.words import PartyKind
from proscribe.screening import normalise
from proscribe.screening.engine import Engine
from proscribe.screening.hits import Query
from proscribe.screening.index import build

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not screening_lists.LISTS.exists(), reason="the lists in ../shared are not here"),
]


def test_no_name_of_the_un_list_is_missed_and_all_parts_add_up():
    entries = screening_lists.united_nations()
    engine = Engine(build(entries, on=date(2026, 2, 27), known=date(2026, 2, 27)))
    asked = [(e, n.text) for e in entries for n in e.names if normalise.unreadable(n.text) is None]
    assert len(asked) > 4_000
    for (entry, _), hits in zip(
        asked, engine.screen([Query(t) for _, t in asked], threshold=1.0), strict=True
    ):
        assert f"{entry.list}:{entry.ref}" in {h.entry.key for h in hits if h.literal}
        for hit in hits:
            assert sum(p.score for p in hit.parts) == pytest.approx(hit.score, abs=1e-9)


@pytest.mark.slow
def test_the_labelled_pairs_are_told_apart():
    auc, f1, _, number = screening_quality.labelled()
    assert number == 826
    assert auc >= 0.90
    assert f1 >= 0.83


@pytest.mark.slow
def test_most_aliases_that_the_un_list_does_not_show_are_found():
    entries, hidden = screening_names.hidden(screening_lists.united_nations(), PartyKind.PERSON, 300)
    clean = screening_names.hard_people(5_000, screening_names.names_of(entries))
    case = screening_quality.Case("", entries, PartyKind.PERSON, hidden, clean)
    (found,) = case.measure((0.01,))
    assert found.found / found.of >= 0.5
