"""Every route says what the façade says: as an array, in pages, and in lines."""

import json
from datetime import date

import pytest

from proscribe.answers import forms
from proscribe.config import open_register
from proscribe.web.settings import Settings
from proscribe.web.tokens import Role
from tests.web.conftest import asking, token

ON, ASKED = date(2025, 4, 18), date(2025, 4, 1)


@pytest.fixture(scope="module")
def register(held):
    """The façade over the same register."""
    one = open_register(held)
    yield one
    one.ledger.close()


#: An address, and what the façade says to the same question.
SAME = {
    "/v1/why?subject=taliban&in=RU&on=2025-04-18": lambda r: [
        forms.explanation_form(e, r.resolve) for e in r.why("taliban", "RU", on=ON)
    ],
    "/v1/history?subject=Талибан&in=RU": lambda r: [
        forms.event_form(e, r.resolve) for e in r.history("taliban", "RU")
    ],
    "/v1/matrix?subject=mek&subject=taliban&on=2025-04-18": lambda r: [
        forms.standing_form(s, r.resolve)
        for row in r.matrix(["mek", "taliban"], on=ON)
        for s in row.standings
    ],
    "/v1/docket?in=RU&on=2025-04-01&known=2025-04-01": lambda r: [
        forms.docketed_form(d, r.resolve) for d in r.docket("RU", on=ASKED, known=ASKED)
    ],
    "/v1/calendar?from=2025-01-01&to=2025-12-31": lambda r: [
        forms.due_form(d) for d in r.calendar(date(2025, 1, 1), date(2025, 12, 31))
    ],
    "/v1/changes?since=2025-03-01&until=2025-04-30": lambda r: [
        forms.change_form(c) for c in r.changes(date(2025, 3, 1), date(2025, 4, 30))
    ],
    "/v1/forecasts": lambda r: [forms.forecast_form(f, r.resolve) for f in r.forecasts()],
    "/v1/subjects?q=tali": lambda r: [forms.subject_form(s) for s in r.search("tali")],
    "/v1/subjects/taliban": lambda r: forms.profile_form(r.profile("taliban")),
    "/v1/review": lambda r: [forms.matter_form(m, r.resolve) for m in r.matters()],
}


@pytest.mark.parametrize("address", SAME)
def test_the_answer_is_that_of_the_facade(api, register, address):
    given, said = api.get(address), json.loads(json.dumps(SAME[address](register)))
    assert given.status_code == 200

    def by_text(items):
        return sorted(items, key=lambda item: json.dumps(item, sort_keys=True))

    if isinstance(said, list):
        assert said, "a case that finds nothing shows nothing"
        assert by_text(given.json()) == by_text(said)
    else:
        assert given.json() == said


@pytest.mark.parametrize(
    "address",
    [
        "/v1/subjects",
        "/v1/changes?since=2024-06-01",
        "/v1/docket?on=2025-04-01",
        "/v1/calendar?from=2020-01-01&to=2030-01-01",
        "/v1/forecasts",
        "/v1/regimes",
        "/v1/lists",
        "/v1/review",
        "/v1/matrix?on=2025-04-18",
    ],
)
@pytest.mark.parametrize("limit", [1, 7])
def test_pages_put_together_are_the_whole_and_so_are_lines(api, address, limit):
    joint = "&" if "?" in address else "?"
    whole = [json.loads(line) for line in api.get(f"{address}{joint}format=jsonl").text.splitlines()]
    limit = limit if len(whole) < 40 else 40 * limit
    found, page = [], f"{address}{joint}limit={limit}"
    while page:
        given = api.get(page)
        assert given.status_code == 200
        found += given.json()
        page = given.links["next"]["url"] if "next" in given.links else None
    assert found == whole
    assert len(whole) > 1


def test_lines_are_asked_for_by_accept_too(api):
    given = api.get("/v1/subjects", headers={"Accept": "application/x-ndjson"})
    assert given.headers["content-type"] == "application/x-ndjson"
    assert len(given.text.splitlines()) > 100, "lines are not cut into pages"
    assert given.headers["vary"] == "Accept, Accept-Encoding"
    assert given.headers["etag"] != api.get("/v1/subjects").headers["etag"]


def test_a_page_goes_on_where_the_last_ended_whatever_was_added(db):
    with asking(Settings(db=db)) as client:
        client.headers["Authorization"] = f"Bearer {token(db, 'writer', Role.REVIEW)}"
        first = client.get("/v1/subjects?limit=5")
        claim = {
            "subject": "000 First",
            "act": "designate",
            "in": "KZ",
            "source": "https://x.org",
            "new": True,
        }
        assert client.post("/v1/claims", json=claim).status_code == 201
        second = client.get(first.links["next"]["url"])
        names = [s["name"] for s in first.json() + second.json()]
        assert "000 First" not in names and len(names) == len(set(names))
        again = client.get("/v1/subjects?limit=1").json()
        assert again[0]["name"] == "000 First"


