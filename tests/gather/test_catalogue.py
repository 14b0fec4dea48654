"""The catalogue of official lists."""

import re
from datetime import date

import pytest

from proscribe.gather.catalogue import Publication, catalogue, days, unread


def test_there_are_fifty_lists_and_more():
    assert len(unread()) >= 50
    assert len({p.jurisdiction for p in unread().values()}) >= 40


@pytest.mark.parametrize("ident", sorted(unread()))
def test_a_row_is_complete(ident):
    row = unread()[ident]
    assert re.fullmatch(r"[a-z]{2}_[a-z0-9_]+", ident)
    assert row.jurisdiction == ident[:2].upper()
    assert all(a.startswith(("http://", "https://")) for a in (*row.addresses, row.page))
    assert days(row.cadence) > 0
    assert row.format in {"html", "xml", "json", "csv", "xls", "xlsx", "ods", "pdf"}
    assert row.title
    assert row.publisher
    assert row.licence
    assert all(re.fullmatch(r"[a-z]{2,3}\.[a-z0-9_]+", r) for r in row.regimes)
    assert not row.readable


def test_a_list_with_a_reader_takes_the_place_of_its_row():
    row = next(iter(unread().values()))
    read = Publication(
        row.id, "t", "p", "RU", (), ("https://x.example",), "https://x.example", "xml", "P1D", "l", True
    )
    assert catalogue([read])[row.id].readable
    assert len(catalogue([read])) == len(unread())


def test_when_a_list_is_due():
    row = Publication(
        "un_x", "t", "p", "UN", (), ("https://x.example",), "https://x.example", "xml", "P7D", "l"
    )
    assert row.due(None) == date.min
    assert row.due(date(2026, 3, 1)) == date(2026, 3, 8)
    with pytest.raises(ValueError, match="P7D"):
        days("weekly")
