import pickle

import pytest

from proscribe.errors import BadInput
from proscribe.screening import batch
from proscribe.screening.hits import Query

from . import tables

QUERIES = [Query(row["query"], str(n)) for n, row in enumerate(tables.rows("queries"))]


@pytest.mark.parametrize(("processes", "chunk"), [(1, 7), (2, 5), (2, 1000)])
def test_a_stream_gives_what_the_column_gives(engine, monkeypatch, processes, chunk):
    monkeypatch.setattr(batch, "SMALL", 1)
    whole = engine.screen(QUERIES, alarms=50)
    parts = list(batch.screen(engine, iter(QUERIES), alarms=50, processes=processes, chunk=chunk))
    assert [h for part in parts for h in part.hits] == whole
    assert [q for part in parts for q in part.queries] == QUERIES
    assert [part.first for part in parts] == list(range(0, len(QUERIES), chunk))


def test_nothing_gives_nothing(engine):
    assert list(batch.screen(engine, [])) == []


def test_limits_are_checked_before_anything_is_read(engine):
    def never():
        raise AssertionError("read")
        yield

    with pytest.raises(BadInput):
        next(batch.screen(engine, never(), alarms=-1))


def test_an_engine_travels_to_another_process(engine):
    travelled = pickle.loads(pickle.dumps(engine))
    assert travelled.screen(QUERIES) == engine.screen(QUERIES)
