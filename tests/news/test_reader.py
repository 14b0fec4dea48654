"""What the reader owes whatever the text: exact quotes, nothing invented, bounded time, plain problems."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proscribe.model.words import Origin

from .conftest import Desk

WORDS = [
    "Russia", "banned", "the", "Taliban", "list", "removed", "from", "terrorist", "on", "Monday", "Hamas",
    "and", ",", ".",
    "(", ")", '"', "court", "asked", "to", "lift", "ban", "not", "has", "been", "designated", "in", "2003",
    "said", "that",
    "Россия", "запретила", "«Талибан»*", "перечень", "из", "исключить", "признан", "террористическим", "💥", "e\u0301",
    "\u200f", "حظرت", "طالبان", "روسيا", "\n", "**", "__", "[a](https://x.y)", "U.S.", "\u00a0", "İ", "ß", "ﬁ",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60), st.sampled_from(["en", "ru", "ar", "tr", "de"]))
def test_every_quote_is_an_exact_slice_of_any_text(desk: Desk, words: list[str], language: str) -> None:
    text = " ".join(words)
    for claim in desk.read(text, "2025-03-31", language).claims:
        quote = claim.quote
        assert quote.start is not None
        assert text[quote.start : quote.stop] == quote.exact
        assert claim.origin is Origin.PROPOSED
        if claim.subject is not None and claim.subject.name:
            assert claim.subject.name.strip("\"'“”«»„*_ ") in text


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=400))
def test_no_text_at_all_breaks_the_reader(desk: Desk, text: str) -> None:
    for language in ("en", "ru", None):
        desk.read(text, None, language)


@pytest.mark.parametrize(
    "text",
    [
        "banned " * 40_000,
        "Russia banned the Taliban, " * 8_000,
        "(" * 60_000,
        '"' * 60_000,
        "the " * 60_000 + "list",
        "removed the group from the " * 6_000,
        "a" * 500_000,
        "said that " * 20_000,
        "запрет " * 30_000,
        "« " * 50_000,
    ],
    ids=lambda t: t[:16].strip(),
)
def test_hostile_repetition_takes_bounded_time(desk: Desk, text: str) -> None:
    began = time.process_time()
    desk.read(text, "2025-03-31", "ru" if "а" in text or "«" in text else "en")
    assert time.process_time() - began < 20


def test_time_grows_with_the_text_and_not_faster(desk: Desk) -> None:
    piece = "Russia removed the Taliban from its list of banned groups and asked the court to lift the ban "

    def spent(times: int) -> float:
        """Processor time, the better of two, so that what the machine does beside it counts for little."""
        tries = []
        for _ in range(2):
            began = time.process_time()
            desk.read(piece * times, "2025-03-31")
            tries.append(time.process_time() - began)
        return min(tries)

    spent(50)
    assert spent(400) < 12 * max(spent(100), 0.01)


def test_without_a_day_of_publication_relative_times_stay_open(desk: Desk) -> None:
    for when in (
        "on Monday",
        "in December",
        "last year",
        "yesterday",
        "last week",
        "two years ago",
        "on March 3",
    ):
        lines = desk.lines(f"Britain banned Hizb ut-Tahrir {when}.")
        assert lines == ["designate Hizb ut-Tahrir GB undated fact"], when


def test_with_a_day_of_publication_they_do_not(desk: Desk) -> None:
    said = {
        "on Monday": "2024-01-15",
        "in December": "2023-12",
        "last year": "2023",
        "yesterday": "2024-01-17",
        "last week": "2024-01-08/2024-01-14",
        "two years ago": "2022",
        "at the end of 2023": "2023-10/2023-12",
        "in mid-2023": "2023-05/2023-08",
        "on 3 March 2021": "2021-03-03",
        "on March 3, 2021": "2021-03-03",
        "on October 3": "2023-10-03",
        "earlier this month": "2024-01",
        "earlier this year": "2024",
    }
    for when, day in said.items():
        lines = desk.lines(f"Britain banned Hizb ut-Tahrir {when}.", "2024-01-18")
        assert lines == [f"designate Hizb ut-Tahrir GB {day} fact"], when


def test_an_unknown_language_says_so_and_yields_nothing(desk: Desk) -> None:
    text = "Kongres Nauczycieli nie jest na tej liście, że organizacja została zakazana przez sąd w Polsce do jutra."
    for language in ("pl", None):
        reading = desk.read(text, "2024-01-18", language)
        assert not reading.claims
        assert [p.code for p in reading.problems] == ["unknown_language"]


def test_languages_are_told_apart(desk: Desk) -> None:
    texts = {
        "en": "The government has banned the Taliban in Russia, and it is not the first time that this was done.",
        "ru": "Верховный суд России признал «Талибан» террористической организацией, и это не первый такой случай.",
        "fr": "Le gouvernement de la Russie a interdit les talibans dans le pays, et ce n'est pas la première fois.",
        "es": "El gobierno de Rusia prohibió a los talibanes en el país y no es la primera vez que se hace esto.",
        "de": "Die Regierung von Russland hat die Taliban verboten, und das ist nicht das erste Mal im Land.",
        "tr": "Rusya hükümeti Taliban'ı yasakladı ve bu ilk kez olan bir şey değil, daha önce de oldu.",
        "ar": "حظرت روسيا حركة طالبان في البلاد وهذا ليس أول مرة التي كان فيها هذا من قبل الحكومة على",
    }
    for language, text in texts.items():
        found = desk.read(text, None, None)
        assert not found.problems, language


def test_empty_and_blank_texts_have_a_problem(desk: Desk) -> None:
    for text in ("", "   \n\u00a0"):
        assert [p.code for p in desk.read(text).problems] == ["no_text"]


def test_a_claim_carries_the_starters_reference(desk: Desk) -> None:
    claim = desk.read("Russia banned the Taliban.", "2024-01-18").claims[0]
    assert claim.subject is not None
    assert claim.subject.refs == ("starter:taliban",)
    assert claim.subject.name == "Taliban"


def test_reading_twice_gives_the_same_claims(desk: Desk) -> None:
    text = "On Monday Russia removed the Taliban from its terrorist list, Interfax reported."
    assert desk.read(text, "2024-01-18") == desk.read(text, "2024-01-18")


def test_quotes_of_decorated_text_are_exact(desk: Desk) -> None:
    text = (
        "**Верховный суд Росси\u0301и** [признал](https://a.b/c) «Тали\u00adбан» \u200bтеррористическим 💥."
    )
    claims = desk.read(text, "2024-01-18", "ru").claims
    assert claims
    assert all(c.quote.stands_in(text) for c in claims)
