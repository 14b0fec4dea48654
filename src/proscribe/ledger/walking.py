"""A walk along the items of a record with the keys of each, both read once in the order of recording."""

from .tables import Row, Tables


class Walk:
    """A walk over items with a higher number than `after`. `item` is the next one (number, batch, kind, id, seal,
    body), None at the end; `key` is then the number of an item that only the index knows, if any."""

    def __init__(self, tables: Tables, after: int = 0) -> None:
        self._items = tables.stream(
            "SELECT number, batch, kind, id, seal, body FROM item WHERE number > ? ORDER BY number", (after,)
        )
        self._keys = tables.stream("SELECT item, kind, key FROM key WHERE item > ? ORDER BY item", (after,))
        self.item = next(self._items, None)
        self._key = next(self._keys, None)

    def step(self) -> tuple[Row, list[Row]]:
        """The next item and its keys (item, kind, key), and one step further."""
        assert self.item is not None
        row, keys = self.item, []
        while self._key and self._key[0] <= row[0]:
            if self._key[0] == row[0]:
                keys.append(self._key)
            self._key = next(self._keys, None)
        self.item = next(self._items, None)
        return row, keys

    @property
    def key(self) -> int | None:
        """The item that the next key belongs to."""
        return self._key[0] if self._key else None
