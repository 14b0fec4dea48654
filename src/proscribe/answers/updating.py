"""Looking at a publisher's address again: fetched if it changed, and imported."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from ..errors import Problem
from ..gather.failures import FetchFailed
from ..gather.fetch import Fetched, Fetcher, Validators
from ..lists.importing import Refused
from ..lists.registry import source
from ..model.dates import Day
from .holdings import Holding
from .importing import Imported, import_list
from .register import Register


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at one list gave: an import, a note why there was nothing to do, or a failure."""

    list: str
    address: str
    done: Imported | None = None
    note: str | None = None
    failure: Problem | None = None


def update_list(
    register: Register,
    fetcher: Fetcher,
    holding: Holding,
    known: MutableMapping[str, Validators],
    today: date,
) -> Looked:
    """Fetch one list and import it. `known` keeps what servers gave to ask with next time, by address.

    Nothing is asked conditionally of a list of which nothing is held. A failure leaves everything as it was.
    """
    row, src = holding.list, source(holding.list.id)
    address = src.address
    if src.closed:
        return Looked(row.id, address, note=f"issued no more since {src.closed}")
    if src.manual:
        return Looked(row.id, address, note=f"not fetched: {src.manual}")
    before = known.get(address, Validators()) if holding.editions else Validators()
    try:
        fetched = fetcher.fetch(address, before)
    except FetchFailed as failure:
        return Looked(row.id, address, failure=Problem(failure.code, str(failure)))
    if fetched.body is None:
        return Looked(row.id, address, note="not modified since it was last fetched")
    answer = import_list(register, row.id, {_name(fetched): fetched.body}, otherwise=_day(fetched, today))
    if isinstance(answer, Refused):
        return Looked(row.id, address, failure=answer.problem)
    known[address] = fetched.validators
    return Looked(row.id, address, done=answer)


def _name(fetched: Fetched) -> str:
    return urlsplit(fetched.url).path.rpartition("/")[2] or "page"


def _day(fetched: Fetched, today: date) -> Day:
    """When a file states no day: the one its server gives, or else the day it was seen."""
    try:
        given = parsedate_to_datetime(fetched.validators.modified or "").date()
    except (TypeError, ValueError):
        return Day.of(today)
    return Day.of(min(given, today))
