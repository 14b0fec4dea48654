"""The catalogue: every key that a page uses is there, every key that is there is used, and words cover their values."""

import re
import string
from importlib.resources import files

import pytest

from proscribe.answers.places import names as jurisdictions
from proscribe.law.load import load_regimes
from proscribe.model import words
from proscribe.starter import facts
from proscribe.web.pages.text import FIRST, catalogues, preferred

PACKAGE = files("proscribe.web.pages")
TEXTS = catalogues()[FIRST]
SOURCES = {
    f.name: f.read_text("utf-8")
    for folder in (PACKAGE, PACKAGE / "templates")
    for f in folder.iterdir()
    if f.name.endswith((".html", ".py")) and f.name != "__init__.py"
}
USED = {
    key
    for text in SOURCES.values()
    for key in re.findall(r"""(?:\bt|\.say)\(\s*["']([a-z_]+(?:\.[a-z_]+)+)["']""", text)
}
GROUPS = {
    group for text in SOURCES.values() for group in re.findall(r"""\bword\(\s*["']([a-z_]+)["']""", text)
} | {"relation_of", "relation"}
PLAIN = {re.sub(r"\.(one|other)$", "", key) for key in TEXTS.texts}
ENUMERATIONS = {
    "measure": words.Measure,
    "proceeding": words.Proceeding,
    "end_reason": words.EndReason,
    "act": words.Act,
    "aim": words.Act,
    "factuality": words.Factuality,
    "origin": words.Origin,
    "verdict": words.Verdict,
    "effect": words.Effect,
    "name": words.NameKind,
    "quality": words.Quality,
}


def test_every_key_used_is_in_the_catalogue():
    assert set() == USED - PLAIN


def test_every_key_of_the_catalogue_is_used():
    assert set() == PLAIN - USED


def test_every_group_of_words_used_is_there_and_every_one_there_is_used():
    assert set(TEXTS.words) == GROUPS


@pytest.mark.parametrize("group", ENUMERATIONS)
def test_words_cover_an_enumeration(group):
    assert set(TEXTS.words[group]) == {member.value for member in ENUMERATIONS[group]}


def test_words_cover_what_the_rules_and_the_starter_facts_say():
    laws = load_regimes().values()
    assert {law.kind for law in laws} <= set(TEXTS.words["kind"])
    assert {s.rule.kind for law in laws for s in law.steps if s.rule} <= set(TEXTS.words["term"])
    assert {law.official_list.publishes_delistings for law in laws} <= set(TEXTS.words["delistings"])
    assert {f.how for law in laws for f in law.follows} <= set(TEXTS.words["follows"])
    kinds = {r.kind for s in facts.roster() for r in s.relations}
    assert kinds <= set(TEXTS.words["relation"]) and kinds <= set(TEXTS.words["relation_of"])
    assert {law.jurisdiction for law in laws} <= set(jurisdictions())


@pytest.mark.parametrize("language", [name for name in catalogues() if name != FIRST])
def test_another_language_says_the_same_with_the_same_values(language):
    other = catalogues()[language]
    assert set(other.texts) == set(TEXTS.texts)
    assert {g: set(w) for g, w in other.words.items()} == {g: set(w) for g, w in TEXTS.words.items()}
    for key, text in TEXTS.texts.items():
        assert _values(other.texts[key]) == _values(text), key


def _values(text):
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


def test_values_are_escaped_and_made_visible():
    said = TEXTS.say("foot.moment", on="<b>", known="a\u202eb")
    assert "&lt;b&gt;" in said
    assert "⟦U+202E⟧" in said


@pytest.mark.parametrize("accepted", ["", "en", "xx", "de;q=x, en", "*;q=0.1", ",,,;;;"])
def test_a_reader_gets_a_language_that_there_is(accepted):
    assert preferred(accepted).language == FIRST
