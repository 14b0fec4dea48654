"""Signing in: a token, or the link that the server printed on this machine, against a session; and signing out."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from .. import csrf
from ..question import Stamps
from ..sessions import SIGN_IN, drop_cookie, set_cookie
from ..tokens import Role
from ..who import Caller
from . import frame
from .asking import Asking
from .posted import fields, same_site
from .route import PageRoute

router = APIRouter(route_class=PageRoute)
#: What a person who came by the link on this machine may do.
BY_LINK = Role.REVIEW


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows: who is signed in, the code of a link, where to go on, and what was wrong before."""

    caller: Caller | None
    code: str
    next: str
    wrong: str
    csrf: str


async def _sent(request: Request) -> FormData:
    same_site(request)
    return await fields(request)


Sent = Annotated[FormData, Depends(_sent)]


@router.get(SIGN_IN)
def page(request: Request, code: str = "", next: str = "/") -> Response:
    """The form that takes a token, or a name where a link was followed."""
    return _shown(request, code, next, "")


@router.post(SIGN_IN)
def sign_in(request: Request, form: Sent) -> Response:
    """Open a session and go on to the page that was asked for; a wrong token or link opens none."""
    service, now = request.app.state.service, datetime.now(UTC)
    given = {key: value if isinstance(value, str) else "" for key, value in form.items()}
    code, onward = given.get("code", ""), local(given.get("next", ""))
    if code:
        name = " ".join(given.get("name", "").split())
        if not name or len(name) > 80 or not name.isprintable():
            return _shown(request, code, onward, "name")
        if not service.sessions.redeem(code, now):
            return _shown(request, "", onward, "code")
        session = service.sessions.open(name, BY_LINK, now)
    else:
        token = service.tokens.by_secret(given.get("token", "").strip(), now)
        if token is None or token.state(now) != "live":
            return _shown(request, "", onward, "token")
        session = service.sessions.open(token.name, token.role, now, token)
    response = RedirectResponse(onward, 303)
    set_cookie(response, service.sessions, session, secure=request.url.scheme == "https")
    return response


@router.post("/sign-out")
def sign_out(request: Request, form: Sent) -> Response:
    """End the session in this browser."""
    caller: Caller | None = request.scope["state"].get("caller")
    if caller and caller.session:
        given = form.get(csrf.FIELD)
        csrf.check(
            request.app.state.service.sessions, caller.session, given if isinstance(given, str) else None
        )
    response = RedirectResponse("/", 303)
    drop_cookie(response)
    return response


def local(address: str) -> str:
    """An address of this server to go on to; the first page for anything else."""
    parts = urlsplit(address)
    plain = address.isprintable() and not parts.scheme and not parts.netloc and "\\" not in address
    return address if plain and address.startswith("/") and not address.startswith("//") else "/"


def _shown(request: Request, code: str, next: str, wrong: str) -> Response:
    asking = Asking(request, request.app.state.service, Stamps(None, None, None))
    caller: Caller | None = request.scope["state"].get("caller")
    session = caller.session if caller else None
    own = csrf.token(asking.service.sessions, session) if session else ""
    view = View(caller, code[:100], local(next), wrong, own)
    status = 403 if wrong in ("token", "code") else 400 if wrong else 200
    return frame.render("sign_in.html", asking, {"Cache-Control": "no-store"}, status, page=None, view=view)
