"""Texts cut into stretches: nothing is lost, moved or doubled, whatever quotes overlap."""

from hypothesis import given
from hypothesis import strategies as st

from proscribe.web.pages.passages import AROUND, SHORT, Span, stretches

TEXTS = st.text(alphabet=st.sampled_from("ab \nж\u202e😀"), max_size=200)


@st.composite
def marked(draw, texts=TEXTS):
    """A text and quotes in it."""
    text = draw(texts)
    ends = st.integers(0, len(text))
    pairs = [sorted(draw(st.tuples(ends, ends))) for _ in range(draw(st.integers(0, 6)))]
    return text, [Span(n, a, b) for n, (a, b) in enumerate(pairs, 1) if a < b]


@given(marked())
def test_the_stretches_are_the_text(case):
    text, marks = case
    assert "".join(s.text for s in stretches(text, marks)) == text


@given(marked())
def test_a_stretch_is_covered_by_what_covers_each_of_its_characters(case):
    text, marks = case
    for s in stretches(text, marks):
        for at in range(s.start, s.stop):
            assert set(s.claims) == {m.number for m in marks if m.start <= at < m.stop}


@given(marked())
def test_every_quote_begins_once(case):
    text, marks = case
    begun = [n for s in stretches(text, marks) for n in s.begins]
    assert sorted(begun) == [m.number for m in marks]


@given(marked())
def test_of_a_long_text_every_quote_is_shown_and_the_rest_is_counted(case):
    text, marks = case
    long = text + "x " * SHORT
    parts = stretches(long, marks)
    assert sum(s.stop - s.start for s in parts) == len(long)
    assert [s.start for s in parts[1:]] == [s.stop for s in parts[:-1]]
    left_out = [s for s in parts if s.left_out]
    assert left_out
    assert not any(m.start < s.stop and s.start < m.stop for m in marks for s in left_out)
    assert sum(len(s.text) for s in parts) <= len(text) + 4 * AROUND
    assert "".join(s.text for s in stretches(long, marks, whole=True)) == long
