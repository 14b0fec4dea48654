"""Which entries are one party: by citation, by name, by what people decided."""

from datetime import date

from proscribe.answers import parties as stocks
from proscribe.model.dates import Day
from proscribe.model.decisions import Decision
from proscribe.model.entries import Entry, Name, Snapshot
from proscribe.model.words import PartyKind, Verdict
from tests.answers.registers import started

UN = Entry("un_sc", "QDe.9", PartyKind.ORGANISATION, (Name("Example Group"),), references=("un:QDe.9",))
UK = Entry("gb_sanctions", "AQD9", PartyKind.ORGANISATION, (Name("EXAMPLE GROUP"),), references=("un:QDe.9",))
TALIBAN = Entry("us_ofac_sdn", "6636", PartyKind.ORGANISATION, (Name("Taliban"),))
NAMESAKE = Entry("us_ofac_sdn", "7", PartyKind.PERSON, (Name("Taliban"),))


def held(register, list_id, day, *entries):
    members = tuple((e.digest, "1") for e in entries)
    register.append([*entries, Snapshot(list_id, Day.parse(day), (), members)])


def register():
    made = started()
    held(made, "un_sc", "2026-01-01", UN)
    held(made, "gb_sanctions", "2026-02-01", UK)
    held(made, "us_ofac_sdn", "2026-03-01", TALIBAN, NAMESAKE)
    return made


def made(register, **stamps):
    moment = register.moment(**stamps)
    shelf, roster = register.shelf(moment), register.roster()
    return stocks.parties(register.ledger, roster, shelf, moment), shelf, moment


def test_a_citation_joins_and_the_first_entry_names_the_party():
    found, _, _ = made(register())
    party = found.of("un_sc:QDe.9")
    assert party is found.of("gb_sanctions:AQD9")
    assert (party.id, party.keys) == ("gb_sanctions:AQD9", ("gb_sanctions:AQD9", "un_sc:QDe.9"))


def test_an_organisation_named_as_the_register_knows_it_is_that_one():
    found, _, _ = made(register())
    assert found.of("us_ofac_sdn:6636").id == found.of("taliban").id == "taliban"
    assert found.of("us_ofac_sdn:7").id == "us_ofac_sdn:7"
    assert found.of("no-such") is None


def test_people_join_and_part():
    one = register()
    one.append([Decision(Verdict.SAME, "us_ofac_sdn:7", "A", "evident", "un_sc:QDe.9")])
    found = made(one)[0]
    assert found.of("us_ofac_sdn:7") is found.of("gb_sanctions:AQD9")
    two = register()
    two.append([Decision(Verdict.DIFFERENT, "gb_sanctions:AQD9", "A", "a namesake", "un_sc:QDe.9")])
    found = made(two)[0]
    assert found.of("un_sc:QDe.9").id != found.of("gb_sanctions:AQD9").id


def test_a_decision_counts_from_the_day_it_was_made():
    one = register()
    one.append([Decision(Verdict.SAME, "us_ofac_sdn:7", "A", "evident", "un_sc:QDe.9")])
    found = made(one, known=date(2026, 5, 1))[0]
    assert found.of("us_ofac_sdn:7").id == "us_ofac_sdn:7"


def test_the_basis_tells_when_parties_are_the_same():
    one = register()
    _, shelf, moment = made(one)
    basis = stocks.basis(one.ledger, one.roster(), shelf, moment)
    later = one.moment(on=date(2026, 6, 2))
    assert stocks.basis(one.ledger, one.roster(), shelf, later) == basis
    held(one, "un_sc", "2026-04-01", UN, TALIBAN)
    assert stocks.basis(one.ledger, one.roster(), one.shelf(moment), moment) != basis


def test_what_is_held_has_the_days_of_its_editions():
    one = register()
    changed = Entry("un_sc", "QDe.9", PartyKind.ORGANISATION, (Name("Example Group"), Name("EG")))
    held(one, "un_sc", "2026-04-01", changed)
    held(one, "un_sc", "2026-05-01", changed)
    found, shelf, moment = made(one)
    party = found.of("un_sc:QDe.9")
    kept = stocks.held(one.ledger, found, party, shelf, moment)
    assert changed in kept.entries
    assert (kept.first, kept.changed, kept.last) == (date(2026, 1, 1), date(2026, 4, 1), date(2026, 5, 1))
    since = stocks.unchanged_since(one.ledger, shelf, moment, "un_sc")
    assert since[changed.digest].published.text == "2026-04-01"


def test_the_standing_of_a_party_is_that_of_its_subject():
    one = register()
    found, shelf, moment = made(one)
    standings = stocks.standings_of(one.ledger, found, found.of("taliban"), shelf, moment)
    assert standings == one.standing("taliban")
