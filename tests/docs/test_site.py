"""The site builds without a warning, loads nothing from elsewhere, and its references name what there is."""

import os
import re
import subprocess
import sys

import click
import pytest

from proscribe import Register
from proscribe.cli import COMMANDS, group
from proscribe.web.reference import markdown, operations
from proscribe.web.settings import Settings
from tests.docs.pages import ROOT
from tests.web.conftest import asking

_LOADED = re.compile(
    r"<(?:script|img|iframe)[^>]*\bsrc=[\"']?([^\"' >]+)|<link[^>]*\bhref=[\"']?([^\"' >]+)[^>]*>"
)

DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "X", "summary": "What X does.", "version": "1"},
    "paths": {
        "/v1/things/{id}": {
            "get": {
                "summary": "Thing",
                "description": "One thing.",
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
                    {
                        "name": "on",
                        "in": "query",
                        "description": "The day | asked about.",
                        "schema": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
                    },
                ],
                "responses": {
                    "200": {
                        "description": "It.",
                        "content": {"application/json": {"example": {"a": "é"}}},
                    },
                    "404": {"$ref": "#/components/responses/Gone"},
                },
            },
            "post": {
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/New"}}},
                },
                "responses": {"201": {"description": "Made."}},
            },
        }
    },
    "components": {
        "responses": {"Gone": {"description": "No such thing."}},
        "schemas": {
            "New": {
                "type": "object",
                "required": ["names"],
                "properties": {
                    "names": {"type": "array", "items": {"type": "string"}, "description": "Its names."},
                    "kind": {"enum": ["a", "b"]},
                },
            }
        },
    },
}


def test_an_operation_is_told_with_its_fields_answers_and_examples():
    get, post = operations(DOCUMENT)
    assert [(f.name, f.place, f.kind, f.required) for f in get.fields] == [
        ("id", "path", "string", True),
        ("on", "query", "string (date)", False),
    ]
    assert get.answers == (("200", "It."), ("404", "No such thing."))
    assert get.examples[0].body == '{\n  "a": "é"\n}'
    assert [(f.name, f.kind, f.required) for f in post.fields] == [
        ("names", "array of string", True),
        ("kind", "a or b", False),
    ]


def test_the_reference_is_markdown_whose_cells_hold():
    text = markdown(DOCUMENT)
    assert "### GET `/v1/things/{id}`" in text
    assert "| `on` | query | string (date) | The day \\| asked about. |" in text


@pytest.fixture
def db(tmp_path) -> str:
    """The path of an empty register."""
    path = str(tmp_path / "register.db")
    Register.open(path, create=True).close()
    return path


@pytest.mark.slow
def test_the_site_builds_strictly_and_names_everything(db, tmp_path):
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    pages = {
        str(p.relative_to(tmp_path / "site")): p.read_text("utf-8")
        for p in (tmp_path / "site").rglob("*.html")
    }
    loaded = {a or b for text in pages.values() for a, b in _LOADED.findall(text)}
    assert loaded
    assert not [address for address in loaded if "//" in address]
    context = click.Context(group, info_name="proscribe")
    for name in COMMANDS:
        told, command = _section(pages["reference/cli.html"], name), group.get_command(context, name)
        missing = [o for p in command.params if isinstance(p, click.Option) for o in p.opts if o not in told]
        assert not missing, f"{name} {missing}"
    for name in dir(Register):
        assert name.startswith("_") or f"Register.{name}" in pages["reference/library.html"], name
    with asking(Settings(db=db)) as client:
        paths = client.get("/openapi.json").json()["paths"]
    assert [path for path in paths if f"<code>{path}</code>" not in pages["reference/api.html"]] == []
    assert "regimes/us.fto.html" in pages


def _section(page: str, name: str) -> str:
    return page.split(f'id="{name}"', 1)[1].split("<h2", 1)[0]
