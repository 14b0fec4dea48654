"""The wire: HTTP as uvicorn speaks it, with a limit to how long and how slowly the head of a request may come.

What comes after the head is measured by `limits`; before it is whole no application sees anything of a request.
"""

from asyncio import TimerHandle, Transport

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: The most bytes of a head that are read on, and the seconds until a connection must have sent a whole one.
HEAD, SECONDS = 64 << 10, 20.0
_TOO_LONG = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"content-length: 33\r\nconnection: close\r\n\r\nthe head of the request too long\n"
)


class Wire(HttpToolsProtocol):
    """A connection that is closed when it does not bring a request in time."""

    _timer: TimerHandle | None = None
    _head = 0
    _waiting = True

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._await()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._arrived()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """A request begins: wait for the end of its head."""
        super().on_message_begin()
        if not self._waiting:
            self._await()

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._arrived()
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Read on while the head is not too long."""
        if self._waiting:
            self._head += len(data)
        super().data_received(data)
        if self._waiting and self._head > HEAD and not self.transport.is_closing():
            self.transport.write(_TOO_LONG)
            self.transport.close()

    def _await(self) -> None:
        self._waiting, self._head = True, 0
        self._timer = self.loop.call_later(SECONDS, self._give_up)

    def _arrived(self) -> None:
        self._waiting = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()
