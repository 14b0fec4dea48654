"""The commands import, update and lists, as a person uses them."""

import gzip

from tests.lists.made import un_xml


def test_importing_tells_in_a_line_what_changed(register, tmp_path):
    (tmp_path / "old.xml").write_bytes(un_xml(range(600), "2020-11-23"))
    (tmp_path / "new.xml.gz").write_bytes(gzip.compress(un_xml(range(12, 600), "2020-12-01", renamed=[20])))
    done = register("import", "un_sc", "old.xml", "new.xml.gz")
    assert done.status == 0
    assert done.out.splitlines() == [
        "old.xml  un_sc 2020-11-23: 600 entries; none before it is held",
        "new.xml.gz  un_sc 2020-12-01: 588 entries; 1 changed, 12 absent since 2020-11-23",
    ]
    again = register("import", "un_sc", "old.xml", "new.xml.gz", "--json").json
    assert [r["added"] for r in again] == [0, 0]
    assert register("verify").status == 0


def test_an_absence_is_dated_by_the_interval_and_is_no_delisting(register, tmp_path):
    (tmp_path / "old.xml").write_bytes(un_xml(range(600), "2020-11-23"))
    (tmp_path / "new.xml").write_bytes(un_xml(range(1, 600), "2020-12-01"))
    assert register("import", "un_sc", "old.xml", "new.xml").status == 0
    found = register("changes", "--since", "2020-11-23", "--until", "2020-12-01", "--json").json
    absent = [c for c in found if c["kind"] == "absent"]
    assert len(absent) == 1
    assert "2020-11-24/2020-12-01" in str(absent[0])


def test_a_folder_is_one_publication_and_may_bear_its_day(register, tmp_path, monkeypatch):
    from dataclasses import replace

    from proscribe.lists import registry

    made = registry.source("us_ofac_sdn")
    few = replace(made, tripwires=replace(made.tripwires, fewest=1))
    monkeypatch.setattr(registry, "sources", lambda: {"us_ofac_sdn": few})
    folder = tmp_path / "set_2024-01"
    folder.mkdir()
    nothing = ",-0- " * 8
    (folder / "sdn.csv").write_text(
        f'1,"EXAMPLE GROUP",-0- ,"SDGT"{nothing}\n2,"OTHER GROUP",-0- ,"SDGT"{nothing}\n\x1a'
    )
    (folder / "alt.csv").write_text('1,1,"aka","EXG",-0- \n')
    (folder / "add.csv").write_text('1,1,-0- ,-0- ,"Lebanon",-0- \n')
    [row] = register("import", "us_ofac_sdn", "set_2024-01", "--json").json
    assert (row["published"], row["entries"]) == ("2024-01", 2)
    assert any("taken from its name" in p for p in row["problems"])


def test_what_is_refused_is_one_line_and_changes_nothing(register, tmp_path):
    (tmp_path / "cut.xml").write_bytes(un_xml(range(600))[:5000])
    before = (tmp_path / "proscribe.db").read_bytes()
    refused = register("import", "un_sc", "cut.xml")
    assert refused.status == 1
    assert refused.err.startswith("proscribe: cut.xml: is not well-formed XML at line 1")
    assert (tmp_path / "proscribe.db").read_bytes() == before


def test_one_refusal_leaves_the_others_done(register, tmp_path):
    (tmp_path / "cut.xml").write_bytes(b"")
    (tmp_path / "good.xml").write_bytes(un_xml(range(600)))
    done = register("import", "un_sc", "cut.xml", "good.xml")
    assert done.status == 1
    assert "good.xml  un_sc 2026-01-01: 600 entries" in done.out
    assert "(1 of 2 imported)" in done.err


def test_mistakes_are_answered_with_what_to_do(register, tmp_path):
    assert "there are au_dfat" in register("import", "nations", "x.xml").err
    assert "does not exist" in register("import", "un_sc", "nowhere.xml").err
    assert register("import", "un_sc", "nowhere.xml").status == 1
    assert "no reader yet" in register("update", "by_kgb").err
    assert "no list is called 'nations'" in register("update", "nations").err
    (tmp_path / "huge").write_bytes(b"")
    with (tmp_path / "huge").open("r+b") as file:
        file.truncate(200 << 20)
    assert "more than the 32 MB" in register("import", "un_sc", "huge").err


