"""Reading reports on the command line: proposals, quotes, and what cannot be read."""

import json
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[3] / "shared" / "articles" / "seeds"
REPORT = (
    "Kazakhstan's Supreme Court on Tuesday lifted the ban on the Taliban, Interfax reported.\n\n"
    "The group was banned in Kazakhstan in 2005.\n"
)


@pytest.fixture
def report(tmp_path):
    """A report in a file."""
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    return "report.txt"


def test_a_report_becomes_proposals_and_a_person_decides(run, report):
    run("init", "--empty")
    claims = run("read", report, "--published", "2024-01-03", "--json").json
    assert {(c["act"], c["date"]) for c in claims} == {("remove", "2024-01-02"), ("designate", "2005")}
    for claim in claims:
        assert REPORT[claim["quote"]["start"] : claim["quote"]["stop"]] == claim["quote"]["exact"]
        assert claim["origin"] == "proposed"
        assert claim["path"] == report
    [row] = run("standing", "Taliban", "--in", "KZ", "--on", "2024-02-01", "--json").json
    assert (row["state"], len(row["reported"])) == ("unknown", 2)
    waiting = run("review", "--json").json
    assert [c["id"] for c in waiting] == [c["id"] for c in claims]
    for claim in claims:
        assert "accepted" in run("accept", claim["id"][:10], "--by", "A", "--because", "two sources").out
    again = run("accept", claims[0]["id"], "--by", "A", "--because", "two sources")
    assert "nothing to add" in again.out
    [row] = run("standing", "Taliban", "--in", "KZ", "--on", "2024-02-01", "--json").json
    assert (row["state"], row["since"], row["reported"]) == ("ended", "2024-01-02", [])
    assert "accept by A: two sources" in run("why", "Taliban", "KZ", "--on", "2024-02-01").out
    run("reject", claims[0]["id"], "--by", "B", "--because", "a misprint")
    run("reject", claims[1]["id"], "--by", "B", "--because", "a misprint")
    [row] = run("standing", "Taliban", "--in", "KZ", "--on", "2024-02-01", "--json").json
    assert (row["state"], row["reported"]) == ("unknown", [])
    assert "Nothing awaits" in run("review").out


def test_reading_again_adds_nothing(run, report):
    run("init", "--empty")
    run("read", report, "--published", "2024-01-03")
    before = run("verify").out
    run("read", report, "--published", "2024-01-03")
    assert run("verify").out == before


def test_a_dry_run_keeps_nothing_and_needs_no_register(run, report, tmp_path):
    said = run("read", report, "--published", "2024-01-03", "--dry-run").out
    assert "lifted the ban on the Taliban" in " ".join(said.split())
    assert {p.name for p in tmp_path.iterdir()} == {report}


def test_without_a_day_of_publication_nothing_is_dated_from_today(run, report):
    claims = run("read", report, "--dry-run", "--json").json
    assert {(c["act"], c["date"]) for c in claims} == {("remove", None), ("designate", "2005")}


def test_a_manifest_gives_each_report_its_own_day(run, report, tmp_path):
    lines = [{"path": report, "published": "2024-01-03", "publisher": "An agency", "lang": "en"}]
    (tmp_path / "m.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n\n", encoding="utf-8")
    claims = run("read", "--manifest", "m.jsonl", "--dry-run", "--json").json
    assert {c["published"] for c in claims} == {"2024-01-03"}


def big(path):
    with open(path, "wb") as file:
        file.truncate(50_000_000)


BAD = {
    "empty": (lambda p: p.write_bytes(b""), "empty"),
    "blank": (lambda p: p.write_bytes(b" \n\t\n"), "empty"),
    "binary": (lambda p: p.write_bytes(bytes(range(256)) * 40), "not"),
    "an image": (lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0\1\2\3" * 100), "not"),
    "50 MB": (big, "50 MB"),
    "a folder": (lambda p: p.mkdir(), "folder"),
    "missing": (lambda p: None, "does not exist"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_cannot_be_read_is_one_line(register, tmp_path, what):
    make, words = BAD[what]
    make(tmp_path / "bad.txt")
    before = register("verify").out
    result = register("read", "bad.txt")
    assert result.status == 2
    assert result.err.count("\n") == 1
    assert "bad.txt" in result.err
    assert words in result.err
    assert register("verify").out == before


@pytest.mark.parametrize("encoding", ["utf-16", "cp1251", "utf-8-sig"])
def test_other_encodings_are_read_or_refused_and_never_garbled(register, tmp_path, encoding):
    text = "Верховный суд России 17 апреля приостановил запрет на деятельность движения «Талибан». " * 3
    (tmp_path / "ru.txt").write_bytes(text.encode(encoding))
    result = register("read", "ru.txt", "--published", "2025-04-17", "--json")
    if result.status == 0:
        assert result.json
        assert all("Талибан" in c["quote"]["exact"] for c in result.json)
    else:
        assert result.status == 2
        assert result.err.count("\n") == 1


def test_a_bad_file_leaves_the_others_read(register, report, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"")
    result = register("read", "bad.txt", report, "--published", "2024-01-03", "--json")
    assert result.status == 2
    assert "1 of 2 were read" in result.err
    assert len(result.json) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "line 1"),
        ("[]", "path"),
        ('{"path": 3}', "path"),
        ('{"path": "a", "published": "soon"}', "line 1"),
    ],
)
def test_a_manifest_that_is_wrong_names_its_line(run, tmp_path, text, words):
    (tmp_path / "m.jsonl").write_text(text, encoding="utf-8")
    result = run("read", "--manifest", "m.jsonl", "--dry-run")
    assert result.status == 2
    assert words in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/a",
        "http://localhost/a",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://169.254.1.1/",
    ],
)
def test_addresses_of_private_networks_are_not_fetched(register, url):
    result = register("read", url)
    assert result.status == 2
    assert result.err.count("\n") == 1


