"""A person finds the Taliban by its Russian name, moves the time bar, and opens a reason down to its quote."""

import re

import pytest
from playwright.sync_api import expect


def _russia(page):
    return page.locator("table.standing tbody tr", has_text="Unified federal list")


def _walk(page):
    page.goto("/")
    page.get_by_role("search", name="Search the register").get_by_role("searchbox").fill("Талибан")
    page.get_by_role("search", name="Search the register").get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Талибан")
    page.locator("ol.results h2 a", has_text=re.compile("^Taliban$")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Taliban")
    expect(_russia(page)).to_contain_text("suspended")

    page.get_by_label("Standing on", exact=True).fill("2025-04-16")
    page.get_by_label("Standing on", exact=True).press("Enter")
    page.wait_for_url("**on=2025-04-16**")
    expect(_russia(page)).to_contain_text("in force")
    expect(_russia(page)).to_contain_text("removal asked")

    page.locator(".stamp.on a[rel=next]", has_text="2025-04-17").click()
    page.wait_for_url("**on=2025-04-17**")
    expect(_russia(page)).to_contain_text("suspended")
    expect(_russia(page)).to_contain_text("Supreme Court of the Russian Federation")

    _russia(page).get_by_role("link", name="Why?").click()
    expect(page).to_have_url(re.compile(r"/subjects/taliban/ru\.fsb_terrorist_list\?on=2025-04-17"))
    reason = page.locator("article.reason", has_text="2025-04-17 suspended").first
    expect(reason.locator("mark")).to_contain_text(
        "suspend · 2025-04-17 · Supreme Court of the Russian Federation"
    )
    expect(reason).to_contain_text("SHA-256")


def test_with_scripts(page):
    _walk(page)


def test_without_scripts(browser, site):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    _walk(context.new_page())
    context.close()


def test_knowledge_is_moved_apart_from_the_day(page):
    page.goto("/subjects/taliban?on=2025-04-18&known=2025-03-01")
    expect(_russia(page)).to_contain_text("in force")
    page.locator(".stamp.known a[rel=next]").click()
    page.wait_for_url("**known=2025-03-31**")
    expect(_russia(page)).to_contain_text("removal asked")
    page.locator(".stamp.known a[rel=next]").click()
    page.wait_for_url("**known=2025-04-17**")
    expect(_russia(page)).to_contain_text("suspended")
    assert "on=2025-04-18" in page.url


def test_keys_move_between_the_days_of_change(page):
    page.goto("/subjects/taliban?on=2025-04-16")
    page.keyboard.press("]")
    page.wait_for_url("**on=2025-04-17**")
    page.keyboard.press("[")
    page.wait_for_url("**on=2025-03-31**")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"


def test_an_impossible_day_is_mended_where_it_was_given(page):
    page.goto("/subjects/taliban?on=2025-02-30")
    wrong = page.get_by_label("Standing on")
    assert wrong.input_value() == "2025-02-30"
    wrong.fill("2025-02-28")
    wrong.press("Enter")
    page.wait_for_url("**on=2025-02-28**")
    expect(page.get_by_role("heading", level=1)).to_have_text("Taliban")


def test_the_matrix_narrows_while_a_name_is_typed(page):
    page.goto("/matrix")
    rows = page.locator(".matrix tbody tr:visible")
    every = rows.count()
    page.get_by_label("Name holds").fill("taliban")
    expect(rows.filter(has_text="Taliban").first).to_be_visible()
    assert 0 < rows.count() < every
    page.get_by_label("Name holds").press("Enter")
    page.wait_for_url("**name=taliban**")
    assert 0 < rows.count() < every


@pytest.mark.parametrize("code", ["csv", "jsonl"])
def test_the_matrix_is_taken_away(page, code):
    page.goto("/matrix?in=RU")
    with page.expect_download() as waiting:
        page.get_by_role("link", name={"csv": "CSV", "jsonl": "JSON Lines"}[code]).click()
    assert waiting.value.suggested_filename == f"matrix.{code}"
