"""Screening names that were pasted or sent as a file, judging hits, and certificates."""

import logging

import pytest
from lxml import html

from proscribe.model.words import Verdict
from tests.web.records import MARKUP, verdicts


def screened(person, names="", files=None, address="/screen", **more):
    """Send the form of screening with its mark where there is one; gives the address of the results."""
    form = person.read(address).xpath("//form[contains(@class, 'screen')]")[0]
    data = {"names": names, **{k: v for k, v in form.form_values() if k == "csrf"}, **more}
    return person.client.post(form.get("action"), data=data, files=files or {"file": ("", b"")})


def results(person, answer):
    """The page of results."""
    assert answer.status_code == 303, answer.text[:600]
    return person.read(answer.headers["location"])


def test_pasted_names_are_met_with_reasons_and_standings(reader):
    page = results(reader, screened(reader, "Al-Qaida\r\n\r\nJane Harmless\r\nHarakat al-Shabab"))
    tally = {d.findtext("dt"): d.findtext("dd") for d in page.xpath("//dl[@class='tally']/div")}
    assert tally["Names screened"] == "3"
    asked = {s.findtext("h2/bdi"): s for s in page.find_class("asked")}
    assert set(asked) == {"Al-Qaida", "Harakat al-Shabab"}
    hits = asked["Al-Qaida"].find_class("hit")
    assert "Listed word for word" in hits[0].text_content()
    assert "United Nations Security Council Consolidated List" in asked["Al-Qaida"].text_content()
    assert "in force" in hits[0].text_content()
    assert "shabab" in asked["Harakat al-Shabab"].find_class("explain")[0].text_content()
    assert "Jane Harmless" in page.get_element_by_id("clear").getparent().text_content()


def test_names_go_into_no_address_and_no_log(reader, caplog):
    caplog.set_level(logging.DEBUG)
    answer = screened(reader, "Zebulon Customer")
    page = results(reader, answer)
    assert "Zebulon" not in answer.headers["location"]
    hrefs = page.xpath("//@href | //@action")
    assert not [h for h in hrefs if "Zebulon" in h]
    ours = [r.getMessage() for r in caplog.records if r.name.startswith("proscribe")]
    assert ours
    assert not [line for line in ours if "Zebulon" in line]


def test_the_day_is_carried_and_pasted_names_are_screened_again_for_another(reader):
    answer = screened(reader, "Usama Bin Laden Network", address="/screen?known=2025-03-01")
    assert "known=2025-03-01" in answer.headers["location"]
    assert not results(reader, answer).find_class("asked"), "the list of the UN was published four days later"
    moved = reader.client.get(answer.headers["location"].replace("2025-03-01", "2025-03-06"))
    assert moved.status_code == 303
    assert reader.read(moved.headers["location"]).find_class("asked")


def test_a_file_is_screened(reader):
    body = b"kunde;land\nAl-Qaida;YE\nJane Harmless;DE\n;XX\n"
    answer = screened(reader, files={"file": ("kunden.csv", body)}, column="kunde", country_column="land")
    page = results(reader, answer)
    assert "kunden.csv" in page.text_content()
    assert page.find_class("asked")
    assert "Row 3:" in page.text_content()


@pytest.mark.parametrize(
    ("name", "body", "more", "words"),
    [
        ("names.pdf", b"%PDF-1.7", {}, "not read"),
        ("names.csv", b"%PDF-1.7", {}, "a PDF"),
        ("names.csv", b"", {}, "empty"),
        ("names.csv", b"kunde\nAl-Qaida\n", {}, "there is no column"),
        ("names.csv", b"name\nAl-Qa\xefda\n", {}, "not UTF-8"),
        ("names.csv", b"name\nx\n", {"encoding": "klingon"}, "klingon"),
        ("names.csv", b"name\nx\n", {"alarms": "1000000"}, "alarms"),
        ("names.csv", b"name\nx\n", {"names": "and pasted too"}, "one of them"),
    ],
)
def test_a_file_that_cannot_be_read_brings_the_form_back(reader, name, body, more, words):
    answer = screened(reader, files={"file": (name, body)}, **more)
    assert 400 <= answer.status_code < 500
    page = html.document_fromstring(answer.text)
    assert words in page.get_element_by_id("wrong").text_content()
    assert "/tmp" not in answer.text


