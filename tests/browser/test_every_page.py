"""Every page: no serious fault of accessibility, usable by keyboard, readable without styles, never too wide."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.addresses import PAGES

pytestmark = pytest.mark.slow
SCHEMES = ("light", "dark")


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_serious_fault(page, name):
    page.goto(PAGES[name])
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page).response["violations"]
        serious = [
            f"{scheme}: {v['id']}: {v['help']}: {v['nodes'][0]['html'][:200]} {v['nodes'][0]['failureSummary'][:300]}"
            for v in found
            if v["impact"] in ("serious", "critical")
        ]
        assert not serious, "\n".join(serious)


@pytest.mark.parametrize("name", PAGES)
def test_every_link_and_field_is_reached_by_keyboard_and_shows_it(page, name):
    page.goto(PAGES[name])
    wanted = page.evaluate(
        """() => [...document.querySelectorAll(
            'a[href]:not([tabindex="-1"]), button, input:not([type=hidden]):not([tabindex="-1"]), select, summary')]
            .filter(e => e.checkVisibility()).length"""
    )
    unseen = []
    for reached in range(min(wanted, 40)):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => { const e = document.activeElement; if (!e || e === document.body) return null;
              const s = getComputedStyle(e), r = e.getBoundingClientRect();
              return { tag: e.tagName, text: e.textContent.slice(0, 40), outline: s.outlineStyle,
                       seen: r.bottom > 0 && r.top < innerHeight && r.width > 0 } }"""
        )
        assert state is not None, f"focus was lost after {reached} steps"
        if state["outline"] == "none" or not state["seen"]:
            unseen.append(state)
    assert not unseen, unseen[:3]


@pytest.mark.parametrize("name", PAGES)
def test_the_first_key_leads_past_the_frame(page, name):
    page.goto(PAGES[name])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("name", PAGES)
def test_it_reads_in_order_without_styles_and_scripts(browser, site, name):
    context = browser.new_context(
        base_url=site, java_script_enabled=False, viewport={"width": 390, "height": 800}
    )
    context.route("**/*.css", lambda route: route.abort())
    page = context.new_page()
    page.goto(PAGES[name])
    text = page.inner_text("main")
    assert page.inner_text("h1").strip() and len(text) > 60
    # Pictures without styles must not spread over the page.
    for box in (svg.bounding_box() for svg in page.locator("svg.shape, svg.sprite").all()[:20]):
        assert box is None or box["height"] <= 30
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_it_fits_every_screen_and_paper(page, name):
    page.goto(PAGES[name])
    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print")
    assert not page.locator("header.site nav").is_visible()
    assert page.locator("h1").is_visible()
    assert len(page.pdf()) > 5_000
