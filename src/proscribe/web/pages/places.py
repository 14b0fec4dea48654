"""The choice of a jurisdiction or measure that a page is narrowed to."""

from functools import cache

from ...answers.places import names
from ...law.load import load_regimes, regime


@cache
def choices() -> tuple[tuple[str, str], ...]:
    """The jurisdictions that have a measure of which the rules are known, as pairs of code and name."""
    codes = {law.jurisdiction for law in load_regimes().values()}
    return tuple(sorted(((code, names().get(code, code)) for code in codes), key=lambda pair: pair[1]))


def chosen(where: str | None) -> tuple[tuple[str, str], ...]:
    """The choices, with the measure that was asked for among them where it is one."""
    given = (where or "").strip().lower()
    return ((given, regime(given).name), *choices()) if given in load_regimes() else choices()
