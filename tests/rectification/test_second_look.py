"""What a second look says: gone, moved, changed, still there, or not seen at all."""

from datetime import date

import pytest

from xuncha.engine.domain.looked import ColumnSeen
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.words import ColumnState, Result, TextErrorKind, UnableClass
from xuncha.engine.second_look import Newest, PageNow, Seen, look_at

PAGE, OTHER = "http://qs.example/a.html", "http://qs.example/b.html"
SENTENCE = "会议强调要按装新设备，保障供水"


def wrong(url=PAGE, quote=SENTENCE, count=1, evidence=()):
    return Finding(
        check="wording",
        target="T",
        key=f"{url}|按装",
        title="“按装”",
        observed="按装",
        limit="r1",
        confidence=0.9,
        evidence=evidence or (Evidence(url, quote, "正文", "sha256:old"),),
        kind=TextErrorKind.TYPO,
        suggestion="安装",
        count=count,
    )


def outcome(*findings, result=None, **more):
    said = result or (Result.HIT if findings else Result.CLEAR)
    fields = {"indicator": "W-N1", "check": "wording", "reason": "查了 12 页"}
    return Outcome(
        **{**fields, **more},
        result=said,
        count=len(findings),
        count_with_open=0,
        findings=tuple(findings),
    )


def newest(*findings, pages=None, **more):
    looked = {"W-N1": outcome(*findings)}
    return Newest(looked, page=None if pages is None else pages.get, **more)


def text(body, record="sha256:new", **more):
    return PageNow(PAGE, body, record, **more)


def seen(finding, now):
    return look_at("W-N1", finding, now).seen


def test_the_same_finding_again_is_still_there():
    shown = look_at("W-N1", wrong(), newest(wrong(), pages={}))
    assert shown.seen is Seen.STILL
    assert shown.evidence[0].quote == SENTENCE
    assert shown.fingerprint == wrong().fingerprint


def test_words_quoted_longer_on_the_same_page_are_the_same_item():
    longer = Finding(
        "wording",
        "T",
        f"{PAGE}|要按装",
        "“要按装”",
        "要按装",
        "r2",
        0.9,
        (Evidence(PAGE, SENTENCE, "正文", "x"),),
        kind=TextErrorKind.TYPO,
    )
    assert seen(wrong(), newest(longer, pages={})) is Seen.STILL


def test_a_page_that_opens_without_the_words_is_fixed():
    now = newest(pages={PAGE: text("会议强调要安装新设备，保障供水")})
    shown = look_at("W-N1", wrong(), now)
    assert shown.seen is Seen.FIXED
    assert shown.evidence == (Evidence(PAGE, "", "页面正文", "sha256:new"),)


def test_a_page_that_is_gone_is_deleted():
    assert seen(wrong(), newest(pages={PAGE: PageNow(PAGE, is_gone=True)})) is Seen.DELETED


def test_words_in_another_sentence_are_a_changed_context():
    now = newest(pages={PAGE: text("图纸载明：\n按装图见附页，由厂家提供")})
    shown = look_at("W-N1", wrong(), now)
    assert shown.seen is Seen.CONTEXT
    assert shown.evidence[0].quote == "按装图见附页，由厂家提供"


def test_the_same_sentence_that_is_no_longer_reported_is_not_called_fixed():
    assert seen(wrong(), newest(pages={PAGE: text(f"开头\n{SENTENCE}\n结尾")})) is Seen.STILL


def test_the_same_sentence_on_another_page_has_moved():
    now = newest(wrong(OTHER), pages={PAGE: PageNow(PAGE, is_gone=True)})
    shown = look_at("W-N1", wrong(), now)
    assert shown.seen is Seen.MOVED
    assert OTHER in shown.reason


def test_the_same_words_in_another_sentence_elsewhere_are_another_item():
    now = newest(wrong(OTHER, "另一句里的按装错误很多"), pages={PAGE: text("已经安装")})
    assert seen(wrong(), now) is Seen.FIXED


@pytest.mark.parametrize(
    ("pages", "unable"),
    [
        (None, UnableClass.NOT_VISITED),
        ({}, UnableClass.NOT_VISITED),
        ({PAGE: PageNow(PAGE, unable=UnableClass.WAF)}, UnableClass.WAF),
    ],
)
def test_a_page_nobody_saw_tells_nothing(pages, unable):
    shown = look_at("W-N1", wrong(), newest(pages=pages))
    assert (shown.seen, shown.unable) == (Seen.UNREACHABLE, unable)


