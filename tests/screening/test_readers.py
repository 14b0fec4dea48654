import json

import pytest

from proscribe.errors import BadInput
from proscribe.model.words import PartyKind
from proscribe.screening.hits import Query
from proscribe.screening.readers import Columns, Reject, birth_days, read

from . import tables

COLUMNS = Columns("name", "id", "born", "country", "type")
HEAD = "id,name,born,country,type\n"


def written(tmp_path, data, name="customers.csv"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def names(found):
    return [q.name for q in found if isinstance(q, Query)]


@pytest.mark.parametrize("case", tables.rows("births"), ids=lambda c: c["text"])
def test_dates_of_birth_as_customers_files_have_them(case):
    days = birth_days(case["text"])
    assert " ".join(d.text for d in days or ()) == case["days"]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (HEAD + "1,Ali Hassan,1980,IQ,person\n2,José,,,\n", None),
        ("\ufeff" + HEAD + "1,Ali Hassan,1980,IQ,person\n2,José,,,\n", None),
        ((HEAD + "1,Ali Hassan,1980,IQ,person\n2,José,,,\n").replace(",", ";"), None),
        ((HEAD + "1,Ali Hassan,1980,IQ,person\n2,José,,,\n").replace(",", "\t"), None),
        ((HEAD + "1,Ali Hassan,1980,IQ,person\n2,José,,,\n").encode("utf-16"), None),
        ((HEAD + "1,Ali Hassan,1980,IQ,person\r\n2,José,,,\r\n").encode("cp1252"), "cp1252"),
        ('id,name,born,country,type\n1,"Ali Hassan",1980,IQ,person\n2,"José",,,\n', None),
    ],
    ids=["plain", "mark", "semicolon", "tab", "utf-16", "cp1252", "quoted"],
)
def test_csv_in_its_dialects(tmp_path, data, encoding):
    first, second = read(written(tmp_path, data), COLUMNS, encoding=encoding)
    assert (first.name, first.id, first.kind) == ("Ali Hassan", "1", PartyKind.PERSON)
    assert (first.births[0].text, first.countries) == ("1980", ("IQ",))
    assert (second.name, second.births, second.countries, second.kind) == ("José", (), (), None)


def test_good_rows_are_read_and_bad_ones_say_why(tmp_path):
    data = HEAD.encode() + (
        b"1,Ali Hassan,1980,IQ,person\n"
        b"2,,,,\n"
        b"3,x,,,\n"
        b"4," + b"a" * 10_000 + b",,,\n"
        b"5,Jane Doe,31/31/1999,,\n"
        b"6,Acme,,,widget\n"
        b"7,One,,,,,more,cells\n"
        b"8,Last One,,,\n"
    )
    found = list(read(written(tmp_path, data), COLUMNS))
    assert names(found) == ["Ali Hassan", "Jane Doe", "Acme", "Last One"]
    rejects = {r.row: r for r in found if isinstance(r, Reject)}
    assert {row: r.screened for row, r in rejects.items()} == {
        2: False,
        3: False,
        4: False,
        5: True,
        6: True,
        7: False,
    }
    assert rejects[2].reason == "the name is empty"
    assert "10000 characters" in rejects[4].reason
    assert len(rejects[4].value) <= 60
    assert "date of birth" in rejects[5].reason
    assert "8 cells" in rejects[7].reason


def test_a_bad_byte_late_in_a_file_costs_one_row(tmp_path):
    rows = b"".join(b"%d,Name Number %d,,,\n" % (n, n) for n in range(20_000))
    found = list(
        read(written(tmp_path, HEAD.encode() + rows + b"x,Jos\xe9 Last,,,\ny,After It,,,\n"), COLUMNS)
    )
    (reject,) = [r for r in found if isinstance(r, Reject)]
    assert "not text in the encoding" in reject.reason
    assert names(found)[-1] == "After It"


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "customers.csv", "the file is empty"),
        (HEAD.encode() + b"1,Jos\xe9,,,\n", "customers.csv", "it is not UTF-8 .byte 0xE9.*cp1252"),
        (
            b"id,nmae,born,country,type\n",
            "customers.csv",
            "no column 'name'; did you mean 'nmae'.; it has: id, nmae",
        ),
        (b"{}", "customers.json", r"a file \.json is not read"),
        (b"not parquet at all", "customers.parquet", "it is not a Parquet file"),
        (HEAD.encode("utf-16-le"), "customers.csv", "zero bytes"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_line(tmp_path, data, name, message):
    with pytest.raises(BadInput, match=message) as error:
        list(read(written(tmp_path, data, name), COLUMNS))
    assert "\n" not in str(error.value)


def test_a_missing_file_and_an_unknown_encoding(tmp_path):
    with pytest.raises(BadInput, match="no such file"):
        list(read(tmp_path / "none.csv", COLUMNS))
    with pytest.raises(BadInput, match="no encoding is called"):
        list(read(written(tmp_path, HEAD), COLUMNS, encoding="klingon"))


def test_json_lines(tmp_path):
    lines = [
        json.dumps({"name": "Ali Hassan", "id": 7, "born": "1980"}),
        "{broken",
        "[1]",
        json.dumps({"id": 8}),
    ]
    found = list(read(written(tmp_path, "\n".join(lines), "c.jsonl"), COLUMNS))
    assert [q.id for q in found if isinstance(q, Query)] == ["7"]
    assert [r.row for r in found if isinstance(r, Reject)] == [2, 3, 4]


def test_parquet(tmp_path):
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    table = pa.table({"name": ["Ali Hassan", None], "id": [1, 2], "other": ["a", "b"]})
    pq.write_table(table, tmp_path / "c.parquet")
    query, reject = read(tmp_path / "c.parquet", Columns("name", "id"))
    assert (query.name, query.id) == ("Ali Hassan", "1")
    assert (reject.row, reject.id, reject.reason) == (2, "2", "the name is empty")
    with pytest.raises(BadInput, match="no column 'naam'; did you mean 'name'"):
        list(read(tmp_path / "c.parquet", Columns("naam")))


def test_a_quote_that_is_not_closed_costs_one_row(tmp_path):
    data = HEAD + '1,"Ali Hassan,1980,,\n2,Jane Doe,,,\n3,John Roe,,,\n4,"Last ""One""",,,\n5,After It,,,\n'
    found = list(read(written(tmp_path, data), COLUMNS))
    (reject,) = [r for r in found if isinstance(r, Reject)]
    assert (reject.row, reject.reason) == (1, "a quote is opened and not closed in this row")
    assert names(found) == ["Jane Doe", "John Roe", 'Last "One"', "After It"]


def test_a_cell_of_several_lines_is_one_cell(tmp_path):
    data = 'id,name,address\n1,Ali Hassan,"1 High Street\nLondon"\n2,Jane Doe,\n'
    assert names(read(written(tmp_path, data), Columns("name", "id"))) == ["Ali Hassan", "Jane Doe"]


def test_a_quote_left_open_in_a_long_file_costs_few_rows(tmp_path):
    rows = "".join(f"{n},Name Number {n},,,\n" for n in range(2, 20_000))
    found = list(read(written(tmp_path, HEAD + '1,"Ali Hassan,1980,,\n' + rows), COLUMNS))
    assert [r.row for r in found if isinstance(r, Reject)] == [1]
    assert len(names(found)) == 19_998
