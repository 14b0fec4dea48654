"""A person at a browser: reads pages into trees, fills in their forms and presses their buttons."""

from typing import Any

from lxml import html
from starlette.testclient import TestClient

ACCEPT = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


class Person:
    """One browser without scripts."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        client.headers.update(ACCEPT)
        client.follow_redirects = False

    def read(self, address: str, status: int = 200) -> html.HtmlElement:
        """The page at an address."""
        answer = self.client.get(address)
        assert answer.status_code == status, answer.text[:800]
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        return html.document_fromstring(answer.text)

    def sign_in(self, secret: str) -> None:
        """Sign in with a token."""
        answer = self.client.post("/sign-in", data={"token": secret, "next": "/review"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/review")

    def press(self, form: Any, verdict: str = "", **fields: str) -> Any:
        """Send a form with some fields filled in, by the button with a value."""
        data: dict[str, list[str]] = {}
        for key, value in form.form_values():
            data.setdefault(key, []).append(value)
        data |= {key: [value] for key, value in fields.items()}
        if verdict:
            data["verdict"] = [verdict]
        if form.get("enctype"):
            return self.client.post(form.get("action"), data=data, files={"x": ("", b"")})
        return self.client.post(form.get("action"), data=data)

    def matter(self, words: str, address: str = "/review") -> html.HtmlElement:
        """The act in the queue of which the heading or quote has these words."""
        found = [a for a in self.read(address).find_class("matter") if words in a.text_content()]
        assert found, f"nothing in the queue speaks of {words}"
        return found[0]


def form_of(article: html.HtmlElement) -> html.HtmlElement:
    """The form by which an act is judged."""
    found: html.HtmlElement = article.xpath(".//form[contains(@class, 'judge')]")[0]
    return found
