"""Lists that are web pages: their tables and headed texts, read without scripts, styles or the network."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from .parsed import Refusal
from .text import clean

Element = Any
_MOST_ELEMENTS = 200_000
_DEEPEST = 100
_BREAKS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"}


def page(data: bytes, name: str) -> Element:
    """The root of a page; raises `Refusal` when it is no HTML, or cut before its end."""
    head = data[:4096].lower()
    if b"<html" not in head and b"<!doctype html" not in head:
        raise Refusal("other_format", "is not a web page", name)
    if b"</html" not in data[-4096:].lower():
        raise Refusal("truncated", "ends before </html>; fetch it again", name)
    parser = etree.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding=_charset(head)
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refusal("other_format", f"is not a web page: {clean(str(error))[:120]}", name) from None
    if root is None or not _sane(root):
        raise Refusal(
            "unsafe", f"has no elements, or more than {_MOST_ELEMENTS}, or nests them too deep", name
        )
    for dead in list(root.iter("script", "style", "noscript", "template")):
        dead.clear()
    return root


def _sane(root: Element) -> bool:
    depth = 0
    for count, (event, _) in enumerate(etree.iterwalk(root, events=("start", "end"))):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST or count > 2 * _MOST_ELEMENTS:
            return False
    return True


def _charset(head: bytes) -> str | None:
    return "utf-8" if b"charset" not in head else None


def text(element: Element) -> str:
    """The text of an element on one line; what a browser shows on several lines is joined by ` | `."""
    parts: list[str] = []
    for part in _parts(element):
        parts.append(part)
    lines = [clean(line) for line in "".join(parts).split("\n")]
    return " | ".join(line for line in lines if line)


def _parts(element: Element) -> Iterator[str]:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in _BREAKS:
        yield "\n"
    yield (element.text or "").replace("\n", " ")
    for child in element:
        yield from _parts(child)
        yield (child.tail or "").replace("\n", " ")
    if tag in _BREAKS:
        yield "\n"


def tables(root: Element) -> Iterator[tuple[int, list[tuple[int, list[str]]]]]:
    """Each table with its number and its rows: number of the row and texts of the cells, spanned cells
    repeated.
    """
    for number, table in enumerate(root.iter("table"), start=1):
        held: dict[int, tuple[int, str]] = {}
        rows = []
        for index, row in enumerate((r for r in table.iter("tr")), start=1):
            cells: list[str] = []
            for cell in (c for c in row if c.tag in ("td", "th")):
                _fill(cells, held)
                content = text(cell)
                for _ in range(_span(cell, "colspan")):
                    if (down := _span(cell, "rowspan")) > 1:
                        held[len(cells)] = (down - 1, content)
                    cells.append(content)
            _fill(cells, held)
            if any(cells):
                rows.append((index, cells))
        yield number, rows


def _fill(cells: list[str], held: dict[int, tuple[int, str]]) -> None:
    while len(cells) in held:
        left, content = held.pop(len(cells))
        if left > 1:
            held[len(cells)] = (left - 1, content)
        cells.append(content)


def _span(cell: Element, attribute: str) -> int:
    written = cell.get(attribute, "1")
    return min(int(written), 1000) if written.isdigit() and int(written) > 0 else 1
