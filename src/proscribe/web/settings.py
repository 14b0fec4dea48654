"""How a register is served: where it lies, who may ask, and how much."""

from dataclasses import dataclass
from ipaddress import ip_address


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a server.

    `db` names the register as `--db` does; None is the default file, or the starter facts where there is none.
    `threads` is how many questions are worked on at once, `body` the most bytes a request may carry, `seconds` how
    long one may take to arrive, `rate` how many requests a caller may make in a minute (0 for any number). With
    `prepare`, what the first match or search of the day needs is made as soon as the server runs.
    """

    db: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 2
    body: int = 64 << 20
    seconds: float = 60.0
    rate: int = 0
    prepare: bool = False

    @property
    def loopback(self) -> bool:
        """True when only programs on this machine reach the server: reading then needs no token."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False
