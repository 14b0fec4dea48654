"""One list in several formats, the tables of a PDF, and what formats promise."""

import csv
import io
from pathlib import Path

import pytest

from proscribe.law.load import load_regimes
from proscribe.lists.biff import extent
from proscribe.lists.importing import Publication, recognise
from proscribe.lists.pdf import tables
from proscribe.lists.registry import parser, sources
from proscribe.lists.rows import excel_day, sheets
from proscribe.model.words import PartyKind

from .made import un_xml
from .paper import pdf
from .test_real import LISTS
from .test_samples import ROOT, files_of

NUMBERS = [f"({n})" for n in range(1, 14)]
PERSON = [
    "1",
    "KDN.I.08-\n2014",
    "Contoh bin\nMisalan @ Abu Misal",
    "-",
    "-",
    "9.12.1961",
    "Johor",
    "-",
    "Malaysia",
]
PERSON += ["A0000001", "611209-01-0000", "1 Jalan Contoh,\nKajang, Malaysia", "12 November 2014"]
GROUP = [
    "1",
    "KDN.K.2-2013",
    "Tanzim Contoh (TCM)",
    "a) Tandzim Contoh\nb) Tandhim",
    "-",
    "Mesir",
    "24 Januari 2025",
]


def moha() -> bytes:
    pages = [[["A. INDIVIDU"], NUMBERS, PERSON], [["B. KUMPULAN"], NUMBERS[:7], GROUP]]
    return pdf(pages, [70] * 2 + [110] + [60] * 8 + [130, 100])


def test_a_table_of_a_pdf_is_read_by_its_numbered_columns():
    pytest.importorskip("pypdf")
    first, second = tables(moha(), "x.pdf")
    assert [len(cells) for _, cells in first] == [13]
    place, cells = first[0]
    assert place == "page 1 line 3"
    assert cells[1:3] == ["KDN.I.08- 2014", "Contoh bin Misalan @ Abu Misal"]
    assert cells[11] == "1 Jalan Contoh, Kajang, Malaysia"
    assert second[0][1][3] == "a) Tandzim Contoh b) Tandhim"


def test_malaysias_list_is_read_from_its_pdf_as_from_its_xml():
    pytest.importorskip("pypdf")
    paper = [p.entry for p in parser("my_moha")({"x.pdf": moha()}).entries]
    saved = [p.entry for p in parser("my_moha")(files_of(ROOT / "my_moha" / "sample.xml")).entries]
    for one, other in zip(paper, saved, strict=True):
        assert one.ref == other.ref
        assert one.kind == other.kind
        assert one.listed == other.listed
        assert one.identifiers == other.identifiers
    assert [n.text for n in paper[0].names] == ["Contoh bin Misalan", "Abu Misal"]
    assert [n.text for n in paper[1].names] == ["Tanzim Contoh", "TCM", "Tandzim Contoh", "Tandhim"]


def test_the_uk_list_says_the_same_in_csv_and_xml():
    def read(ending):
        files = {f"x.{ending}": (ROOT / "gb_sanctions" / f"sample.{ending}").read_bytes()}
        return {p.entry.ref: p.entry for p in parser("gb_sanctions")(files).entries}

    table, tree = read("csv"), read("xml")
    one, other = table["AQD9001"], tree["AQD9001"]
    assert one == other
    assert one.digest == other.digest


def test_ofac_says_the_same_in_its_three_formats():
    csv_set = {
        p.entry.ref: p.entry for p in parser("us_ofac_sdn")(files_of(ROOT / "us_ofac_sdn" / "sample")).entries
    }
    advanced = parser("us_ofac_sdn")(files_of(ROOT / "us_ofac_sdn" / "sample_advanced.xml"))
    for placed in advanced.entries:
        one, other = csv_set[placed.entry.ref], placed.entry
        assert one.name == other.name
        assert one.kind == other.kind
        assert set(other.countries) <= set(one.countries)
        assert set(other.regimes) <= set(one.regimes)
        assert {i.value for i in other.identifiers} <= {i.value for i in one.identifiers}


