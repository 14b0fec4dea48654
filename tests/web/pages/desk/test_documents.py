"""Documents with claims in place, lists and their entries."""

from datetime import UTC, datetime

import pytest

from proscribe.config import Look, keep_looks, open_register
from proscribe.model.words import Verdict
from tests.web.records import ENDLESS, MARKUP, proposal


def _document(db, publisher):
    register = open_register(db)
    found = [d.value for d in register.ledger.documents() if d.value.publisher == publisher]
    register.ledger.close()
    return found


def test_claims_are_marked_in_place(reader, db):
    (document,) = _document(db, "Agency Two")
    page = reader.read(f"/documents/{document.sha256}")
    marks = [m.text_content() for m in page.xpath("//div[@class='text']//mark")]
    assert any("Supreme Court on Thursday suspended the ban" in m for m in marks)
    text = "".join(page.xpath("//div[@class='text']")[0].itertext())
    for number in page.xpath("//div[@class='text']//a[@class='ref']"):
        text = text.replace(number.text_content(), "", 1)
    assert text == document.text
    claim = page.find_class("claim")[0].text_content()
    assert "Agency Two" in claim and "Interfax" in claim and "judge" in claim
    assert claim.index("Agency Two") < claim.index("Interfax") < claim.index("judge"), (
        "the outermost source first"
    )


def test_an_anchor_of_a_claim_is_in_its_words(reader, db):
    (document,) = _document(db, "Agency Two")
    page = reader.read(f"/documents/{document.sha256}")
    for link in page.xpath("//article//a[starts-with(@href, '#c-')]/@href"):
        assert page.xpath(f"//mark//a[@id='{link[1:]}']")


def test_a_beginning_of_the_digest_leads_to_the_document(reader, db):
    (document,) = _document(db, "Agency Two")
    answer = reader.client.get(f"/documents/{document.sha256[:10]}?on=2025-05-05")
    assert answer.headers["location"] == f"/documents/{document.sha256}?on=2025-05-05"
    assert reader.read("/documents/zzzzzz", 404) is not None


def test_a_claim_is_shown_from_the_day_it_was_known(reader, db):
    (document,) = _document(db, "Agency Two")
    page = reader.read(f"/documents/{document.sha256}?known=2025-04-16")
    assert not page.find_class("claim")


def test_a_megabyte_is_cut_with_a_way_to_the_rest(reader, db):
    document = next(d for d in _document(db, "Agency Three") if ENDLESS[:40] in d.text)
    page = reader.read(f"/documents/{document.sha256}")
    assert len(reader.client.get(f"/documents/{document.sha256}").content) < 100_000
    (more,) = page.xpath("//p[@class='gap']/a/@href")
    whole = reader.read(more)
    assert len(whole.text_content()) > 300_000
    twin = reader.client.get(f"/documents/{document.sha256}.json").json()
    assert twin["text"] == document.text


def test_markup_in_a_document_is_text(reader, db):
    document = next(d for d in _document(db, "Agency Three") if MARKUP in d.text)
    page = reader.read(f"/documents/{document.sha256}")
    assert not page.xpath("//main//script | //main//img")
    assert MARKUP in page.xpath("//div[@class='text']")[0].text_content()


def test_a_redacted_document_keeps_its_claims_without_their_words(reader, db):
    register = open_register(db)
    text = "A leaked report says that the Secret Front is banned."
    register.append(proposal("Secret Front", text))
    (document,) = [d.value for d in register.ledger.documents() if d.value.text == text]
    register.redact(document.sha256, "A. Clerk", "court order 12/25")
    register.ledger.close()
    page = reader.read(f"/documents/{document.sha256}")
    said = page.text_content()
    assert "removed by A. Clerk" in said
    assert "court order 12/25" in said
    assert text not in said
    assert "The quote was removed" in page.find_class("claim")[0].text_content()


def test_lists_say_what_is_held_how_fresh_and_what_failed(reader, db):
    keep_looks(db, {"un_sc": Look(datetime(2026, 3, 9, tzinfo=UTC), "server answered 503 <b>")})
    rows = {r.findtext("th/a"): r for r in reader.read("/lists?on=2026-03-05").xpath("//tbody/tr")}
    held = rows["United Nations Security Council Consolidated List"]
    assert held.xpath(".//span[@class='fresh fresh']")
    assert "0 days old" in held.text_content()
    assert "failed: server answered 503 <b>" in " ".join(held.text_content().split())
    assert "nothing held" in rows["UK Sanctions List"].text_content()
    assert "server answered 503" in reader.read("/lists/un_sc").text_content()


def test_lists_as_known_before(reader):
    page = reader.read("/lists/un_sc?known=2025-03-06&on=2025-03-06")
    assert "2025-03-05" in page.text_content()
    assert "2026-03-05" not in page.xpath("//main")[0].text_content()
    assert "Nothing of this list" in reader.read("/lists/un_sc?known=2020-01-01").text_content()


def test_entries_of_a_list_are_found_by_words(reader):
    page = reader.read("/lists/un_sc?q=laden+usama")
    assert page.xpath("//tbody/tr/th/a/@href")[0] == "/lists/un_sc/QDe.004"
    assert "No entry" in reader.read("/lists/un_sc?q=zzz").text_content()


def test_an_entry_has_what_was_published_and_what_follows(reader):
    page = reader.read("/lists/un_sc/QDe.004")
    text = " ".join(page.xpath("//main")[0].text_content().split())
    assert "As in the lists from 2025-03-05 to 2026-03-05" in text
    assert "2001-10-06 designated · un.1267" in text
    assert [m.text_content() for m in page.xpath("//mark")][:2] == ["Al-Qaida", "Usama Bin Laden Network"]
    assert reader.client.get("/lists/un_sc/QDe.004.json").json()["versions"][0]["entry"]["ref"] == "QDe.004"


def test_the_reason_of_a_list_leads_to_its_entry(reader, db):
    (document,) = _document(db, "Agency Two")
    answer = reader.client.get(f"/documents/{document.sha256}?record=un_sc:QDe.004&on=2026-04-01")
    assert answer.headers["location"] == "/lists/un_sc/QDe.004?on=2026-04-01"


@pytest.mark.parametrize(
    "address", ["/lists/nothing", "/lists/un_sc/XXX", "/lists/nothing/XXX", "/lists/un_sc/" + "x" * 3000]
)
def test_what_is_not_held_is_explained(reader, address):
    assert reader.read(address, 404).xpath("//h1")


def test_a_decision_is_shown_with_its_claim(dana, reader, db):
    (document,) = _document(db, "Agency Two")
    register = open_register(db)
    found = next(j for j in register.review() if j.claim.document == document.sha256)
    register.judge(Verdict.ACCEPT, found.claim.id, "Ada", "read")
    register.ledger.close()
    assert "accepted by Ada" in reader.read(f"/documents/{document.sha256}").text_content()
