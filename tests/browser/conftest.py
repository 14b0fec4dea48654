"""A server and a browser for a test session. Where no Chromium is, these tests say so and are skipped."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.serving import QUIET, chromium, served, starter


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[str]:
    """The address of a served register of the starter facts."""
    with served(starter(tmp_path_factory.mktemp("site"))) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    path = chromium()
    if path is None:
        word = (
            "no Chromium on this machine (looked for chromium on PATH): install it to run the browser tests"
        )
        if "browser" in os.environ.get("PROSCRIBE_REQUIRE", ""):
            pytest.fail(word)
        pytest.skip(word)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A reader of their own, whose every request must stay on this machine."""
    strangers: list[str] = []
    opened = browser.new_context(base_url=site, locale="en-GB")
    opened.on(
        "request", lambda request: strangers.append(request.url) if not request.url.startswith(site) else None
    )
    opened.set_default_timeout(30_000)
    yield opened
    opened.close()
    assert not strangers, f"requests left the machine: {strangers}"


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page whose scripts and policy raise nothing."""
    opened = context.new_page()
    opened.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
    opened.on("console", _heard)
    return opened


def _heard(message) -> None:
    if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
        pytest.fail(f"the policy was broken: {message.text}")
