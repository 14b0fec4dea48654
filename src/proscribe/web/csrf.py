"""Against forged requests: what a form or a script of this server's own pages carries beside the session's cookie."""

import hmac

from .problems import Refusal
from .sessions import Session, Sessions

#: The field of a form, and the header of a script's request.
FIELD = "csrf"
HEADER = "x-csrf-token"


def token(sessions: Sessions, session: Session) -> str:
    """The value that forms of this session carry."""
    return sessions.sign("csrf", session.id)


def check(sessions: Sessions, session: Session, given: str | None) -> None:
    """Refuse a request that does not carry the value of its session: 403, code `forged`."""
    if not given or not hmac.compare_digest(token(sessions, session).encode(), given.encode()):
        raise Refusal(
            403,
            "this request does not come from a page of this server; load the page again and repeat",
            code="forged",
            field=FIELD,
        )
