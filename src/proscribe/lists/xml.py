"""XML records one at a time: no entities, no document types, no network, bounded memory."""

import io
from collections.abc import Iterator
from typing import Any

from lxml import etree

from .parsed import Refusal
from .text import clean

Element = Any  # lxml's element; its stubs make every lookup optional, which the formats decide, not the type

#: More elements than any publisher's record has; beyond it a file is made to exhaust memory.
_MOST_IN_RECORD = 100_000


def records(data: bytes, name: str, root: str, depth: int = 1) -> Iterator[tuple[str, Element]]:
    """Each element `depth` levels below the root, with its path, freed once the next one is asked for.

    The root comes first, with its attributes and no children, at path "/" and its name. Namespaces are left
    out of tags. Raises `Refusal`: `other_format` for another root element, `unsafe` for a document type or an
    entity, `truncated` for what is not well-formed.
    """
    level, inside = -1, 0
    counts: dict[str, int] = {}
    path: list[str] = []
    try:
        events = etree.iterparse(
            io.BytesIO(data),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for event, element in events:
            if event == "start":
                level += 1
                tag = _local(element)
                if level == 0:
                    _check_root(element, tag, root, name)
                    yield f"/{tag}", element
                if level <= depth:
                    del path[level:]
                    path.append(tag)
                else:
                    inside += 1
                    if inside > _MOST_IN_RECORD:
                        raise Refusal("unsafe", f"has a record of more than {_MOST_IN_RECORD} elements", name)
                continue
            if level == depth:
                key = "/".join(path)
                counts[key] = counts.get(key, 0) + 1
                _plain_tags(element)
                yield f"/{key}[{counts[key]}]", element
                inside = 0
            if 0 < level <= depth:
                element.clear()
                parent = element.getparent()
                if parent is not None:
                    while element.getprevious() is not None:
                        del parent[0]
            level -= 1
    except etree.XMLSyntaxError as error:
        line = error.lineno
        if level < 0 and not path:
            raise Refusal("other_format", f"is not XML: {_short(error)}", name) from None
        raise Refusal("truncated", f"is not well-formed XML at line {line}: {_short(error)}", name) from None


def _check_root(element: Element, tag: str, root: str, name: str) -> None:
    if tag.lower() == "html":
        raise Refusal("other_format", "is a web page where XML was expected", name)
    info = element.getroottree().docinfo
    if info.doctype or info.internalDTD is not None:
        raise Refusal("unsafe", "declares a document type, which no official list does", name)
    if tag != root:
        raise Refusal("other_format", f"has the root element {tag!r} where {root!r} was expected", name)


def _local(element: Element) -> str:
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2]


def _plain_tags(record: Element) -> None:
    for element in record.iter():
        if not isinstance(element.tag, str):
            raise Refusal("unsafe", "uses an entity of its own, which no official list does")
        if "}" in element.tag:
            element.tag = element.tag.rpartition("}")[2]


def _short(error: etree.XMLSyntaxError) -> str:
    return str(error.msg).partition(", line")[0][:120]


def value(record: Element, path: str) -> str:
    """The cleaned text at a path below a record, "" when there is none."""
    return clean(record.findtext(path))


def values(record: Element, path: str) -> list[str]:
    """The cleaned texts at a path, without empty ones."""
    return [text for e in record.findall(path) if (text := clean(e.text))]