@pytest.mark.parametrize(
    "names", ["", " \n \t\n", "\n".join(["x y"] * 10_001)], ids=["none", "blank", "many"]
)
def test_names_that_cannot_be_asked_bring_the_form_back(reader, names):
    answer = screened(reader, names)
    assert answer.status_code == 400
    assert html.document_fromstring(answer.text).get_element_by_id("wrong").text_content().strip()


def test_hostile_names_are_shown_as_text(reader):
    page = results(
        reader, screened(reader, "\n".join([MARKUP, "a\u202eb c", "q" * 100_000, "!!!", "Al-Qaida"]))
    )
    assert not page.xpath("//main//script | //main//img")
    text = page.text_content()
    assert "⟦U+202E⟧" in text
    assert "Row 3:" in text
    assert len(html.tostring(page)) < 300_000


def test_results_that_are_gone_are_explained(reader):
    page = reader.read("/screen/never-was", 404)
    assert "screen the names again" in page.text_content()


def test_a_hit_is_cleared_and_stays_silent_the_next_time(dana, db):
    answer = screened(dana, "Harakat al-Shabab")
    form = results(dana, answer).xpath("//form[contains(@class, 'verdict')]")[0]
    done = dana.press(form, "clear", because="a grocer of that name")
    assert done.status_code == 303
    assert done.headers["location"].partition("#")[0].endswith(answer.headers["location"].partition("#")[0])
    assert "1 hit that was cleared" in dana.read(done.headers["location"].partition("#")[0]).text_content()
    ((verdict, target, by, _),) = verdicts(db)
    assert (verdict, by) == (Verdict.CLEARED, "Dana")
    assert "shabab" not in target.lower(), "the record has no customer in it"
    again = results(dana, screened(dana, "Harakat al-Shabab"))
    assert "cleared by Dana" in again.text_content()


def test_of_two_who_judge_a_hit_the_second_is_told(signed, db):
    one, other = signed("Ada"), signed("Bela")
    address = screened(one, "Harakat al-Shabab").headers["location"]
    forms = [p.read(address).xpath("//form[contains(@class, 'verdict')]")[0] for p in (one, other)]
    assert one.press(forms[0], "confirm", because="the passport fits").status_code == 303
    stale = other.press(forms[1], "clear", because="no")
    assert stale.status_code == 409
    assert "confirmed by Ada" in stale.text
    assert len(verdicts(db)) == 1


def test_the_twin_has_the_results(reader):
    address = screened(reader, "Al-Qaida").headers["location"]
    found = reader.client.get(f"{address}.json").json()
    assert found["done"] and found["names"] == 1
    assert found["answers"][0]["hits"][0]["literal"]


def test_a_certificate_without_the_name_in_an_address(reader):
    page = results(reader, screened(reader, "Al-Qaida"))
    form = page.xpath("//form[@action='/certificate']")[0]
    answer = reader.press(form)
    assert answer.status_code == 200
    proof = html.document_fromstring(answer.text)
    assert "listed names met it or came near" in proof.find_class("result")[0].text_content()
    ident = proof.xpath("//dt[.='Certificate']/following-sibling::dd[1]")[0].text_content().strip()
    data = reader.press(proof.xpath("//form[@action='/certificate.json']")[0]).json()
    assert data["id"] == ident
    assert not [h for h in proof.xpath("//@href") if "name=" in h]


def test_the_certificate_of_the_pages_is_that_of_the_api(reader):
    ours = reader.client.get("/certificate.json?name=Taliban&on=2025-04-16").json()
    assert ours == reader.client.get("/v1/certificate?name=Taliban&on=2025-04-16").json()


@pytest.mark.parametrize("name", ["Nobody Whatsoever", MARKUP, "a\u202eb"])
def test_a_certificate_of_any_name(reader, name):
    answer = reader.client.post("/certificate", data={"name": name})
    page = html.document_fromstring(answer.text)
    assert not page.xpath("//main//img | //main//script")
    assert "no listed name came near it" in page.text_content()
    assert "\u202e" not in answer.text


@pytest.mark.parametrize(
    ("data", "words"),
    [({"name": ""}, "name:"), ({"name": "!!!"}, "name:"), ({"name": "x y", "birth": "soon"}, "birth:")],
)
def test_what_cannot_be_certified_is_explained(reader, data, words):
    answer = reader.client.post("/certificate", data=data)
    assert answer.status_code == 400
    assert words in answer.text
