"""What a page is asked with: the request, the stamps in its address, and the register that answers."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import Response

from ...answers.moment import Moment
from ...answers.register import Register
from ..answer import answer, known_already, tag
from ..question import Asked, Stamps
from ..service import Service
from ..serving import Served
from . import assets, frame
from .addresses import Addresses
from .text import Catalogue, preferred
from .timebar import Marks


@dataclass(frozen=True)
class Asking:
    """One request for a page or its twin."""

    request: Request
    service: Service
    stamps: Stamps

    @cached_property
    def addresses(self) -> Addresses:
        """Makes addresses about the same moment."""
        return Addresses.of(self.request.scope["path"], self.request.query_params.multi_items(), self.stamps)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The words of the page, in the language that the reader prefers of those there are."""
        return preferred(self.request.headers.get("accept-language", ""))

    @contextmanager
    def register(self) -> Iterator[Register]:
        """A register of this request's own until the block ends."""
        with self.service.register() as register:
            yield register

    def moment(self, register: Register) -> Moment:
        """The moment that the page is about."""
        return register.moment(self.stamps.on, self.stamps.known, self.stamps.recorded)

    def to(self, path: str, fragment: str = "", **params: str | None) -> str:
        """The address of another page about the same moment."""
        return self.addresses.to(path, params, fragment)

    def tag(self, register: Register) -> str:
        """The ETag of the page: it changes with the record, the question, the day, the reader and the program."""
        caller = self.request.scope.get("state", {}).get("caller")
        own = tag(register.head(), register.moment().on, self.request)
        parts = (own, assets.DIGEST, self.catalogue.language, repr(caller))
        return f'"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'

    def unchanged(self, register: Register) -> Response | None:
        """The answer to a reader who has this very page already."""
        return known_already(self.request, self.tag(register))

    def page(
        self,
        register: Register,
        template: str,
        view: Any,
        *,
        title: str,
        marks: Marks | None = None,
        status: int = 200,
        kept: bool = True,
    ) -> Response:
        """The page: a view in its template, within the frame. `kept` is False for one that no reader may reuse."""
        headers = {"ETag": self.tag(register)} if kept and status == 200 else {"Cache-Control": "no-store"}
        made = frame.framed(self, register, title, marks)
        return frame.render(template, self, headers, status, page=made, view=view)

    def data(self, register: Register, data: Any) -> Response:
        """The twin: the same answer as JSON."""
        return answer(data, self.tag(register))


async def _asking(request: Request, service: Served, stamps: Asked) -> Asking:
    return Asking(request, service, stamps)


Ask = Annotated[Asking, Depends(_asking)]
