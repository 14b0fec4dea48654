"""A server over a register with something to judge, and a person who signs in to it."""

from pathlib import Path

from playwright.sync_api import Page

from proscribe.web.tokens import Role
from tests.web.conftest import token
from tests.web.records import furnished

#: Pages of a register with reports and lists, by name; some need a person who is signed in.
DESK = {
    "review": "/review",
    "review-known": "/review?known=2025-04-01",
    "relating": "/review/subjects?one=un_sc:QDe.004&other=al-qaida",
    "relating-pairs": "/review/subjects?list=un_sc&list=us_ofac_sdn",
    "lists-held": "/lists",
    "list-held": "/lists/un_sc",
    "entry": "/lists/un_sc/QDe.004",
    "changes-turned": "/changes?by=on&since=2025-04-16&until=2025-04-18",
    "screen-held": "/screen",
    "certificate-met": "/certificate?name=Al-Qaida",
}


def furnish(folder: Path) -> tuple[str, str]:
    """The path of a register and a token to judge with."""
    db = furnished(folder / "register.db")
    return db, token(db, "Dana Reviewer", Role.REVIEW)


def sign_in(page: Page, secret: str, onward: str = "/review") -> None:
    """Sign in with a token and go on to a page."""
    page.goto(f"/sign-in?next={onward}")
    page.get_by_label("Token").fill(secret)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{onward.partition('?')[0]}*")