def test_a_list_of_another_publisher_is_named(register, tmp_path):
    (tmp_path / "x.xml").write_bytes(un_xml(range(600)))
    assert "it reads as un_sc" in register("import", "eu_fsf", "x.xml").err


def test_lists_shows_what_can_be_read_and_what_is_held(register, tmp_path):
    (tmp_path / "x.xml").write_bytes(un_xml(range(600), "2026-01-01"))
    assert register("import", "un_sc", "x.xml").status == 0
    rows = {r["id"]: r for r in register("lists", "--json").json}
    assert len(rows) >= 60
    assert (rows["un_sc"]["editions"], rows["un_sc"]["entries"]) == (1, 600)
    assert rows["un_sc"]["due"] == "2026-01-02"
    assert rows["by_kgb"]["readable"] is False
    assert rows["us_state_fto"]["untested"] == "against live pages"
    [held] = register("lists", "--held", "--json").json
    assert held["id"] == "un_sc"
    shown = register("lists", "--held").out
    assert "un_sc" in shown
    assert "2026-01-02" in shown


def test_lists_are_shown_without_a_register(run):
    assert "un_sc" in run("lists").out


OFSI = """Last Updated,01/02/2026,,,,,,,,,,,,,,,,,,,,,,,,,,,
Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,DOB,Town of Birth,Country of Birth,Nationality,Passport Details,\
NI Number,Position,Address 1,Address 2,Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country,\
Other Information,Group Type,Alias Type,Regime,Listed On,Last Updated,Group ID
""".replace("\\\n", "")


def ofsi(rows: int) -> bytes:
    """OFSI's list with an entity for each number, each citing the Security Council; the last cites a wrong
    one.
    """
    lines = []
    for n in range(rows):
        cited = n if n < rows - 1 else 7
        ref = f"{'TA' if cited % 2 else 'QD'}e.{cited:03d}"
        name = "SOMETHING ELSE" if cited != n else f"EXAMPLE GROUP {n}"
        lines.append(
            f"{name},,,,,,,,,,,,,,,,,,,,,,UN Ref {ref}.,Entity,Prime Alias,Afghanistan,01/01/2020,,{n + 1}"
        )
    return (OFSI + "\n".join(lines) + "\n").encode()


def test_links_shows_joins_and_wrong_citations(register, tmp_path):
    (tmp_path / "un.xml").write_bytes(un_xml(range(600), "2026-01-01"))
    (tmp_path / "ofsi.csv").write_bytes(ofsi(1000))
    assert "import another one first" in register("links").err
    assert register("import", "un_sc", "un.xml").status == 0
    assert register("import", "gb_ofsi", "ofsi.csv").status == 0
    found = register("links", "--on", "2026-03-01", "--known", "2026-03-01", "--json").json
    assert sum(f["kind"] == "joined" for f in found) == 600
    [conflict] = [f for f in found if f["kind"] == "conflict"]
    assert conflict["members"] == ["gb_ofsi:1000", "un_sc:TAe.007"]
    assert "'SOMETHING ELSE' and 'EXAMPLE GROUP 7'" in register("links", "--on", "2026-03-01").out
    assert "nothing is held of eu_fsf" in register("links", "eu_fsf", "un_sc").err


def test_a_look_that_failed_is_noted_beside_the_register_until_one_does_not(register, tmp_path, monkeypatch):
    from proscribe.answers.updating import Looked
    from proscribe.cli import lists
    from proscribe.config import looks
    from proscribe.errors import Problem

    db = str(tmp_path / "proscribe.db")
    failed = Looked("un_sc", "https://example.org", failure=Problem("status", "the server answered 503"))
    monkeypatch.setattr(lists, "update_list", lambda *_: failed)
    assert register("update", "un_sc").status == 1
    assert "the server answered 503" in str(looks(db)["un_sc"].failure)
    monkeypatch.setattr(
        lists, "update_list", lambda *_: Looked("un_sc", "https://example.org", note="not modified")
    )
    assert register("update", "un_sc").status == 0
    assert looks(db)["un_sc"].failure is None


def test_notes_of_looks_that_cannot_be_read_are_none(tmp_path):
    from proscribe.config import beside, looks

    db = str(tmp_path / "proscribe.db")
    assert looks(db) == {}
    path = beside(db, "looks.json")
    path.parent.mkdir()
    for text in ("", "[1]", '{"un_sc": 3}', '{"un_sc": ["yesterday", null]}'):
        path.write_text(text)
        assert looks(db) == {}
