"""Each list's sample, in its publisher's format, against what should be read from it."""

import json
from importlib import resources
from pathlib import Path

import pytest

from proscribe.lists.registry import parser, sources
from proscribe.model.entries import Entry

ROOT = Path(str(resources.files("proscribe.lists")))


def samples():
    for ident in sources():
        for sample in sorted((ROOT / ident).glob("sample*")):
            several = len(list((ROOT / ident).glob("sample.*"))) > 1
            tail = sample.stem.removeprefix("sample") + (f"_{sample.suffix[1:]}" if several else "")
            yield pytest.param(
                ident, sample, ROOT / ident / f"expected{tail}.jsonl", id=f"{ident}-{sample.name}"
            )


def files_of(sample: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (sample.iterdir() if sample.is_dir() else [sample])}


@pytest.mark.parametrize(("ident", "sample", "expected"), list(samples()))
def test_a_sample_reads_as_expected(ident, sample, expected):
    parsed = parser(ident)(files_of(sample))
    head, *rows = (json.loads(line) for line in expected.read_text(encoding="utf-8").splitlines())
    assert [str(p) for p in parsed.problems] == head["problems"]
    assert (parsed.published.text if parsed.published else None) == head["published"]
    assert [{"place": p.place, **p.entry.to_json()} for p in parsed.entries] == rows


@pytest.mark.parametrize(("ident", "sample", "expected"), list(samples()))
def test_what_is_read_survives_storing(ident, sample, expected):
    for placed in parser(ident)(files_of(sample)).entries:
        again = Entry.from_json(json.loads(json.dumps(placed.entry.to_json())))
        assert again == placed.entry
        assert again.digest == placed.entry.digest


@pytest.mark.parametrize("ident", sorted(sources()))
def test_every_list_has_a_sample(ident):
    home = sources()[ident].edition_of
    assert list((ROOT / ident).glob("sample*")) or (home and list((ROOT / home).glob("sample*")))


@pytest.mark.parametrize(("ident", "sample", "expected"), list(samples()))
def test_every_entry_has_one_primary_name_and_it_comes_first(ident, sample, expected):
    for placed in parser(ident)(files_of(sample)).entries:
        kinds = [n.kind.value for n in placed.entry.names]
        assert kinds[0] == "primary"
        assert kinds.count("primary") == 1
