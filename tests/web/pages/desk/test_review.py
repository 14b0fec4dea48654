"""The queue: accepting, rejecting, editing, two reviewers at once, and forms that nobody meant to send."""

import pytest
from lxml import html

from proscribe.config import open_register
from proscribe.model.words import Act, Origin, Verdict
from tests.web.pages.desk.person import form_of
from tests.web.records import ENDLESS, MARKUP, TURNED, proposal, verdicts

SUSPENDED = "suspended the ban on the Taliban"


def test_a_reader_sees_the_queue_and_no_buttons(reader):
    page = reader.read("/review")
    assert len(page.find_class("matter")) >= 6
    assert not page.xpath("//main//button")
    assert page.xpath("//main//a[contains(@href, '/sign-in')]")


def test_an_acceptance_is_recorded_with_name_and_reason_and_the_queue_goes_on_after_it(dana, db):
    article = dana.matter(SUSPENDED)
    following = article.xpath(".//input[@name='next']/@value")[0]
    answer = dana.press(form_of(article), "accept")
    assert answer.status_code == 303
    assert answer.headers["location"].endswith(f"#a-{following[:12]}")
    ((verdict, target, by, because),) = verdicts(db)
    assert (verdict, by, because) == (Verdict.ACCEPT, "Dana", "the words of the document say so")
    page = dana.read(answer.headers["location"].partition("#")[0])
    assert "accepted by Dana" in page.find_class("done")[0].text_content()
    assert f"a-{target[:12]}" not in page.xpath("//@id")


def test_a_rejection_needs_a_reason(dana, db):
    form = form_of(dana.matter(SUSPENDED))
    refused = dana.press(form, "reject", because=" ")
    assert refused.status_code == 400
    assert "because" in refused.text
    assert not verdicts(db)
    assert dana.press(form, "reject", because="the report speaks of another court").status_code == 303
    assert [(v, b) for v, _, _, b in verdicts(db)] == [(Verdict.REJECT, "the report speaks of another court")]


def test_of_two_reviewers_the_second_is_told_and_changes_nothing(signed, db):
    one, other = signed("Ada"), signed("Bela")
    forms = [form_of(p.matter(SUSPENDED)) for p in (one, other)]
    assert one.press(forms[0], "accept", because="seen in the gazette").status_code == 303
    stale = other.press(forms[1], "reject", because="my own reason")
    assert stale.status_code == 409
    said = html.document_fromstring(stale.text).xpath("//main")[0].text_content()
    assert "Something changed meanwhile" in said
    assert "accepted by Ada" in said
    assert "seen in the gazette" in said
    assert "my own reason" in said, "what was written is not lost"
    assert len(verdicts(db)) == 1


def test_new_evidence_about_the_act_makes_a_form_stale(dana, db):
    form = form_of(dana.matter(SUSPENDED))
    register = open_register(db)
    text = "A court in Moscow suspended the ban on the Taliban on Thursday."
    known = {"refs": ("starter:taliban",), "day": "2025-04-17", "publisher": "Agency Four"}
    register.append(proposal("Taliban", text, act=Act.SUSPEND, **known))
    register.ledger.close()
    stale = dana.press(form, "accept")
    assert stale.status_code == 409
    assert "A court in Moscow" in stale.text
    assert not verdicts(db)


def test_proposals_about_one_act_are_judged_together_or_apart(dana, db):
    register = open_register(db)
    for n in ("first", "second"):
        register.append(proposal("Group of Two", f"The {n} report says the group is banned.", publisher=n))
    register.ledger.close()
    form = form_of(dana.matter("Group of Two"))
    boxes = form.xpath(".//input[@type='checkbox']/@value")
    assert len(boxes) == 2
    answer = dana.press(form, "accept", claim=boxes[0])
    assert answer.status_code == 303
    assert [target for _, target, _, _ in verdicts(db)] == [boxes[0]]
    assert "Group of Two" in dana.matter("Group of Two").text_content(), "the other one still waits"


