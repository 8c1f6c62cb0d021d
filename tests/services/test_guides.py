# ruff: noqa: E501 (markup stands as a page has it)
"""Service guides and interpretations: element classes with their words, links in both directions."""

import pytest

from tests.services.pages import Pages, sheet
from xuncha.engine.domain.services import GuideElement, Presence, ToldBy
from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.services.guides import read_guide
from xuncha.engine.extract.services.relations import overlap, read_relations

WORDS = (
    ("事项名称", "养犬登记证核发"),
    ("设定依据", "《某市养犬管理条例》第八条"),
    ("申请条件", "本县常住居民"),
    ("办理材料", "身份证复印件一份、犬只照片两张"),
    ("办理地点", "某县政务服务大厅二楼3号窗口"),
    ("办理时间", "周一至周五 9:00-17:00"),
    ("联系电话", "0971-8123456"),
    ("办理流程", "申请—受理—审核—发证"),
)


def guide(markup: str):
    return read_guide(sheet(markup, PageKind.ARTICLE, "/g1.html"))


def presence(markup: str) -> dict[GuideElement, Presence]:
    return {one.element: one.presence for one in guide(markup).elements}


@pytest.mark.parametrize(
    "shape",
    [
        "<p>{0}：{1}</p>",
        "<p>一、{0}</p><p>{1}</p>",
        "<h3>【{0}】</h3><div>{1}</div>",
        "<table><tr><td>{0}</td><td>{1}</td></tr></table>",
        "<dl><dt>{0}</dt><dd>{1}</dd></dl>",
    ],
)
def test_a_whole_guide_lacks_nothing_in_any_shape(shape):
    found = guide("<h1>养犬登记办事指南</h1>" + "".join(shape.format(*pair) for pair in WORDS))
    assert found.missing == ()
    assert {one.presence for one in found.elements} == {Presence.PRESENT}


def test_classes_across_the_head_of_a_table_have_their_words_below():
    cells = ("".join(f"<td>{one}</td>" for one in pair) for pair in zip(*WORDS, strict=True))
    markup = "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
    assert set(presence(markup).values()) == {Presence.PRESENT}


def test_a_class_without_a_label_is_missing():
    found = guide("".join(f"<p>{name}：{text}</p>" for name, text in WORDS if name != "设定依据"))
    assert found.missing == (GuideElement.BASIS,)


def test_a_label_with_nothing_under_it_is_missing_and_quoted():
    found = guide(
        "".join(f"<p>{name}：{'' if name == '办理地点' else text}</p>" for name, text in WORDS)
    )
    assert found.missing == (GuideElement.PLACE,)
    assert "没有内容" in next(
        one.quote for one in found.elements if one.element is GuideElement.PLACE
    )


def test_a_picture_of_the_procedure_is_a_procedure():
    markup = "".join(f"<p>{name}：{text}</p>" for name, text in WORDS[:7])
    assert (
        presence(markup + '<p>办理流程：</p><p><img src="/lct.jpg"></p>')[GuideElement.PROCEDURE]
        is Presence.PRESENT
    )


def test_what_a_sentence_tells_is_not_called_missing():
    markup = (
        "".join(f"<p>{name}：{text}</p>" for name, text in WORDS[:6])
        + "<p>如有疑问请拨打联系电话8123456，按办理流程提交。</p>"
    )
    assert presence(markup)[GuideElement.PHONE] is Presence.UNREAD


def test_tabs_whose_content_was_not_loaded_are_unread():
    tabs = "".join(f"<li>{name}</li>" for name, _ in WORDS)
    assert Presence.ABSENT not in presence(f"<h1>养犬登记办事指南</h1><ul>{tabs}</ul>").values()


def test_a_news_article_is_no_guide():
    assert (
        guide(
            "<h1>我县优化办事服务</h1><p>"
            + "县政务服务局压缩办理时间，群众满意度提高。" * 10
            + "</p>"
        )
        is None
    )


POLICY = (
    "<h1>某县人民政府关于印发《某县养犬管理办法》的通知</h1><p>"
    + "第一条 为规范养犬行为。" * 30
    + "</p>{0}"
)
READING = (
    "<h1>《某县养犬管理办法》政策解读</h1><p>" + "办法出台的背景和主要内容如下。" * 20 + "</p>{0}"
)
OTHER = (
    "<h1>某县人民政府关于印发《某县停车管理办法》的通知</h1><p>"
    + "第一条 为规范停车秩序。" * 30
    + "</p>"
)


def relations(policy: str = "", reading: str = ""):
    pages = Pages(p=POLICY.format(policy), r=READING.format(reading), o=OTHER)
    return read_relations([pages.article("p"), pages.article("o")], [pages.article("r")], pages)


def test_a_policy_and_its_interpretation_that_link_to_each_other():
    (pair,) = relations(
        '<a href="/r.html">《某县养犬管理办法》政策解读</a>', '<a href="/p.html">政策原文</a>'
    )
    assert (pair.from_policy, pair.from_reading, pair.told_by) == (True, True, ToldBy.LINK)


def test_a_pair_told_by_titles_alone_has_no_links():
    (pair,) = relations()
    assert (pair.from_policy, pair.from_reading, pair.told_by) == (False, False, ToldBy.TITLE)


def test_a_side_list_does_not_join_an_interpretation_to_another_policy():
    (pair,) = relations(
        reading='<a href="/o.html">某县人民政府关于印发《某县停车管理办法》的通知</a>'
    )
    assert pair.policy_url.endswith("/p.html")
    assert pair.from_reading is False


def test_a_policy_links_to_an_interpretation_nobody_visited():
    pages = Pages(p=POLICY.format('<a href="/r9.html">图解：某县养犬管理办法</a>'))
    (pair,) = read_relations([pages.article("p")], [], pages)
    assert (pair.from_policy, pair.from_reading) == (True, None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            "《关于加快城市更新的若干措施》解读",
            "某市人民政府关于印发关于加快城市更新的若干措施的通知",
            True,
        ),
        ("一图读懂：某县养犬管理办法", "某县养犬管理办法", True),
        ("《某县养犬管理办法》解读", "《某县停车管理办法》", False),
        ("政策解读", "通知", False),
    ],
)
def test_titles_of_one_subject_overlap(one, other, same):
    assert (overlap(one, other) >= 0.75) is same


def test_countless_labels_and_pictures_cost_no_more_than_a_page():
    labels = "<p>联系电话</p>" * 30_000
    pictures = "<p>办理流程</p><img src=/a.png>" * 15_000
    found = presence(labels + pictures)
    assert found[GuideElement.PROCEDURE] is Presence.PRESENT
