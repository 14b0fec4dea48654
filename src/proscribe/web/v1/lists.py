"""Official lists: `/v1/lists`, `/v1/lists/{id}`, `/v1/links`."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from ...answers import forms
from ...answers.holdings import Holding, form, holdings
from ...answers.linking import linked
from ...answers.register import Register
from ...errors import BadInput, NotFound
from ...lists.registry import source
from ...model.canonical import plain
from ..asking import Many, One
from ..documenting import many, one
from ..paging import Paged, following
from ..problems import Refusal, at
from ..question import Asked
from ..shapes import HELD, HOLDING, LINK

router = APIRouter(tags=["lists"])
ListId = Annotated[str, Path(description="The id of a list.", examples=["un_sc"])]
Held = Annotated[bool, Query(description="Only lists of which something is held.", examples=[False])]
Lists = Annotated[
    list[str] | None,
    Query(alias="list", max_length=50, description="Ids of lists; all that are held when left out."),
]


@router.get("/lists", responses=many(HOLDING))
def lists(ask: Many, page: Paged, held: Held = False) -> Response:
    """The official lists: which can be read, what is held, how old it is, and when it is due."""

    def make(register: Register) -> Sequence[Holding]:
        found = holdings(register.ledger, register.moment().on)
        return following([h for h in found if h.editions or not held], lambda h: (h.list.id,), page.after)

    return ask.page(page, make, lambda h: (h.list.id,), lambda h, _: [form(h)])


@router.get("/lists/{ident}", responses=one(HELD, 404))
def one_list(ask: One, ident: ListId) -> Response:
    """One list with every edition that is held."""

    def make(register: Register) -> forms.Json:
        found = {h.list.id: h for h in holdings(register.ledger, register.moment().on)}
        if ident not in found:
            with at("ident"):
                source(ident)
        editions = sorted(register.ledger.editions(ident), key=lambda r: r.value.published.latest)
        return {**form(found[ident]), "held": [plain(r.value) for r in editions]}

    return ask.one(make)


@router.get("/links", responses=many(LINK, 404, 409))
def links(ask: Many, asked: Asked, chosen: Lists = None) -> Response:
    """Which entries of the lists held are one subject: joined, in conflict, or proposed for a person to judge."""

    def make(register: Register) -> Iterator[forms.Json]:
        moment = register.moment(asked.on, asked.known, asked.recorded)
        try:
            return forms.links_forms(linked(register.ledger, moment, chosen or ()))
        except NotFound as error:
            raise Refusal.of(error, "list") from None
        except BadInput as error:
            raise Refusal(409, str(error), code="too_few_lists") from None

    return ask.many(make)
