"""The rules by which page reading is scored, on pages made here."""

import json
import sys
import time

import pytest
from benchmarks.misread import main as misread
from benchmarks.reading import tools
from benchmarks.reading.labelled import load
from benchmarks.reading.ours import read_pages
from benchmarks.reading.scoring import Measure, Score, body_score, judge_text
from benchmarks.reading.sidebyside import compared

PAGE = """<html><head><title>关于植树的通知</title><script>alert("x")</script>
<meta http-equiv="refresh" content="0;url=http://www.example.cn/"></head><body>
<h1>关于植树的通知</h1><p>发布时间：2026-09-15</p><div class="content">
<p>各乡镇人民政府：今年秋季植树造林工作定于十月上旬全面展开，请各单位做好准备。</p>
<p>请于九月底前将植树地块、苗木数量和责任人名单报县林业局，逾期不予受理。</p>
</div></body></html>"""


def row(**changes):
    """A row of truth.json for PAGE."""
    given = {
        "file": "a.html",
        "url": "http://www.example.cn/page/x.html",
        "content_type": "text/html; charset=utf-8",
        "family": "plain",
        "form": "plain-one",
        "kind": "article",
        "language": "zh",
        "as_of": "2026-11-22",
        "title": "关于植树的通知",
        "publish_date": "2026-09-15",
        "body": "各乡镇人民政府：今年秋季植树造林工作定于十月上旬全面展开，请各单位做好准备。\n"
        "请于九月底前将植树地块、苗木数量和责任人名单报县林业局，逾期不予受理。",
        "items": [],
        "newest": None,
        "blank": False,
        "needs_rendering": False,
        "lies": [],
    }
    return given | changes


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_text(PAGE, encoding="utf-8")

    def written(**changes):
        (tmp_path / "truth.json").write_text(json.dumps([row(**changes)]), encoding="utf-8")
        return tmp_path

    return written


def test_a_page_read_as_it_stands_is_right_in_every_measure(folder):
    score = read_pages(load(folder()))
    assert score.misread == []
    assert score.pair(Measure.DATE, "plain") == [1, 1]
    assert score.bodies["plain"] == [(1.0, 1.0, 1.0)]


def test_a_date_read_where_the_truth_has_none_is_a_mistake(folder):
    score = read_pages(load(folder(publish_date=None)))
    assert [one.error for one in score.misread] == ["无发布日期却读出"]


def test_a_lost_paragraph_is_told_from_a_surplus_one(folder):
    longer = row()["body"] + "\n附件里的表格由各乡镇林业站统一填写并盖章，寄送县林业局造林科。"
    lost = read_pages(load(folder(body=longer)))
    assert [one.error for one in lost.misread] == ["正文漏读"]
    shorter = row()["body"].split("\n")[0]
    surplus = read_pages(load(folder(body=shorter)))
    assert [one.error for one in surplus.misread] == ["正文多读"]


def test_a_date_in_the_future_may_be_told_or_left_out(folder):
    (page,) = load(folder(publish_date="2027-01-02", lies=["future-date"]))
    for told in (None, "2027-01-02"):
        score = Score()
        judge_text(score, page, (told, page.title, page.body))
        assert score.misread == []
    score = Score()
    judge_text(score, page, ("2026-11-21", page.title, page.body))
    assert [one.error for one in score.misread] == ["日期偏旧"]


def test_bodies_are_compared_without_blanks():
    assert body_score("一 二\n三四", "一二三四") == (1.0, 1.0, 1.0)
    assert body_score("", "一二三四") == (0.0, 0.0, 0.0)


def test_a_line_broken_elsewhere_is_neither_missing_nor_extra():
    told = compared(["甲乙丙丁戊己", "庚辛壬癸"], ["甲乙丙", "丁戊己", "无关的话"])
    assert sorted(told) == [
        ("extra", "无关的话"),
        ("missing", "庚辛壬癸"),
        ("same", "丁戊己"),
        ("same", "甲乙丙"),
    ]


def test_a_tool_that_raises_or_hangs_has_read_nothing(monkeypatch):
    def raises(text):
        raise ValueError(text)

    def hangs(text):
        while True:
            time.perf_counter()

    monkeypatch.setattr(tools, "GUARD_S", 0.05)
    before = tools.signal.signal(tools.signal.SIGALRM, tools._stop)
    try:
        assert tools.guarded(raises, "x") is None
        assert tools.guarded(hangs, "x") is None
    finally:
        tools.signal.signal(tools.signal.SIGALRM, before)


def test_the_side_by_side_file_runs_and_loads_nothing_of_the_page(folder, tmp_path, monkeypatch):
    out = tmp_path / "out.html"
    monkeypatch.setattr(
        sys, "argv", ["misread", str(folder(title="另一个标题")), "--out", str(out)]
    )
    assert misread() == 0
    text = out.read_text(encoding="utf-8")
    assert "另一个标题" in text
    assert "alert(" not in text
    assert "http-equiv=&quot;refresh" not in text
    assert 'sandbox=""' in text
    assert "default-src &#x27;none&#x27;" in text
