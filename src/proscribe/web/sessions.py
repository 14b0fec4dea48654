"""Sessions of people at a browser: a signed cookie got by showing a token, or by a sign-in link on this machine."""

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock

from starlette.responses import Response

from .tokens import Role, Token

COOKIE = "proscribe_session"
#: How long a session lasts, and how long a sign-in link may wait to be followed.
LASTS = timedelta(hours=12)
LINK_LASTS = timedelta(minutes=15)
#: The page of the sign-in form; a link has its code in the query: `/sign-in?code=…`.
SIGN_IN = "/sign-in"


@dataclass(frozen=True, slots=True)
class Session:
    """A session as its cookie says: who, in which role, until when, and by which token (None: by a link).

    `id` is random; what forms carry against forgery (`csrf`) is made from it.
    """

    id: str
    name: str
    role: Role
    expires: datetime
    token: str | None = None


class Sessions:
    """Makes and reads the cookies of sessions. Nothing is stored: a cookie is worth what its signature is."""

    def __init__(self, key: bytes) -> None:
        """`key` is secret, at least 32 bytes."""
        self._key = key
        self._codes: dict[str, datetime] = {}
        self._lock = Lock()

    def open(self, name: str, role: Role, now: datetime, token: Token | None = None) -> Session:
        """A new session; it ends no later than the token it was got by."""
        expires = now + LASTS
        if token is not None and token.expires is not None:
            expires = min(expires, token.expires)
        return Session(secrets.token_urlsafe(16), name, role, expires, token.id if token else None)

    def cookie(self, session: Session) -> str:
        """The value of the cookie of a session."""
        data = {
            "id": session.id,
            "name": session.name,
            "role": session.role.value,
            "expires": int(session.expires.timestamp()),
            "token": session.token,
        }
        text = base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")
        return f"{text}.{self.sign('session', text)}"

    def read(self, cookie: str, now: datetime) -> Session | None:
        """The session of a cookie; None when it is not signed by this register or its time is over."""
        text, _, signature = cookie.partition(".")
        if not hmac.compare_digest(self.sign("session", text).encode(), signature.encode()):
            return None
        data = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        expires = datetime.fromtimestamp(data["expires"], UTC)
        if expires <= now:
            return None
        return Session(data["id"], data["name"], Role(data["role"]), expires, data["token"])

    def sign(self, use: str, text: str) -> str:
        """A keyed digest of a text for one use."""
        return hmac.new(self._key, f"{use}\n{text}".encode(), hashlib.sha256).hexdigest()

    def code(self, now: datetime) -> str:
        """A code for a sign-in link; it works once."""
        made = secrets.token_urlsafe(24)
        with self._lock:
            self._codes[made] = now + LINK_LASTS
        return made

    def redeem(self, code: str, now: datetime) -> bool:
        """Use up the code of a sign-in link; False when it is not one, was used, or waited too long."""
        with self._lock:
            expires = self._codes.pop(code, None)
        return expires is not None and now < expires


def set_cookie(response: Response, sessions: Sessions, session: Session, *, secure: bool) -> None:
    """Give the browser the cookie of a session; `secure` where the request came by https."""
    response.set_cookie(
        COOKIE,
        sessions.cookie(session),
        max_age=int(LASTS.total_seconds()),
        path="/",
        secure=secure,
        httponly=True,
        samesite="strict",
    )


def drop_cookie(response: Response) -> None:
    """End the session in the browser."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
