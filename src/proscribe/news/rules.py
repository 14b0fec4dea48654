"""The rules of a lexicon: wordings for acts, for what governs them, for regimes and for offices."""

import re
from dataclasses import dataclass

from ..model.words import Act


@dataclass(frozen=True, slots=True)
class TriggerRule:
    """A wording that says an act. `voice` tells where its subject stands; `need` what its subject must be.

    Voices: `active` (subject after the verb, or in group `o`), `passive` (before it), `either` (decided by what
    stands around it), `state` (as passive, but a lasting state and no event), `noun` (says nothing by itself, only
    under an operator), `whole` (a ban of a part that is extended to all), `noun_event` (a noun that does),
    `attributive` (beside the name), `claim` (a suit), `echo` ("did so", "so were X and Y", "the request came from A"),
    `enact` (no subject). `need` is `org` where the wording is only about a ban when an organisation stands in it,
    `object` where something in its slot that is none rules it out, `told` where the wording only takes up an act that
    the text has told (voice `granted`: it grants a plea), else `any`. `sure` is how sure the form itself is
    where it is no plain statement (a Russian perfective future is `planned`); `event` whether it can happen on a day;
    `listed` that the wording means a ban only where a list was spoken of shortly before.
    """

    act: Act
    voice: str
    need: str
    pattern: re.Pattern[str]
    aim: Act | None = None
    sure: str = ""
    event: bool = True
    listed: bool = False


@dataclass(frozen=True, slots=True)
class OperatorRule:
    """A wording that governs an act: how sure it is (`negated`, `possible`, …), or that it is asked for or refused."""

    kind: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class RegimeRule:
    """A wording that names a regime. `unique` says that no other jurisdiction has one by that name."""

    jurisdiction: str
    regime: str | None
    pattern: re.Pattern[str]
    unique: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """A wording for an office. `country` is the one it is bound to, "" where its country stands beside it; `shared`
    are the other countries that have one by that name, which it is of in reports on them;
    `capital` that it is one only where it is written with a capital.
    """

    kind: str
    country: str
    pattern: re.Pattern[str]
    shared: tuple[str, ...] = ()
    capital: bool = False
