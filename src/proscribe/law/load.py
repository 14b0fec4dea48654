"""Regimes from their TOML files, one file a regime, with a check that names file, line, step and field."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import BadInput, NotFound, Problem
from ..model.dates import Day
from ..model.standing import State
from ..model.words import Act, Effect, EndReason
from .check import Mistake, check_graph, check_shape
from .regime import Aside, Basis, Earlier, Follows, OfficialList, Precedent, Regime, Rule, Step


class BadRegime(BadInput):
    """A regime's file cannot be used; `problems` holds every mistake, with file and line in `where`."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(str(p) for p in problems))
        self.problems = problems


def parse_regime(text: str, file: str) -> Regime:
    """The regime that a TOML text describes; raises `BadRegime` naming `file`, line, step and field of each
    mistake.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadRegime((Problem("bad_regime", f"not TOML: {error}", where=file),)) from None
    mistakes = check_shape(data, file.removesuffix(".toml").rpartition("/")[2])
    if mistakes:
        raise _bad(mistakes, text, file)
    regime = _regime(data)
    mistakes = check_graph(regime)
    if mistakes:
        raise _bad(mistakes, text, file)
    return regime


def _bad(mistakes: list[Mistake], text: str, file: str) -> BadRegime:
    return BadRegime(
        tuple(Problem("bad_regime", m.message, where=f"{file}:{m.line_in(text)}") for m in mistakes)
    )


def _rule(data: dict[str, Any] | None, earlier: list[dict[str, Any]]) -> Rule | None:
    if data is None:
        return None
    return Rule(
        kind=data["kind"],
        period=data.get("period"),
        anchor=tuple(data.get("anchor", ())),
        days=data.get("days", "calendar"),
        inclusive=data.get("count") == "inclusive",
        fixed=data.get("fixed"),
        begins=date.fromisoformat(data["date"]) if "date" in data else None,
        silence=data.get("silence"),
        of=data.get("of", "entry"),
        set_by_act=data.get("set_by_act", False),
        month_end=data.get("month_end", False),
        roll=data.get("roll", False),
        text=data.get("text"),
        verified=data.get("verified", True),
        earlier=tuple(Earlier(date.fromisoformat(e["until"]), e["period"], e.get("note")) for e in earlier),
    )


def _step(data: dict[str, Any]) -> Step:
    get = data.get
    aim, effect, reason, since = get("aim"), get("effect"), get("end_reason"), get("since")
    return Step(
        id=data["id"],
        act=Act(data["act"]),
        source=State.parse(data["from"]),
        target=State.parse(data["into"]),
        actor=data["actor"],
        aim=Act(aim) if aim else None,
        addressee=get("addressee"),
        standing=tuple(get("standing", ())),
        end_reason=EndReason(reason) if reason else None,
        effect=Effect(effect) if effect else None,
        usual=get("usual", False),
        since=date.fromisoformat(since) if since else None,
        rule=_rule(get("rule"), get("earlier", [])),
        publication=get("publication"),
        citation=get("citation"),
        implied=get("implied", False),
        verified=get("verified", True),
        why_unverified=get("why_unverified"),
        note=get("note"),
        sources=tuple(get("sources", ())),
    )


def _regime(data: dict[str, Any]) -> Regime:
    get = data.get
    steps = tuple(_step(s) for s in data["step"])
    listing = get("official_list", {})
    return Regime(
        id=data["id"],
        jurisdiction=data["jurisdiction"],
        name=data["name"]["en"],
        original=data["name"].get("original"),
        kind=data["kind"],
        depth=data["depth"],
        since=Day.parse(data["since"]),
        steps=steps,
        confidence=get("confidence"),
        list_keeper=get("list_keeper"),
        list_publisher=get("list_publisher"),
        official_list=OfficialList(
            listing.get("url"),
            tuple(listing.get("formats", ())),
            listing.get("publishes_delistings", "unknown"),
            listing.get("verified", False),
        ),
        legal_basis=tuple(Basis(b["act"], b.get("article"), b.get("date")) for b in get("legal_basis", ())),
        effects=tuple(get("effects", ())),
        appeals=tuple(get("appeals", ())),
        asides=tuple(
            Aside(
                a["kind"],
                a["actor"],
                a["during"],
                a.get("addressee"),
                a.get("text"),
                a.get("citation"),
                a.get("verified", True),
                tuple(a.get("sources", ())),
            )
            for a in get("aside", ())
        ),
        precedents=tuple(
            Precedent(p["date"], p["event"], p.get("verified", True), tuple(p.get("sources", ())))
            for p in get("precedent", ())
        ),
        follows=tuple(Follows(f["regime"], f["how"]) for f in get("follows", ())),
        sources=tuple(s["url"] for s in get("source", ())),
        notes=get("notes"),
        not_verified=get("not_verified"),
        by_jurisdiction=get("by_jurisdiction", False),
        calendar=get("calendar"),
        sittings=tuple(sorted(date.fromisoformat(d) for d in get("sittings", ()))),
        by_id={s.id: s for s in steps},
    )


# by its path, here and in the other modules of a question: `importlib.resources` loads tempfile, zipfile and more
_FOLDER = Path(__file__).with_name("regimes")


class Regimes(Mapping[str, Regime]):
    """All regimes of the package by id; each file is read when it is first asked for."""

    def __init__(self) -> None:
        self._ids = tuple(sorted(f.stem for f in _FOLDER.iterdir() if f.suffix == ".toml"))
        self._known = frozenset(self._ids)

    def __getitem__(self, key: str) -> Regime:
        if key not in self._known:
            raise KeyError(key)
        return _read(key)

    def __contains__(self, key: object) -> bool:
        return key in self._known

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def following(self, jurisdiction: str | None = None) -> Iterator[Regime]:
        """The regimes that follow an upper one, of a jurisdiction or all.

        The others are not read, only looked through for the word; those of other jurisdictions, which their ids tell,
        not even that.
        """
        within = f"{jurisdiction.lower()}." if jurisdiction else ""
        for key in self._ids:
            if key.startswith(within) and "[[follows]]" in _text(key):
                yield _read(key)

    def __len__(self) -> int:
        return len(self._ids)


@cache
def _read(key: str) -> Regime:
    return parse_regime(_text(key), f"{key}.toml")


def _text(key: str) -> str:
    return (_FOLDER / f"{key}.toml").read_text("utf-8")


@cache
def load_regimes() -> Regimes:
    """All regimes by id. Listing the ids reads no file; taking one reads and checks its file once."""
    return Regimes()


def regime(key: str) -> Regime:
    """One regime by its id; raises `NotFound` with near ids for one that does not exist."""
    regimes = load_regimes()
    if key in regimes:
        return regimes[key]
    prefix = key.partition(".")[0] + "."
    near = [r for r in regimes if r.startswith(prefix)] or list(regimes)
    raise NotFound(f"no regime {key[:80]!r}; there are for example {', '.join(near[:8])}")
