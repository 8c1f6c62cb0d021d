"""The manual has a page for every role, every link and picture of it is there."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from xuncha.office.people.roles import ADMIN_ROLES, ROLE_LABELS, Role

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs" / "manual"
PICTURES = ROOT / "docs" / "pictures" / "office"
PAGES = sorted(MANUAL.glob("*.md"))
LARGEST = 60 * 1024
LINK = re.compile(r"\]\(([^)#]+)")


def linked(page: Path) -> list[Path]:
    targets = LINK.findall(page.read_text("utf-8"))
    return [(page.parent / unquote(one)).resolve() for one in targets if "://" not in one]


@pytest.mark.parametrize("role", sorted(set(Role) - ADMIN_ROLES - {Role.SYSTEM}))
def test_a_role_has_a_page_that_the_index_names(role):
    page = MANUAL / f"{ROLE_LABELS[role]}.md"
    assert page.read_text("utf-8").startswith(f"# {ROLE_LABELS[role]}\n")
    assert page in linked(MANUAL / "README.md")


def test_the_three_administrators_share_a_page_with_a_part_for_each():
    text = (MANUAL / "三员.md").read_text("utf-8")
    assert all(f"\n## {ROLE_LABELS[role]}\n" in text for role in ADMIN_ROLES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_says_what_to_do_when_something_goes_wrong_and_who_can_do_the_rest(page):
    text = page.read_text("utf-8")
    if page.stem != "README":
        assert "\n## 出了问题怎么办\n" in text
        assert "\n## 不能做的\n" in text
    assert [one for one in linked(page) if not one.is_file()] == []


def test_no_picture_is_kept_that_no_page_shows_and_none_is_large():
    shown = {one for page in PAGES for one in linked(page) if one.suffix == ".png"}
    assert shown == {one.resolve() for one in PICTURES.glob("*.png")}
    assert [one.name for one in shown if one.stat().st_size > LARGEST] == []


def test_the_readme_leads_to_the_manual():
    assert "docs/manual/README.md" in (ROOT / "README.zh-CN.md").read_text("utf-8")
