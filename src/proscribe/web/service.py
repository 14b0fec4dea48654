"""The register as it is served: opened a few times for requests at once, its indexes kept between them."""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, LifoQueue
from threading import Lock

from ..answers.moment import Moment
from ..answers.register import Register
from ..answers.screening import searched
from ..config import beside, open_for_questions, screening_index, secret, signer
from ..screening.index import Index
from .quiet import Quiet
from .sessions import Sessions
from .settings import Settings
from .tokens import Tokens

#: Screening indexes held in memory: one for each set of editions asked about, some tens of megabytes each.
INDEXES = 4


class Service:
    """What requests ask. Registers are borrowed, one for each request that is being worked on."""

    def __init__(self, settings: Settings) -> None:
        """Opens the register once; raises `LedgerError` or `BadInput` when it cannot be."""
        self.settings = settings
        #: When a question last came.
        self.quiet = Quiet()
        self._idle: LifoQueue[Register] = LifoQueue()
        self._indexes: OrderedDict[str, Index] = OrderedDict()
        self._building = Lock()
        #: The register that the service began with: the others share what it keeps between questions.
        self._first = first = open_for_questions(settings.db)
        #: None where a register is served; otherwise the note that the starter facts answer.
        self.note = first.note
        self.sign: Callable[[str], str] = signer(settings.db)
        self.tokens = Tokens(beside(settings.db, "tokens.db"))
        self.sessions = Sessions(secret(settings.db, "sessions") or secrets.token_bytes(32))
        self._idle.put(first)

    @contextmanager
    def register(self) -> Iterator[Register]:
        """A register of the caller's own until the block ends; the starter facts, which never change, are shared."""
        if self.note:
            yield self._first
            return
        try:
            one = self._idle.get_nowait()
        except Empty:
            one = open_for_questions(self.settings.db)
            one.memory = self._first.memory
        try:
            yield one
        finally:
            self._idle.put(one)

    def index(self, register: Register, moment: Moment) -> Index:
        """The screening index of a moment; the last few are kept."""
        roster, shelf = register.roster(moment.recorded), register.shelf(moment)
        key = searched(roster, shelf, moment).key
        with self._building:
            if key not in self._indexes:
                self._indexes[key] = screening_index(register, moment, self.settings.db)
                while len(self._indexes) > INDEXES:
                    self._indexes.popitem(last=False)
            self._indexes.move_to_end(key)
            return self._indexes[key].at(moment.on, moment.known)

    def close(self) -> None:
        """Let go of every register and of the tokens."""
        self.tokens.close()
        while not self._idle.empty():
            self._idle.get_nowait().ledger.close()
