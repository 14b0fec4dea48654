"""Proscribe: an open register of bans.

It answers one question: what is the standing of organisation X in country Y on day D, as it was known on
day K, and on whose word?

`Register.open` opens a register: a file, a database, or one that is served.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .library import Register as Register

__version__ = "0.1.0"
__all__ = ["Register", "__version__"]


def __getattr__(name: str) -> Any:
    """`Register`, imported when it is first asked for: commands start without what they do not need."""
    if name == "Register":
        from importlib import import_module

        return import_module(".library", __name__).Register
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
