"""Screenings that run beside requests: begun by a form, looked at while they go on, kept for a while.

A job lives in memory and is named by a random id that nobody can guess. What it holds of customers is let go of after
an hour, or when so many others came after it.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock, Semaphore, Thread
from time import monotonic
from typing import Any

from ...answers.moment import Moment
from ...answers.screened import Answered
from ...screening.hits import Query
from ...screening.readers import Reject

#: Seconds that a job is kept after it was begun, jobs that are kept, and jobs that run at once.
LASTS, KEPT, AT_ONCE = 3600.0, 32, 2
#: Names with hits, and rows that could not be used, that a job keeps; more are counted.
MOST, MOST_REJECTS = 10_000, 1_000


@dataclass
class Job:
    """One screening. `names` are kept where they were pasted, so that it can be done again for another day.

    `total` is how many names there are, as far as that can be told beforehand. `done` is set at the end.
    """

    id: str
    moment: Moment
    alarms: float | None
    names: tuple[Query, ...] = ()
    file: str = ""
    total: int = 0
    begun: float = field(default_factory=monotonic)
    read: int = 0
    screened: int = 0
    hits: int = 0
    met: int = 0
    searched: dict[str, Any] | None = None
    answers: list[Answered] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    rejected: int = 0
    failure: str = ""
    done: Event = field(default_factory=Event)

    @property
    def seconds(self) -> float:
        """How long ago it was begun."""
        return monotonic() - self.begun

    def add(self, found: Answered) -> None:
        """Take in the answer to one name."""
        self.screened += 1
        self.hits += len(found.findings)
        self.met += bool(found.findings)
        if found.findings and len(self.answers) < MOST:
            self.answers.append(found)

    def refuse(self, reject: Reject) -> None:
        """Take in a row that could not be used, or not wholly."""
        self.rejected += 1
        if len(self.rejects) < MOST_REJECTS:
            self.rejects.append(reject)


class Jobs:
    """The jobs of one server."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = Lock()
        self._slots = Semaphore(AT_ONCE)

    def get(self, ident: str) -> Job | None:
        """A job by its id; None for one that never was or is kept no more."""
        with self._lock:
            self._let_go()
            return self._jobs.get(ident)

    def begin(self, job: Job, work: Callable[[Job], None], wait: float) -> Job:
        """Start a job in a thread of its own and give it `wait` seconds before going on."""
        with self._lock:
            self._jobs[job.id] = job
            self._let_go()

        def run() -> None:
            try:
                with self._slots:
                    work(job)
            finally:
                job.done.set()

        Thread(target=run, name="screening", daemon=True).start()
        job.done.wait(wait)
        return job

    def _let_go(self) -> None:
        for ident in [i for i, j in self._jobs.items() if j.seconds > LASTS and j.done.is_set()]:
            del self._jobs[ident]
        while len(self._jobs) > KEPT:
            self._jobs.popitem(last=False)


def new_id() -> str:
    """An id that cannot be guessed."""
    return secrets.token_urlsafe(18)
