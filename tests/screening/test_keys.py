import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from proscribe.screening import keys

WORDS = st.text(alphabet="abcdefgh", min_size=1, max_size=14)


def keys_of(word, family):
    return set(keys.deletions(keys.letters([word]), family)[0].tolist())


@settings(deadline=None, max_examples=150)
@given(WORDS.filter(lambda w: len(w) >= 4), st.data())
def test_words_meet_when_one_letter_differs(word, data):
    place = data.draw(st.integers(0, len(word) - 1))
    for other in (word[:place] + "z" + word[place + 1 :], word[:place] + "z" + word[place:]):
        assert keys_of(word, "folded") & keys_of(other, "folded")


@settings(deadline=None, max_examples=100)
@given(WORDS.filter(lambda w: len(w) >= 7), st.data())
def test_long_words_meet_when_two_letters_differ(word, data):
    one, two = sorted(data.draw(st.sets(st.integers(0, len(word) - 1), min_size=2, max_size=2)))
    other = word[:one] + "y" + word[one + 1 : two] + "z" + word[two + 1 :]
    assert keys_of(word, "folded") & keys_of(other, "folded")


@settings(deadline=None, max_examples=100)
@given(WORDS, WORDS)
def test_joined_words_hash_as_the_word_written_as_one(one, other):
    written = one[:-1] + other if one[-1] == other[0] else one + other
    joined = keys.joined(keys.letters([one]), keys.letters([other]))
    assert (
        joined[0] == keys.hashes(keys.letters([written[: keys.LONGEST * 2]]))[0]
        or len(written) > keys.LONGEST
    )


@settings(deadline=None, max_examples=50)
@given(st.lists(WORDS, max_size=8))
def test_keys_of_many_words_are_the_keys_of_each(words):
    key, owner = keys.deletions(keys.letters(words), "folded")
    for row, word in enumerate(words):
        assert set(key[owner == row].tolist()) == keys_of(word, "folded")
    assert key.dtype == np.uint64
