"""Why something could not be fetched."""

from ..errors import BadInput


class FetchFailed(BadInput):
    """An address gave nothing that can be used. Exit status 2.

    `code` is `address` (not to be fetched), `unreachable`, `timeout`, `status` (an HTTP error), `cut` (the
    connection ended early), `empty`, `too_large`, `redirect` or `extra` (the `gather` extra is not
    installed). `again` says whether trying later may help.
    """

    def __init__(self, code: str, url: str, message: str, *, again: bool = False, wait: float = 0.0) -> None:
        super().__init__(f"{url}: {message}")
        self.code, self.url, self.again, self.wait = code, url, again, wait
