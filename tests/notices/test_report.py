"""The HTML report: self-contained, linked down to evidence, escaped."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from tests.notices.sample_notice import sample_report
from xuncha.engine.domain.outcomes import Evidence
from xuncha.office.notices.dossier import RoundReport
from xuncha.office.notices.report import anchor_of, write_html
from xuncha.office.notices.report_views import mark, target_anchor


class Page(HTMLParser):
    """Collects ids, links and the sources a browser would fetch."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.fetched, self.tags, self.open = [], [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given["href"])
        self.fetched += [given[k] for k in ("src", "srcset", "data") if k in given]
        if tag == "link":
            self.fetched.append(given.get("href"))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def text_of(report):
    return write_html(report).decode()


def with_first(report, **changes):
    first, *rest = report.targets
    return RoundReport(report.notice, (replace(first, **changes), *rest))


def test_the_page_needs_nothing_else():
    text = text_of(sample_report())
    page = Page(text)
    assert page.open == []
    assert page.fetched == []
    assert "script" not in page.tags
    assert "@import" not in text
    assert "url(" not in text


def test_every_link_inside_the_page_arrives():
    page = Page(text_of(sample_report()))
    inside = {link[1:] for link in page.links if link.startswith("#")}
    assert len(inside) > 100
    assert inside <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_figures_stand_with_counts_and_base():
    text = text_of(sample_report())
    assert "97.04%" in text
    assert "131/135" in text
    assert "基数：正常运行并全部检查的1163个政务新媒体" in text


def test_every_target_is_there_with_its_verdict():
    report = sample_report()
    page = Page(text_of(report))
    assert {anchor_of(target) for target in report.targets} <= set(page.ids)


def test_the_wrong_words_are_marked_inside_the_quote():
    text = text_of(sample_report())
    assert "各部门要<mark>贯策落实</mark>上级部署，把&lt;各项&gt;工作抓细抓实" in text
    assert "sha256:" + "1e" * 32 in text


def test_a_text_error_links_to_its_own_finding():
    text = text_of(sample_report())
    row = re.search(r"石塬县人民政府门户网站</td><td><mark>贯策落实.*?href=\"#([^\"]+)\"", text)
    assert re.search(rf'id="{row[1]}">\s*<h5>W-N1', text)


def test_fetched_text_never_becomes_markup():
    report = sample_report()
    finding = replace(
        report.targets[0].findings[0],
        evidence=(Evidence("javascript:alert(1)", "<script>x</script>", '"><img>', "r"),),
    )
    text = text_of(with_first(report, findings=(finding,), name="<b>名</b>"))
    page = Page(text)
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert not any(link.startswith("javascript") for link in page.links)
    assert "&lt;b&gt;名&lt;/b&gt;" in text


def test_a_code_with_odd_characters_still_links():
    report = sample_report()
    failing = replace(report.notice.failing_sites[0], code="号 1/%")
    notice = replace(report.notice, failing_sites=(failing, *report.notice.failing_sites[1:]))
    text = text_of(with_first(RoundReport(notice, report.targets), code="号 1/%"))
    assert f'id="{target_anchor(report.targets[0].kind, "号 1/%")}"' in text


def test_the_same_round_gives_the_same_bytes():
    assert write_html(sample_report()) == write_html(sample_report())


def test_a_finding_nobody_decided_says_so():
    report = sample_report()
    finding = replace(report.targets[0].findings[0], decision="")
    assert "尚未由人认定" in text_of(with_first(report, findings=(finding,)))


def test_marking_keeps_the_whole_quote():
    pieces = mark("甲乙甲", "甲")
    assert pieces == (("甲", True), ("乙", False), ("甲", True))
    assert mark("无", "甲") == (("无", False),)
    assert mark("", "甲") == ()
