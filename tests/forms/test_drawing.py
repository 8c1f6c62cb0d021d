"""Samples are drawn from what a visit saw, by a lot anybody can repeat."""

import hashlib

import pytest

from tests.forms.conftest import hand_in
from tests.office.results import column
from xuncha.engine.bundle.exchange import Exchange
from xuncha.engine.bundle.writer import BundleWriter
from xuncha.engine.domain.services import (
    ElementSeen,
    Guide,
    GuideElement,
    Interpretation,
    Presence,
    ServiceFacts,
    ToldBy,
)
from xuncha.engine.domain.words import ColumnKind
from xuncha.office.casework.frozen import plan_of, settings_of
from xuncha.office.casework.taking_in import FactsSummary, store_target
from xuncha.office.forms.drawing import (
    candidates_in,
    draw,
    drawn_of,
    in_lot_order,
    standing_entries,
)
from xuncha.office.forms.errors import AnswerError
from xuncha.office.forms.filled import read
from xuncha.office.forms.models import Sheet
from xuncha.office.forms.reach import form_of

LIST = "http://qs.example/zcwj/"
ROWS = "".join(
    f'<li><a href="/zcwj/{n}.html">青石市人民政府关于第{n}项工作的实施意见</a>'
    f"<span>2024-09-{n:02d}</span></li>"
    for n in range(1, 13)
)
PAGE = (
    f"<html><head><title>政策文件</title></head><body><ul>{ROWS}"
    '<li><a href="http://other.example/x.html">外站的一篇不应被抽到的文章</a><span>2024-09-13</span></li>'
    "</ul></body></html>"
).encode()
GUIDES = tuple(
    Guide(
        f"事项{n}", f"http://qs.example/bs/{n}.html", "sha256:aa",
        (ElementSeen(GuideElement.NAME, Presence.PRESENT, "事项"),
         ElementSeen(GuideElement.PHONE, Presence.ABSENT),
         ElementSeen(GuideElement.PLACE, Presence.UNREAD)),
    )
    for n in range(7)
)  # fmt: skip


@pytest.fixture
def visited(portal, home):
    at = portal.round.as_of
    with BundleWriter(
        home / "bundles", plan_of(portal), settings_of(portal.round), at, started_at=at
    ) as writer:
        headers = (("Content-Type", "text/html; charset=utf-8"),)
        writer.record(Exchange(LIST, (), 200, headers, PAGE, at))
        folder = writer.finish(at)
    seen = column("政策文件")
    record = f"sha256:{hashlib.sha256(PAGE).hexdigest()}"
    columns = (
        type(seen)("政策文件", LIST, ColumnKind.POLICY, 1, seen.state, None, 12, record=record),
    )
    pair = Interpretation(
        "甲", "http://qs.example/zcwj/3.html", "解读", "http://qs.example/jd/3.html",
        from_policy=True, from_reading=False, told_by=ToldBy.LINK,
    )  # fmt: skip
    services = ServiceFacts(url="http://qs.example/", guides=GUIDES, interpretations=(pair,))
    summary = FactsSummary(
        str(folder), "sha256:ef", 1, None, "", columns, services, engine_digest="sha256:01"
    )
    store_target(portal, summary, [])
    portal.refresh_from_db()
    return portal


def used(target, key):
    return form_of(target.round, key)


def test_three_policies_are_drawn_from_the_sites_own_list(visited, reviewer):
    sample = draw(visited, used(visited, "policy-interpretation"), reviewer)
    drawn = drawn_of(sample.sheet)
    assert len(drawn) == 3
    assert len(candidates_in(sample)) == 12
    assert all(one.url.startswith("http://qs.example/zcwj/") for one in candidates_in(sample))
    assert "政策文件" in sample.origin


def test_anybody_repeats_a_draw_with_its_seed(visited, reviewer):
    sample = draw(visited, used(visited, "policy-interpretation"), reviewer)
    ordered = candidates_in(sample)
    assert visited.round.seed in sample.seed
    assert in_lot_order(sample.seed, sorted(ordered, key=lambda one: one.url)) == ordered
    assert in_lot_order("another", ordered) != ordered


def test_drawing_again_adds_one_and_keeps_what_was_drawn(visited, reviewer):
    first = drawn_of(draw(visited, used(visited, "policy-interpretation"), reviewer).sheet)
    again = drawn_of(draw(visited, used(visited, "policy-interpretation"), reviewer).sheet)
    assert again[:3] == first
    assert len(again) == 4
    sheet = Sheet.objects.get()
    assert [row.size for row in sheet.samples.all()] == [3, 4]


def test_what_the_machine_saw_of_a_policy_is_filled_in(visited, reviewer):
    sample = draw(visited, used(visited, "policy-interpretation"), reviewer)
    one = next(one for one in candidates_in(sample) if one.url.endswith("/3.html"))
    assert one.values == {
        "interpreted": "yes", "reading": "http://qs.example/jd/3.html", "linked": "not",
    }  # fmt: skip
    other = next(one for one in candidates_in(sample) if one.url.endswith("/4.html"))
    assert other.values == {}


def test_the_matrix_shows_every_guide_with_what_was_read_and_nothing_that_was_not(
    visited, reviewer
):
    matrix = used(visited, "guide-matrix")
    drawn = drawn_of(draw(visited, matrix, reviewer).sheet)
    standing = standing_entries(matrix.form, drawn)
    assert len(standing) == 7
    values = standing[0].values
    assert (values["name"], values["phone"]) == ("has", "lacks")
    assert "place" not in values
    assert values["guide"].startswith("http://qs.example/bs/")


def test_titles_for_the_search_test_come_from_the_site_itself(visited, reviewer):
    drawn = drawn_of(draw(visited, used(visited, "search-test"), reviewer).sheet)
    assert len(drawn) == 5
    assert not any("外站" in one.title for one in drawn)


def test_a_target_nothing_was_seen_of_is_drawn_by_hand(portal, reviewer):
    with pytest.raises(AnswerError, match="人工选取"):
        draw(portal, used(portal, "search-test"), reviewer)
    assert not Sheet.objects.exists()


def test_a_form_without_a_sample_draws_nothing(visited, reviewer):
    with pytest.raises(AnswerError, match="不抽样"):
        draw(visited, used(visited, "reply-test"), reviewer)


def test_a_drawn_title_stays_whatever_is_posted(visited, reviewer):
    search = used(visited, "search-test")
    drawn = drawn_of(draw(visited, search, reviewer).sheet)
    posted = {"h.offered": "yes", "e.0.title": "另一个标题", "e.0.found": "yes"}
    filled = read(search.form, posted, standing_entries(search.form, drawn))
    assert filled.cases[0].title == drawn[0].title


def test_an_answer_by_hand_names_its_own_cases(portal, reviewer):
    cells = {"h.offered": "yes"}
    for number in range(2):
        cells |= {f"e.{number}.title": f"自选标题{number}", f"e.{number}.found": "yes"}
    given = hand_in(portal, "search-test", cells, reviewer)
    assert [case["drawn"] for case in given.content["cases"]] == [None, None]