def test_a_bad_day_of_publication(run, report):
    result = run("read", report, "--published", "2025-02-30", "--dry-run")
    assert result.status == 2
    assert "does not exist" in result.err


def test_nothing_to_read(run):
    assert "nothing to read" in run("read", "--dry-run").err


@pytest.mark.shared
def test_the_second_seed_alone_in_an_empty_register(run):
    if not SEEDS.exists():
        pytest.skip("../shared/articles is not here")
    seed = next(SEEDS.glob("003_*.txt"))
    run("init", "--empty")
    claims = run("read", seed, "--published", "2025-03-31", "--json").json
    found = {(c["act"], c["aim"], c["jurisdiction"], c["date"], c["factuality"]) for c in claims}
    assert {
        ("request", "suspend", "RU", "2025-03-31", "fact"),
        ("hear", None, "RU", "2025-04-17", "planned"),
        ("enact", None, "RU", "2024-12", "fact"),
        ("designate", None, "RU", "2003", "fact"),
        ("remove", None, "KZ", "2023-10/2023-12", "fact"),
        ("remove", None, "RU", "2025-04", "expected"),
        ("recognise", None, "RU", None, "negated"),
    } <= found
    text = seed.read_text("utf-8")
    assert all(text[c["quote"]["start"] : c["quote"]["stop"]] == c["quote"]["exact"] for c in claims)
    rows = run("standing", "Taliban", "--in", "RU", "--json").json
    assert {r["state"] for r in rows} == {"unknown"}
    reported = {(c["act"], c["aim"]) for r in rows for c in r["reported"]}
    assert {
        ("request", "suspend"),
        ("hear", None),
        ("enact", None),
        ("designate", None),
        ("remove", None),
    } <= reported
    assert ("recognise", None) in reported


@pytest.mark.shared
def test_the_second_seed_without_a_day_of_publication(run):
    if not SEEDS.exists():
        pytest.skip("../shared/articles is not here")
    seed = next(SEEDS.glob("003_*.txt"))
    claims = run("read", seed, "--dry-run", "--json").json
    undated = {c["act"] for c in claims if c["date"] is None}
    assert {"request", "enact"} <= undated
    assert not any((c["date"] or "").startswith("2026") for c in claims)


