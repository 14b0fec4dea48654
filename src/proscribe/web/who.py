"""Who asks: the caller of a request and what they may do.

Reading is open to programs on this machine; everything else needs a token (`Authorization: Bearer …`) or, from a
browser, the session that was got by one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from typing import Annotated, Any, Literal

from fastapi import Depends, Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from . import csrf
from .problems import Refusal, problem
from .service import Service
from .sessions import COOKIE, Session
from .tokens import Role

_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="proscribe"'}
#: A request with one of these came through another server, so its sender may be anywhere.
_FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks. `via` says how that is known; `id` tells callers apart (for the rate limit and the log)."""

    name: str
    role: Role
    via: Literal["token", "session", "loopback"]
    id: str
    session: Session | None = None

    def signature(self, by: str | None) -> str:
        """The name a decision is signed with: who is named, and through whose token when that is another name."""
        given = " ".join((by or "").split())
        return self.name if given in ("", self.name) else f"{given} (token {self.name})"


def loopback_name(host: str) -> bool:
    """True for a Host header that names this machine by a name that no other site can have.

    A browser that was led to this machine under another name (DNS rebinding) still says that other name.
    """
    name = host.strip().lower()
    name = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
    return name == "localhost" or _loopback(name)


def caller(service: Service, scope: Scope, now: datetime) -> Caller | None:
    """Who asks; None for a stranger. Raises `Refusal` (401) for a token or scheme that is not good."""
    headers = Headers(scope=scope)
    if given := headers.get("authorization"):
        return _by_token(service, given, now)
    if COOKIE in headers.get("cookie", "") and (found := _by_cookie(service, headers, now)):
        return found
    peer = scope["client"][0] if scope.get("client") else ""
    if (
        service.settings.loopback
        and _loopback(peer)
        and loopback_name(headers.get("host", ""))
        and not any(name in headers for name in _FORWARDED)
    ):
        return Caller("this machine", Role.READ, "loopback", "loopback")
    return None


def _by_token(service: Service, given: str, now: datetime) -> Caller:
    scheme, _, secret = given.partition(" ")
    if scheme.lower() not in ("bearer", "apikey") or not secret.strip():
        raise Refusal(
            401, "give a token as: Authorization: Bearer TOKEN", code="no_token", headers=_CHALLENGE
        )
    token = service.tokens.by_secret(secret.strip(), now)
    if token is None:
        raise Refusal(
            401,
            "this token is not known here; make one with: proscribe token new",
            code="bad_token",
            headers=_CHALLENGE,
        )
    if (state := token.state(now)) != "live":
        raise Refusal(
            401, f"this token is {state}; ask for a new one", code=f"{state}_token", headers=_CHALLENGE
        )
    return Caller(token.name, token.role, "token", token.id)


def _by_cookie(service: Service, headers: Mapping[str, str], now: datetime) -> Caller | None:
    try:
        cookie = SimpleCookie(headers["cookie"]).get(COOKIE)
    except CookieError:
        return None
    session = service.sessions.read(cookie.value, now) if cookie else None
    if session is None:
        return None
    role = session.role
    if session.token is not None:
        token = service.tokens.by_id(session.token)
        if token is None or token.state(now) != "live":
            return None
        role = token.role
    return Caller(session.name, role, "session", f"session-{session.id}", session)


def _loopback(host: str) -> bool:
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


class Who:
    """Middleware that finds out who asks, once, before anything else of the request is read."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self.app, self.service = app, service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Put the caller into the scope's state, or else what is wrong with the token."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        try:
            state["caller"] = caller(self.service, scope, datetime.now(UTC))
        except Refusal as refusal:
            state["caller"], state["refusal"] = None, refusal
        await self.app(scope, receive, send)


class Gate:
    """Middleware that turns away a request with a bad token, once it was counted as one of its sender's."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with what `Who` found wrong."""
        refusal = scope["state"].get("refusal") if scope["type"] == "http" else None
        await (self.app if refusal is None else problem(refusal))(scope, receive, send)


def _allowed(request: Request, wanted: Role) -> Caller:
    found: Caller | None = request.scope["state"].get("caller")
    if found is None or (found.via == "loopback" and not found.role.allows(wanted)):
        raise Refusal(
            401,
            f"this needs a token of the role {wanted.value}: Authorization: Bearer TOKEN; "
            "make one with: proscribe token new",
            code="no_token",
            headers=_CHALLENGE,
        )
    if not found.role.allows(wanted):
        raise Refusal(
            403, f"this needs the role {wanted.value}, and yours is {found.role.value}", code="role"
        )
    return found


def _wanting(role: Role) -> Any:
    async def dependency(request: Request) -> Caller:
        found = _allowed(request, role)
        if found.session is not None and request.method not in _SAFE and role is not Role.READ:
            service: Service = request.app.state.service
            csrf.check(service.sessions, found.session, request.headers.get(csrf.HEADER))
        return found

    return Depends(dependency)


async def _form(request: Request) -> Caller:
    return _allowed(request, Role.REVIEW)


#: For a router whose every route needs a caller who may read: `APIRouter(dependencies=[READING])`.
READING = _wanting(Role.READ)
#: A caller who may read.
Reader = Annotated[Caller, READING]
#: A caller who may judge; with a session only where the request carries `X-CSRF-Token`.
Reviewer = Annotated[Caller, _wanting(Role.REVIEW)]
#: A caller who may administer; a session as for `Reviewer`.
Admin = Annotated[Caller, _wanting(Role.ADMIN)]
#: A caller who may judge by a form: the route itself must hand the form's field to `csrf.check` when `session` is set.
FormReviewer = Annotated[Caller, Depends(_form)]
