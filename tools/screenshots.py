"""Screenshots of every page, wide and narrow, light and dark: `python -m tools.screenshots FOLDER [NAME…] [--db FILE]`.

Serves a register of the starter facts (or the one named) on loopback and photographs each page of
`tests/browser/addresses.py` with the system's Chromium; then, signed in, the desk (`tests/browser/desk.py`) of one with
reports to judge and lists to screen against.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.addresses import PAGES
from tests.browser.desk import DESK, furnish, sign_in
from tests.browser.serving import QUIET, chromium, served, starter

WIDTHS = {"wide": (1280, 900), "narrow": (390, 844)}
SCHEMES = ("light", "dark")


def main() -> int:
    """Take the screenshots; 2 where there is no Chromium."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("names", nargs="*", help="only these pages")
    asked.add_argument("--db", help="the register to show")
    asked.add_argument(
        "--only", choices=[f"{w}-{s}" for w in WIDTHS for s in SCHEMES], help="one kind of picture"
    )
    given = asked.parse_args()
    path = chromium()
    if path is None:
        print("no Chromium on this machine: install it first", file=sys.stderr)
        return 2
    given.folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as other,
        served(given.db or starter(Path(folder))) as site,
        sync_playwright() as playwright,
    ):
        db, secret = furnish(Path(other))
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        for width, (x, y) in WIDTHS.items():
            for scheme in SCHEMES:
                kind = f"{width}-{scheme}"
                if given.only in (None, kind):
                    size = {"width": x, "height": y}
                    _take(browser, site, given, kind, size, scheme)
                    with served(db) as desk:
                        _take_desk(browser, desk, secret, given, kind, size, scheme)
        browser.close()
    return 0


def _take(browser, site, given, kind, size, scheme) -> None:
    context = browser.new_context(base_url=site, viewport=size, color_scheme=scheme, locale="en-GB")
    page = context.new_page()
    for name, address in PAGES.items():
        _photograph(page, given, name, kind, address)
    context.close()


def _take_desk(browser, site, secret, given, kind, size, scheme) -> None:
    context = browser.new_context(base_url=site, viewport=size, color_scheme=scheme, locale="en-GB")
    page = context.new_page()
    sign_in(page, secret)
    for name, address in DESK.items():
        _photograph(page, given, name, kind, address)
    page.goto("/screen")
    page.get_by_label("Names", exact=True).fill("Al-Qaida\nJane Harmless\nHarakat al-Shabab")
    page.get_by_role("button", name="Screen", exact=True).click()
    page.wait_for_url("**/screen/*")
    _photograph(page, given, "results", kind, page.url)
    first = page.context.request.get("/review.json").json()[0]["first"]
    _photograph(page, given, "edit", kind, f"/review/{first}/edit")
    context.close()


def _photograph(page, given, name, kind, address) -> None:
    if not given.names or name in given.names:
        page.goto(address)
        page.screenshot(path=given.folder / f"{name}-{kind}.png", full_page=True)
        print(given.folder / f"{name}-{kind}.png")


if __name__ == "__main__":
    sys.exit(main())
