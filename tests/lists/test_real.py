"""The publishers' own files: counts, what must be refused, and what changed between them."""

import gzip
import itertools
import random
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from proscribe.lists.diff import Whole, course, diff, interval
from proscribe.lists.importing import Publication, Refused, losses, read_snapshot
from proscribe.model.dates import Day
from proscribe.model.words import NameKind, Quality
from proscribe.subjects.links import link

from .converter import TABLES, uk_csv

LISTS = Path(__file__).parents[2].parent / "shared" / "lists"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not LISTS.is_dir(), reason="the publishers' files are not here (../shared/lists)"),
]


def files_of(place: str) -> dict[str, bytes]:
    path = LISTS / place
    if path.is_dir():
        return {f"{path.name}/{p.name}": p.read_bytes() for p in sorted(path.iterdir())}
    return {path.name: path.read_bytes()}


@cache
def read(ident: str, place: str, day: str | None = None) -> Publication:
    answer = read_snapshot(ident, files_of(place), Day.parse(day) if day else None)
    assert isinstance(answer, Publication), str(answer)
    return answer


def whole(publication: Publication) -> Whole:
    return Whole(publication.snapshot, publication.entries)


def series(ident: str, *places: str) -> list[Whole]:
    return [whole(read(ident, place)) for place in places]


def under(folder: str, pattern: str = "*") -> list[str]:
    return (
        [str(p.relative_to(LISTS)) for p in sorted((LISTS / folder).glob(pattern))] if LISTS.is_dir() else []
    )


UN = under("un_sc/history")
CANADA = under("ca_listed_terrorists/en")
EVERY = [
    *(("un_sc", p) for p in UN),
    *(("un_sc", p) for p in under("un_sc/committee_1267")),
    *(("us_ofac_sdn", p) for p in under("us_ofac_sdn/history")),
    *(("us_ofac_sdn", p) for p in under("us_ofac_sdn", "set_*")),
    *(("us_ofac_cons", p) for p in [*under("us_ofac_cons/history"), *under("us_ofac_cons", "set_*")]),
    *(("gb_ofsi", p) for p in under("gb_ofsi")),
    *(("ca_listed_terrorists", p) for p in [*CANADA, *under("ca_listed_terrorists/fr")]),
    *(("ca_sema", p) for p in under("ca_sema")),
    *(("au_dfat", p) for p in under("au_dfat")),
    *(("ua_nsdc", p) for p in under("ua_nsdc")),
    *(("my_moha", p) for p in under("my_moha/history")),
    *(("us_bis_dpl", p) for p in under("us_bis_dpl")),
]
#: What the publishers' files hold, as counted by others.
COUNTS = [
    ("un_sc", "un_sc/history/2026-02-27.xml.gz", 1003),
    ("un_sc", "un_sc/history/2026-01-12.xml.gz", 999),
    ("us_ofac_sdn", "us_ofac_sdn/history/2024-05-03.csv.gz", 14965),
    ("us_ofac_sdn", "us_ofac_sdn/set_2024-01", 13821),
    ("us_ofac_cons", "us_ofac_cons/history/2025-12-18.xml.gz", 442),
    ("gb_ofsi", "gb_ofsi/ConList_2025-04-10.xlsx", 4686),
    ("gb_ofsi", "gb_ofsi/ConList_2020-04-27.csv.gz", 2114),
    ("ca_listed_terrorists", "ca_listed_terrorists/en/2026-01-12.xml", 90),
    ("ca_listed_terrorists", "ca_listed_terrorists/fr/2026-01-12.xml", 90),
    ("ca_sema", "ca_sema/sema-lmes_2025-05.xml.gz", 4759),
]
DAMAGED = [
    *(("un_sc", p) for p in under("un_sc/damaged")),
    *(("us_ofac_sdn", p) for p in under("us_ofac_sdn", "*EMPTY*")),
    *(("eu_fsf", p) for p in under("eu_fsf")),
]
#: Findings that say a row could not be placed; none of the real files may give one.
UNHANDLED = {"unknown_element", "unknown_column", "unknown_type", "primary_name", "bad_date", "loose_row"}


def slowly(cases: list[tuple[str, str]]) -> list[object]:
    """OFAC's many versions take a minute; the first and the last of them always run."""
    many = [c for c in cases if c[1].startswith("us_ofac_sdn/history")][1:-1]
    return [pytest.param(*c, marks=[pytest.mark.slow] if c in many else []) for c in cases]


