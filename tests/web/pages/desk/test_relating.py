"""Deciding who is who."""

from proscribe.model.words import Verdict
from tests.web.records import verdicts

PAIR = "/review/subjects?one=un_sc:QDe.004&other=al-shabaab"


def _form(person):
    return person.read(PAIR).xpath("//form[contains(@class, 'verdict')]")[0]


def test_two_are_shown_side_by_side_and_judged(dana, db):
    assert "Usama Bin Laden Network" in dana.read(PAIR).text_content()
    answer = dana.press(_form(dana), "different", because="different founders", evidence="2012-02")
    assert answer.status_code == 303
    assert verdicts(db) == [(Verdict.DIFFERENT, "un_sc:QDe.004", "Dana", "different founders")]
    page = dana.read(answer.headers["location"])
    assert "Decided: different." in page.text_content()
    assert "different by Dana" in page.text_content()


def test_the_second_of_two_is_told(signed, db):
    one, other = signed("Ada"), signed("Bela")
    forms = _form(one), _form(other)
    one.press(forms[0], "different", because="no")
    stale = other.press(forms[1], "same", because="yes")
    assert stale.status_code == 409
    assert "different by Ada" in stale.text
    assert len(verdicts(db)) == 1


def test_what_is_not_there_is_explained(reader):
    page = reader.read("/review/subjects?one=un_sc:XXX.1&other=al-qaida")
    assert "no entry" in page.xpath("//*[@role='alert']")[0].text_content()


def test_a_reason_is_needed(dana, db):
    assert dana.press(_form(dana), "same", because="").status_code == 400
    assert dana.press(_form(dana), "same", because="x", evidence="soon").status_code == 400
    assert not verdicts(db)


def test_lists_suggest_pairs(reader):
    page = reader.read("/review/subjects?list=un_sc&list=us_ofac_sdn&list=au_dfat")
    assert "that nobody has judged" in page.text_content()
    assert reader.client.get("/review/subjects.json?list=un_sc&list=nothing").status_code in (400, 404)
