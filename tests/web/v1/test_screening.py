"""Screening over HTTP: one name, many, a file; decisions on hits; certificates."""

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from proscribe.web.settings import Settings
from proscribe.web.tokens import Role
from tests.web.conftest import asking, token

NAMES = ["Islamic State", "Zxqwv Plkjh", "Hamas"]


def _hits(answers):
    return {a["query"]["name"]: [h["entry"]["ref"] for h in a["hits"]] for a in answers}


def test_one_and_many_and_lines_say_the_same(api):
    one = {n: api.get("/v1/screen", params={"name": n}).json() for n in NAMES}
    many = api.post("/v1/screen", json={"names": NAMES}).json()
    lines = [
        json.loads(x) for x in api.post("/v1/screen?format=jsonl", json={"names": NAMES}).text.splitlines()
    ]
    assert _hits(one.values()) == _hits(many["answers"]) == _hits(x for x in lines if "query" in x)
    assert _hits(many["answers"])["Zxqwv Plkjh"] == []
    assert "islamic-state" in _hits(many["answers"])["Islamic State"]
    assert (
        list(lines[0]) == ["searched"]
        and lines[0]["searched"] == many["searched"] == one["Hamas"]["searched"]
    )
    assert lines[-1]["done"]["names"] == 3


def test_what_stands_beside_a_name_is_compared_and_never_changes_the_score(api):
    bare = api.get("/v1/screen", params={"name": "Hamas"}).json()["hits"]
    told = api.get("/v1/screen", params={"name": "Hamas", "country": "IQ", "kind": "organisation"}).json()[
        "hits"
    ]
    assert [h["score"] for h in bare] == [h["score"] for h in told]


def _parquet(rows):
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), file)
    return file.getvalue()


ROWS = [{"name": "Islamic State", "key": "1"}, {"name": "", "key": "2"}, {"name": "Zxqwv Plkjh", "key": "3"}]
FILES = {
    "text/csv": b"name,key\nIslamic State,1\n,2\nZxqwv Plkjh,3\n",
    "application/x-ndjson": b"".join(json.dumps(r).encode() + b"\n" for r in ROWS),
    "application/vnd.apache.parquet": _parquet(ROWS),
}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("form", [False, True])
def test_a_file_is_answered_in_lines_with_its_rejects(api, kind, form):
    suffix = {"text/csv": "csv", "application/x-ndjson": "jsonl"}.get(kind, "parquet")
    sent = (
        {"files": {"other": ("x.txt", b"x"), "file": (f"customers.{suffix}", FILES[kind], kind)}}
        if form
        else {"content": FILES[kind], "headers": {"content-type": kind}}
    )
    given = api.post("/v1/screen/file?id_column=key", **sent)
    assert given.status_code == 200, given.text
    lines = [json.loads(line) for line in given.text.splitlines()]
    (hit,) = [x for x in lines if "query" in x]
    (reject,) = [x["reject"] for x in lines if "reject" in x]
    assert hit["query"] == {"name": "Islamic State", "id": "1"} and hit["hits"]
    assert (reject["row"], reject["id"], reject["reason"]) == (2, "2", "the name is empty")
    assert lines[-1]["done"] == {"names": 2, "hits": len(hit["hits"]), "rejects": 1}


def test_a_file_that_breaks_off_ends_with_the_reason(api):
    body = b"name\n" + b"Ivan Petrov\n" * 40_000 + "имя".encode("cp1251") + b"\n"
    given = api.post("/v1/screen/file?encoding=ascii", content=body, headers={"content-type": "text/csv"})
    last = json.loads(given.text.splitlines()[-1])
    assert "done" in last and last["done"]["rejects"] == 1


def test_a_cleared_hit_stays_silent_for_everybody(db):
    with asking(Settings(db=db)) as client:
        client.headers["Authorization"] = f"Bearer {token(db, 'desk', Role.REVIEW)}"
        asked = {"name": "Hamas"}
        hit = client.get("/v1/screen", params=asked).json()["hits"][0]
        done = client.post(
            f"/v1/hits/{hit['finding']}/clear", json={"because": "a football club", "by": "Jane"}
        )
        assert done.status_code == 200
        after = client.get("/v1/screen", params=asked).json()
        assert hit["finding"] not in [h["finding"] for h in after["hits"]] and after["silent"] == 1
        shown = client.get("/v1/screen", params={**asked, "cleared": True}).json()["hits"]
        assert [h["decision"]["by"] for h in shown if h["finding"] == hit["finding"]] == ["Jane (token desk)"]


def test_a_certificate_is_the_same_twice_and_its_page_runs_nothing(api):
    asked = {"name": "Islamic <b>State", "on": "2025-04-18", "recorded": "2030-01-01"}
    one, two = (api.get("/v1/certificate", params=asked).json() for _ in range(2))
    assert one == two and one["hits"]
    page = api.get("/v1/certificate", params={**asked, "format": "html"})
    assert page.headers["content-type"].startswith("text/html") and "<b>State" not in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "style-src 'sha256-" in policy


def test_customers_are_neither_logged_nor_recorded(db, caplog):
    with caplog.at_level("DEBUG"), asking(Settings(db=db)) as client:
        client.post("/v1/screen", json={"names": ["Ivan Secretov"]})
        client.get("/v1/screen", params={"name": "Ivan Secretov"})
    ours = [r.getMessage() for r in caplog.records if r.name.startswith("proscribe")]
    assert len(ours) == 2 and "Secretov" not in "".join(ours)
    with open(db, "rb") as file:
        assert b"Secretov" not in file.read()
