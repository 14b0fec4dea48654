"""What answers of one moment share, whoever they are about: the starter facts, and what is said about the rules."""

from ..ledger.protocol import Ledger
from ..ledger.sealing import place_key, profile_key
from ..model.standing import Coverage
from .known import Judged, known_claims
from .moment import Moment


class Grounds:
    """Read once for a state of the record, a day of knowledge and one of recording; no day asked about changes it."""

    def __init__(self) -> None:
        self._base: tuple[Coverage, ...] | None = None
        self._rules: dict[str, tuple[Judged, ...]] = {}

    def base(self, ledger: Ledger, moment: Moment) -> tuple[Coverage, ...]:
        """What every answer rests on: the starter facts, where they are held."""
        if self._base is None:
            found = list(ledger.documents([profile_key("acts")], moment.before))
            last = found[-1].value if found else None
            self._base = (
                (Coverage("starter facts", last.published, whole=False, note=last.title),) if last else ()
            )
        return self._base

    def rules(self, ledger: Ledger, jurisdiction: str, moment: Moment) -> tuple[Judged, ...]:
        """What is said about the rules of a jurisdiction: laws passed or announced."""
        if jurisdiction not in self._rules:
            found = list(ledger.claims([place_key(jurisdiction)], moment.before))
            self._rules[jurisdiction] = tuple(known_claims(ledger, found, moment))
        return self._rules[jurisdiction]
