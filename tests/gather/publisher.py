"""A server on loopback that behaves as publishers do, well and badly."""

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

XML = b'<?xml version="1.0"?><list>' + b"<entry>x</entry>" * 500 + b"</list>"


class Publisher(BaseHTTPRequestHandler):
    """Each path is one behaviour; `asked` keeps what was asked, with its headers."""

    protocol_version = "HTTP/1.1"
    asked: list[tuple[str, dict[str, str]]]
    state: dict[str, int]

    def log_message(self, *_):
        pass

    def _send(self, status=200, body=XML, **headers):
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        type(self).asked.append((self.path, dict(self.headers)))
        path = self.path.partition("?")[0].strip("/")
        count = type(self).state[path] = type(self).state.get(path, 0) + 1
        getattr(self, path.replace("-", "_"), self.missing)(count)

    def missing(self, _):
        self._send(404, b"not found")

    def good(self, _):
        if self.headers.get("If-None-Match") == '"v1"':
            self.send_response(304)
            self.end_headers()
            return
        self._send(ETag='"v1"', Content_Type="application/xml; charset=utf-8")

    def dated(self, _):
        if self.headers.get("If-Modified-Since"):
            self.send_response(304)
            self.end_headers()
            return
        self._send(Last_Modified="Fri, 27 Feb 2026 00:00:00 GMT")

    def always_304(self, _):
        self.send_response(304)
        self.end_headers()

    def html(self, _):
        self._send(
            body=b"<!DOCTYPE html><html><body>We are being updated</body></html>", Content_Type="text/html"
        )

    def empty(self, _):
        self._send(body=b"")

    def busy_once(self, count):
        self._send() if count > 1 else self._send(503, b"busy", Retry_After="7")

    def broken(self, _):
        self._send(500, b"oops")

    def gone(self, _):
        self._send(410, b"gone")

    def cut(self, _):
        self.send_response(200)
        self.send_header("Content-Length", str(len(XML)))
        self.end_headers()
        self.wfile.write(XML[:1000])
        self.wfile.flush()
        self.close_connection = True

    def silent(self, _):
        time.sleep(1.5)
        self.close_connection = True

    def slow(self, _):
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        try:
            for _ in range(40):
                self.wfile.write(b"x" * 70_000)
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass
        self.close_connection = True

    def huge(self, _):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            for _ in range(400):
                self.wfile.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
        except OSError:
            pass
        self.close_connection = True

    def says_huge(self, _):
        self.send_response(200)
        self.send_header("Content-Length", str(1 << 40))
        self.end_headers()
        self.close_connection = True

    def bomb(self, _):
        import gzip

        self._send(body=gzip.compress(b"0" * (20 << 20)), Content_Encoding="gzip")

    def moved(self, _):
        self._send(302, b"", Location="/good")

    def circle(self, _):
        self._send(302, b"", Location="/circle")

    def far(self, count):
        self._send(302, b"", Location=f"/far?{count}")

    def inward(self, _):
        self._send(302, b"", Location="http://169.254.169.254/latest/meta-data/")

    def to_file(self, _):
        self._send(302, b"", Location="file:///etc/passwd")


@contextmanager
def publisher():
    """The server's address and what it was asked."""
    handler = type("Handler", (Publisher,), {"asked": [], "state": {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.handle_error = lambda *_: None  # clients that hang up are what is tested
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", handler.asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
