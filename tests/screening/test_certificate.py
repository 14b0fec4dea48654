import json
from dataclasses import replace
from datetime import date

from proscribe.screening.certificate import certify
from proscribe.screening.hits import Query


def certificate(engine, name):
    query = Query(name)
    hits = engine.screen([query])[0]
    return certify(
        query,
        hits,
        engine.index,
        engine.thresholds(),
        recorded=date(2026, 2, 1),
        program="proscribe 0",
        sequence=7,
        ledger="ab",
    )


def test_the_same_search_gives_the_same_certificate(engine):
    one, other = certificate(engine, "Ali Hassan"), certificate(engine, "Ali Hassan")
    assert one.id == other.id
    assert one.id != certificate(engine, "Ali Hasan").id
    assert one.id != replace(one, recorded=date(2026, 2, 2)).id
    assert one.id != replace(one, index="0" * 64).id


def test_it_says_what_was_searched_and_no_more(engine):
    sure, none = certificate(engine, "Ali Hassan"), certificate(engine, "Hildegard Schneider")
    assert "2 listed under these very words" in sure.result
    assert "for a person to judge" in sure.result
    assert "no listed name came near" in none.result
    assert "no finding on lists that were not searched" in none.result
    assert "14 entries of xx_list" in none.result


def test_it_is_plain_json(engine):
    data = json.loads(json.dumps(certificate(engine, "Ali Hassan").to_json()))
    assert data["lists"][0]["list"] == "xx_list"
    assert data["hits"][0]["parts"]
    assert (data["on"], data["known"], data["sequence"]) == ("2026-01-01", "2026-01-02", 7)
