"""The reference of the API, written from its OpenAPI document: every path, what it takes, what it answers."""

import json
from collections.abc import Iterator, Mapping, Sequence
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
class Value:
    """A kind of object that is sent or answered, with what is in it."""

    name: str
    text: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path. `about` is what kind of question it is, `answers` are pairs of status and meaning."""

    about: str
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
            _told(p),
        )
        for p in parameters
    ]
    examples: list[Example] = []
    body = _resolved(document, given.get("requestBody", {}))
    for media, content in body.get("content", {}).items():
        fields += _body(document, media, content, bool(body.get("required")))
        examples += _composed(document, media, content)
        examples += _examples(f"A body, {media}", content)
    answers = []
    for status, response in given.get("responses", {}).items():
        found = _resolved(document, response)
        kinds = (_kind(document, c["schema"]) for c in found.get("content", {}).values() if "schema" in c)
        kind = next((k for k in kinds if any(part in _named(document) for part in k.split())), "")
        text = _line(found.get("description", ""))
        answers.append((str(status), f"{text} `{kind}`" if kind else text))
        for media, content in found.get("content", {}).items():
            examples += _examples(f"Answer {status}, {media}", content)
    title = given.get("summary") or f"{method.upper()} {path}"
    text = given.get("description", "")
    about = next(iter(given.get("tags", ())), path.strip("/").partition("/")[0])
    return Operation(about, method.upper(), path, title, text, tuple(fields), tuple(answers), tuple(examples))


def values(document: Json) -> Iterator[Value]:
    """The kinds of object that an OpenAPI document names, by name."""
    for name, schema in _named(document).items():
        if schema.get("properties"):
            yield Value(name, _line(schema.get("description", "")), tuple(_inside(document, schema, "")))


def _named(document: Json) -> Mapping[str, Json]:
    found: Mapping[str, Json] = document.get("components", {}).get("schemas", {})
    return found


def _body(document: Json, media: str, content: Json, required: bool) -> Iterator[Field]:
    schema = _resolved(document, content.get("schema", {}))
    if schema.get("properties"):
        yield from _inside(document, schema, f"body, {media}")
    else:
        text = _line(schema.get("description", ""))
        yield Field(media, "body", _kind(document, schema), required, text)


def _inside(document: Json, schema: Json, place: str) -> Iterator[Field]:
    needed = schema.get("required", ())
    for name, part in schema["properties"].items():
        yield Field(name, place, _kind(document, part), name in needed, _line(part.get("description", "")))


def _composed(document: Json, media: str, content: Json) -> Iterator[Example]:
    """A body made of the examples of its fields."""
    properties = _resolved(document, content.get("schema", {})).get("properties", {})
    body = {name: part["examples"][0] for name, part in properties.items() if part.get("examples")}
    if body:
        yield Example(f"A body, {media}", json.dumps(body, ensure_ascii=False, indent=2))


def _kind(document: Json, schema: Json) -> str:
    """The type of a value in a few words: `string (date)`, `array of Standing`, `in_force or ended`."""
    name = schema.get("$ref", "").rpartition("/")[2]
    schema = _resolved(document, schema)
    if name in _named(document) and schema.get("properties"):
        return str(name)
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
    if "prefixItems" in schema:
        return f"array of {', then '.join(_kind(document, s) for s in schema['prefixItems'])}"
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


def _told(parameter: Json) -> str:
    """What a parameter means, with an example where the document has one."""
    given = parameter.get("schema", {}).get("examples", ())
    example = f" Example: `{given[0]}`." if given and isinstance(given[0], str) else ""
    return _line(parameter.get("description", "")) + example


def _line(text: str) -> str:
    return " ".join(text.split())


def shared(every: Sequence[Operation]) -> tuple[tuple[str, str], ...]:
    """The answers that every operation has in common; none where there is one operation only."""
    common = set.intersection(*(set(o.answers) for o in every)) if len(every) > 1 else set()
    return tuple(sorted(common))


def markdown(document: Json) -> str:
    """The reference as Markdown: a part for each kind of question, with a section for each operation."""
    info, every = document["info"], list(operations(document))
    common = shared(every)
    parts = [f"# API\n\n{info.get('summary', '')}\n", info.get("description", "")]
    if common:
        parts += ["Any request may also be answered:\n", _answers(common)]
    for about in dict.fromkeys(o.about for o in every):
        parts += [f"## {about.capitalize()}\n", *(_section(o, common) for o in every if o.about == about)]
    parts += ["## Values\n", *map(_value, values(document))]
    return "\n".join(parts)


def _section(one: Operation, common: Sequence[tuple[str, str]]) -> str:
    parts = [f"### {one.method} `{one.path}`\n", f"{one.text or one.title}\n"]
    if one.fields:
        parts += ["| field | where | type | |", "|---|---|---|---|"]
        parts += [f"| `{_cell(f.name)}` | {f.place} | {_cell(f.kind)} | {_meaning(f)} |" for f in one.fields]
        parts.append("")
    parts.append(_answers([a for a in one.answers if a not in common]))
    parts += [f"{e.title}:\n\n~~~~json\n{e.body}\n~~~~\n" for e in one.examples]
    return "\n".join(parts)


def _answers(given: Sequence[tuple[str, str]]) -> str:
    rows = [f"| {status} | {_cell(text)} |" for status, text in given]
    return "\n".join(["| status | |", "|---|---|", *rows, ""])


def _value(one: Value) -> str:
    rows = [f"| `{_cell(f.name)}` | {_cell(f.kind)} | {_meaning(f)} |" for f in one.fields]
    return "\n".join(
        [f"### `{one.name}`\n", f"{one.text}\n", "| field | type | |", "|---|---|---|", *rows, ""]
    )


def _meaning(field: Field) -> str:
    return _cell(f"{field.text} **Required.**".strip() if field.required and field.place else field.text)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