def test_an_answer_is_not_sent_twice_until_the_record_changes(db):
    with asking(Settings(db=db)) as client:
        client.headers["Authorization"] = f"Bearer {token(db, 'writer', Role.REVIEW)}"
        for address in (
            "/v1/docket",
            "/v1/subjects/taliban",
            "/v1/calendar.ics",
            "/v1/subjects?format=jsonl",
        ):
            etag = client.get(address).headers["etag"]
            same = client.get(address, headers={"If-None-Match": f'"other", {etag}'})
            assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", etag)
        etag = client.get("/v1/docket").headers["etag"]
        claim = {"subject": "taliban", "act": "designate", "in": "KZ", "source": "https://x.org"}
        client.post("/v1/claims", json=claim)
        assert client.get("/v1/docket", headers={"If-None-Match": etag}).status_code == 200


def test_head_works_wherever_get_does(api):
    for path, item in api.get("/openapi.json").json()["paths"].items():
        if (
            "get" in item
            and path.startswith("/v1/")
            and "{" not in path
            and path not in ("/v1/verify", "/v1/links")
        ):
            query = {
                p["name"]: p["schema"]["examples"][0]
                for p in item["get"].get("parameters", ())
                if p["required"]
            }
            head, get = api.head(path, params=query), api.get(path, params=query)
            assert (head.status_code, head.content) == (200, b""), path
            assert head.headers["content-type"] == get.headers["content-type"]


def test_a_decision_on_a_proposal_changes_the_standing(db, held, tmp_path):
    """Accept, see it counted; withdraw, see it gone; both by the name of who decided."""
    import shutil

    path = shutil.copy(held, tmp_path / "copy.db")
    with asking(Settings(db=str(path))) as client:
        client.headers["Authorization"] = f"Bearer {token(str(path), 'desk', Role.REVIEW)}"
        (matter,) = [m for m in client.get("/v1/review").json() if m["awaiting"][0]["act"] == "hear"]
        ident = matter["awaiting"][0]["id"]
        done = client.post(
            f"/v1/review/{ident[:10]}/accept", json={"because": "checked", "by": "Jane Doe", "group": True}
        )
        assert (done.status_code, done.json()["added"]) == (200, 1)
        on_record = client.get(f"/v1/claims/{ident}").json()
        assert on_record["counts"] and on_record["decision"]["by"] == "Jane Doe (token desk)"
        assert ident not in [c["id"] for m in client.get("/v1/review").json() for c in m["awaiting"]]
        again = client.post(f"/v1/review/{ident}/accept", json={"because": "checked", "by": "Jane Doe"})
        assert again.json()["added"] == 0
        client.post(f"/v1/claims/{ident}/withdraw", json={"because": "it was another day"})
        assert not client.get(f"/v1/claims/{ident}").json()["counts"]


def test_two_subjects_are_one_once_somebody_says_so(db):
    with asking(Settings(db=db)) as client:
        client.headers["Authorization"] = f"Bearer {token(db, 'desk', Role.REVIEW)}"
        relation = {"one": "al-shabaab", "other": "al-qaida", "because": "a test", "evidence": "2024-01-01"}
        assert client.post("/v1/subjects/same", json=relation).status_code == 200
        assert [s["id"] for s in client.get("/v1/subjects/al-shabaab").json()["same"]] == ["al-qaida"]
        assert client.get("/v1/subjects/al-shabaab?known=2023-01-01").json()["same"] == []


def test_a_redacted_document_is_gone_and_its_digest_stays(db):
    with asking(Settings(db=db)) as client:
        client.headers["Authorization"] = f"Bearer {token(db, 'admin', Role.ADMIN)}"
        claim = {
            "subject": "taliban",
            "act": "designate",
            "in": "KZ",
            "source": "https://x.org",
            "quote": "words",
        }
        document = client.post("/v1/claims", json=claim).json()["claim"]["document"]
        body = client.get(f"/v1/documents/{document}/body")
        assert b"words" in body.content and body.headers["content-security-policy"].startswith("sandbox")
        assert client.post(f"/v1/documents/{document}/redact", json={"because": "a court"}).status_code == 200
        gone = client.get(f"/v1/documents/{document}/body", headers={"If-None-Match": body.headers["etag"]})
        assert (gone.status_code, gone.json()["code"]) == (410, "redacted")
        assert client.get(f"/v1/documents/{document}").json()["held"] is False


def test_where_no_register_is_the_starter_facts_answer_and_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PROSCRIBE_DB", raising=False)
    with asking(Settings()) as client:
        assert client.get("/v1/standing?subject=taliban&in=RU").json()
        assert "starter facts" in client.get("/v1/head").json()["note"]
        given = client.post("/v1/claims", json={})
        assert given.status_code == 401
    assert list(tmp_path.iterdir()) == [], "asking makes no files"
