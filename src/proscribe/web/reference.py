"""The reference of the API, written from its OpenAPI document: every path, what it takes, what it answers."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]
_METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a part of a body: where it goes (`query`, `path`, `header`, `body`), its type, its meaning."""

    name: str
    place: str
    kind: str
    required: bool
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """One body as it is sent or answered: `title` says of what."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path. `answers` are pairs of status and meaning."""

    method: str
    path: str
    title: str
    text: str
    fields: tuple[Field, ...]
    answers: tuple[tuple[str, str], ...]
    examples: tuple[Example, ...]


def operations(document: Json) -> Iterator[Operation]:
    """The operations of an OpenAPI document, in its order."""
    for path, methods in document.get("paths", {}).items():
        for method in _METHODS:
            if method in methods:
                yield _operation(document, path, method, methods[method])


def _operation(document: Json, path: str, method: str, given: Json) -> Operation:
    parameters = [_resolved(document, p) for p in given.get("parameters", ())]
    fields = [
        Field(
            p["name"],
            p["in"],
            _kind(document, p.get("schema", {})),
            bool(p.get("required")),
            _line(p.get("description", "")),
        )
        for p in parameters
    ]
    examples: list[Example] = []
    body = _resolved(document, given.get("requestBody", {}))
    for media, content in body.get("content", {}).items():
        fields += _body(document, media, content, bool(body.get("required")))
        examples += _examples(f"A body, {media}", content)
    answers = []
    for status, response in given.get("responses", {}).items():
        found = _resolved(document, response)
        answers.append((str(status), _line(found.get("description", ""))))
        for media, content in found.get("content", {}).items():
            examples += _examples(f"Answer {status}, {media}", content)
    title = given.get("summary") or f"{method.upper()} {path}"
    text = given.get("description", "")
    return Operation(method.upper(), path, title, text, tuple(fields), tuple(answers), tuple(examples))


def _body(document: Json, media: str, content: Json, required: bool) -> Iterator[Field]:
    schema = _resolved(document, content.get("schema", {}))
    properties = schema.get("properties")
    if not properties:
        yield Field(media, "body", _kind(document, schema), required, _line(schema.get("description", "")))
        return
    needed = schema.get("required", ())
    for name, part in properties.items():
        meaning = _resolved(document, part).get("description") or part.get("description", "")
        yield Field(name, f"body, {media}", _kind(document, part), name in needed, _line(meaning))


def _kind(document: Json, schema: Json) -> str:
    """The type of a value in a few words: `string (date)`, `array of string`, `in_force or ended`."""
    schema = _resolved(document, schema)
    for key in ("anyOf", "oneOf"):
        if key in schema:
            kinds = dict.fromkeys(_kind(document, s) for s in schema[key] if s.get("type") != "null")
            return " or ".join(kinds)
    if "enum" in schema:
        return " or ".join(map(str, schema["enum"]))
    if "const" in schema:
        return str(schema["const"])
    kind = schema.get("type", "any")
    if isinstance(kind, list):
        kind = " or ".join(k for k in kind if k != "null")
    if kind == "array":
        return f"array of {_kind(document, schema.get('items', {}))}"
    return f"{kind} ({schema['format']})" if "format" in schema else str(kind)


def _examples(title: str, content: Json) -> Iterator[Example]:
    given = [e.get("value") for e in content.get("examples", {}).values()]
    if "example" in content:
        given.append(content["example"])
    for value in given:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)
        yield Example(title, text)


def _resolved(document: Json, given: Json) -> Json:
    """What a reference inside the document stands for."""
    while "$ref" in given:
        found: Any = document
        for part in given["$ref"].removeprefix("#/").split("/"):
            found = found[part.replace("~1", "/").replace("~0", "~")]
        given = found
    return given


def _line(text: str) -> str:
    return " ".join(text.split())


def markdown(document: Json) -> str:
    """The reference as Markdown: a section for each operation, under the first part of its path."""
    info = document["info"]
    parts = [f"# API\n\n{info.get('summary', '')}\n", info.get("description", "")]
    section = None
    for one in operations(document):
        tag = one.path.strip("/").split("/")[0]
        if tag != section:
            section = tag
            parts.append(f"## `/{tag}`\n")
        parts.append(_section(one))
    return "\n".join(parts)


def _section(one: Operation) -> str:
    parts = [f"### {one.method} `{one.path}`\n", f"{one.text or one.title}\n"]
    if one.fields:
        parts += ["| field | where | type | |", "|---|---|---|---|"]
        for f in one.fields:
            text = f.text + (" **Required.**" if f.required else "")
            parts.append(f"| `{_cell(f.name)}` | {f.place} | {_cell(f.kind)} | {_cell(text.strip())} |")
        parts.append("")
    parts += ["| status | |", "|---|---|"]
    parts += [f"| {status} | {_cell(text)} |" for status, text in one.answers]
    parts.append("")
    for e in one.examples:
        fence = "~~~~"
        parts.append(f"{e.title}:\n\n{fence}json\n{e.body}\n{fence}\n")
    return "\n".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
