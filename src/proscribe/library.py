"""The register as a library: opened from a file, from PostgreSQL, or as another program serves it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from .answers import certificates
from .answers import register as answering
from .answers.moment import Moment
from .answers.screened import Answered, answered
from .answers.screening import Findings, decision
from .config import location, now, open_ledger, screening_index, signer
from .ledger.protocol import Ledger, Receipt
from .model.words import Verdict
from .screening.certificate import Certificate
from .screening.hits import Query
from .starter import facts

if TYPE_CHECKING:
    from .remote.register import RemoteRegister
    from .screening.index import Index


class Register(answering.Register):
    """A register that this program holds open. See `open`."""

    def __init__(self, ledger: Ledger, db: str) -> None:
        """A register over a ledger; `db` names the place beside which indexes and the key for customers lie."""
        super().__init__(ledger, facts.roster(), now)
        self._db = db

    @staticmethod
    def open(
        url: str | None = None, *, token: str | None = None, create: bool = False
    ) -> Register | RemoteRegister:
        """A register by its path, its `postgresql://` address, or the `http(s)://` address it is served at.

        The same questions have the same answers wherever it lies. Without an address it is that of `PROSCRIBE_DB`, or
        `proscribe.db` in this folder. `create` makes an empty one where there is none; `token` is what a server asks
        for. Raises `LedgerError` where no register is, and `BadInput` for an address that cannot be one.
        """
        place = location(url)
        if place.lower().startswith(("http://", "https://")):
            from .remote.register import RemoteRegister

            return RemoteRegister(place, token)
        return Register(open_ledger(place, create=create), place)

    def screen(
        self,
        names: Iterable[str | Query],
        on: date | None = None,
        known: date | None = None,
        recorded: date | None = None,
        threshold: float | None = None,
        alarms: float | None = None,
        cleared: bool = False,
    ) -> list[Answered]:
        """Screen names against every list held and every organisation known, as of a day; one answer a name, in order.

        `threshold` is the least score of a hit, above 0 and up to 1; or else `alarms` the false alarms accepted per
        1,000 clean names (10 when neither is given). `cleared` shows also the hits that a person cleared.
        """
        from .screening.batch import screen
        from .screening.engine import Engine

        moment = self.moment(on, known, recorded)
        if threshold is None and alarms is None:
            alarms = certificates.CAREFUL
        queries = [Query(n) if isinstance(n, str) else n for n in names]
        parts = screen(Engine(self._index(moment)), queries, threshold=threshold, alarms=alarms)
        return list(answered(self._findings(moment), parts, cleared=cleared))

    def certificate(
        self,
        name: str | Query,
        on: date | None = None,
        known: date | None = None,
        recorded: date | None = None,
    ) -> Certificate:
        """Proof of a search, hit or no hit: what was searched, of which day and digest, and what came of it.

        A customer's own key is no part of it.
        """
        moment = self.moment(on, known, recorded)
        query = Query(name) if isinstance(name, str) else replace(name, id=None)
        return certificates.certificate(self, self._index(moment), query, moment, self._findings(moment))

    def judge_hit(self, verdict: Verdict, ident: str, by: str, because: str) -> Receipt:
        """Clear or confirm a hit by the id that screening shows for it.

        A cleared hit stays silent until the list entry or the customer changes.
        """
        return self.append([decision(ident, verdict, by, because)])

    def close(self) -> None:
        """Let go of files and connections."""
        self.ledger.close()

    def __enter__(self) -> Register:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _index(self, moment: Moment) -> Index:
        return screening_index(self, moment, self._db)

    def _findings(self, moment: Moment) -> Findings:
        roster = self.roster(moment.recorded)
        return Findings(self.ledger, roster, self.shelf(moment), moment, signer(self._db))
