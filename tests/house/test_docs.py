"""Generated pages are as the code says; every command, check and word is documented."""

from pathlib import Path

from scripts.docs import DOCS, pages

ROOT = Path(__file__).parents[2]


def test_generated_pages_are_up_to_date():
    stale = [
        name
        for name, text in pages().items()
        if not (DOCS / name).is_file() or (DOCS / name).read_text("utf-8") != text
    ]
    assert stale == [], "run make docs"


def test_no_page_of_a_check_is_left_over():
    written = {f"checks/{path.name}" for path in (DOCS / "checks").glob("*.md")}
    assert written == {name for name in pages() if name.startswith("checks/")}


def test_the_two_readmes_show_the_same_commands():
    texts = [(ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md")]
    for command in ("make demo", "make test", "xuncha examine", "xuncha verify", "xuncha judge"):
        assert all(command in text for text in texts), command


def test_every_picture_a_readme_shows_is_there():
    for name in ("README.md", "README.zh-CN.md"):
        for line in (ROOT / name).read_text("utf-8").splitlines():
            if line.startswith("!["):
                assert (ROOT / line.partition("](")[2].rstrip(")")).is_file(), line
