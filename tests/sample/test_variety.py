"""The variety of pages: the truth of every page really stands on it."""

import re
from collections import Counter
from datetime import date
from html import unescape
from itertools import islice

import pytest

from xuncha.sample.variety.articles import COPIES
from xuncha.sample.variety.days import PARTIAL, STYLES, han, shown
from xuncha.sample.variety.forms import read_forms
from xuncha.sample.variety.gather import pages
from xuncha.sample.variety.truth import Row

SCRIPT = re.compile(r"(?is)<(script|style)\b.*?</\1>|<!--.*?-->")


class Read:
    """A page as text: ``shown`` without scripts and tags, ``whole`` with everything."""

    def __init__(self, row: Row, content: bytes) -> None:
        self.row = row
        self.source = content.decode(row.charset)
        self.whole = bare(self.source)
        self.shown = bare(re.sub(r"<[^>]*>", "", SCRIPT.sub("", self.source)))
        self.open = bare(re.sub(r"<[^>]*>", "", self.source))


def bare(text: str) -> str:
    """Character references resolved, blanks gone."""
    return re.sub(r"[\s\u00a0\u3000\u2003]+", "", unescape(text))


@pytest.fixture(scope="module")
def read() -> list[Read]:
    return [Read(row, content) for row, content in pages(1)]


@pytest.fixture(scope="module")
def written(read) -> list[Read]:
    return [page for page in read if page.row.kind == "article"]


def test_the_same_seed_writes_the_same_bytes():
    again = [list(islice(pages(7), 40)) for _ in range(2)]
    assert [(row.plain(), content) for row, content in again[0]] == [
        (row.plain(), content) for row, content in again[1]
    ]


def test_another_seed_writes_other_titles():
    first, second = ({row.title for row, _ in islice(pages(s), 40)} for s in (1, 2))
    assert len(first & second) < 4


def test_no_two_pages_share_a_file(read):
    assert Counter(p.row.file for p in read).most_common(1)[0][1] == 1


def test_no_slot_is_left_unfilled(read):
    assert [p.row.file for p in read if re.search(r"\[\[\w+[|\]]", p.source)] == []


def test_the_title_stands_on_the_page(read):
    assert [p.row.file for p in read if bare(p.row.title) not in p.whole + p.open] == []


def test_every_line_of_the_body_stands_on_the_page_in_order(read):
    lost = []
    for page in read:
        at = 0
        for line in page.row.body.splitlines():
            at = page.open.find(bare(line), at)
            if at < 0:
                lost.append((page.row.file, line))
                break
    assert lost == []


def test_a_date_of_publication_stands_where_the_truth_says(read):
    lost = []
    for page in read:
        day, places = page.row.publish_date, page.row.date_places
        if day and "visible" in places and not stands(day, page.open):
            lost.append(page.row.file)
        if day and not places:
            lost.append(page.row.file)
    assert lost == []


def stands(day: date, text: str) -> bool:
    """The day is printed in one of the styles, as month and day, or in pieces."""
    if f"{day:%Y%m/%d}" in text:
        return True
    styles = set(STYLES) - PARTIAL | {"short"}
    return any(
        re.search(re.escape(bare(shown(day, s, "@"))).replace("@", r"[\d:]+"), text) for s in styles
    )


def test_every_other_date_is_printed(read):
    lost = [
        (page.row.file, other.kind)
        for page in read
        for other in page.row.other_dates
        if other.kind != "migrated" and not stands(other.value, page.whole + page.open)
    ]
    assert lost == []


def test_every_article_form_appears_as_often_as_planned(written):
    seen = Counter(p.row.form for p in written)
    planned = {f"{f}-{form.name}": n for f, n in COPIES.items() for form in read_forms(f)}
    assert {name: seen[name] for name in planned} == planned


def test_a_page_that_lies_says_how(read):
    assert all(p.row.lies for p in read if p.row.family == "lies")


def test_a_signing_date_alone_is_no_publication(written):
    alone = [p for p in written if p.row.lies == ["signed-only"]]
    assert alone
    assert all(p.row.publish_date is None for p in alone)


def test_a_meta_date_that_lies_is_not_the_truth(written):
    lying = [p for p in written if {"meta-newer", "meta-older"} & set(p.row.lies)]
    assert len(lying) >= 12
    for page in lying:
        assert f"{page.row.publish_date:%Y-%m-%d}" not in re.findall(
            r'PubDate" content="(\S{10})', page.source
        )


def test_years_print_in_han_numerals():
    assert han(date(2026, 9, 15)) == "二〇二六年九月十五日"
    assert han(date(2020, 12, 31)) == "二〇二〇年十二月三十一日"
