"""A block of text leads back to the characters of the page it was read from."""

import json
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from xuncha.engine.domain.facts import Block
from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.charset import decode
from xuncha.engine.extract.page import read_page
from xuncha.engine.extract.places import _MARKUP, Places, Span

AS_OF = date(2026, 11, 22)
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "pages"


def blocks_of(page: str) -> tuple[Block, ...]:
    facts = read_page(
        page.encode(), "http://a.gov.cn/x", content_type="", as_of=AS_OF, kind=PageKind.ARTICLE
    )
    return facts.blocks


def without_markup(text: str) -> str:
    return "".join(unescape(_MARKUP.sub("", text)).split())


ARTICLE = """<html><head><title>关于开展检查的通知</title></head><body>
<div class="nav"><a href="/">首页</a></div><h1>关于开展检查的通知</h1>
<div class="TRS_Editor"><p>各有关单位，现将检查安排通知如下，请认真组织落实。</p>
<p>第一项，<b>检查</b>&ldquo;重点&rdquo;事项，&nbsp;确保不留死角<!-- 一 -->，做到全面覆盖。</p>
<p>请各单位按时报送材料。</p><p>逾期不报的，予以通报批评，并在年底考核中扣分。</p>
<p>请各单位按时报送材料。</p><p>联系人：张三，电话：略，地址：略，请提前预约，谢谢。</p>
</div></body></html>"""


def test_a_block_is_found_with_the_tags_and_references_inside_it():
    block = next(one for one in blocks_of(ARTICLE) if "重点" in one.text)
    span = Places(ARTICLE).of(block)
    assert span is not None
    assert ARTICLE[span.start : span.end] == (
        "第一项，<b>检查</b>&ldquo;重点&rdquo;事项，&nbsp;确保不留死角<!-- 一 -->，做到全面覆盖。"
    )


def test_a_quote_is_found_across_tags_and_ends_where_it_ends():
    block = next(one for one in blocks_of(ARTICLE) if "重点" in one.text)
    span = Places(ARTICLE).of(block, "检查“重点”")
    assert span is not None
    assert ARTICLE[span.start : span.end] == "检查</b>&ldquo;重点&rdquo;"


def test_two_blocks_of_one_text_are_told_apart_by_their_lines():
    twice = [one for one in blocks_of(ARTICLE) if one.text == "请各单位按时报送材料。"]
    spans = [Places(ARTICLE).of(one) for one in twice]
    first = ARTICLE.index("请各单位按时报送材料。")
    second = ARTICLE.index("请各单位按时报送材料。", first + 1)
    assert [span and span.start for span in spans] == [first, second]


def test_a_block_of_another_page_and_a_quote_of_another_block_are_not_found():
    places, block = Places(ARTICLE), blocks_of(ARTICLE)[0]
    assert places.of(Block("另一页上的一段话。", "zh", "Han", block.line)) is None
    assert places.of(Block(block.text, "zh")) is None
    assert places.of(block, "予以通报批评") is None


def test_words_in_scripts_attributes_and_hidden_options_are_passed_over():
    text = "请各单位按时报送材料，不得延误，确保数据真实准确。"
    page = (
        f"<body><script>var a='<p>{text}</p>'</script><select><option>{text}</select>"
        f"<div class='TRS_Editor' title='{text} > {text}'><p>{text}</p></div></body>"
    )
    (block,) = [one for one in blocks_of(page) if one.text == text]
    span = Places(page).of(block)
    assert span is not None
    assert span.start == page.rindex("<p>") + 3
    assert page[span.start : span.end] == text


def test_text_between_the_rows_of_a_table_does_not_lose_the_rows():
    rows = "".join(f"<tr><td>第{n}行的内容，写得足够长，算作一段正文。</td></tr>" for n in range(5))
    page = f"<body><div class='TRS_Editor'><table>{rows}表外的一句话，被挪到前面。</table></div>"
    places = Places(page)
    blocks = blocks_of(page)
    assert len(blocks) == 6
    for block in blocks:
        span = places.of(block)
        assert span is not None
        assert page[span.start : span.end] == block.text


@pytest.mark.parametrize("piece", ["<svg ", "<a x='", '<a b="', "<!--", "&lt", "<table>x<tr>y"])
def test_what_stands_before_markup_made_to_be_slow_is_found(piece):
    places = Places("<p>一</p>" + piece * (300_000 // len(piece)))
    assert places.of(Block("一", "zh", "Han", 0)) == Span(3, 4)


@pytest.mark.parametrize(("text", "script"), [
    ("各有关单位要认真落实。", "Han"),
    ("བོད་ཀྱི་ཡི་གེ་", "Tibetan"),
    ("ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ", "Mongolian"),
    ("Монгол хэлний бичвэр", "Cyrillic"),
    ("ئۇيغۇرچە يېزىق", "Arabic"),
    ("Notice to all departments", "Latin"),
])  # fmt: skip
def test_a_block_says_which_script_it_is_in(text, script):
    page = f"<div class='TRS_Editor'><p>{text * 8}</p></div>"
    assert [one.script for one in blocks_of(page)] == [script]


def test_every_block_of_every_labelled_page_leads_back_to_its_text():
    if not CORPUS.is_dir():
        print("SKIPPED: ../shared/corpus/pages is not beside this checkout")
        pytest.skip("../shared/corpus/pages is not beside this checkout")
    blocks, lost = 0, []
    for label in json.loads((CORPUS / "labels.json").read_text(encoding="utf-8")):
        body = (CORPUS / label["file"]).read_bytes()
        page = decode(body, "")[0]
        places, end = Places(page), 0
        facts = read_page(body, "http://a.cn/page/x", content_type="", as_of=AS_OF)
        for block in facts.blocks:
            blocks += 1
            span = places.of(block)
            if span is None:
                lost.append((label["file"], label["government"]))
                continue
            assert without_markup(page[span.start : span.end]) == "".join(block.text.split())
            assert span.start >= end
            end = span.end
    assert not [name for name, government in lost if government]
    assert len(lost) * 1000 < blocks
