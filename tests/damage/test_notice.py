"""The notice this project starts from, as it was found: every block explained and restored."""

from pathlib import Path

import pytest

from xuncha.engine.proofread.damage.inspection import Damage
from xuncha.engine.proofread.damage.restoring import restored
from xuncha.engine.proofread.damage.steps import Outcome, Sort

FOUND = Path(__file__).parents[3] / "shared/corpus/notices/qinghai-2024q3-as-found.txt"
pytestmark = pytest.mark.skipif(not FOUND.is_file(), reason=f"no corpus at {FOUND}")
SOUND = {14}
"""The last line is the date, which nothing happened to."""
SHIFTED = {
    7: "　（三）文字表述问题。三季度，有22个政府网站、21个政务新媒体",
    9: "　（一）严格履行审核审查责任。各地区各部门要认真抓好",
    10: "　（二）切实强化监测监管机制。各地区各部门要切实加强",
    11: "　（三）认真做好整改整治工作。各地区各部门要坚持问题导向，",
}


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return restored(FOUND.read_text(encoding="utf-8")).text.split("\n")


@pytest.fixture(scope="module")
def damages() -> dict[int, Damage]:
    return dict(restored(FOUND.read_text(encoding="utf-8")).damages)


def counted(damages: dict[int, Damage], sort: Sort) -> int:
    steps = (step for damage in damages.values() for step in damage.steps)
    return sum(int(step.facts["count"]) for step in steps if step.sort is sort)


def test_every_damaged_line_is_found_and_the_sound_one_is_not(damages, lines) -> None:
    assert set(damages) == set(range(1, len(lines) + 1)) - SOUND


def test_every_pinyin_and_every_inserted_comma_is_taken_out(damages, lines) -> None:
    text = "\n".join(lines)
    assert counted(damages, Sort.PINYIN) == 112
    assert counted(damages, Sort.COMMA) == 58
    assert not any(mark in text for mark in (",,", ",、", ",。", ",;", "ǎ", "ù"))


def test_the_four_shifted_headings_are_cut_back(damages, lines) -> None:
    for number, begin in SHIFTED.items():
        assert lines[number - 1].startswith(begin)
        assert damages[number].sort is Sort.LOST_BYTE


def test_the_numerals_that_vanished_and_the_item_that_is_missing_are_told(damages) -> None:
    assert "“三”" in damages[7].why
    assert "中间的“（二）”在本文稿中缺失" in damages[7].why
    assert "“二”" in damages[10].why


def test_one_character_was_guessed_and_is_named_as_such(damages) -> None:
    guessed = [number for number, one in damages.items() if one.outcome is Outcome.GUESSED]
    assert guessed == [10]
    assert "请核对" in damages[10].why


def test_the_first_sentence_reads_as_it_was_published(lines) -> None:
    assert lines[0] == "各市、自治州人民政府，省政府各委、办、厅、局："
    assert lines[3].startswith("三季度，全省正常运行的135个政府网站总体合格率为97.04%，1163个")
