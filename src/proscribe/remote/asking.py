"""Asking a server: patient, bounded, every refusal one clear line.

One seam: an `Asker` sends every request through its `transport`, which tests replace.
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .. import __version__
from ..errors import Ambiguous, BadInput, CheckFailed, LedgerError, NotFound

if TYPE_CHECKING:
    import httpx2

#: Answers by which a server says that it did nothing and may be asked again.
_LATER = frozenset({429, 503})
#: The media type of an answer with one object a line.
LINES = "application/x-ndjson"
Parameters = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait: times in seconds.

    `connect` is the longest wait for a connection, `answer` for an answer. `tries` counts all attempts at a request
    that a server put off (429, 503) or that found no server; the wait before the next doubles from `backoff`, and the
    server's Retry-After is kept up to `longest_wait`.
    """

    connect: float = 5.0
    answer: float = 120.0
    tries: int = 4
    backoff: float = 0.5
    longest_wait: float = 30.0


class Asker:
    """One server. `transport` and `sleep` are the seams for tests."""

    def __init__(
        self,
        url: str,
        token: str | None = None,
        patience: Patience = Patience(),
        transport: "httpx2.BaseTransport | None" = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Opens no connection yet; raises `BadInput` for an address that cannot be asked."""
        self.url = _address(url)
        self.patience = patience
        self._sleep = sleep
        library = _library()
        headers = {"User-Agent": f"proscribe/{__version__}", "Accept": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {_sendable(token)}"
        self._client: httpx2.Client = library.Client(
            headers=headers,
            transport=transport,
            timeout=library.Timeout(patience.answer, connect=patience.connect),
            trust_env=False,
        )

    def get(self, path: str, parameters: Parameters | None = None) -> Any:
        """The JSON that a path gives; what is None is left out of the address."""
        return self._data(self._asked("GET", path, params=_pairs(parameters or {})))

    def lines(self, path: str, parameters: Parameters | None = None) -> list[Any]:
        """Every object of an answer that is a list, however long it is."""
        headers = {"Accept": LINES}
        return self._listed(self._asked("GET", path, params=_pairs(parameters or {}), headers=headers))

    def post(self, path: str, body: Any, parameters: Parameters | None = None) -> Any:
        """The JSON that a path answers to a body of JSON."""
        return self._data(self._asked("POST", path, params=_pairs(parameters or {}), json=body))

    def post_lines(self, path: str, body: Any, parameters: Parameters | None = None) -> list[Any]:
        """Every object that a path answers to a body of JSON with."""
        response = self._asked(
            "POST", path, params=_pairs(parameters or {}), json=body, headers={"Accept": LINES}
        )
        return self._listed(response)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _asked(self, method: str, path: str, **given: Any) -> "httpx2.Response":
        """One request, again while the server puts it off; raises the error that a refusal stands for."""
        wait = self.patience.backoff
        for attempt in range(1, self.patience.tries + 1):
            last = attempt == self.patience.tries
            response = self._sent(method, path, last, given)
            if response is not None:
                if response.status_code < 300:
                    return response
                if response.status_code not in _LATER or last:
                    raise self._refusal(response)
            stated = _seconds(response.headers.get("retry-after")) if response is not None else 0.0
            self._sleep(min(max(wait, stated), self.patience.longest_wait))
            wait *= 2
        raise AssertionError("unreachable")

    def _sent(self, method: str, path: str, last: bool, given: dict[str, Any]) -> "httpx2.Response | None":
        """The response to one request; None when no server was reached and it is to be tried again."""
        library = _library()
        try:
            return self._client.request(method, f"{self.url}{path}", **given)
        except (library.ConnectError, library.ConnectTimeout) as error:
            if last:
                reason = str(error) or "no connection"
                raise LedgerError(f"{self.url}: no server answers ({reason}); is it running?") from None
            return None
        except library.TimeoutException:
            raise LedgerError(f"{self.url}: no answer within {self.patience.answer:g} s") from None
        except (library.TransportError, library.DecodingError) as error:
            raise LedgerError(f"{self.url}: the answer was cut off ({error})") from None
        except library.InvalidURL as error:
            raise BadInput(f"{self.url}: not an address that can be asked ({error})") from None

    def _refusal(self, response: "httpx2.Response") -> Exception:
        """The error that a refusal stands for."""
        status = response.status_code
        try:
            problem = response.json()
            said, code = " ".join(str(problem["detail"]).split())[:500], problem["code"]
            several = [(str(c["id"]), str(c["name"])) for c in problem.get("candidates", ())]
        except (ValueError, KeyError, TypeError):
            return LedgerError(f"{self.url}: HTTP {status}, and not from a register; check the address")
        if status == 404:
            return NotFound(said)
        if code == "ambiguous":
            return Ambiguous(said, several)
        if status == 409:
            return CheckFailed(said)
        if status >= 500 or status in _LATER:
            return LedgerError(f"{self.url}: {said}")
        return BadInput(f"{self.url}: {said}" if status in (401, 403) else said)

    def _data(self, response: "httpx2.Response") -> Any:
        return self._json(response.content)

    def _listed(self, response: "httpx2.Response") -> list[Any]:
        if response.headers.get("content-type", "").partition(";")[0].strip() != LINES:
            raise self._foreign()
        return [self._json(line) for line in response.content.split(b"\n") if line]

    def _json(self, data: bytes) -> Any:
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            raise self._foreign() from None

    def _foreign(self) -> LedgerError:
        return LedgerError(f"{self.url}: the answer is not one of a register; check the address")


def _address(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme.lower() not in ("http", "https"):
        raise BadInput(f"{url!r} is not the address of a served register; write http://host:port")
    if parts.username or parts.query or parts.fragment:
        raise BadInput(
            f"{parts.scheme}://{host}: give only scheme, host, port and path; the token goes apart"
        )
    return url.strip().rstrip("/")


def _sendable(token: str) -> str:
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise BadInput("this is no token: it has characters that no token has; see: proscribe token list")
    return token


def _pairs(parameters: Parameters) -> list[tuple[str, str]]:
    """Parameters as pairs of texts; a sequence gives several of one name."""
    found = []
    for name, value in parameters.items():
        if value is None:
            continue
        several = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        found += [(name, _text(v)) for v in several]
    return found


def _text(value: object) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _seconds(text: str | None) -> float:
    return float(text) if text and text.isdigit() else 0.0


def _library() -> Any:
    try:
        import httpx2
    except ImportError:
        message = "asking a served register needs the extra `web`: pip install 'proscribe[web]'"
        raise BadInput(message) from None
    return httpx2
