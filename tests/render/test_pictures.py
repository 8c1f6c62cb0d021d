"""Pictures of findings: the place marked, nothing outside the bundle touched, no script run."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from tests.acquire.zoo import Zoo, answer
from tests.bundle.conftest import AS_OF, PLAN, SETTINGS, exchange
from tests.render.conftest import LIMITS
from xuncha.engine.acquire.render.orders import RenderOrder
from xuncha.engine.acquire.render.pictures import Album, Shot, texts_of, tried
from xuncha.engine.acquire.render.process import render_bundles
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.bundle.verify import verify
from xuncha.engine.bundle.writer import BundleWriter
from xuncha.engine.domain.fetches import HostMap, Picture

RED = (230, 0, 0)
Pictured = Callable[..., dict[str, Picture]]
FILLER = "<p>正文的其他段落，与所引文字无关。</p>" * 60


@pytest.fixture
def pictured(browser: Path, tmp_path: Path) -> Pictured:
    """Pictures places in one stored page; the pictures by subject."""

    def take(html: str | bytes, *quotes: str, inner: str = "") -> dict[str, Picture]:
        body = html if isinstance(html, bytes) else html.encode()
        with BundleWriter(tmp_path, PLAN, SETTINGS, AS_OF, started_at=AS_OF) as writer:
            record = writer.record(exchange("/", body))
            folder = writer.finish(AS_OF)
        shots = tuple(Shot(quote, PLAN.url, record, quote, inner) for quote in quotes)
        order = RenderOrder((), browser, LIMITS, HostMap(), (Album(folder, shots),))
        render_bundles(order)
        assert verify(folder).broken == ()
        return {picture.subject: picture for picture in Bundle.open(folder).pictures()}

    return take


def red_box(picture: Picture) -> tuple[int, int, int, int] | None:
    """The bounds of what is drawn in the colour of the box."""
    image = Image.open(io.BytesIO(picture.body)).convert("RGB")
    seen = [
        (at % image.width, at // image.width)
        for at, pixel in enumerate(image.get_flattened_data())
        if pixel == RED
    ]
    if not seen:
        return None
    xs, ys = [x for x, _ in seen], [y for _, y in seen]
    return min(xs), min(ys), max(xs), max(ys)


def test_the_box_stands_round_the_place_far_down_the_page(pictured: Pictured):
    mark = "<p style='position:relative;left:300px;width:200px;background:#00ff00'>错误的表述</p>"
    found = pictured(f"<meta charset=utf-8>{FILLER}{mark}{FILLER}", "错误的表述")["错误的表述"]
    left, top, right, bottom = red_box(found)
    image = Image.open(io.BytesIO(found.body)).convert("RGB")
    green = [
        (x, y)
        for x in range(left, right)
        for y in range(top, bottom)
        if image.getpixel((x, y)) == (0, 255, 0)
    ]
    assert green
    assert 290 < left < 320
    assert bottom - top < 60


def test_only_the_wrong_part_of_a_quote_is_boxed(pictured: Pictured):
    html = (
        "<meta charset=utf-8><p style='font:20px/30px monospace'>前面的文字很长很长登录帐号后面</p>"
    )
    whole = pictured(html, "前面的文字很长很长登录帐号后面", inner="帐号")
    left, _, right, _ = red_box(next(iter(whole.values())))
    assert right - left < 80


def test_a_quote_broken_by_markup_and_line_ends_is_found(pictured: Pictured):
    html = "<meta charset=utf-8><p>全面<b>深化</b>\n  改革的\n决定</p>"
    assert red_box(pictured(html, "全面深化改革的决定")["全面深化改革的决定"])


def test_a_page_in_the_national_charset_is_shown_as_it_reads(pictured: Pictured):
    html = "<meta charset=gb2312><p>国家机关的旧编码页面</p>".encode("gb18030")
    assert red_box(pictured(html, "国家机关的旧编码页面")["国家机关的旧编码页面"])


def test_words_nobody_sees_have_no_picture(pictured: Pictured):
    html = (
        "<meta charset=utf-8><p style='display:none'>看不见的文字</p>"
        "<script>var a='脚本里的文字'</script><p>其他</p>"
    )
    assert pictured(html, "看不见的文字", "脚本里的文字", "根本没有的文字") == {}


def test_no_script_runs_and_nothing_is_asked_for(pictured: Pictured):
    with Zoo() as zoo:
        zoo.show("a.example", "/x.js", answer("document.body.innerHTML=''"))
        outside = f"http://127.0.0.1:{zoo.port}"
        html = (
            f"<meta charset=utf-8><script src='{outside}/x.js'></script><img src='{outside}/a.png'>"
            f"<iframe src='{outside}/f'></iframe><p>留着的文字</p>"
            "<script>document.body.innerHTML=''</script>"
        )
        assert red_box(pictured(html, "留着的文字")["留着的文字"])
        assert zoo.asked == []


def test_what_we_added_to_a_quote_is_not_looked_for():
    assert "我县召开会议" in texts_of("我县召开会议（2025-03-10；列表所印：03-10）")
    assert texts_of("……前文里的登录帐号后文……", "帐号") == [
        "……前文里的登录帐号后文……",
        "前文里的登录帐号后文",
        "帐号",
    ]


@pytest.fixture
def stored(tmp_path: Path) -> tuple[Path, str]:
    """A bundle with one page, and the page's record."""
    with BundleWriter(tmp_path, PLAN, SETTINGS, AS_OF, started_at=AS_OF) as writer:
        html = "<meta charset=utf-8><h1>通知公告</h1><p>第一处文字</p><p>第二处文字</p>"
        record = writer.record(exchange("/", html.encode()))
        return writer.finish(AS_OF), record


def take(browser: Path, stored: tuple[Path, str], *quotes: str, limits=LIMITS, or_top=False):
    folder, record = stored
    shots = tuple(Shot(quote, PLAN.url, record, quote, "", or_top) for quote in quotes)
    render_bundles(RenderOrder((), browser, limits, HostMap(), (Album(folder, shots),)))
    assert verify(folder).broken == ()
    return [picture.subject for picture in Bundle.open(folder).pictures()]


def test_findings_made_later_are_pictured_when_the_step_runs_again(browser, stored):
    assert take(browser, stored, "第一处文字", "没有的文字") == ["第一处文字"]
    before = (stored[0] / "pictures" / "manifest.json").read_bytes()
    later = take(browser, stored, "第一处文字", "没有的文字", "第二处文字")
    assert later == ["第一处文字", "第二处文字"]
    assert (stored[0] / "pictures" / "manifest.json").read_bytes() == before
    assert tried(stored[0]) == {"第一处文字", "没有的文字", "第二处文字"}


def test_pictures_of_all_runs_together_have_one_limit(browser, stored):
    one = replace(LIMITS, site_max_pictures=1)
    assert take(browser, stored, "第一处文字", "第二处文字", limits=one) == ["第一处文字"]
    assert take(browser, stored, "第一处文字", "第二处文字", limits=one) == ["第一处文字"]


def test_a_finding_about_a_page_is_pictured_from_its_top_without_a_box(browser, stored):
    quote = "页面正常打开，没有任何条目"
    assert take(browser, stored, quote, or_top=True) == [quote]
    (picture,) = Bundle.open(stored[0]).pictures()
    assert not picture.is_marked
    assert red_box(picture) is None
