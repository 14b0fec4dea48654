"""One example of each phenomenon that the reader claims to understand."""

import pytest

from .conftest import Desk

SAID = [
    ("passive", "The Taliban were banned in Russia by the Supreme Court.", ["designate Taliban RU 2025-03-31 fact"]),
    ("gapped verb", "Hamas was banned in Canada in 2002, in Britain in 2021.", [
        "designate Hamas CA 2002 fact", "designate Hamas GB 2021 fact"]),
    ("gapped verb, active", "The United States listed the IRGC in 2019 and Canada in 2024.", [
        "designate IRGC US 2019 fact", "designate IRGC CA 2024 fact"]),
    ("enumeration of organisations",
     "Paraguay designated Hamas, Hezbollah and Al-Qaida as terrorist organisations.", [
        "designate Hamas PY 2025-03-31 fact", "designate Hezbollah PY 2025-03-31 fact",
        "designate Al-Qaida PY 2025-03-31 fact"]),
    ("enumeration of countries", "Hezbollah is banned in Germany, Austria and Britain.", [
        "designate Hezbollah DE undated fact", "designate Hezbollah AT undated fact",
        "designate Hezbollah GB undated fact"]),
    ("pronoun", "The Taliban hold Kabul. Russia removed them from its terrorist list in April 2025.", [
        "remove Taliban RU 2025-04 planned"]),
    ("description", "The Taliban hold Kabul. Russia took the movement off its terrorist list last month.", [
        "remove Taliban RU 2025-02 fact"]),
    ("relative clause",
     "Russia, which banned the Taliban in 2003, has changed course.", ["designate Taliban RU 2003 fact"]),
    ("label", "The Taliban (banned in Russia) sent a delegation.", ["designate Taliban RU undated fact"]),
    ("persons only", "Canada put two leaders of Hamas on its terrorist list.", []),
    ("possession only", "Germany banned Hezbollah's flag.", []),
    ("ban by the group", "The Taliban banned music at weddings.", []),
    ("state as object", "Kyiv called on Washington to designate Russia as a state sponsor of terrorism.", []),
    ("negation",
     "Russia has not removed the Taliban from its terrorist list.", ["remove Taliban RU undated negated"]),
    ("ruled out",
     "Russia ruled out recognition of the Taliban government.", ["recognise Taliban RU undated negated"]),
    ("not ruled out",
     "Russia has not ruled out lifting the ban on the Taliban.", ["remove Taliban RU undated possible"]),
    ("plan", "Russia will remove the Taliban from its terrorist list.", ["remove Taliban RU undated planned"]),
    ("forecast",
     "Russia is expected to lift the ban on the Taliban in April.", ["remove Taliban RU 2025-04 expected"]),
    ("call", "Senators urged Canada to ban Samidoun.", ["designate Samidoun CA undated possible"]),
    ("condition",
     "Russia could lift the ban on the Taliban if they fight terrorism.", ["remove Taliban RU undated possible"]),
    ("later effect",
     "Britain has lifted the ban on Hamas, effective April 7.", ["remove Hamas GB 2025-04-07 planned"]),
    ("terrorist is no recognition", "The Supreme Court of Russia recognised Azov as a terrorist organisation.", [
        "designate Azov RU 2025-03-31 fact"]),
    ("request", "The Prosecutor General of Russia asked the court to lift the ban on the Taliban.", [
        "request/remove Taliban RU 2025-03-31 fact"]),
    ("refusal", "A court in Germany dismissed a request to lift the ban on Samidoun.", [
        "refuse/remove Samidoun DE 2025-03-31 fact", "request/remove Samidoun DE undated fact"]),
    ("metonym", "London banned Hamas and Canberra Hezbollah.", ["designate Hamas GB 2025-03-31 fact"]),
    ("an attack", "Boko Haram killed ten people in an attack on a village.", []),
    ("a visit", "The foreign ministers of Russia and Turkey met in Moscow on Monday.", []),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "expected"), SAID, ids=[s[0] for s in SAID])
def test_phenomenon(desk: Desk, name: str, text: str, expected: list[str]) -> None:
    assert sorted(desk.lines(text, "2025-03-31")) == sorted(expected)


def test_sources_are_nested_outermost_first(desk: Desk) -> None:
    text = (
        "RIA Novosti quoted Foreign Minister Sergei Lavrov as saying that Russia had removed the "
        "Taliban from its list."
    )
    assert desk.read(text, "2025-03-31").claims[0].sources == ("RIA Novosti", "Sergei Lavrov")


def test_footnotes_speak_of_the_starred(desk: Desk) -> None:
    text = "«Талибан»* и ХАМАС ведут переговоры.\n\n* запрещены в России"
    assert desk.lines(text, "2025-03-31", "ru") == ["designate Талибан RU undated fact"]


@pytest.mark.parametrize(
    ("text", "regime"),
    [
        ("The United States designated Hamas as a foreign terrorist organization.", "us.fto"),
        ("The United States designated Hamas as a Specially Designated Global Terrorist.", "us.sdgt"),
        ("Britain banned Hamas under the Terrorism Act.", "gb.proscription"),
        ("India declared the Popular Front of India an unlawful association.", "in.uapa_unlawful"),
        ("Russia recognised the Taliban government.", "int.recognition"),
        ("Norway banned Hamas.", None),
    ],
)
def test_regime_where_the_wording_tells_it(desk: Desk, text: str, regime: str | None) -> None:
    assert [c.regime for c in desk.read(text, "2025-03-31").claims] == [regime]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Les talibans ne sont plus interdits en Russie : la Russie a suspendu l'interdiction des talibans.",
            "fr",
        ),
        ("Верховный суд России приостановил запрет «Талибана».", "ru"),
        ("Russland hat das Verbot der Taliban ausgesetzt.", "de"),
        ("Rusia suspendió la prohibición de los talibanes.", "es"),
        ("Rusya, Taliban'a yönelik yasağı askıya aldı.", "tr"),
        ("علقت روسيا حظر حركة طالبان.", "ar"),
    ],
)
def test_one_act_in_every_language(desk: Desk, text: str, language: str) -> None:
    found = desk.read(text, "2025-04-17", language).claims
    assert ("suspend", "RU", ("starter:taliban",)) in {
        (c.act.value, c.jurisdiction, c.subject.refs if c.subject else ()) for c in found
    }
