"""A question over HTTP: the register it is asked of, the form its answer is wanted in, and the answer."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, islice
from typing import Annotated, Any, Literal, TypeVar

from fastapi import Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from ..answers.register import Register
from . import answer, paging
from .paging import Key, Page
from .parameters import refuse_unknown
from .service import Service

T = TypeVar("T")
Form = Annotated[
    Literal["json", "jsonl"] | None,
    Query(
        description="`jsonl` for one object a line, sent as it is made; so does `Accept: application/x-ndjson`."
    ),
]


@dataclass(frozen=True, slots=True)
class Question:
    """One request for an answer of the register; `lines` is True where JSON lines are wanted."""

    request: Request
    service: Service
    lines: bool = False

    def one(self, make: Callable[[Register], Any]) -> Response:
        """Answer with what `make` gives, as one JSON value."""
        with self.service.register() as register:
            etag = self._tag(register)
            return answer.known_already(self.request, etag) or answer.answer(make(register), etag)

    def many(self, make: Callable[[Register], Iterable[Any]]) -> Response:
        """Answer with all that `make` gives: as one array, or as lines."""
        if not self.lines:
            return self.one(lambda register: list(make(register)))
        with ExitStack() as stack:
            register = stack.enter_context(self.service.register())
            etag = self._tag(register)
            if same := answer.known_already(self.request, etag):
                return same
            items = iter(make(register))
            begun = list(islice(items, 1))  # what is wrong with the question shows before the answer begins
            kept = stack.pop_all()
        return answer.lines(_holding(kept, chain(begun, items)), etag, {"Vary": "Accept"})

    def page(
        self,
        page: Page,
        make: Callable[[Register], Iterable[T]],
        key: Callable[[T], Key],
        forms: Callable[[T, Register], Iterable[Any]],
    ) -> Response:
        """Answer with a page of what `make` gives, which must come in the order of `key` and after `page.after`.

        An item may be several objects of the answer (`forms`). As lines without a limit, all is given.
        """
        if self.lines and page.limit is None:
            return self.many(lambda register: (f for item in make(register) for f in forms(item, register)))
        with self.service.register() as register:
            etag = self._tag(register)
            if same := answer.known_already(self.request, etag):
                return same
            limit = page.limit or paging.USUAL
            found = list(islice(make(register), limit + 1))
            more = {"Link": paging.link(self.request, key(found[limit - 1]))} if len(found) > limit else {}
            data = [f for item in found[:limit] for f in forms(item, register)]
            if self.lines:
                return answer.lines(data, etag, more)
            return answer.answer(data, etag, more)

    def _tag(self, register: Register) -> str:
        kind = answer.LINES if self.lines else answer.JSON
        return answer.tag(register.head(), register.moment().on, self.request, kind)


def _holding(stack: ExitStack, items: Iterable[Any]) -> Iterator[Any]:
    """The items, made while the stack is open."""
    with stack:
        yield from items


async def _one(request: Request) -> Question:
    refuse_unknown(request)
    return Question(request, request.app.state.service)


async def _many(request: Request, format: Form = None) -> Question:
    refuse_unknown(request)
    lines = format == "jsonl" or (format is None and answer.LINES in request.headers.get("accept", ""))
    return Question(request, request.app.state.service, lines)


#: A question that is answered with one JSON value.
One = Annotated[Question, Depends(_one)]
#: A question that is answered with several objects: an array, or lines.
Many = Annotated[Question, Depends(_many)]
