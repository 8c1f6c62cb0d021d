"""A wrong word that is spoken about is doubtful; one that is used is certain."""

from time import perf_counter

import pytest

from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.proofread.check import proofread
from xuncha.engine.proofread.findings import TextFinding


def sure(text: str) -> tuple[TextFinding, ...]:
    return proofread(text, band=Band.A, published=None)


def all_of(text: str) -> tuple[TextFinding, ...]:
    return proofread(text, band=Band.B, published=None)


@pytest.mark.parametrize(
    "text",
    [
        "词典不收“签定”一词。",
        "商标「签定」已经注册。",
        "不少人把签定一词写错。",
        "签定是误写，应改正。",
    ],
)
def test_a_mentioned_wrong_word_is_doubtful(text: str) -> None:
    assert sure(text) == ()
    found = all_of(text)
    assert {one.text for one in found} & {"签定"}
    assert {one.band for one in found} == {Band.B}
    assert all("引号" in one.why or "写法" in one.why for one in found)
    assert all(one.confidence < 0.9 for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "不少人把签订写成签定。",
        "通告列出常见错别字：签定、布署。",
        "常见错误：签定（应为签订）。",
        "签定→签订，布署→部署",
        "×签定 √签订",
        "签订（×签定）",
        "易混词：一愁莫展（筹）、甘败下风（拜）。",
        "在“签定”和“签订”两个词中选一个。",
        "监测人员将疑似错误“签定”反馈给主办单位。",
    ],
)
def test_a_wrong_word_beside_the_right_one_is_not_told(text: str) -> None:
    assert all_of(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "双方签定协议。",
        "双方签定协议（签订日期另行通知）。",
        "签订之后，双方签定补充协议。",
        "双方“当场签定了为期三年的战略合作协议”。",
        "双方“签定协议。",
        "“甲方”签定“协议”。",
        "按照《服务合同签定办法》执行。",
        "按照“《合同签定办法》”执行。",
        "有人常写错。双方签定协议。这里说的是读音。",
    ],
)
def test_a_used_wrong_word_stays_certain(text: str) -> None:
    assert [one.text for one in sure(text)] == ["签定"]


def test_twelve_quoted_characters_are_short_and_thirteen_are_not() -> None:
    twelve = "甲" * 10 + "签定"
    assert sure(f"“{twelve}”") == ()
    assert len(sure(f"“甲{twelve}”")) == 1


def test_marks_and_numbers_are_certain_in_quotation_marks_too() -> None:
    found = sure("定于“9月31日”举行。")
    assert [one.kind for one in found] == [TextErrorKind.NUMBER]


def test_a_hostile_text_of_mentions_is_read_in_linear_time() -> None:
    begin = perf_counter()
    assert len(all_of("写成签定。" * 20_000)) == 20_000
    assert perf_counter() - begin < 10