@pytest.mark.parametrize(("ident", "place"), slowly(EVERY))
def test_every_real_file_is_read_without_an_unhandled_row(ident, place):
    publication = read(ident, place, None if "_20" in place or "/20" in place else "2022-01-01")
    codes = Counter(p.code for p in publication.problems)
    assert not UNHANDLED & set(codes), codes
    assert all(e.names and e.names[0].text for e in publication.entries)


@pytest.mark.parametrize(("ident", "place", "count"), COUNTS)
def test_counts_are_those_of_the_publisher(ident, place, count):
    assert len(read(ident, place).entries) == count


def test_all_aliases_of_the_ofac_set_are_read():
    entries = read("us_ofac_sdn", "us_ofac_sdn/set_2024-01").entries
    strong = [n for e in entries for n in e.names if n.quality is Quality.STRONG]
    assert len(strong) == 17_091
    assert all(n.kind in (NameKind.ALIAS, NameKind.FORMER) for n in strong)


def test_the_persons_of_pakistan_are_read():
    publication = read("pk_nacta", "pk_nacta/proscribed_persons_source.json.gz", "2024-01-01")
    codes = Counter(p.code for p in publication.problems)
    assert len(publication.entries) + codes["repeated"] == 4665
    assert len({i.value for e in publication.entries for i in e.identifiers if len(i.value) == 13}) == 4637


@pytest.mark.parametrize(("ident", "place"), DAMAGED)
def test_damaged_files_are_refused_with_a_reason(ident, place):
    answer = read_snapshot(ident, files_of(place), Day.parse("2026-01-01"))
    assert isinstance(answer, Refused)
    assert answer.problem.code in ("empty", "truncated", "other_format", "other_list", "resaved", "tripwire")
    assert len(str(answer)) < 300


def test_a_list_of_the_committee_alone_is_kept_apart():
    publication = read("un_sc", "un_sc/committee_1267/2015-01-23.xml.gz")
    assert publication.snapshot.list == "un_sc_1267"
    assert [p.code for p in publication.problems] == ["other_edition"]


def test_twelve_vanish_in_the_week_of_november_2020():
    older, newer = series("un_sc", "un_sc/history/2020-11-23.xml.gz", "un_sc/history/2020-12-01.xml.gz")
    found = diff(older, newer)
    assert len(found.absent) == 12
    assert {str(a.within) for a in found.absent} == {"2020-11-24/2020-12-01"}
    assert not found.appeared


def test_the_years_from_2022_to_2025():
    older, newer = series("un_sc", "un_sc/history/2022-09-15.xml.gz", "un_sc/history/2025-04-19.xml.gz")
    found = diff(older, newer)
    assert (len(found.appeared), len(found.absent)) == (28, 103)
    assert all(a.listed for a in found.appeared)


def test_the_winter_of_2025_differs_by_one():
    older, newer = series("un_sc", "un_sc/history/2025-12-09.xml.gz", "un_sc/history/2026-01-12.xml.gz")
    found = diff(older, newer)
    assert len(found.appeared) + len(found.absent) == 1


def test_the_renumbering_of_2015_is_no_delisting():
    older, newer = series(
        "un_sc", "un_sc/committee_1267/2015-02-19.xml.gz", "un_sc/committee_1267/2015-03-17.xml.gz"
    )
    found = diff(older, newer)
    assert len(found.absent) == 5  # one of them is still in the later file, marked as delisted
    assert all(a.listed and a.listed.earliest >= a.within.earliest for a in found.appeared)


def told(snapshots: list[Whole]) -> list[tuple[list[str], list[str], list[str], str]]:
    return [
        (
            sorted(a.entry.ref for a in d.appeared),
            sorted(c.newer.ref for c in d.changed),
            sorted(a.entry.ref for a in d.absent),
            str(interval(a.snapshot, b.snapshot)),
        )
        for a, b, d in course(snapshots)
    ]


def test_the_history_of_the_un_is_the_same_in_any_order():
    snapshots = series("un_sc", *UN)
    expected = told(snapshots)
    assert len(expected) == len(UN) - 1
    for seed in range(3):
        mixed = list(snapshots)
        random.Random(seed).shuffle(mixed)
        assert told(mixed) == expected


def test_a_late_snapshot_narrows_every_interval():
    first, *between, last = series("un_sc", *UN[-4:])
    wide = {a.entry.ref: a.within for a in diff(first, last).absent}
    narrow = {a.entry.ref: a.within for _, _, d in course([last, *between, first]) for a in d.absent}
    assert set(wide) <= set(narrow)
    assert all(wide[r].earliest <= narrow[r].earliest and narrow[r].latest <= wide[r].latest for r in wide)


