"""Histories from `cases/*.toml`: claims as a lawyer writes them down, and the standing expected on several days."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from proscribe.law.load import regime
from proscribe.law.procedure import fold
from proscribe.model.claims import Claim, Party
from proscribe.model.dates import Day
from proscribe.model.evidence import Quote
from proscribe.model.standing import Outcome
from proscribe.model.words import Act, Effect, EndReason, Factuality, Origin

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class History:
    """One subject under one regime: what was done, and what is expected of the fold."""

    file: str
    subject: str
    regime: str
    what: str
    claims: tuple[Claim, ...]
    expect: tuple[dict[str, Any], ...]

    def known(self, day: date) -> list[Claim]:
        """The claims known on a day: by their publication, or else by the latest day of the act."""
        return [c for c in self.claims if (c.published or c.date or Day.of(date.max)).latest <= day]

    def outcome(self, expected: dict[str, Any]) -> Outcome:
        """The fold that an expectation is about."""
        claims = self.known(date.fromisoformat(expected["known"])) if "known" in expected else self.claims
        on = date.fromisoformat(expected["on"])
        return fold(regime(self.regime), claims, on, complete=expected.get("complete", False))


def claim(act: str, day: str | None = None, **rest: Any) -> Claim:
    """A claim in short: words as text, a source instead of a document."""
    get = rest.get
    source = get("source", "https://example.org/")
    return Claim(
        document="0" * 64,
        act=Act(act),
        subject=Party(get("subject", "Organisation")),
        quote=Quote(f"{act} {day} {source} {get('mark', '')}", place="test"),
        origin=Origin(get("origin", "curated")),
        factuality=Factuality(get("factuality", "fact")),
        aim=Act(rest["aim"]) if get("aim") else None,
        jurisdiction=get("jurisdiction"),
        regime=get("regime"),
        actor=get("actor"),
        date=Day.parse(day) if day else None,
        sources=tuple(get("sources", ())),
        published=Day.parse(rest["published"]) if get("published") else None,
        instrument=get("instrument"),
        scope=get("scope"),
        effect=Effect(rest["effect"]) if get("effect") else None,
        detail=get("detail"),
        end_reason=EndReason(rest["end_reason"]) if get("end_reason") else None,
        url=source,
        confidence=get("confidence"),
        note=get("note"),
    )


def histories() -> Iterator[History]:
    """All histories of the case files."""
    for path in sorted(CASES.glob("*.toml")):
        for item in tomllib.loads(path.read_text("utf-8"))["history"]:
            claims = tuple(
                claim(c["act"], c.get("date"), **{k: v for k, v in c.items() if k not in ("act", "date")})
                for c in item["claims"]
            )
            yield History(
                path.stem, item["subject"], item["regime"], item["what"], claims, tuple(item["expect"])
            )
