"""Docket, calendar and changes."""

from datetime import date

import pytest
from icalendar import Calendar

from proscribe.config import open_register


def test_the_docket_has_the_open_cases_of_the_day(reader):
    page = reader.read("/docket?on=2025-04-10&known=2025-04-10")
    cards = {c.findtext("h2/a/bdi"): c.text_content() for c in page.find_class("card")}
    assert "removal asked" in cards["Taliban"]
    assert "What the rules allow next" in cards["Taliban"]


def test_the_docket_of_one_place(reader):
    page = reader.read("/docket?in=us.fto")
    assert {a.text for a in page.xpath("//article//a[starts-with(@href, '/regimes/')]")} == {
        "Foreign Terrorist Organization"
    }
    assert page.xpath("//option[@selected]/@value") == ["us.fto"]
    assert "atlantis" in reader.read("/docket?in=atlantis", 404).text_content()


def test_the_calendar_by_month_with_an_address_to_subscribe_to(reader):
    page = reader.read("/calendar?from=2027-01-01&to=2027-12-31&in=US")
    assert "February 2027" in [h.text_content().strip() for h in page.xpath("//main//h2")]
    (feed,) = page.xpath("//input[@id='feed']/@value")
    assert feed == "http://localhost/v1/calendar.ics?in=US"
    events = Calendar.from_ical(reader.client.get(feed).content).walk("VEVENT")
    assert events
    assert page.xpath("//a[starts-with(@href, 'webcal://localhost/')]")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/calendar?from=2027-02-30", "2027-02-30"),
        ("/calendar?from=2027-02-01&to=2026-01-01", "before it begins"),
        ("/changes?since=2025-13-01", "2025-13-01"),
        ("/changes?since=2027-01-01&until=2026-01-01", "before the earlier"),
        ("/changes?by=moon", "by"),
        ("/docket?leaf=0", "leaf"),
        ("/changes?leaf=9999", "leaf"),
        ("/changes?leaf=" + "9" * 4000, "leaf"),
    ],
)
def test_an_impossible_question_is_explained(reader, address, words):
    answer = reader.client.get(address)
    assert 400 <= answer.status_code < 500
    assert words in answer.text
    assert answer.headers["content-type"].startswith("text/html")


def test_what_came_to_be_known(reader):
    page = reader.read("/changes?since=2025-04-01&until=2025-04-30")
    text = page.xpath("//main")[0].text_content()
    assert "suspended · Taliban" in " ".join(text.split())
    assert "proposed, not judged" in text


def test_standings_on_two_days(reader):
    page = reader.read("/changes?by=on&since=2025-04-16&until=2025-04-18")
    rows = [" ".join(r.text_content().split()) for r in page.xpath("//table[@class='turned']/tbody/tr")]
    assert len(rows) == 1
    assert rows[0].startswith("Taliban ru.fsb_terrorist_list ")
    assert "in force" in rows[0]
    assert "suspended" in rows[0]


def test_standings_as_known_on_two_days(reader):
    page = reader.read("/changes?by=known&on=2025-04-18&since=2025-04-16&until=2025-04-20")
    assert any("Taliban" in r.text_content() for r in page.xpath("//table[@class='turned']/tbody/tr"))
    found = reader.client.get("/changes.json?by=known&on=2025-04-18&since=2025-04-16&until=2025-04-20").json()
    taliban = next(
        d for d in found if d["subject"]["id"] == "taliban" and d["regime"] == "ru.fsb_terrorist_list"
    )
    assert taliban["before"]["state"].startswith("in_force")
    assert taliban["after"]["state"].startswith("suspended")


def test_the_twins_are_the_answers_of_the_api(reader, db):
    assert reader.client.get("/docket.json").json() == reader.client.get("/v1/docket").json()
    asked = "from=2027-01-01&to=2027-06-30"
    ours, theirs = (
        reader.client.get(f"{path}?{asked}").json() for path in ("/calendar.json", "/v1/calendar")
    )
    assert ours == theirs
    news = open_register(db).changes
    assert len(reader.client.get("/changes.json?since=2025-01-01").json()) == len(news(date(2025, 1, 1)))
