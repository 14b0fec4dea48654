"""Asking an endpoint that a person named: JSON there, JSON back."""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

from ..errors import BadInput

#: Seconds that an answer may take: models are slow.
TIMEOUT = 300
#: The most bytes of an answer that are read.
LARGEST = 10_000_000


def post(url: str, question: Mapping[str, Any], key: str | None = None) -> dict[str, Any]:
    """Send a JSON object and give the one that comes back.

    The address is the user's own choice, so that one of a private network is as good as any; `key` goes into the
    Authorization header. Raises `OSError` when the endpoint cannot be reached or refuses, `BadInput` for an address
    that is none, or an answer that is no JSON object.
    """
    if not url.startswith(("http://", "https://")):
        raise BadInput(f"{url!r} is not an address; an --endpoint begins with http:// or https://")
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
    request = urllib.request.Request(url, json.dumps(question).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
            body = response.read(LARGEST)
    except urllib.error.HTTPError as error:
        raise OSError(f"it answers {error.code} {error.reason}") from None
    try:
        answer = json.loads(body)
    except ValueError:
        raise BadInput(f"{url} does not answer with JSON; is it an OpenAI-compatible endpoint?") from None
    if not isinstance(answer, dict):
        raise BadInput(f"{url} does not answer with a JSON object; is it an OpenAI-compatible endpoint?")
    return answer
