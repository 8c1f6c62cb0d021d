"""Text whose bytes were read in another encoding."""

import pytest

from xuncha.engine.proofread.damage.inspection import Damage, inspect
from xuncha.engine.proofread.damage.steps import Outcome, Sort

MEANT = "各级人民政府应当加强对政府网站和政务新媒体的日常监测，及时更新栏目内容。"


def damage_of(block: str) -> Damage:
    found = inspect([block])[0]
    assert found is not None
    return found


def western(raw: bytes) -> str:
    return "".join(bytes((one,)).decode("cp1252", "ignore") or chr(one) for one in raw)


@pytest.mark.parametrize(
    ("block", "sort"),
    [
        (MEANT.encode().decode("latin-1"), Sort.UTF8_AS_LATIN1),
        (western(MEANT.encode()), Sort.UTF8_AS_LATIN1),
        (western(MEANT.encode()).replace("\u00a0", " "), Sort.UTF8_AS_LATIN1),
        (MEANT.encode("gbk").decode("latin-1"), Sort.GBK_AS_LATIN1),
        (western(MEANT.encode("gbk")), Sort.GBK_AS_LATIN1),
    ],
)
def test_a_text_whose_bytes_are_all_there_comes_back_exactly(block: str, sort: Sort) -> None:
    found = damage_of(block)
    assert (found.sort, found.text, found.outcome) == (sort, MEANT, Outcome.EXACT)
    assert found.certain
    assert "逐字还原" in found.why


def test_a_misread_piece_of_a_sound_line_is_undone_alone() -> None:
    misread = "政府网站".encode().decode("latin-1")
    found = damage_of(f"各地要办好{misread}，做好服务。")
    assert (found.start, found.end) == (5, 5 + len(misread))
    assert found.meant == "政府网站"


def test_gbk_read_as_big5_comes_back_where_big5_has_all_its_pairs() -> None:
    meant = "优先发展公共交通。"
    found = damage_of(meant.encode("gbk").decode("big5"))
    assert (found.sort, found.text, found.outcome) == (Sort.GBK_AS_BIG5, meant, Outcome.EXACT)


@pytest.mark.parametrize("wrong", ["gbk", "gb18030"])
def test_bytes_that_utf8_lost_in_gbk_are_guessed_where_only_one_character_fits(wrong: str) -> None:
    meant = "鼓励和支持单位和个人参与文物保护工作。"
    block = meant.encode().decode(wrong, "replace")
    found = damage_of(block)
    assert (found.sort, found.outcome) == (Sort.UTF8_AS_GBK, Outcome.GUESSED)
    assert found.meant == meant
    assert "请核对" in found.why


def test_a_lost_numeral_is_never_guessed() -> None:
    block = "依照本法第十三条的规定处罚。".encode("gbk").decode("big5", "replace")
    found = damage_of(block)
    assert found.outcome is Outcome.OPEN
    assert found.meant == ""
    assert "不能确定" in found.why


def test_what_was_replaced_twice_is_told_to_be_lost() -> None:
    found = damage_of("办理时限：锟斤拷锟斤拷个工作日")
    assert (found.sort, found.outcome, found.meant) == (Sort.REPLACED_TWICE, Outcome.OPEN, "")
    assert "无法还原" in found.why


def test_a_replacement_character_is_damage_whose_bytes_are_gone() -> None:
    found = damage_of("本办法自公布之日起施\ufffd。")
    assert (found.sort, found.start, found.end) == (Sort.UNDECODED, 10, 11)


@pytest.mark.parametrize(
    "block",
    [
        "Éléments de géographie à l'École française, où l'été dure",
        "Müller, Größe, Übermäßig, Straßenbahn in Österreich",
        "企业名称为 Société Générale 的分支机构",
        "Đà Nẵng và Hà Nội, Việt Nam",
        "音标 [ˈtʃaɪnə]、[ʃiː] 见教材",
        "张㛃、李䶮、赵赟等同志参加会议。",
        "氘、氚、氕是氢的同位素；硒、碲、钋属氧族。",
        "汉字部件表：亻、冫、冖、凵、卩、厶、廴、艹。",
        "├──目录│└──附件",
        "ㄅㄆㄇㄈ为注音符号，ㄚㄛㄜㄝ为韵母。",
        "日本の政府サイトについて調査する。",
        "数学符号∑∏∫√∝∞∠⊥∥、希腊字母αβγδεζ",
    ],
)
def test_rare_and_foreign_writing_is_no_damage(block: str) -> None:
    assert inspect([block]) == [None]
