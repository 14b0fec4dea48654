"""A memory gives what was made before, and nothing of a record that has grown since."""

from proscribe.answers.memory import Memory


def test_a_thing_is_made_once_for_one_record():
    memory, made = Memory(), []
    for _ in range(3):
        assert memory.of("a", "key", lambda: made.append(1) or len(made)) == 1
    assert memory.of("b", "key", lambda: made.append(1) or len(made)) == 2


def test_only_the_last_things_are_kept():
    memory, made = Memory(most=2), []
    for key in ("x", "y", "x", "z", "x", "y"):
        memory.of("a", key, lambda key=key: made.append(key))
    assert made == ["x", "y", "z", "y"]


def test_what_was_made_from_an_older_record_is_not_kept_for_a_newer():
    memory = Memory()
    assert memory.of("a", "key", lambda: memory.of("b", "other", lambda: 0) or "old") == "old"
    assert memory.of("b", "key", lambda: "new") == "new"
