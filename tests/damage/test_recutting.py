"""A byte of GBK lost in mid-text."""

import pytest

from xuncha.engine.proofread.damage.inspection import inspect
from xuncha.engine.proofread.damage.restoring import restored
from xuncha.engine.proofread.damage.steps import Outcome, Sort

MEANT = "国家支持公共交通体系建设，优先发展公共交通。"


@pytest.mark.parametrize("errors", ["replace", "ignore"])
def test_pairs_cut_one_byte_late_are_cut_back(errors: str) -> None:
    raw = MEANT.encode("gbk")
    at = len("国家支持公共交".encode("gbk")) + 1
    block = (raw[:at] + raw[at + 1 :]).decode("gbk", errors)
    found = inspect([block])[0]
    assert found is not None
    assert found.sort is Sort.LOST_BYTE
    assert found.certain == (errors == "replace"), "five characters may be a rare name"
    assert found.text == MEANT
    assert found.outcome is Outcome.GUESSED
    assert "错位" in found.why


def test_a_rare_invented_name_is_never_certain_damage() -> None:
    found = inspect(["澜岫栾冈养老服务中心累计完成投资5583.41万元。"])[0]
    assert found is None or not found.certain


def test_the_only_numeral_that_can_vanish_is_put_back_into_its_bracket() -> None:
    found = inspect(["?。ㄈ┪淖直硎鰡栴}。"])[0]
    assert found is not None
    assert found.text == "　（三）文字表述問題。"
    assert "“三”" in found.why


def test_a_missing_heading_is_noted_at_the_one_behind_it() -> None:
    text = "（一）政府网站问题。\n?。ㄈ┪淖直硎鰡栴}。"
    ((_, damage),) = restored(text).damages
    assert "中间的“（二）”在本文稿中缺失" in damage.why


@pytest.mark.parametrize(
    "block",
    [
        "此举无异于蚍蜉撼树，终将失败。",
        "鹊巢鸠占、叹老嗟卑的旧习应当破除。",
        "竺可桢、邰丽华、佟麟阁等人的事迹",
        "鳏寡孤独废疾者皆有所养。",
        "使公司陷入无法兑现承诺的尴尬境地。",
        "⒊侵犯通信自由案（刑法第二百五十二条规定的）；",
        "囹圄、饕餮、魑魅魍魉、踟蹰、徘徊",
        "馕（náng）、鲀（tún）、薏（yì）是常被读错的字。",
        "镬耳屋、趟栊门、蚝壳墙是岭南建筑的特色。",
        "勐垅河干流今日水位较昨日上涨。",
        "寮塘乡党员干部组成志愿服务队。",
    ],
)
def test_a_rare_word_is_no_shifted_piece(block: str) -> None:
    assert inspect([block]) == [None]