def test_an_edited_proposal_gives_way_to_the_claim_in_one_batch(dana, db):
    address = dana.matter(SUSPENDED).xpath(".//a[contains(@class, 'edit')]/@href")[0]
    form = dana.read(address).xpath("//form[contains(@class, 'edit')]")[0]
    before = open_register(db).head().batch
    answer = dana.press(
        form, instrument="case АКПИ25-250С", **{"in": "ru.fsb_terrorist_list"}, because="named in full"
    )
    assert answer.status_code == 303, answer.text[:500]
    register = open_register(db)
    assert register.head().batch == before + 1
    ((verdict, _, by, because),) = verdicts(db)
    assert (verdict, by, because) == (Verdict.SUPERSEDE, "Dana", "named in full")
    (decision,) = [r.value for r in register.ledger.decisions()]
    (made,) = register.ledger.claim(decision.replacement)
    assert made.value.origin is Origin.ENTERED
    assert made.value.instrument == "case АКПИ25-250С"
    assert made.value.quote.exact.startswith("Russia's Supreme Court on Thursday suspended")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("subject", "nobody at all", "nobody at all"),
        ("in", "atlantis", "atlantis"),
        ("date", "2025-02-30", "2025-02-30"),
        ("act", "ban", "act"),
        ("source", "javascript:alert(1)", "not one that is run"),
        ("because", "", "because"),
        ("quote", "x" * 20_001, "quote"),
        ("note", "turned \u202e around", "note"),
    ],
)
def test_a_claim_that_cannot_be_entered_comes_back_as_it_was_written(dana, db, field, value, words):
    address = dana.matter(SUSPENDED).xpath(".//a[contains(@class, 'edit')]/@href")[0]
    form = dana.read(address).xpath("//form[contains(@class, 'edit')]")[0]
    fields = {"because": "a reason", "actor": "a court of its own", field: value}
    answer = dana.press(form, **fields)
    assert 400 <= answer.status_code < 500
    page = html.document_fromstring(answer.text)
    assert words in page.get_element_by_id("wrong").text_content()
    assert page.get_element_by_id("e-actor").value == "a court of its own"
    assert not verdicts(db)


def test_a_proposal_that_was_judged_cannot_be_edited_from_an_old_form(signed, db):
    one, other = signed("Ada"), signed("Bela")
    address = one.matter(SUSPENDED).xpath(".//a[contains(@class, 'edit')]/@href")[0]
    form = one.read(address).xpath("//form[contains(@class, 'edit')]")[0]
    other.press(form_of(other.matter(SUSPENDED)), "reject", because="no")
    stale = one.press(form, because="mine")
    assert stale.status_code == 409
    assert "rejected by Bela" in stale.text
    assert len(verdicts(db)) == 1


@pytest.mark.parametrize("given", [{"csrf": "forged"}, {"csrf": ""}])
def test_a_form_without_its_mark_is_refused(dana, db, given):
    assert dana.press(form_of(dana.matter(SUSPENDED)), "accept", **given).status_code == 403
    assert not verdicts(db)


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}],
)
def test_a_form_of_another_site_is_refused(dana, db, headers):
    form = form_of(dana.matter(SUSPENDED))
    dana.client.headers.update(headers)
    assert dana.press(form, "accept").status_code == 403
    assert not verdicts(db)


def test_a_reader_who_is_not_signed_in_cannot_judge(dana, reader, db):
    form = form_of(dana.matter(SUSPENDED))
    assert reader.press(form, "accept").status_code == 401
    assert not verdicts(db)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"verdict": "maybe", "claim": "0" * 64}, 400),
        ({"verdict": "accept"}, 400),
        ({"verdict": "accept", "claim": "0" * 64}, 404),
        ({"verdict": "accept", "claim": "zz"}, 400),
        ({"verdict": "accept", "claim": " ".join(f"{n:064x}" for n in range(501))}, 400),
    ],
)
def test_a_form_that_nobody_made_is_explained(dana, db, data, status):
    csrf = form_of(dana.matter(SUSPENDED)).fields["csrf"]
    answer = dana.client.post("/review", data={"csrf": csrf, **data})
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert not verdicts(db)


def test_a_body_that_is_no_form_is_refused(dana):
    assert dana.client.post("/review", json={"verdict": "accept"}).status_code == 415


def test_hostile_words_are_shown_as_text(dana):
    page = dana.read("/review")
    text = page.xpath("//main")[0].text_content()
    assert MARKUP in text
    assert not page.xpath("//main//script | //main//img")
    assert "⟦U+202E⟧" in text
    assert "\u202e" not in html.tostring(page, encoding="unicode")
    assert TURNED not in text
    assert len(html.tostring(page)) < 400_000, "a megabyte is cut"
    assert "show all 1,04" in text
    assert ENDLESS[:200] in text


def test_the_twin_has_the_queue(reader):
    found = reader.client.get("/review.json").json()
    assert {c["act"] for m in found for c in m["awaiting"]} >= {"suspend", "designate", "request"}
