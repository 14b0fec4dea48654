"""The collections that are served: one for each moment asked about, the last few kept."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock, Thread
from time import perf_counter
from typing import Annotated, Any
from weakref import WeakKeyDictionary

from fastapi import Depends
from starlette.responses import Response

from ...answers import parties
from ...answers.moment import Moment
from ...answers.parties import Parties
from ...answers.register import Register
from ..service import Service
from ..serving import Served
from ..together import Together
from .collection import Collection

#: Collections held in memory, some tens of megabytes each.
KEPT = 3
log = logging.getLogger("proscribe.web")


#: Answers requests that wait together, or gives what each raises.
Work = Callable[[Service, "Collections", Sequence[Any]], Sequence[Response | Exception]]


class Collections:
    """The collections of one service. Requests about one moment wait for its collection to be made once."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._made: OrderedDict[tuple[str, Moment], Collection] = OrderedDict()
        self._parties: OrderedDict[str, Parties] = OrderedDict()
        self._making, self._beginning = Lock(), Lock()
        self._preparing: Thread | None = None
        self._together: Together[Any, Response] | None = None

    def together(self, work: Work) -> Together[Any, Response]:
        """Where requests that wait at the same time are put together; `work` answers them."""
        if self._together is None:
            self._together = Together(lambda jobs: work(self._service, self, jobs))
        return self._together

    def ready(self, register: Register, moment: Moment) -> bool:
        """True when the collection of a moment is at hand."""
        return (register.head().digest, moment) in self._made

    def prepare(self) -> Thread:
        """Begin to make the collection of today: the thread that does it, the same for all who ask meanwhile."""
        with self._beginning:
            if self._preparing is None or not self._preparing.is_alive():
                self._preparing = Thread(target=self._prepare, daemon=True)
                self._preparing.start()
            return self._preparing

    def _prepare(self) -> None:
        began = perf_counter()
        try:
            with self._service.register() as register:
                made = self.of(register, register.moment())
        except Exception as error:
            # whoever asks is told what is wrong; what it quotes is not for the log
            log.error("the index of today was not made: %s", type(error).__name__)
            return
        took = perf_counter() - began
        log.info("ready to match: %d entries of %d lists, %.1f s", made.index.entries, len(made.lists), took)

    def of(self, register: Register, moment: Moment) -> Collection:
        """The collection of a moment, of the record as it is now."""
        key = (register.head().digest, moment)
        found = self._made.get(key)
        if found is not None:
            return found
        with self._making:
            if key not in self._made:
                self._made[key] = self._make(register, moment)
                while len(self._made) > KEPT:
                    self._made.popitem(last=False)
            return self._made[key]

    def _make(self, register: Register, moment: Moment) -> Collection:
        roster, shelf = register.roster(moment.recorded), register.shelf(moment)
        index = self._service.index(register, moment)
        basis = parties.basis(register.ledger, roster, shelf, moment)
        if basis not in self._parties:
            self._parties[basis] = parties.parties(register.ledger, roster, shelf, moment)
            while len(self._parties) > KEPT:
                self._parties.popitem(last=False)
        same = (
            c for c in self._made.values() if c.index.id == index.id and c.parties is self._parties[basis]
        )
        if (before := next((c for c in same if c.moment == moment), None)) is not None:
            return before.renewed()
        made = Collection(index, self._parties[basis], shelf, moment)
        Thread(target=self._warm, args=(made,), daemon=True).start()
        return made

    def _warm(self, made: Collection) -> None:
        with self._service.register() as register:
            made.warm(register.ledger)


_kept: WeakKeyDictionary[Service, Collections] = WeakKeyDictionary()
_first = Lock()


def collections_of(service: Service) -> Collections:
    """The collections of a service, the same whenever it is asked for."""
    with _first:
        return _kept.setdefault(service, Collections(service))


async def _collections(service: Served) -> Collections:
    return collections_of(service)


Stocked = Annotated[Collections, Depends(_collections)]
