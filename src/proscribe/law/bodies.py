"""Which class of body an actor's name shows: who has standing to ask."""

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads(Path(__file__).with_name("bodies.toml").read_text("utf-8"))
    return {key: tuple(w.casefold() for w in body["words"]) for key, body in data.items()}


def body_classes() -> frozenset[str]:
    """The ids of all classes of bodies."""
    return frozenset(_words())


def body_name(key: str) -> str:
    """The class in plain words."""
    return key.replace("_", " ")


@lru_cache(maxsize=4096)
def classes_of(actor: str) -> frozenset[str]:
    """The classes whose words stand in an actor's name, whatever its case."""
    padded = f" {' '.join(actor.casefold().split())} "
    return frozenset(key for key, words in _words().items() if any(w in padded for w in words))


def may(actor: str | None, standing: Sequence[str]) -> bool | None:
    """Whether an actor is of one of the classes: True, False, or None where the actor is not recorded.

    Anybody may where `standing` names no class.
    """
    if not standing:
        return True
    return None if not actor else not classes_of(actor).isdisjoint(standing)


def words_of(key: str) -> tuple[str, ...]:
    """The words by which an actor shows that it is of the class, folded for case."""
    return _words()[key]
