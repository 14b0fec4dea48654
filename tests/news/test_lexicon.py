"""Lexicons are data: whoever writes one learns here what is wrong with it."""

import re
import tomllib
from importlib import resources

import pytest

from benchmarks.quality import STARTER, Table
from proscribe.news.lexicon import WORDS, languages, lexicon
from proscribe.news.view import fold_text

FOLDER = resources.files("proscribe.news") / "lexicon"


def test_seven_languages_have_both_files() -> None:
    assert set(languages()) >= {"ar", "de", "en", "es", "fr", "ru", "tr"}
    for language in languages():
        assert (FOLDER / f"{language}.places.toml").is_file()


@pytest.mark.parametrize("language", languages())
def test_a_lexicon_compiles_with_every_macro_and_mark_known(language: str) -> None:
    lex = lexicon(language)
    patterns = [
        lex.cue, lex.more, lex.topic, *(t.pattern for t in lex.triggers),
        *(o.pattern for o in (*lex.operators, *lex.after)),
        *lex.attributions, *(o.pattern for o in lex.offices), *(t.pattern for t in lex.times), *lex.words.values(),
    ]  # fmt: skip
    for pattern in patterns:
        assert not re.search(r"(?<!\?P)(?<!\?)<[A-Z][A-Z0-9_]+>", pattern.pattern), pattern.pattern
        assert not re.search(r"\{[A-Z]\}", pattern.pattern), pattern.pattern


@pytest.mark.parametrize("language", languages())
def test_triggers_have_their_verb_and_attributions_their_source(language: str) -> None:
    lex = lexicon(language)
    for trigger in lex.triggers:
        assert "v" in trigger.pattern.groupindex, trigger.pattern.pattern
    for pattern in lex.attributions:
        assert "s" in pattern.groupindex, pattern.pattern


@pytest.mark.parametrize("language", languages())
def test_words_are_ones_that_the_reader_asks_for(language: str) -> None:
    data = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    assert not set(data["words"]) - set(WORDS)


@pytest.mark.parametrize("language", languages())
def test_names_stand_for_names_of_the_starter(language: str) -> None:
    data = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    known = {fold_text(name) for name, _ in Table(STARTER).names()}
    assert not [of for of in data["names"].values() if fold_text(of) not in known]


@pytest.mark.parametrize("language", languages())
def test_countries_are_iso_codes_or_the_eu_and_un(language: str) -> None:
    data = tomllib.loads((FOLDER / f"{language}.places.toml").read_text(encoding="utf-8"))
    for section in ("names", "adjectives", "seats"):
        for code, forms in data[section].items():
            assert re.fullmatch(r"[A-Z]{2}", code)
            assert all(form.strip() for form in forms.split("|"))
