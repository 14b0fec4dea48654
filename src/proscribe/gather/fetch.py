"""Fetching: conditional, patient, bounded, and only from public addresses.

One seam: a `Fetcher` sends every request through its `transport`, which tests replace.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from .. import __version__
from .addresses import Resolver, public_address, resolve
from .failures import FetchFailed

if TYPE_CHECKING:
    import httpx2

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Policy:
    """How patient and how greedy to be: times in seconds, sizes in bytes.

    `idle` is the longest silence, `whole` the longest a file may take; `tries` counts all attempts, the wait
    before the next doubles from `backoff`, and a server's Retry-After is kept up to `longest_wait`. `pause`
    lies between two requests to one host. `private` allows addresses that are not public.
    """

    idle: float = 20.0
    whole: float = 300.0
    tries: int = 3
    backoff: float = 2.0
    longest_wait: float = 60.0
    pause: float = 1.0
    largest: int = 256 << 20
    redirects: int = 5
    private: bool = False


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask with next time whether anything changed."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The headers of a conditional request."""
        pairs = (("If-None-Match", self.etag), ("If-Modified-Since", self.modified))
        return {key: value for key, value in pairs if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: its bytes, None when nothing changed since the validators that were sent."""

    url: str
    body: bytes | None
    media_type: str = ""
    validators: Validators = Validators()


@dataclass
class Fetcher:
    """Fetches one address after the other. `transport`, `sleep` and `resolver` are the seams for tests."""

    policy: Policy = field(default_factory=Policy)
    transport: "httpx2.BaseTransport | None" = None
    sleep: Callable[[float], None] = time.sleep
    resolver: Resolver = resolve
    _last: dict[str, float] = field(default_factory=dict)

    @classmethod
    def private(cls) -> "Fetcher":
        """A fetcher that may also ask addresses which are not public."""
        return cls(Policy(private=True))

    def fetch(self, url: str, known: Validators = Validators()) -> Fetched:
        """Fetch an address; raises `FetchFailed` when that cannot be done within the policy."""
        wait = self.policy.backoff
        for attempt in range(1, self.policy.tries + 1):
            try:
                return self._followed(url, known)
            except FetchFailed as failure:
                if not failure.again or attempt == self.policy.tries:
                    raise
                self.sleep(min(max(wait, failure.wait), self.policy.longest_wait))
                wait *= 2
        raise AssertionError("unreachable")

    def _followed(self, url: str, known: Validators) -> Fetched:
        until = time.monotonic() + self.policy.whole
        at, seen = url, {url}
        for _ in range(self.policy.redirects + 1):
            try:
                answer = self._asked(at, known, until)
            except FetchFailed as failure:
                if at == url:
                    raise
                raise FetchFailed(failure.code, url, f"leads to {failure}", again=failure.again) from None
            if isinstance(answer, Fetched):
                return answer
            target = urljoin(at, answer)
            if urlsplit(at).scheme == "https" and urlsplit(target).scheme != "https":
                raise FetchFailed("redirect", url, f"leads from https to {target}")
            if target in seen:
                raise FetchFailed("redirect", url, f"leads in a circle through {target}")
            seen.add(target)
            at = target
        raise FetchFailed("redirect", url, f"leads on more than {self.policy.redirects} times")

    def _asked(self, url: str, known: Validators, until: float) -> "Fetched | str":
        """One request: its answer, or where it is redirected to."""
        httpx2 = _library(url)
        host = urlsplit(url).hostname or ""
        address = public_address(url, self.policy.private, self.resolver)
        if (since := time.monotonic() - self._last.get(host, -1e9)) < self.policy.pause:
            self.sleep(self.policy.pause - since)
        target = httpx2.URL(url)
        headers = {
            "Host": target.netloc.decode("ascii"),
            "User-Agent": f"proscribe/{__version__}",
            "Accept": "*/*",
            **known.headers(),
        }
        extensions: dict[str, Any] = {"sni_hostname": host} if target.scheme == "https" else {}
        transport = self.transport or httpx2.HTTPTransport(retries=0)
        try:
            with httpx2.Client(
                transport=_Kept(transport), timeout=self.policy.idle, trust_env=False
            ) as client:
                request = client.build_request("GET", target.copy_with(host=address), headers=headers)
                request.extensions.update(extensions)
                response = client.send(request, stream=True)
                try:
                    return self._read(url, response, known, until)
                finally:
                    response.close()
        except httpx2.TimeoutException:
            raise FetchFailed(
                "timeout", url, f"gave no answer within {self.policy.idle:.0f} s", again=True
            ) from None
        except httpx2.RemoteProtocolError as error:
            raise FetchFailed("cut", url, f"the connection ended early ({error})", again=True) from None
        except httpx2.TransportError as error:
            raise FetchFailed("unreachable", url, f"no connection ({error})", again=True) from None
        except (httpx2.InvalidURL, httpx2.DecodingError) as error:
            raise FetchFailed("cut", url, f"cannot be read ({error})") from None
        finally:
            self._last[host] = time.monotonic()
            if self.transport is None:
                transport.close()

    def _read(
        self, url: str, response: "httpx2.Response", known: Validators, until: float
    ) -> "Fetched | str":
        status, headers = response.status_code, response.headers
        if status in _REDIRECTS and headers.get("location"):
            return str(headers["location"])
        if status == 304 and known.headers():
            return Fetched(url, None, "", known)
        if status != 200:
            again = status in _LATER
            raise FetchFailed(
                "status", url, f"HTTP {status}", again=again, wait=_retry_after(headers.get("retry-after"))
            )
        stated = headers.get("content-length", "")
        if stated.isdigit() and int(stated) > self.policy.largest:
            raise self._too_large(url)
        parts, size = list[bytes](), 0
        for part in response.iter_bytes(1 << 16):
            size += len(part)
            if size > self.policy.largest:
                raise self._too_large(url)
            if time.monotonic() > until:
                raise FetchFailed("timeout", url, f"took longer than {self.policy.whole:.0f} s", again=True)
            parts.append(part)
        if not size:
            raise FetchFailed("empty", url, "gave 0 bytes; the address may have moved")
        media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        return Fetched(
            url, b"".join(parts), media_type, Validators(headers.get("etag"), headers.get("last-modified"))
        )

    def _too_large(self, url: str) -> FetchFailed:
        return FetchFailed("too_large", url, f"is larger than {self.policy.largest / (1 << 20):.0f} MB")


def fetch_page(url: str, largest: int) -> bytes:
    """The bytes of one page of at most `largest` bytes; raises `FetchFailed`."""
    body = Fetcher(Policy(largest=largest)).fetch(url).body
    return body or b""


def _library(url: str) -> Any:
    try:
        import httpx2
    except ImportError:
        message = "fetching needs the extra `gather`: pip install 'proscribe[gather]'"
        raise FetchFailed("extra", url, message) from None
    return httpx2


def _retry_after(text: str | None) -> float:
    return float(text) if text and text.isdigit() else 0.0


class _Kept:
    """A transport that outlives the client which uses it."""

    def __init__(self, transport: Any) -> None:
        self._transport = transport

    def handle_request(self, request: Any) -> Any:
        return self._transport.handle_request(request)

    def __enter__(self) -> "_Kept":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def close(self) -> None:
        return None
