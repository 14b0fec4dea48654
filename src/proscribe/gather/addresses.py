"""Which addresses may be fetched: http and https, and only hosts of the public internet unless that is
allowed.
"""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from .failures import FetchFailed

#: Resolves a host and port to addresses in text, as the system would.
Resolver = Callable[[str, int], Sequence[str]]


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, from the system; raises OSError when it has none."""
    return list(
        dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    )


def public_address(url: str, private: bool, resolver: Resolver = resolve) -> str:
    """The address to connect to for a URL, checked. Connecting to it, and not to the name, leaves no time
    between the check and the connection in which the name could come to mean another address.

    Raises `FetchFailed` for another scheme, a host without an address, and one with any address that is not
    public (loopback, private, link-local, reserved, multicast), unless `private` allows those.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchFailed("address", url, "only http and https addresses with a host are fetched")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = resolver(parts.hostname, port)
    except (OSError, UnicodeError, ValueError) as error:
        raise FetchFailed(
            "unreachable", url, f"the host {parts.hostname!r} was not found ({error})"
        ) from None
    if not found:
        raise FetchFailed("unreachable", url, f"the host {parts.hostname!r} has no address")
    for text in found:
        if not private and not _public(text):
            raise FetchFailed("address", url, f"{parts.hostname} is {text}, which is not a public address")
    return found[0]


def _public(text: str) -> bool:
    address: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is not None:
            address = inner
    return address.is_global and not address.is_multicast
