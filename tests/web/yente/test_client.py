"""Every method of the released client of yente, against a server on a port of this machine."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from yente_client import (
    APIError,
    AsyncClient,
    BadRequestError,
    Client,
    Company,
    LegalEntity,
    NotFoundError,
    Organization,
    Person,
    Vessel,
)

QAIDA = Organization(name="Al Qaeda")


def test_the_server_is_up_and_its_index_ready(yente):
    assert yente.healthz().status == "ok"
    assert yente.readyz().status == "ok"


def test_the_catalogue_has_default_and_one_dataset_a_list(yente):
    found = yente.datasets()
    rows = {d.name: d for d in found.datasets}
    held = {"au_dfat", "ca_sema", "my_moha", "un_sc", "us_ofac_sdn", "register"}
    assert set(rows["default"].children) == held
    assert {name for name, d in rows.items() if d.load} == held | {"default"}
    assert rows["un_sc"].publisher.country == "un"
    assert set(found.current) | set(found.outdated) == held | {"default"}
    assert found.index_stale == bool(found.outdated)


def test_there_is_one_algorithm_and_it_is_the_best(yente):
    found = yente.algorithms()
    assert [a.name for a in found.algorithms] == [found.best] == [found.default]
    assert "name_match" in found.algorithms[0].docs


def test_a_name_listed_word_for_word_matches_with_a_score_of_one(yente):
    found = yente.match(QAIDA)
    assert found.top.id == "al-qaida"
    assert (found.top.score, found.top.match) == (1.0, True)
    assert "un_sc" in found.top.datasets and "un_sc:QDe.004" in found.top.referents
    assert found.total.value == len(found.matches) == 1
    assert found.query["properties"] == {"name": ["Al Qaeda"]}
    assert set(found.top.contributing_explanations) == {"name_match", "name_literal"}
    assert "word for word" in found.top.explanations["name_match"].detail


def test_an_entry_of_several_lists_is_one_party(yente):
    found = yente.match(Person(name="Yusuf Mithali"), cutoff=0.5, limit=10)
    shown = [r for r in found.results if "un_sc" in r.datasets or "us_ofac_sdn" in r.datasets]
    assert shown
    assert len({r.id for r in found.results}) == len(found.results)


def test_what_stands_beside_a_name_is_explained_and_never_scored(yente):
    plain = yente.match(Person(name="Yusuf Salim Mithali")).top
    born = yente.match(Person(name="Yusuf Salim Mithali", birthDate="1931-05-05", country="fr")).top
    assert born.score == plain.score
    assert born.explanations["birth_date"].detail == "conflicts"
    assert (born.explanations["birth_date"].score, born.explanations["birth_date"].weight) == (0, 0)


def test_an_identifier_matches_by_itself(yente):
    found = yente.match(Person(name="Somebody Else Altogether", passportNumber="00990011"))
    assert found.top.explanations["identifier_match"].score == 1.0
    assert found.top.score == 1.0


def test_the_threshold_sets_the_flag_and_the_cutoff_takes_away(yente):
    name = Person(name="Yusof Salim Mithalli")
    wide = yente.match(name, threshold=0.99, cutoff=0.5, limit=50)
    assert wide.results and not wide.matches
    narrow = yente.match(name, threshold=0.99, cutoff=0.99)
    assert not narrow.results
    low = yente.match(name, threshold=0.5, limit=50)
    assert len(low.matches) == len(low.results)


def test_the_limit_counts_results_not_matches(yente):
    assert len(yente.match(QAIDA, threshold=0.5, limit=1).results) == 1
    assert yente.match(QAIDA, limit=0).results == []


@pytest.mark.parametrize("filters", [{"datasets": ["un_sc"]}, {"datasets": ["default", "un_sc"]}])
def test_a_dataset_is_what_one_list_shows(yente, filters):
    assert yente.match(QAIDA, **filters).top.id == "al-qaida"
    assert not yente.match(QAIDA, datasets=["my_moha"]).results


def test_filters_take_parties_away(yente):
    assert not yente.match(QAIDA, exclude_entities=["un_sc:QDe.004"]).results
    assert not yente.match(QAIDA, exclude_schemata=["Organization"]).results
    assert yente.match(QAIDA, topics=["crime.terror"]).top.id == "al-qaida"
    assert not yente.match(QAIDA, topics=["role.pep"]).results
    assert not yente.match(Person(name="Al Qaeda")).results


def test_changed_since_counts_editions(yente):
    new = Person(name="Yusuf al-Mithali bin Salim")
    only = {"datasets": ["un_sc"]}
    assert yente.match(new, changed_since="2026-01-01", **only).results
    assert yente.match(QAIDA, changed_since="2025-01-01", **only).results
    assert not yente.match(QAIDA, changed_since="2025-06-01", **only).results


def test_many_are_matched_as_a_stream(yente):
    given = [(str(n), Organization(name=n)) for n in ("Al Qaeda", "Taliban", "Nobody of Nowhere")]
    found = dict(yente.match_iter(given, workers=2))
    assert {k: bool(v.results) for k, v in found.items()} == {
        "Al Qaeda": True,
        "Taliban": True,
        "Nobody of Nowhere": False,
    }


def test_a_company_is_looked_for_among_organisations(yente):
    assert yente.match(Company(name="Al Qaeda")).top.id == "al-qaida"
    assert yente.match(LegalEntity(name="Al Qaeda")).top.id == "al-qaida"
    assert not yente.match(Vessel(name="Taliban One Two Three")).matches


def test_search_finds_words_in_any_script(yente):
    for words in ("al-qaida", "القاعدة", "Usama Network", '"bin laden network"', "qaid*"):
        assert "al-qaida" in [r.id for r in yente.search(words, limit=100).results], words
    assert yente.search("Талибан").results[0].id == "taliban"


def test_search_narrows_and_counts(yente):
    found = yente.search("", schema="Person", facets=["schema", "datasets", "countries", "topics"], limit=5)
    assert found.total.value > len(found.results) == 5
    assert {v.name: v.count for v in found.facets["schema"].values} == {"Person": found.total.value}
    lists = {v.name: v.count for v in found.facets["datasets"].values}
    assert yente.search("", schema="Person", datasets=["my_moha"]).total.value == lists["my_moha"]
    country = found.facets["countries"].values[0]
    narrowed = yente.search("", schema="Person", countries=[country.name])
    assert narrowed.total.value == country.count


def test_search_pages_in_a_stable_order(yente):
    whole = [r.id for r in yente.search("", limit=40).results]
    parts = [r.id for at in range(0, 40, 10) for r in yente.search("", limit=10, offset=at).results]
    assert parts == whole
    up = [r.caption for r in yente.search("", sort=["caption:asc"], limit=40).results]
    assert up == sorted(up)


def test_search_is_fuzzy_when_asked(yente):
    assert not yente.search("qaidda").results
    assert "al-qaida" in [r.id for r in yente.search("qaidda", fuzzy=True).results]
    assert yente.search("qaida OR taliban").total.value > yente.search("taliban").total.value
    assert yente.search("qaida OR taliban", simple=True).total.value == 0


def test_search_by_regime(yente):
    found = yente.search("", filter=["programId:un.1267"], limit=50)
    assert all("un.1267" in r.properties["programId"] for r in found.results)
    assert found.results


def test_an_entity_has_the_measures_on_it(yente):
    found = yente.fetch("al-qaida")
    sanctions = {s.properties.get("programId", [""])[0]: s for s in found.properties["sanctions"]}
    assert sanctions["un.1267"].properties["status"] == ["in_force"]
    assert sanctions["un.1267"].schema_ == "Sanction"
    bare = yente.fetch("al-qaida", nested=False)
    assert "sanctions" not in bare.properties
    assert bare.first_seen.date().isoformat() == "2025-03-05"


def test_an_entry_leads_to_its_party(yente):
    assert yente.fetch("un_sc:QDe.004").id == "al-qaida"
    assert yente.fetch("ca_sema:russia/ivan-ivanovich-primerov").caption


def test_a_measure_is_an_entity_too(yente):
    ident = yente.fetch("al-qaida").properties["sanctions"][0].id
    assert yente.fetch(ident).schema_ == "Sanction"


def test_what_lies_beside_an_entity_comes_page_by_page(yente):
    found = yente.adjacent("al-qaida", limit=2)
    assert found.entity.id == "al-qaida"
    page = found.adjacent["sanctions"]
    assert len(page.results) == 2 < page.total.value
    rest = yente.adjacent("al-qaida", prop="sanctions", limit=100, offset=2)
    assert len(rest.results) == page.total.value - 2
    assert yente.adjacent("al-qaida", prop="unknownLinkTo").results == []
    with pytest.raises(NotFoundError):
        yente.adjacent("al-qaida", prop="no-such")


def test_relations_lie_beside_an_entity(yente):
    edges = yente.fetch("hizballah-military").properties
    links = edges.get("unknownLinkTo", []) + edges.get("predecessors", [])
    assert any(e.properties["object"][0].id == "hizballah" for e in links if "object" in e.properties)


def test_statements_say_which_list_gives_a_value(yente):
    found = yente.statements(canonical_id="al-qaida", prop="name")
    assert {(s.entity_id, s.dataset, s.value) for s in found.results} == {
        ("un_sc:QDe.004", "un_sc", "Al-Qaida")
    }
    assert yente.statements(entity_id="un_sc:QDe.004").total.value > 1


def test_what_is_not_there_is_not_found(yente):
    for ask in (
        lambda: yente.fetch("no-such"),
        lambda: yente.search("x", datasets=["nope"]),
        lambda: yente.match(QAIDA, datasets=["nope"]),
        lambda: yente.match(QAIDA, datasets=["eu_fsf"]),
    ):
        with pytest.raises(NotFoundError) as caught:
            ask()
        assert caught.value.detail


def test_what_cannot_be_asked_is_refused_with_a_reason(yente):
    for ask, said in (
        (lambda: yente.match(QAIDA, algorithm="logic-v1"), "algorithm"),
        (lambda: yente.match(QAIDA, config={"nm_x": 1}), "configuration"),
        (lambda: yente.match(QAIDA, weights={"name_literal": 0.1}), "configuration"),
        (lambda: yente.search("x", filter=["shoe:size"]), "filter"),
        (lambda: yente.search("x", sort=["shoe:asc"]), "sort"),
    ):
        with pytest.raises(BadRequestError, match=said):
            ask()
    with pytest.raises(APIError) as caught:
        yente.match(QAIDA, changed_since="yesterday")
    assert caught.value.status_code == 422


def test_the_client_that_does_not_wait(address):
    async def ask():
        async with AsyncClient(base_url=address) as client:
            one, many = await asyncio.gather(client.match(QAIDA), client.search("taliban"))
            return one.top.id, many.results[0].id, (await client.fetch("al-qaida")).id

    # in a thread of its own: one that has driven a browser has a loop already
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(asyncio.run, ask()).result() == ("al-qaida", "taliban", "al-qaida")


def test_a_key_of_yente_is_a_token_here(address):
    with Client(base_url=address, api_key="not-a-token") as client, pytest.raises(APIError) as caught:
        client.match(QAIDA)
    assert caught.value.status_code == 401
