"""Regimes from their files: all load, and every mistake is named with file, line, step and field."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from proscribe.errors import BadInput
from proscribe.law.bodies import body_classes, classes_of, may
from proscribe.law.load import BadRegime, load_regimes, parse_regime, regime
from proscribe.model.words import Act

REGIMES = load_regimes()
GOOD = """id = "xx.list"
jurisdiction = "XX"
kind = "ban"
depth = "full"
since = "2000"

[name]
en = "A list"

[[step]]
id = "request"
act = "request"
aim = "designate"
actor = "Minister"
from = "none"
into = "none+listing"

[[step]]
id = "designate"
act = "designate"
actor = "Court"
from = "none+listing"
into = "in_force"

[[step]]
id = "refuse"
act = "refuse"
aim = "designate"
actor = "Court"
from = "none+listing"
into = "none"

[[step]]
id = "lapse"
act = "lapse"
actor = "by law"
from = "in_force"
into = "ended"
end_reason = "expired"
rule = { kind = "expiry", period = "P3Y", anchor = ["designate"], silence = "ended" }
"""


def test_all_regimes_load() -> None:
    assert len(REGIMES) >= 75
    for name in REGIMES:
        found = REGIMES[name]
        assert found.id == name
        assert found.steps
        assert found.name
        assert all(s.citation for s in found.steps)
        assert all(s.verified or s.why_unverified for s in found.steps)
        for step in found.steps:
            assert set(step.standing) <= body_classes()
        assert all(f.regime in REGIMES for f in found.follows)


def test_uncertain_points_are_marked() -> None:
    unverified = [s for r in REGIMES.values() for s in r.steps if not s.verified]
    assert len(unverified) > 200
    for name in (
        "ru.fsb_terrorist_list",
        "un.1267",
        "un.1988",
        "us.fto",
        "il.terror_designation",
        "bh.terror_list",
    ):
        assert regime(name).not_verified


def test_every_term_is_anchored_to_a_step() -> None:
    for name in REGIMES:
        for step in REGIMES[name].steps:
            if step.rule and step.rule.period and not step.rule.fixed:
                assert step.rule.anchor or step.rule.begins, f"{name}: {step.id}"
                assert set(step.rule.anchor) <= set(REGIMES[name].by_id)


def test_one_regime_by_its_id() -> None:
    assert regime("us.fto") is REGIMES["us.fto"]
    with pytest.raises(BadInput, match=r"no regime 'us\.nope'; there are for example us\."):
        regime("us.nope")
    with pytest.raises(KeyError):
        REGIMES["../secret"]


def test_a_good_file_loads() -> None:
    found = parse_regime(GOOD, "xx.list.toml")
    assert [s.act for s in found.steps] == [Act.REQUEST, Act.DESIGNATE, Act.REFUSE, Act.LAPSE]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('act = "designate"', 'act = "bless"', 20, "step 'designate': unknown act 'bless'"),
        ('period = "P3Y"', 'period = "three years"', 40, "impossible period"),
        ('period = "P3Y"', 'period = "P0D"', 40, "a period without length"),
        ('period = "P3Y", ', "", 40, "expiry without a period is a loop without time"),
        (', anchor = ["designate"]', "", 40, "must name the step it runs from"),
        ('["designate"]', '["decide"]', 40, "the anchor 'decide' is no step of this regime"),
        ('into = "ended"', 'into = "gone"', 38, "no such state 'gone'"),
        ('into = "ended"', 'into = "recognised"', 38, "recognised is no state of such a regime"),
        ('from = "in_force"', 'from = "suspended"', 37, "begins at suspended, a state that no step leads to"),
        ('id = "refuse"', 'id = "request"', 26, "a second step of this id"),
        ('act = "refuse"\naim = "designate"', 'act = "refuse"', 27, "refuse needs an aim"),
        ('end_reason = "expired"', 'end_reason = "gone off"', 39, "unknown end_reason 'gone off'"),
        ('kind = "expiry"', 'kind = "sunset"', 40, "unknown kind 'sunset'"),
        ('silence = "ended"', 'silence = "golden"', 40, "unknown silence 'golden'"),
        (
            'actor = "Court"\nfrom = "none+listing"\ninto = "in_force"',
            'from = "none+listing"\ninto = "in_force"',
            18,
            "lacks 'actor'",
        ),
        ('actor = "Minister"', 'actor = "Minister"\ncolour = "red"', 15, "there is no field 'colour'"),
        ('actor = "Minister"', "actor = 5", 14, "'actor' must be a text"),
        ('actor = "Minister"', 'actor = "Minister"\nverified = false', 15, "no reason is given"),
        ('depth = "full"', 'depth = "deep"', 4, "unknown depth 'deep'"),
        ('since = "2000"', 'since = "yesterday"', 5, "'yesterday' is not a date"),
        ('id = "xx.list"', 'id = "yy.list"', 1, "is not the name of the file"),
        ('jurisdiction = "XX"\n', "", 1, "lacks 'jurisdiction'"),
        (
            'act = "refuse"\naim = "designate"\nactor = "Court"\nfrom = "none+listing"\ninto = "none"',
            'act = "hear"\nactor = "Court"\nfrom = "none+listing"\ninto = "none+listing"',
            None,
            None,
        ),
    ],
)
def test_a_mistake_is_named(old: str, new: str, line: int | None, says: str | None) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    if says is None:
        parse_regime(text, "xx.list.toml")
        return
    with pytest.raises(BadRegime) as error:
        parse_regime(text, "xx.list.toml")
    message = str(error.value)
    assert f"xx.list.toml:{line}:" in message, message
    assert says in message
    assert "\n" not in message


def test_every_mistake_of_a_file_is_named() -> None:
    text = GOOD.replace('act = "designate"', 'act = "bless"').replace('period = "P3Y"', 'period = "P3X"')
    with pytest.raises(BadRegime) as error:
        parse_regime(text, "xx.list.toml")
    assert len(error.value.problems) == 2


def test_a_proceeding_without_a_way_out_is_refused_where_the_procedure_is_complete() -> None:
    stuck = (
        GOOD
        + """
