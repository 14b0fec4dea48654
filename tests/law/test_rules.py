"""How the law reads a record, rule by rule (`rules.toml`)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from .histories import History, claim
from .test_histories import check

RULES = tomllib.loads((Path(__file__).parent / "rules.toml").read_text("utf-8"))["rule"]


@pytest.mark.parametrize("rule", RULES, ids=[r["what"] for r in RULES])
def test_rule(rule: dict[str, Any]) -> None:
    claims = tuple(
        claim(c["act"], c.get("date"), **{k: v for k, v in c.items() if k not in ("act", "date")})
        for c in rule["claims"]
    )
    history = History("rules", "Organisation", rule["regime"], rule["what"], claims, tuple(rule["expect"]))
    for expected in history.expect:
        check(history, expected)