def test_the_tour_shows_what_it_says(run, tmp_path):
    said = run("demo").out
    for words in (
        "Who is banned where",
        "suspended",
        "as known on 2025-03-01",
        "proposals to judge",
        "The ban of 2003 accepted",
        "SHA-256",
        "the chain of hashes holds",
    ):
        assert words in said
    assert "this register only" in said
    assert list(tmp_path.iterdir()) == []


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
<item><guid>1</guid><link>{url}</link><title>A ban</title><pubDate>Wed, 03 Jan 2024 10:00:00 GMT</pubDate></item>
<item><guid>1</guid><link>{url}</link><title>The same again</title></item>
</channel></rss>"""


def test_each_item_of_a_feed_is_read_once(run, tmp_path, monkeypatch):
    from proscribe.gather import fetch

    asked = []

    def page(url, largest):
        asked.append(url)
        return REPORT.encode()

    monkeypatch.setattr(fetch, "fetch_page", page)
    (tmp_path / "feed.xml").write_text(FEED.format(url="https://example.org/a"), encoding="utf-8")
    run("init", "--empty")
    claims = run("read", "--feed", "feed.xml", "--json").json
    assert {c["published"] for c in claims} == {"2024-01-03"}
    assert run("read", "--feed", "feed.xml", "--json").json == []
    assert asked == ["https://example.org/a"]


def test_what_is_no_feed_says_so(run, report):
    result = run("read", "--feed", report, "--dry-run")
    assert result.status == 2
    assert "not an RSS or Atom feed" in result.err


def test_a_web_archive_is_read_page_by_page(run, tmp_path):
    warcio = pytest.importorskip("warcio.warcwriter")
    from io import BytesIO

    from warcio.statusandheaders import StatusAndHeaders

    with open(tmp_path / "news.warc.gz", "wb") as out:
        writer = warcio.WARCWriter(out, gzip=True)
        for number, text in enumerate(
            [REPORT, "Two ministers met to talk about trade. " * 5, REPORT + "More."]
        ):
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/plain")], protocol="HTTP/1.1")
            url = f"https://example.org/{number}"
            record = writer.create_warc_record(
                url, "response", payload=BytesIO(text.encode()), http_headers=head
            )
            writer.write_record(record)
    run("init", "--empty")
    claims = run("read", "news.warc.gz", "--published", "2024-01-03", "--json").json
    assert {c["path"] for c in claims} == {"https://example.org/0", "https://example.org/2"}
    (tmp_path / "bad.warc.gz").write_bytes(b"not an archive at all")
    result = run("read", "bad.warc.gz")
    assert result.status == 2
    assert result.err.count("\n") == 1


def test_another_reader_needs_an_endpoint_and_a_model(run, report):
    assert "no model ships" in run("read", report, "--reader", "llm", "--dry-run").err
    assert "go with --reader llm" in run("read", report, "--model", "x", "--dry-run").err
    endpoint = ["--reader", "llm", "--endpoint", "http://127.0.0.1:9/v1", "--model", "x"]
    result = run("read", report, *endpoint, "--dry-run")
    assert result.status == 2
    assert "cannot be reached" in result.err


def test_another_reader_is_under_the_same_quote_check(run, report):
    import threading
    from http.server import BaseHTTPRequestHandler, HTTPServer

    claim = {
        "act": "remove", "aim": None, "subject": "Taliban", "jurisdiction": "KZ", "actor": None, "date": None,
        "factuality": "fact", "sources": [], "quote": "lifted the ban on the Taliban",
    }  # fmt: skip
    answer = {"claims": [claim, {**claim, "quote": "words that do not stand there"}]}

    class Model(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            body = json.dumps({"choices": [{"message": {"content": json.dumps(answer)}}]}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Model)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        endpoint = [
            "--reader",
            "llm",
            "--endpoint",
            f"http://127.0.0.1:{server.server_port}/v1",
            "--model",
            "x",
        ]
        claims = run("read", report, *endpoint, "--dry-run", "--json").json
    finally:
        server.shutdown()
    assert [c["quote"]["exact"] for c in claims] == ["lifted the ban on the Taliban"]
    assert claims[0]["origin"] == "proposed"


def test_reports_of_one_act_are_judged_together(run, tmp_path):
    other = (
        "A court in Astana removed the Taliban from Kazakhstan's list of banned groups on January 2, he said."
    )
    copy = REPORT + "Reporting by the desk."
    for name, text in (("a.txt", REPORT), ("b.txt", other), ("c.txt", copy)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    run("init", "--empty")
    run("read", "a.txt", "--published", "2024-01-03", "--publisher", "An agency")
    run("read", "b.txt", "c.txt", "--published", "2024-01-04")
    said = run("review").out
    assert "first:" in said
    assert "confirmed by:" in said
    assert "the same report, copied:" in said
    removals = [c for c in run("review", "--json").json if c["act"] == "remove"]
    before = int(run("verify").out.split("holds: ")[1].split()[0])
    done = run("accept", removals[0]["id"], "--group", "--by", "A", "--because", "three reports")
    assert done.status == 0
    assert len([c for c in run("review", "--json").json if c["act"] == "remove"]) == 0
    assert int(run("verify").out.split("holds: ")[1].split()[0]) == before + 1, "one decision, one batch"
    [row] = run("why", "Taliban", "KZ", "--on", "2024-02-01", "--json").json
    same = [r["same_act"] for r in row["reasons"] if r["claim"]["act"] == "remove"]
    assert same[0]["first"] == removals[0]["id"]
    assert same[0]["confirmed"]


def test_a_proposal_names_its_subject_as_the_report_does(run, tmp_path):
    (tmp_path / "r.txt").write_text(
        "Canada has banned the Quds Force and the Ninth Lantern Front.", encoding="utf-8"
    )
    known, unknown = sorted(
        run("read", "r.txt", "--dry-run", "--json").json, key=lambda c: c["subject"]["name"]
    )[::-1]
    assert known["subject"]["id"] == "irgc-qf"
    assert (known["subject"]["name"], known["subject"]["known_as"]) == ("Quds Force", "IRGC Qods Force")
    assert unknown["subject"]["name"] == "Ninth Lantern Front"
    assert "known_as" not in unknown["subject"]