[[step]]
id = "request-remove"
act = "request"
aim = "remove"
actor = "Minister"
from = "in_force"
into = "in_force+removal"
"""
    )
    with pytest.raises(BadRegime, match=r"xx\.list\.toml:48: .*no way out"):
        parse_regime(stuck, "xx.list.toml")
    parse_regime(stuck.replace('depth = "full"', 'depth = "short"'), "xx.list.toml")


def test_steps_that_happen_by_themselves_at_once_may_not_go_in_a_ring() -> None:
    ring = (
        GOOD
        + """
[[step]]
id = "lapse-2"
act = "lapse"
actor = "by law"
from = "in_force"
into = "suspended"
rule = { kind = "immediate" }

[[step]]
id = "lapse-3"
act = "lapse"
actor = "by law"
from = "suspended"
into = "in_force"
rule = { kind = "immediate" }
"""
    )
    with pytest.raises(BadRegime, match="a loop without time"):
        parse_regime(ring, "xx.list.toml")


def test_a_file_that_is_not_toml_is_one_clear_line() -> None:
    with pytest.raises(BadRegime, match=r"^xx\.toml: not TOML: .*line 2"):
        parse_regime('id = "xx"\nkind = ban\n', "xx.toml")


@pytest.mark.parametrize(
    ("actor", "has"),
    [
        ("Prosecutor General of Russia", "prosecutor"),
        ("Генпрокуратура РФ", "prosecutor"),
        ("Generalstaatsanwaltschaft", "prosecutor"),
        ("procureur de la République", "prosecutor"),
        ("Fiscalía General", "prosecutor"),
        ("Başsavcılık", "prosecutor"),
        ("النيابة العامة", "prosecutor"),
        ("Верховный суд РФ", "court"),
        ("МИД России", "foreign_ministry"),
        ("Home Secretary (UK)", "interior_ministry"),
        ("Council of the EU", "eu_council"),
        ("Cour de cassation", "court"),
    ],
)
def test_a_body_is_known_by_its_name(actor: str, has: str) -> None:
    assert has in classes_of(actor)


def test_standing() -> None:
    assert may("Anybody", ()) is True
    assert may(None, ("prosecutor",)) is None
    assert may("МИД России", ("prosecutor",)) is False
    assert may("Генеральный прокурор", ("prosecutor",)) is True
    assert "court" not in classes_of("Ministry of Justice / MFA of Russia")


def test_loading_is_lazy_and_light() -> None:
    code = (
        "import sys; from proscribe.law.load import load_regimes, regime; from proscribe.law import procedure;"
        "load_regimes(); regime('us.fto'); assert 'holidays' not in sys.modules"
    )
    subprocess.run(
        [sys.executable, "-c", code], check=True, env={"PYTHONPATH": "src"}, cwd=Path(__file__).parents[2]
    )


def test_the_data_holds_no_other_fields_than_the_loader_knows() -> None:
    folder = Path(__file__).parents[2] / "src/proscribe/law/regimes"
    for path in folder.glob("*.toml"):
        data = tomllib.loads(path.read_text("utf-8"))
        assert set(data) >= {"id", "name", "step", "official_list", "legal_basis", "effects"}, path.name


def test_every_regime_that_follows_another_is_found_by_its_text():

    regimes = load_regimes()
    assert [r.id for r in regimes.following()] == [i for i, r in regimes.items() if r.follows]
    for place in {r.jurisdiction for r in regimes.values()}:
        own = [i for i, r in regimes.items() if r.follows and r.jurisdiction == place]
        assert [r.id for r in regimes.following(place)] == own
