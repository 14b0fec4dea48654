"""The pages of the regimes say what their data says, and are current."""

import subprocess
import sys
from pathlib import Path

from proscribe.law.load import load_regimes, regime
from proscribe.law.page import index, page

ROOT = Path(__file__).parents[2]


def test_the_pages_are_current() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools/regime_docs", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_a_page_shows_every_step_and_what_is_not_verified() -> None:
    for name in load_regimes():
        rules = regime(name)
        text = page(rules)
        for step in rules.steps:
            assert " ".join(step.actor.split()).replace("|", "\\|") in text
        assert text.count("**unverified**: ") == sum(not s.verified for s in rules.steps)
        if rules.not_verified:
            assert "## Not verified" in text


def test_the_index_names_every_regime_once() -> None:
    text = index(load_regimes().values())
    for name in load_regimes():
        assert text.count(f"({name}.md)") == 1