def test_a_site_that_showed_nothing_tells_nothing():
    now = newest(pages={PAGE: text("")}, unable=UnableClass.CAPTCHA, reason="要求验证码")
    shown = look_at("W-N1", wrong(), now)
    assert (shown.seen, shown.unable) == (Seen.UNREACHABLE, UnableClass.CAPTCHA)


def test_one_place_unseen_keeps_the_whole_from_being_fixed():
    places = tuple(Evidence(url, SENTENCE, "正文", "sha256:old") for url in (PAGE, OTHER))
    many = wrong(count=2, evidence=places)
    shown = look_at("W-N1", many, newest(pages={PAGE: text("已改")}))
    assert shown.seen is Seen.UNREACHABLE
    assert "1 处已不见" in shown.reason
    both = {PAGE: text("已改"), OTHER: PageNow(OTHER, is_gone=True)}
    assert seen(many, newest(pages=both)) is Seen.FIXED


def test_a_file_of_the_same_bytes_is_still_there_and_of_others_is_fixed():
    def file(record):
        return newest(pages={PAGE: PageNow(PAGE, "", record, is_file=True)})

    assert seen(wrong(), file("sha256:old")) is Seen.STILL
    assert seen(wrong(), file("sha256:new")) is Seen.FIXED


def blank(name="通知", url="http://qs.example/tz/"):
    return Finding(
        "columns-blank", "T", f"column|{name}", f"栏目“{name}”空白", "空白", "5 个", 1.0,
        (Evidence(url, "（没有条目）", "栏目页", "sha256:old"),),
    )  # fmt: skip


def columns(state, url="http://qs.example/tz/", name="通知"):
    seen_column = ColumnSeen(name, url, None, 1, state, date(2024, 10, 1), 3)
    looked = {"W-V4.3": outcome(indicator="W-V4.3", check="columns-blank")}
    return Newest(looked, (seen_column,))


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (ColumnState.FRESH, Seen.FIXED),
        (ColumnState.BLANK, Seen.STILL),
        (ColumnState.STILL, Seen.STILL),
        (ColumnState.UNABLE, Seen.UNREACHABLE),
        (ColumnState.EXEMPT, Seen.UNREACHABLE),
    ],
)
def test_a_column_is_told_by_what_it_is_now(state, expected):
    assert look_at("W-V4.3", blank(), columns(state)).seen is expected


def test_a_column_that_moved_is_known_by_its_name():
    now = columns(ColumnState.FRESH, "http://new.example/tzgg/")
    assert look_at("W-V4.3", blank(), now).seen is Seen.FIXED
    gone = columns(ColumnState.FRESH, "http://new.example/x/", "要闻")
    assert look_at("W-V4.3", blank(), gone).seen is Seen.UNREACHABLE


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (Result.CLEAR, Seen.FIXED),
        (Result.HIT, Seen.STILL),
        (Result.SUSPECT, Seen.STILL),
        (Result.UNABLE, Seen.UNREACHABLE),
        (Result.EXEMPT, Seen.UNREACHABLE),
    ],
)
def test_an_indicator_as_a_whole_follows_its_outcome(result, expected):
    now = Newest({"W-V3": outcome(result=result, indicator="W-V3")})
    assert look_at("W-V3", None, now).seen is expected


def test_what_no_machine_measures_waits_for_a_person():
    shown = look_at("W-V6", None, Newest({}))
    assert (shown.seen, shown.unable) == (Seen.UNREACHABLE, UnableClass.NEEDS_PERSON)


def test_a_defect_of_a_page_that_opens_is_fixed_and_of_an_unseen_page_is_not():
    link = Finding(
        "links-dead", "T", "link|x", "坏链", "404", "", 1.0,
        (Evidence(PAGE, "链接", "正文", "sha256:old"),),
    )  # fmt: skip
    assert seen(link, newest(pages={PAGE: text("页面")})) is Seen.FIXED
    assert seen(link, newest(pages={})) is Seen.UNREACHABLE
    assert seen(link, newest(pages={PAGE: PageNow(PAGE, is_gone=True)})) is Seen.DELETED
