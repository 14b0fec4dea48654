"""A person judges, screens and certifies: with a mouse, with keys alone, without scripts, and beside somebody else."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from proscribe.model.words import Verdict
from tests.browser.desk import DESK, furnish, sign_in
from tests.browser.serving import served
from tests.web.records import verdicts

SUSPENDED = "suspended the ban on the Taliban"
NAMES = "Al-Qaida\nJane Harmless\nHarakat al-Shabab"


@pytest.fixture(scope="module")
def furnished(tmp_path_factory) -> tuple[Path, str]:
    """A folder with a register that is made once, and the token of a reviewer."""
    folder = tmp_path_factory.mktemp("desk")
    return folder, furnish(folder)[1]


@pytest.fixture
def db(furnished, tmp_path) -> str:
    """A copy of the register with its tokens."""
    shutil.copytree(furnished[0], tmp_path / "copy")
    return str(tmp_path / "copy" / "register.db")


@pytest.fixture
def site(db) -> Iterator[str]:
    """A server of its own for each test: they write."""
    with served(db) as address:
        yield address


@pytest.fixture
def secret(furnished) -> str:
    """The token of a reviewer."""
    return str(furnished[1])


@pytest.fixture
def dana(page: Page, secret: str) -> Page:
    """A reviewer who has signed in."""
    sign_in(page, secret)
    return page


def _matter(page: Page, words: str = SUSPENDED):
    return page.locator("article.matter", has_text=words)


def test_a_person_accepts_a_proposal_and_the_standing_follows(dana, db):
    _matter(dana).get_by_label("Reason").fill("seen in the gazette")
    _matter(dana).get_by_role("button", name="Accept").click()
    expect(dana.get_by_role("status")).to_contain_text("accepted by Dana Reviewer")
    expect(_matter(dana)).to_have_count(0)
    assert [(v, by, why) for v, _, by, why in verdicts(db)] == [
        (Verdict.ACCEPT, "Dana Reviewer", "seen in the gazette")
    ]
    dana.get_by_role("status").get_by_role("link").click()
    expect(dana.locator("mark", has_text=SUSPENDED).first).to_be_in_viewport()


def test_a_person_rejects_with_a_reason_and_not_without(dana, db):
    _matter(dana).get_by_role("button", name="Reject").click()
    expect(dana.get_by_role("heading", level=1)).to_have_text("This address cannot be answered")
    assert not verdicts(db)
    dana.go_back()
    _matter(dana).get_by_label("Reason").fill("another court")
    _matter(dana).get_by_role("button", name="Reject").click()
    expect(dana.get_by_role("status")).to_contain_text("rejected by Dana Reviewer")


def test_keys_alone_are_enough_for_review(dana, db):
    keys = dana.keyboard
    keys.press("?")
    expect(dana.get_by_text("the next act")).to_be_visible()
    keys.press("j")
    keys.press("j")
    keys.press("k")
    first = dana.locator("article.matter").first
    expect(first).to_be_focused()
    keys.press("a")
    expect(dana.get_by_role("status")).to_contain_text("accepted by")
    expect(dana.locator("article.matter").first).to_be_focused()
    keys.press("r")
    keys.type("not what the words say")
    keys.press("Enter")
    expect(dana.get_by_role("status")).to_contain_text("rejected by")
    assert [(v, why) for v, _, _, why in verdicts(db)] == [
        (Verdict.ACCEPT, "the words of the document say so"),
        (Verdict.REJECT, "not what the words say"),
    ]
    keys.press("e")
    expect(dana.get_by_role("heading", level=1)).to_have_text("Edit into a new claim")


def test_enter_in_an_empty_reason_decides_nothing(dana, db):
    dana.keyboard.press("j")
    dana.keyboard.press("r")
    dana.keyboard.press("Enter")
    dana.keyboard.press("Escape")
    expect(dana.locator("article.matter").first).to_be_focused()
    assert not verdicts(db)


def test_of_two_reviewers_the_second_loses_nothing(browser: Browser, site, secret, db):
    pages = [browser.new_context(base_url=site).new_page() for _ in range(2)]
    for page in pages:
        sign_in(page, secret)
    one, other = pages
    _matter(one).get_by_role("button", name="Accept").click()
    _matter(other).get_by_label("Reason").fill("my own reason")
    _matter(other).get_by_role("button", name="Reject").click()
    expect(other.get_by_role("alert")).to_contain_text("Nothing was written")
    expect(other.locator("main")).to_contain_text("accepted by Dana Reviewer")
    expect(other.locator("main")).to_contain_text("my own reason")
    other.get_by_role("link", name="Look again").click()
    expect(_matter(other)).to_have_count(0)
    assert len(verdicts(db)) == 1
    for page in pages:
        page.context.close()


def test_a_person_edits_a_proposal_into_a_claim(dana, db):
    _matter(dana).get_by_role("link", name="Edit into a new claim").click()
    dana.get_by_label("Instrument").fill("case of 17 April")
    dana.get_by_label("Reason", exact=True).fill("named in full")
    dana.get_by_role("button", name="Enter, in place").click()
    expect(dana.get_by_role("status")).to_contain_text("superseded by Dana Reviewer")
    assert [v for v, *_ in verdicts(db)] == [Verdict.SUPERSEDE]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_person_screens_a_pasted_list_and_prints_a_certificate(browser: Browser, site, scripts):
    context = browser.new_context(base_url=site, java_script_enabled=scripts)
    page = context.new_page()
    page.goto("/screen?on=2026-04-01")
    page.get_by_label("Names", exact=True).fill(NAMES)
    page.get_by_role("button", name="Screen", exact=True).click()
    page.wait_for_url("**/screen/*on=2026-04-01")
    expect(page.locator("section.asked")).to_have_count(2)
    hit = page.locator("section.asked", has_text="Harakat al-Shabab").locator("li.hit").first
    expect(hit).to_contain_text("Comes near")
    expect(hit).to_contain_text("in force")
    hit.get_by_text("Word by word").click()
    expect(hit.get_by_role("cell", name="shabab", exact=True)).to_be_visible()
    page.locator("section.asked", has_text="Al-Qaida").first.get_by_role("button", name="Certificate").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Certificate of search")
    page.emulate_media(media="print")
    expect(page.locator(".result")).to_be_visible()
    expect(page.get_by_text("SHA-256 of its content")).to_be_visible()
    for gone in ("header.site nav", "button", "form.tools"):
        expect(page.locator(gone).first).not_to_be_visible()
    assert page.pdf().startswith(b"%PDF")
    context.close()


def test_a_person_screens_a_file_and_sees_it_go_on(page, tmp_path):
    path = tmp_path / "customers.csv"
    path.write_text(
        "name\n" + "".join(f"Customer Number {n} of Nowhere\n" for n in range(30_000)) + "Al-Qaida\n"
    )
    page.goto("/screen")
    page.get_by_label("Or a file").set_input_files(path)
    page.get_by_role("button", name="Screen", exact=True).click()
    page.wait_for_url("**/screen/*")
    expect(page.locator("dl.tally")).to_contain_text("30,001", timeout=60_000)
    expect(page.locator("section.asked")).to_have_count(1)


def test_a_hit_is_cleared_from_the_results(dana):
    dana.goto("/screen")
    dana.get_by_label("Names", exact=True).fill("Harakat al-Shabab")
    dana.get_by_role("button", name="Screen", exact=True).click()
    hit = dana.locator("li.hit").first
    hit.get_by_text("Clear or confirm").click()
    hit.get_by_label("Reason").fill("a grocer")
    hit.get_by_role("button", name="Clear").click()
    dana.get_by_text("1 hit that was cleared").click()
    expect(dana.locator("li.hit").first).to_contain_text("cleared by Dana Reviewer")


def test_hostile_words_run_nothing_and_turn_nothing(dana):
    dana.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    expect(dana.get_by_role("heading", name=re.compile("<script>alert"))).to_be_visible()
    expect(dana.get_by_role("heading", name=re.compile(r"⟦U\+202E⟧"))).to_be_visible()
    endless = dana.locator("article.matter", has_text="endless endless")
    shown = endless.locator("blockquote").inner_text()
    assert len(shown) < 3_000
    endless.get_by_text(re.compile("show all 1,04")).click()
    assert len(endless.locator("blockquote").inner_text()) > 15_000
    endless.get_by_role("link", name="The words in their place").click()
    dana.get_by_role("link", name=re.compile("left out; show the whole")).first.click()
    assert len(dana.locator(".text").inner_text()) > 300_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault_at_the_desk(dana, scheme):
    dana.emulate_media(color_scheme=scheme)
    dana.goto("/screen")
    dana.get_by_label("Names", exact=True).fill(NAMES)
    dana.get_by_role("button", name="Screen", exact=True).click()
    dana.wait_for_url("**/screen/*")
    edit = "/review/" + _proposal(dana) + "/edit"
    for name, address in {"results": dana.url, "edit": edit, **DESK}.items():
        dana.goto(address)
        for summary in dana.locator("main details > summary").all()[:10]:
            summary.click()
        found = Axe().run(dana).response["violations"]
        serious = [
            f"{name}: {v['id']}: {v['help']}: {v['nodes'][0]['html'][:200]} {v['nodes'][0]['failureSummary'][:300]}"
            for v in found
            if v["impact"] in ("serious", "critical")
        ]
        assert not serious, "\n".join(serious)


def _proposal(page: Page) -> str:
    page_of = page.context.request.get("/review.json").json()
    return str(page_of[0]["first"])


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_spills_over_the_edge_at_the_desk(dana, width):
    dana.set_viewport_size({"width": width, "height": 800})
    wide = {}
    for name, address in DESK.items():
        dana.goto(address)
        found = dana.evaluate("document.documentElement.scrollWidth")
        if found > width:
            wide[name] = found
    assert not wide
