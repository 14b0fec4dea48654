"""The runner of pages can fail, and every page that shows commands shows what they print."""

import shutil

import pytest

from tests.docs.pages import ROOT, Reader, agrees, blocks, steps

PAGES = ("tutorial", "howto/lists", "howto/screening", "howto/news", "howto/serving")


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a\nb", "a  \nb\n\n", True),
        ("a …", "a b c", True),
        ("a\n…\nd", "a\nb\nc\nd", True),
        ("a\n…\nd", "a\nd", True),
        ("…", "", True),
        ("a.c", "abc", False),
        ("a", "a\nb", False),
        ("a\nb", "a", False),
        ("", "a", False),
        ("a …", "b", False),
    ],
)
def test_an_ellipsis_stands_for_any_text_and_nothing_else_does(shown, printed, same):
    assert agrees(shown, printed) is same


def test_blocks_and_steps_are_found_in_order():
    page = 'x\n```csv title="c.csv"\nname\n```\n\n```console\n$ a\n1\n2\n$ b \\\n> c\n```\n'
    first, second = blocks(page)
    assert (first.line, first.kind, first.title, first.text) == (2, "csv", "c.csv", "name\n")
    assert [(s.command, s.shown) for s in steps(second.text)] == [("a", "1\n2"), ("b \\\nc", "")]


def test_a_page_that_shows_what_is_not_printed_is_found_out(tmp_path):
    page = tmp_path / "page.md"
    shell = '```text title="f"\nX\n```\n```console\n$ cat f\nX\n$ cat f\nY\n```\n'
    prompt = "```pycon\n>>> 1 + 1\n2\n>>> 1 + 1\n3\n```\n"
    page.write_text(f"{shell}{prompt}```json\n{{}}\n```\n", "utf-8")
    reader = Reader(tmp_path)
    wrong = list(reader.follow(page))
    reader.close()
    assert len(wrong) == 3
    assert "--- shown\nY\n--- printed\nX" in wrong[0]
    assert "Expected:\n    3\nGot:\n    2" in wrong[1]
    assert "a block of json that nobody can run" in wrong[2]


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_what_happens(page, tmp_path):
    if not all(map(shutil.which, ("bash", "curl"))):
        pytest.skip("the pages are run with bash and curl, and one of them is not here")
    reader = Reader(tmp_path)
    try:
        wrong = list(reader.follow(ROOT / "docs" / f"{page}.md"))
    finally:
        reader.close()
    assert not wrong, "\n\n".join(wrong)
