"""The styles, scripts and pictures of the pages, served from the package and named by their content."""

import hashlib
from functools import cache
from importlib.resources import files

from fastapi import APIRouter
from starlette.responses import Response

from ..problems import Refusal

_MEDIA = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_FOLDERS = ("styles", "scripts")


@cache
def _kept() -> dict[str, bytes]:
    package = files(__package__)
    found = (f for folder in _FOLDERS for f in (package / folder).iterdir())
    return {f.name: f.read_bytes() for f in found if f.name.rpartition(".")[2] in _MEDIA}


def _digest() -> str:
    templates = sorted((files(__package__) / "templates").iterdir(), key=lambda f: f.name)
    texts = sorted((files(__package__) / "text").iterdir(), key=lambda f: f.name)
    whole = hashlib.sha256()
    for data in (*(_kept()[k] for k in sorted(_kept())), *(f.read_bytes() for f in (*templates, *texts))):
        whole.update(data)
    return whole.hexdigest()[:12]


#: Stands for everything that pages are made of; part of the address of every file, so that browsers may keep them.
DIGEST = _digest()
router = APIRouter()


def href(name: str) -> str:
    """The address of a style or script; raises `KeyError` for one that is not there."""
    _kept()[name]
    return f"/assets/{DIGEST}/{name}"


@router.get("/assets/{digest}/{name}")
async def asset(digest: str, name: str) -> Response:
    """A style, script or picture. Under an older digest the present file is given, and not to be kept."""
    data = _kept().get(name)
    if data is None:
        raise Refusal(404, "there is no such file")
    age = "public, max-age=31536000, immutable" if digest == DIGEST else "no-cache"
    kind = _MEDIA[name.rpartition(".")[2]]
    return Response(data, headers={"Cache-Control": age}, media_type=f"{kind}; charset=utf-8")