def test_a_file_regenerated_on_another_day_adds_nothing():
    data = gzip.decompress(files_of("un_sc/history/2026-02-27.xml.gz")["2026-02-27.xml.gz"])
    again = data.replace(b'dateGenerated="2026-02-27', b'dateGenerated="2026-02-28')
    assert again != data
    answer = read_snapshot("un_sc", {"x.xml": again})
    first = read("un_sc", "un_sc/history/2026-02-27.xml.gz")
    assert isinstance(answer, Publication)
    assert answer.snapshot.content == first.snapshot.content
    assert not diff(whole(first), whole(answer))


def test_canada_lists_seven_cartels_and_strikes_hts():
    steps = course(series("ca_listed_terrorists", *CANADA))
    appeared = {a.entry.name: a for _, _, d in steps for a in d.appeared}
    cartels = {n for n, a in appeared.items() if a.listed and a.listed.text == "2025-02-19"}
    assert len(cartels) == 7
    assert {"Tren de Aragua", "El Cartel de Sinaloa", "La Mara Salvatrucha"} <= cartels
    gone = [a for _, _, d in steps for a in d.absent]
    assert [a.entry.name for a in gone] == ["Armed Islamic Group", "Hay’at Tahrir al-Sham"]
    assert str(gone[-1].within) == "2025-09-30/2025-12-10"


def test_both_languages_of_canada_tell_the_same_story():
    for english, french in zip(CANADA, under("ca_listed_terrorists/fr"), strict=True):
        assert len(read("ca_listed_terrorists", english).entries) == len(
            read("ca_listed_terrorists", french).entries
        )


@pytest.mark.slow
@pytest.mark.parametrize(("older", "newer"), list(itertools.pairwise(under("us_ofac_sdn/history")))[::6])
def test_ofac_changes_a_little_at_a_time(older, newer):
    a, b = series("us_ofac_sdn", older, newer)
    found = diff(a, b)
    assert len(found.absent) < len(a.entries) * 0.05
    assert len(a.entries) - len(found.absent) + len(found.appeared) == len(b.entries)


@pytest.mark.parametrize(
    ("ident", "place"),
    [
        ("un_sc", "un_sc/history/2026-02-27.xml.gz"),
        ("gb_ofsi", "gb_ofsi/ConList_2020-04-27.csv.gz"),
        ("us_ofac_sdn", "us_ofac_sdn/set_2021-07"),
    ],
)
def test_most_that_is_read_is_understood(ident, place):
    """Of the dates of birth hardly one in a hundred stays a text, and countries are told by their codes."""
    entries = read(ident, place).entries
    births = sum(len(e.births) for e in entries)
    left = sum(r.startswith(("Birth:", "DOB", "alt. DOB")) for e in entries for r in e.remarks)
    assert left < births / 50
    countries = [c for e in entries for c in e.countries]
    assert sum(len(c) == 2 for c in countries) > len(countries) * 0.98


@pytest.mark.parametrize(("older", "newer"), list(itertools.combinations(UN, 2)))
def test_no_gap_in_the_uns_history_is_taken_for_a_cut_file(older, newer):
    a, b = read("un_sc", older), read("un_sc", newer)
    digests = {e.digest for e in b.entries}
    assert losses(b, [e for e in a.entries if e.digest not in digests], a.snapshot.edition) is None


def test_the_lists_of_the_un_and_the_uk_that_cite_each_other_are_one_subject():
    pytest.importorskip("python_calamine")
    if not TABLES.is_dir():
        pytest.skip("the tables of the UK list are not here")
    converted = read_snapshot("gb_sanctions", {"uk.csv": uk_csv()})
    assert isinstance(converted, Publication)
    assert len(converted.entries) == 6046
    un = read("un_sc", UN[-1]).entries
    ofsi = read("gb_ofsi", "gb_ofsi/ConList_2025-04-10.xlsx").entries
    found = link([*un, *ofsi, *converted.entries])
    home = {m: n for n, c in enumerate(found.clusters) for m in c.members}
    cited = {f"{e.list}:{e.ref}": {r for r in e.references if r.startswith("un:")} for e in converted.entries}
    held = {r for e in un for r in e.references}
    resolved = [k for k, refs in cited.items() if refs & held]
    assert len(resolved) == 995
    wrong = {
        k
        for k in resolved
        if home.get(k, -1) != home.get("un_sc:" + next(iter(cited[k])).removeprefix("un:"), -2)
    }
    assert wrong == {"gb_sanctions:INU0279", "gb_sanctions:HAI0012"}
    conflicts = {p.claims for p in found.problems if p.code == "link_conflict"}
    assert ("gb_sanctions:INU0279", "un_sc:IRi.012") in conflicts
    assert ("gb_sanctions:HAI0012", "un_sc:HTi.009") in conflicts
