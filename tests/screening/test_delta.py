from dataclasses import replace
from datetime import date

from proscribe.model.dates import Day
from proscribe.screening.delta import changed, customer_digest, sorted_out
from proscribe.screening.hits import Query
from proscribe.screening.index import build

from . import tables

DAYS = {"on": date(2026, 1, 1), "known": date(2026, 1, 1)}


def test_what_appeared_what_changed_and_what_is_gone():
    entries = tables.entries()
    old = build(entries[1:], **DAYS)
    new = build(
        [replace(e, titles=("Mr",)) if e.ref == "P3" else e for e in entries if e.ref != "O1"], **DAYS
    )
    found = changed(old, new)
    assert found.appeared == {"xx_list:P1"}
    assert found.changed == {"xx_list:P3"}
    assert found.gone == {"xx_list:O1"}
    assert found.searched == {"xx_list:P1", "xx_list:P3"}


def test_a_customer_changes_with_anything_but_the_id():
    query = Query("Ali Hassan", "1")
    assert customer_digest(query) == customer_digest(replace(query, id="2"))
    others = {
        customer_digest(q)
        for q in (
            query,
            replace(query, name="Ali Hasan"),
            replace(query, births=(Day.parse("1980"),)),
            replace(query, countries=("IQ",)),
        )
    }
    assert len(others) == 4


def test_customers_as_they_were_and_others():
    old, new = Query("Ali Hassan", "1"), Query("Jane Doe", "2")
    assert list(sorted_out([old, new], {"1": customer_digest(old), "2": "?"})) == [(old, True), (new, False)]
