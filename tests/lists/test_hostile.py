"""Files made to do harm, cut, re-coded or from somebody else are refused in bounded time and memory."""

import resource
import sys
import time
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proscribe.errors import Problem
from proscribe.lists.importing import Publication, Refused, read_snapshot
from proscribe.lists.parsed import Refusal
from proscribe.lists.registry import parser, sources
from proscribe.lists.rows import csv_rows, sheets
from proscribe.model.dates import Day

from . import hostile
from .test_samples import ROOT, files_of

DAY = Day.parse("2026-03-05")
LISTS = sorted(sources())
XML = sorted(hostile.XML_ROOTS.items())
SAMPLES = [(i, s) for i in LISTS for s in sorted((ROOT / i).glob("sample*"))]


def refused(ident: str, files: dict[str, bytes]) -> Problem:
    """Read; the answer must be a refusal with one line of reason, soon and without much memory."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = read_snapshot(ident, files, DAY)
    assert time.monotonic() - began < 20
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown * (1 if sys.platform == "darwin" else 1024) < 600 << 20
    assert isinstance(answer, Refused), f"{ident} read {len(answer.entries)} entries"
    assert "\n" not in str(answer)
    return answer.problem


@pytest.mark.parametrize(("ident", "root"), XML)
def test_entities_are_never_unfolded(ident, root, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("do-not-read")
    for data in (
        hostile.entity_bomb(root),
        hostile.external_entity(root, secret.as_uri()),
        hostile.external_entity(root, "http://127.0.0.1:9/x"),
        hostile.external_document_type(root, secret.as_uri()),
        hostile.entity_bomb(root)
        .decode()
        .replace('version="1.0"', 'version="1.0" encoding="utf-16"')
        .encode("utf-16"),
    ):
        problem = refused(ident, {"x.xml": data})
        assert problem.code in ("unsafe", "other_format", "other_list", "truncated", "bad_encoding")
        assert "do-not-read" not in problem.message


@pytest.mark.parametrize(("ident", "root"), XML)
def test_a_record_of_countless_elements_is_refused(ident, root):
    refused(ident, {"x.xml": hostile.crowded_record(root)})


@pytest.mark.parametrize("ident", ["au_dfat", "ua_nsdc", "gb_ofsi"])
def test_a_workbook_that_would_unpack_to_gigabytes_is_refused(ident):
    assert refused(ident, {"x.xlsx": hostile.zip_bomb()}).code == "too_large"
    assert refused(ident, {"x.xlsx": hostile.far_cell()}).code == "unsafe"


def test_texts_made_to_be_slow_are_not(tmp_path):
    """Repetitions that would make a careless pattern look at every pair of places."""
    refused("au_dfat", {"x.xlsx": hostile.workbook(hostile.sheet("<c " * 1_500_000))})
    refused("au_dfat", {"x.xlsx": hostile.workbook(hostile.sheet("<row " + "a" * 3_000_000))})
    head = b"<Regulation><Identification><InstrumentNumber>SOR/2002-284</InstrumentNumber></Identification><Body>"
    many = b"(also known among other names as " + b"a and " * 1_000_000 + b")"
    item = b"<Section><List><Item><Text>X " + many + b"</Text></Item></List></Section></Body></Regulation>"
    refused("ca_listed_terrorists", {"x.xml": head + item})
    for inner in ("<ul><li>" * 200, "<table><tr><td>" * 200, "<p>" * 100_000, "<b>" * 100_000):
        page = f"<html><body>{inner}{'word ' * 200_000}</body></html>".encode()
        for ident in ("gb_proscribed", "us_state_fto", "ru_fsb", "kz_banned"):
            refused(ident, {"x.html": page})
    remarks = "DOB " + "circa " * 150
    rows = "".join(f'{n},"A",-0- ,"X"{",-0- " * 7},"{remarks}"\r\n' for n in range(20))
    refused("us_ofac_sdn", {"sdn.csv": rows.encode()})


def test_a_cell_anywhere_in_the_text_of_a_sheet_is_seen():
    for cell in ("<c s='1' r='XFD1048576'><v>1</v></c>", '<c\n r="XFD1048576"/>', '<x:c r="xfd1048576"/>'):
        book = hostile.workbook(hostile.sheet(" " * 262_100 + f'<row r="1">{cell}</row>'))
        with pytest.raises(Refusal, match="sheet of"):
            sheets(book, "x.xlsx")


@pytest.mark.parametrize("ident", LISTS)
def test_gzip_is_undone_no_further_than_the_list_can_be_large(ident):
    bomb = hostile.gzip_bomb(sources()[ident].tripwires.megabytes + 8)
    assert refused(ident, {"x.gz": bomb}).code == "too_large"


@pytest.mark.parametrize("ident", LISTS)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \r\n\t ",
        b"\x1a",
        b"\xef\xbb\xbf",
        b"\x00" * 5000,
        b"a" * (5 << 20),
        b"," * (2 << 20),
        b'"' + b"a\n" * 200_000,
        b"<" * 100_000,
        b"[" * 200_000,
        b"{" * 200_000,
        b"<a>" * 20_000,
        b"%PDF-1.7\n%%EOF",
        b"PK\x03\x04" + b"\x00" * 500,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000,
        b"\x1f\x8b\x08\x00",
        b"<!DOCTYPE html><html><head><title>503</title></head><body>Service unavailable</body></html>",
        b'{"error": "not found"}',
        "Zażółć gęślą jaźń".encode("utf-16"),
        b"\xff\xfe\xfd caf\xe9",
    ],
    ids=lambda d: repr(d[:12]),
)
def test_what_is_not_the_list_is_refused(ident, data):
    refused(ident, {"x": data})


def test_no_file_and_too_many_files_are_refused():
    assert refused("un_sc", {}).code == "empty"
    assert refused("un_sc", {"a.xml": b"<a/>", "b.xml": b"<a/>"}).code == "other_format"


@pytest.mark.parametrize(("ident", "sample"), SAMPLES, ids=lambda v: getattr(v, "name", v))
def test_a_cut_file_never_reads_as_the_whole_list(ident, sample):
    """Cut anywhere, a file is refused or has fewer entries: none is invented, and none is changed without
    a word.
    """
    files = files_of(sample)
    whole = {p.entry.ref for p in parser(ident)(files).entries}
    name, data = max(files.items(), key=lambda f: len(f[1]))
    for at in range(1, len(data), max(1, len(data) // 40)):
        try:
            parsed = parser(ident)({**files, name: data[:at]})
        except Refusal:
            continue
        assert {p.entry.ref for p in parsed.entries} <= whole | {""} or name.endswith(".csv")


@pytest.mark.parametrize(("ident", "sample"), SAMPLES, ids=lambda v: getattr(v, "name", v))
def test_a_list_of_another_publisher_is_refused_and_named(ident, sample):
    files = files_of(sample)
    home = sources()[ident].edition_of or ident
    for other in LISTS:
        if (
            other in (ident, home)
            or sources()[other].edition_of == home
            or {"us_ofac_sdn", "us_ofac_cons"} == {ident, other}
        ):
            continue
        assert refused(other, files).code in ("other_format", "other_list", "truncated", "empty", "too_large")


KEPT = settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("ident", LISTS)
def test_any_bytes_are_read_or_refused(ident):
    @given(st.dictionaries(st.sampled_from(["x.xml", "x.csv", "y.gz"]), st.binary(max_size=400), max_size=3))
    @KEPT
    def check(files):
        assert isinstance(read_snapshot(ident, files, DAY), Refused | Publication)

    check()


@pytest.mark.parametrize(("ident", "sample"), SAMPLES, ids=lambda v: getattr(v, "name", v))
def test_a_changed_sample_is_read_or_refused(ident, sample):
    """Bytes overwritten, doubled and taken out at random places of a real format."""
    files = files_of(sample)
    read = parser(ident)

    @given(st.data())
    @KEPT
    def check(data):
        name = data.draw(st.sampled_from(sorted(files)))
        body = bytearray(files[name])
        for _ in range(data.draw(st.integers(1, 6))):
            at = data.draw(st.integers(0, max(0, len(body) - 1)))
            piece = data.draw(
                st.binary(max_size=8) | st.sampled_from([b"<", b">", b'"', b",", b"\n", b"&", b"99999"])
            )
            body[at : at + data.draw(st.integers(0, 12))] = piece
        try:
            parsed = read({**files, name: bytes(body)})
        except Refusal:
            return
        for placed in parsed.entries:
            assert placed.entry.names
            assert len(placed.entry.digest) == 64

    check()


def test_the_readers_of_rows_stop_at_what_no_publisher_writes():
    with pytest.raises(Refusal, match="far too long"):
        list(csv_rows("a," * (1 << 20), "x.csv"))
    with pytest.raises(Refusal, match="far too long"):
        list(csv_rows('"a\n",' * 20_000, "x.csv"))
    with pytest.raises(Refusal, match="begins on line 2"):
        list(csv_rows('a,b\n"never closed', "x.csv"))


def test_a_fault_of_a_reader_names_its_file():
    problem = refused("un_sc", {"consolidated.xml": b"<CONSOLIDATED_LIST><INDIVIDUALS>"})
    assert problem.where == "consolidated.xml"
    assert str(problem).startswith("consolidated.xml: is not well-formed XML at line 1")


def test_samples_are_within_the_package():
    assert Path(str(resources.files("proscribe.lists"))) == ROOT