@pytest.mark.shared
def test_the_advanced_sample_obeys_the_publishers_schema():
    from lxml import etree

    schema = LISTS / "us_ofac_sdn" / "sdn_advanced.xsd"
    if not schema.exists():
        pytest.skip("the schema is not here (../shared/lists)")
    checker = etree.XMLSchema(etree.parse(str(schema)))
    checker.validate(etree.parse(str(ROOT / "us_ofac_sdn" / "sample_advanced.xml")))
    # Of the many look-up tables the sample has only those that it uses, so their absence is all that may be
    # wrong.
    found = [e.message for e in checker.error_log]
    assert [m for m in found if "key-sequence" not in m and "Values" not in m] == []


@pytest.mark.shared
def test_ofacs_simple_xml_and_csv_agree():
    folder, saved = (
        LISTS / "us_ofac_cons" / "set_2025-12",
        LISTS / "us_ofac_cons" / "history" / "2025-12-18.xml.gz",
    )
    if not folder.is_dir():
        pytest.skip("the publishers' files are not here (../shared/lists)")
    import gzip

    rows = {
        p.entry.ref: p.entry
        for p in parser("us_ofac_cons")({p.name: p.read_bytes() for p in folder.iterdir()}).entries
    }
    tree = {
        p.entry.ref: p.entry
        for p in parser("us_ofac_cons")({"x.xml": gzip.decompress(saved.read_bytes())}).entries
    }
    assert rows.keys() == tree.keys()
    same = sum({n.text for n in rows[r].names} == {n.text for n in tree[r].names} for r in rows)
    assert same > 0.97 * len(rows)
    assert sum(rows[r].births == tree[r].births for r in rows) > 0.97 * len(rows)
    assert all(rows[r].kind == tree[r].kind and rows[r].programmes == tree[r].programmes for r in rows)


@pytest.mark.shared
def test_the_extent_of_an_old_workbook_is_found():
    path = LISTS / "au_dfat" / "regulation8_consolidated_2022-05.xls"
    if not path.exists():
        pytest.skip("the publishers' files are not here (../shared/lists)")
    data = path.read_bytes()
    rows, columns = extent(data, path.name)
    book = sheets(data, path.name)
    assert rows >= max(n for table in book.values() for n, _ in table)
    assert columns >= max(len(row) for table in book.values() for _, row in table)
    assert rows * columns < 3_000_000


def test_excel_counts_days_from_1899():
    assert excel_day("43101") == "2018-01-01"
    assert excel_day("1955") == "1955"
    assert excel_day("12 May 1960") == "12 May 1960"


def test_a_file_is_recognised_by_what_it_holds():
    assert recognise({"x": un_xml(range(600))}) == "un_sc"
    assert recognise({"x": un_xml(range(10))}) is None
    assert recognise({"x": b"<html></html>"}) is None


@pytest.mark.parametrize("ident", sorted(sources()))
def test_every_regime_of_a_list_has_its_rules(ident):
    source = sources()[ident]
    mapped = {r for regimes in (source.programmes or {}).values() for r in regimes}
    assert {*source.regimes, *mapped} <= set(load_regimes())


def test_a_publication_pairs_members_and_entries():
    from proscribe.lists.importing import read_snapshot

    found = read_snapshot("un_sc", {"x.xml": un_xml(range(600))})
    assert isinstance(found, Publication)
    assert [d for d, _ in found.snapshot.members] == [e.digest for e in found.entries]
    assert all(e.kind is PartyKind.ORGANISATION for e in found.entries)


@pytest.mark.shared
def test_no_alias_of_ofac_loses_a_word():
    folder = LISTS / "us_ofac_sdn" / "set_2021-07"
    if not folder.is_dir():
        pytest.skip("the publishers' files are not here (../shared/lists)")
    import gzip

    files = {p.stem: gzip.decompress(p.read_bytes()) for p in folder.iterdir()}
    entries = {p.entry.ref: p.entry for p in parser("us_ofac_sdn")(files).entries}
    for row in csv.reader(io.StringIO(files["alt.csv"].decode("cp1252"))):
        if len(row) == 5 and row[0] in entries:
            words = sorted(row[3].replace(",", " ").split())
            assert any(sorted(n.text.replace(",", " ").split()) == words for n in entries[row[0]].names), row


def test_samples_are_small():
    for path in Path(ROOT).glob("*/sample*"):
        size = sum(p.stat().st_size for p in path.iterdir()) if path.is_dir() else path.stat().st_size
        assert size < 20_000, path
